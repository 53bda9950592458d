"""Tastes: what somebody likes, as vectors; several, because people shop for several things."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from houndstooth.domain.assortment import Rows
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.interactions import Floats
from houndstooth.recommenders.profile_opinions import summed_by

MOST_TASTES = 5


@dataclass(frozen=True, slots=True)
class Tastes:
    """Tastes, the strongest first: parallel arrays. Rows of zeros where no item of a taste has a vector.

    Args:
        categories: ``int32[k]``, codes; -1 for items without a category.
        shares: ``float32[k]``, each one's part of all likings; they sum to 1 at most.
        embeddings: ``float32[k, d]``, unit rows.
        styles: ``float32[k, s]``, unit rows.
        of: for each taste the rows of the items that it comes from, the most telling first.
    """

    categories: Rows
    shares: Floats
    embeddings: Vectors
    styles: Vectors
    of: tuple[Rows, ...]

    def __len__(self) -> int:
        return len(self.categories)


def tastes_of(liked: Floats, rows: Rows, categories: Rows, embeddings: Vectors, styles: Vectors) -> Tastes:
    """One taste for each of the ``MOST_TASTES`` categories that somebody likes most.

    Args:
        liked: ``float32[n]``, how much each of some items is liked; those with 0 or less make no taste.
        rows: ``int32[n]``, the items' rows.
        categories: ``int32[n]``, their codes.
        embeddings: ``float32[n, d]``.
        styles: ``float32[n, s]``.
    """
    chosen = np.flatnonzero(liked > 0)
    rows, weights = rows[chosen], liked[chosen]
    found, of = np.unique(categories[chosen], return_inverse=True)
    totals = summed_by(of, weights, len(found))
    strongest = np.lexsort((found, -totals))[:MOST_TASTES]
    by_taste = np.where(of == strongest[:, None], weights, np.float32(0))
    order = np.argsort(-weights, kind="stable")
    return Tastes(
        categories=found[strongest].astype(np.int32),
        shares=(totals[strongest] / max(totals.sum(), 1e-9)).astype(np.float32),
        embeddings=unit_rows(weighted(by_taste, embeddings[chosen])),
        styles=unit_rows(weighted(by_taste, styles[chosen])),
        of=tuple(rows[order[of[order] == taste]] for taste in strongest),
    )


def direction_of(weights: Floats, vectors: Vectors) -> Floats:
    """The weighted mean of vectors as one of length 1, ``float32[d]``; zeros where there is none."""
    direction: Floats = unit_rows(weighted(weights[None], vectors))[0]
    return direction


def weighted(weights: Vectors, vectors: Vectors) -> Vectors:
    """Weighted sums of vectors: ``float32[k, n]`` and ``float32[n, d]`` give ``float32[k, d]``.

    Not by BLAS, which wakes its threads for so little, and waits for them where every core has a request of its own.
    """
    sums: Vectors = np.einsum("kn,nd->kd", weights, vectors)
    return sums


def cosines(vectors: Vectors, direction: Floats) -> Floats:
    """``float32[c]``: inner products of ``float32[c, d]`` with one vector; not by BLAS, see :func:`weighted`."""
    products: Floats = np.vecdot(vectors, direction)
    return products


def unit_rows(vectors: Vectors) -> Vectors:
    """Rows of length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 1e-6, lengths, 1), np.float32)
