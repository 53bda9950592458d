"""One algorithm per file: arrays in, scores out, no I/O."""
