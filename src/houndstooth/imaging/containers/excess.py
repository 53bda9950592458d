"""The refusal of a file whose structure is out of proportion."""

from __future__ import annotations

from houndstooth.domain.errors import InvalidPicture


def check_count(what: str, count: int, limit: int) -> None:
    """Raises InvalidPicture, ``corrupt``, when a file has more than ``limit`` of ``what``."""
    if count > limit:
        raise InvalidPicture(
            "corrupt", f"The file has {count:,} {what} or more and the limit is {limit:,}; save the picture anew"
        )
