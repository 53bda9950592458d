"""A catalogue drawn by the program itself, so that a fresh clone has something to show offline."""

from __future__ import annotations

from houndstooth.demo.draw import draw_catalogue

__all__ = ["draw_catalogue"]
