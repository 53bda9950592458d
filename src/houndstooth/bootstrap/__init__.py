"""Settings become ready services: the only place that picks adapters."""

from houndstooth.bootstrap.house import House

__all__ = ["House"]
