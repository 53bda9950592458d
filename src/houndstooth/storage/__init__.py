"""Where things are kept: SQL for items and vectors, files for pictures."""
