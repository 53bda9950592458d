"""A catalogue drawn by the program itself, so that a fresh clone has something to show offline."""
