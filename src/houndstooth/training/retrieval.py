"""How good a search is: precision, average precision and gain of the first ten, and what they could be at best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.encoding import Vectors

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Figures per query, ``float64[queries]``; queries without any right answer are left out."""

    precision_at_1: NDArray[np.float64]
    precision: NDArray[np.float64]
    """Of the first ten, how many are right."""
    ceiling: NDArray[np.float64]
    """The best that :attr:`precision` can be: a group of 3 cannot fill a top 10."""
    average_precision: NDArray[np.float64]
    """Over the whole gallery."""
    gain: NDArray[np.float64]
    """Normalised discounted cumulative gain of the first ten (Järvelin & Kekäläinen 2002)."""


def judge(queries: Vectors, gallery: Vectors, right: NDArray[np.bool_]) -> Retrieval:
    """Search every query in the gallery by cosine and compare with the truth.

    Args:
        queries: ``float32[q, d]``, normalised.
        gallery: ``float32[g, d]``, normalised.
        right: ``bool[q, g]``.
    """
    order = np.argsort(-(queries @ gallery.T), axis=1, kind="stable")
    hits = np.take_along_axis(right, order, axis=1)
    return judge_hits(hits[hits.any(axis=1)])


def judge_hits(hits: NDArray[np.bool_]) -> Retrieval:
    """The figures of rankings given as right or wrong, ``bool[queries, gallery]``, best first."""
    known = hits.sum(axis=1)
    top = hits[:, :DEPTH]
    ranks = np.arange(1, hits.shape[1] + 1)
    found = np.cumsum(hits, axis=1)
    discount = 1 / np.log2(np.arange(2, top.shape[1] + 2))
    ideal = np.cumsum(discount)[np.minimum(known, top.shape[1]) - 1]
    return Retrieval(
        precision_at_1=hits[:, 0].astype(np.float64),
        precision=top.mean(axis=1),
        ceiling=np.minimum(known, DEPTH) / DEPTH,
        average_precision=(found / ranks * hits).sum(axis=1) / known,
        gain=(top * discount).sum(axis=1) / ideal,
    )


def precision_at_10(queries: Vectors, gallery: Vectors, right: NDArray[np.bool_]) -> float:
    """The mean precision of the first ten alone, without sorting the rest; queries with no right answer left out."""
    possible = right.any(axis=1)
    similar = queries[possible] @ gallery.T
    first = np.argpartition(-similar, DEPTH, axis=1)[:, :DEPTH]
    return float(np.take_along_axis(right[possible], first, axis=1).mean())
