"""Silence for Pillow's warnings while somebody decodes."""

from __future__ import annotations

import threading
import warnings


class _Quiet:
    """A context that any number of threads may be in at once.

    The list of warning filters belongs to the whole process: if every thread saved and restored
    it for itself, they would restore each other's. So the first one in saves it and the last one
    out restores it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._saved = warnings.catch_warnings()

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._saved = warnings.catch_warnings()
                self._saved.__enter__()
                warnings.filterwarnings("ignore", module=r"PIL\.")

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._saved.__exit__(None, None, None)


quiet = _Quiet()
"""``with quiet:`` ignores what Pillow warns about; we judge damaged files ourselves."""
