"""Files that somebody might send as a picture, to try a decoder, a route or an import with.

Some two hundred are made by hand, each hostile, broken or odd in its own way and with the verdict
that is expected. After them come seeded mutations of sound files of every format, without end.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from houndstooth.testing.hostile import bmps, boxes, gifs, jpegs, pngs, strangers, tiffs, webps
from houndstooth.testing.hostile.case import HostileFile
from houndstooth.testing.hostile.mutations import mutants

__all__ = ["HostileFile", "hand_made_files", "hostile_files"]

_MAKERS = (strangers, jpegs, pngs, gifs, bmps, tiffs, webps, boxes)


def hostile_files(seed: int, count: int) -> Iterator[HostileFile]:
    """The first ``count`` files: those made by hand, then mutations, the same for the same ``seed``.

    Each is made when it is asked for. None is larger than about 1 MB, but for two that are just
    over the limit on bytes.
    """
    return islice(chain(hand_made_files(), mutants(seed)), count)


def hand_made_files() -> Iterator[HostileFile]:
    """The files with an expected verdict, of the formats that this installation reads."""
    return chain.from_iterable(maker.files() for maker in _MAKERS)
