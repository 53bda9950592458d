"""What recommends: one algorithm to a file, arrays in, rankings out."""
