"""Keep freed memory: a training step frees and takes the same large tensors again and again."""

from __future__ import annotations

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Names of ``mallopt(3)``, from glibc's ``malloc.h``."""


def keep_freed_memory() -> None:
    """Ask glibc not to give memory back to the system between steps; elsewhere nothing happens.

    By default each large tensor is mapped and unmapped, and the kernel clears its pages every time, which a
    training step pays for.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, 2**30)
        mallopt(_TRIM_THRESHOLD, 2**31 - 1)
