"""Numbers and vectors as PostgreSQL takes them."""

from __future__ import annotations

from typing import Any

import numpy as np
import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors

_INT8, _INT8_ARRAY = 20, 1016


class BigInts:
    """Many numbers as one parameter, ``bigint[]``: as a list 500,000 would take most of a second."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)


class _BigIntsDumper(Dumper):
    """The binary form of a one-dimensional array: a head, and each number with its length before it."""

    format = Format.BINARY
    oid = _INT8_ARRAY

    def dump(self, obj: Any) -> bytes:
        numbers = obj.numbers
        head = np.array([1, 0, _INT8, len(numbers), 1] if len(numbers) else [0, 0, _INT8], ">i4")
        body = np.empty(len(numbers), [("length", ">i4"), ("number", ">i8")])
        body["length"], body["number"] = 8, numbers
        return head.tobytes() + body.tobytes()


psycopg.adapters.register_dumper(BigInts, _BigIntsDumper)


def as_text(vectors: Vectors) -> list[str]:
    """Each row as pgvector reads it; no bit of a number is lost."""
    return ["[" + ",".join(map(repr, row)) + "]" for row in vectors.tolist()]
