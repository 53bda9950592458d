"""What is counted while the server runs, and may be forgotten when it stops."""
