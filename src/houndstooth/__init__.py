"""Self-hosted fashion recommendation with reverse image search."""

__version__ = "0.1.0"
