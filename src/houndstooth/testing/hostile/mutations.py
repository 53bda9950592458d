"""Endless damaged copies of sound files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from houndstooth.testing.hostile.case import HostileFile
from houndstooth.testing.hostile.seeds import valid_files

_HEAD = 160  # bytes, in which most headers lie
_MAX_PIECE = 256
_EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)

Mutation = Callable[[bytes, bytes, np.random.Generator], bytes]


def mutants(seed: int) -> Iterator[HostileFile]:
    """Without end: the same files in the same order for the same seed."""
    valid = valid_files()
    names = sorted(valid)
    number = 0
    while True:
        rng = np.random.default_rng([seed, number])
        first, second = (names[place] for place in rng.integers(len(names), size=2))
        data = valid[first]
        applied = [list(_MUTATIONS)[place] for place in rng.integers(len(_MUTATIONS), size=rng.integers(1, 4))]
        for mutation in applied:
            data = _MUTATIONS[mutation](data, valid[second], rng)
        yield HostileFile(f"{number}-{first}-{'-'.join(applied)}", data, None)
        number += 1


def _flip_bits(data: bytes, _: bytes, rng: np.random.Generator) -> bytes:
    changed: NDArray[np.uint8] = np.frombuffer(data, np.uint8).copy()
    if changed.size:
        count = int(2 ** rng.integers(0, 6))
        changed[rng.integers(changed.size, size=count)] ^= (1 << rng.integers(8, size=count)).astype(np.uint8)
    return bytes(changed)


def _truncate(data: bytes, _: bytes, rng: np.random.Generator) -> bytes:
    return data[: int(rng.integers(len(data) + 1))]


def _splice(data: bytes, other: bytes, rng: np.random.Generator) -> bytes:
    start, length = _piece(other, rng)
    place = int(rng.integers(len(data) + 1))
    return data[:place] + other[start : start + length] + data[place + length * int(rng.integers(2)) :]


def _repeat(data: bytes, _: bytes, rng: np.random.Generator) -> bytes:
    start, length = _piece(data, rng)
    times = int(2 ** rng.integers(1, 10))
    return data[:start] + data[start : start + length] * times + data[start + length :]


def _delete(data: bytes, _: bytes, rng: np.random.Generator) -> bytes:
    start, length = _piece(data, rng)
    return data[:start] + data[start + length :]


def _blank(data: bytes, _: bytes, rng: np.random.Generator) -> bytes:
    start, length = _piece(data, rng)
    return data[:start] + (b"\0", b"\xff")[int(rng.integers(2))] * length + data[start + length :]


def _exaggerate(data: bytes, _: bytes, rng: np.random.Generator) -> bytes:
    """Writes an extreme number into the header, where sizes, counts and places stand."""
    width = int(rng.choice((1, 2, 4)))
    order: Literal["big", "little"] = "big" if rng.integers(2) else "little"
    number = int(rng.choice(_EXTREMES)) & (1 << 8 * width) - 1
    place = int(rng.integers(max(1, min(len(data), _HEAD))))
    return data[:place] + number.to_bytes(width, order) + data[place + width :]


def _noise_behind_signature(data: bytes, _: bytes, rng: np.random.Generator) -> bytes:
    return data[: int(rng.integers(8, 40))] + rng.bytes(int(rng.integers(2000)))


def _piece(data: bytes, rng: np.random.Generator) -> tuple[int, int]:
    return int(rng.integers(len(data) + 1)), int(rng.integers(1, _MAX_PIECE))


_MUTATIONS: dict[str, Mutation] = {
    "flip": _flip_bits,
    "truncate": _truncate,
    "splice": _splice,
    "repeat": _repeat,
    "delete": _delete,
    "blank": _blank,
    "exaggerate": _exaggerate,
    "noise": _noise_behind_signature,
}
