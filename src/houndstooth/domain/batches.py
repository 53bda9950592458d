"""Cutting a stream into batches (``itertools.batched`` came with Python 3.12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(values: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The values in tuples of ``size`` (1 or more), the last one shorter."""
    remaining = iter(values)
    while batch := tuple(islice(remaining, size)):
        yield batch
