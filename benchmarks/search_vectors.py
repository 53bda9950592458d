"""Many vectors like those of a real catalogue, filters over them, and what is truly nearest."""

from __future__ import annotations

from dataclasses import dataclass

import faiss
import numpy as np

K = 20
SHARES = (0.5, 0.05, 0.005, 0.0005)
KINDS = ("uniform", "one cluster")

_NEAR = 16
_PULL = 0.7
_NOISE = 0.25


@dataclass(frozen=True)
class Field:
    """What is searched: numbers ``int64[n]``, vectors ``float32[n, d]``, queries ``float32[q, d]``, and the truth."""

    numbers: np.ndarray
    vectors: np.ndarray
    queries: np.ndarray
    nearest: np.ndarray

    @classmethod
    def grown(cls, real: np.ndarray, count: int, *, queries: int = 200) -> Field:
        """Of real vectors; the queries are made like the vectors, and are none of them."""
        made = grow(real, count + queries, seed=1)
        vectors, asked = made[:count], made[count:]
        return cls(np.arange(1, count + 1), vectors, asked, truth(vectors, asked))


def grow(real: np.ndarray, count: int, *, seed: int) -> np.ndarray:
    """Perturbed real vectors: each is moved towards one of its neighbours, and shaken in all directions.

    The noise has a quarter of the standard deviation of each number.
    """
    rng = np.random.default_rng(seed)
    flat = faiss.IndexFlatIP(real.shape[1])
    flat.add(real)
    _, neighbours = flat.search(real, _NEAR + 1)
    start = rng.integers(0, len(real), count)
    towards = real[neighbours[start, rng.integers(1, _NEAR + 1, count)]]
    made = real[start] + rng.uniform(0, _PULL, (count, 1)).astype(np.float32) * (towards - real[start])
    made += _NOISE * made.std(axis=0) * rng.standard_normal(made.shape, dtype=np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def truth(vectors: np.ndarray, queries: np.ndarray, passing: np.ndarray | None = None) -> np.ndarray:
    """The rows of the nearest ``K`` vectors among some rows, ``int64[q, K]``; -1 where there are fewer."""
    rows = np.arange(len(vectors)) if passing is None else passing
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors if passing is None else vectors[passing])
    _, found = flat.search(queries, K)
    return np.where(found >= 0, rows[found], -1)


def filters(field: Field, share: float, kind: str, *, many: int = 5) -> list[np.ndarray]:
    """The rows that pass, for some filters: of chance, or all that is nearest to some vector."""
    rng, count = np.random.default_rng(2), round(len(field.vectors) * share)
    if kind == "uniform":
        return [np.sort(rng.choice(len(field.vectors), count, replace=False)) for _ in range(many)]
    centres = field.vectors[rng.choice(len(field.vectors), many, replace=False)]
    return [np.sort(np.argpartition(-(field.vectors @ centre), count)[:count]) for centre in centres]


def recall(found: list[np.ndarray], nearest: np.ndarray) -> float:
    """The share of the truly nearest that were found."""
    shares = [np.isin(true[true >= 0], mine).mean() for mine, true in zip(found, nearest, strict=True)]
    return float(np.mean(shares))
