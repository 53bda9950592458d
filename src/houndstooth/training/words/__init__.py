"""A text tower: words into the space of the picture embeddings."""
