"""Feeds with planted faults, and what must come of every row: to try an import with, and to measure it."""

from __future__ import annotations

from houndstooth.testing.feeds.outcome import Outcome, said_by
from houndstooth.testing.feeds.planting import Form, Planted, plant

__all__ = ["Form", "Outcome", "Planted", "plant", "said_by"]
