"""Other ways to search among vectors, each on one thread, as good as it gets at a recall of 99 %."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import faiss
import numpy as np

from search_vectors import Field, K, recall

Search = Callable[[np.ndarray], np.ndarray]
"""The rows nearest to ``float32[d]``."""

_EFFORTS = (16, 24, 32, 48, 64, 96, 128, 192, 256, 512)
_RECALL = 0.99


@dataclass(frozen=True)
class Peer:
    """A peer that was built: how it searches, and how long it took to build, in seconds."""

    name: str
    search: Search
    build: float
    selective: Callable[[np.ndarray], Search] | None = None
    """How it searches among some rows."""


def peers(field: Field) -> Iterator[Peer]:
    """One after the other, so that one's memory is free for the next."""
    yield Peer("numpy", _by_hand(field.vectors), 0.0)
    yield _faiss_hnsw(field)
    try:
        yield _hnswlib(field)
    except ImportError:
        print("hnswlib is not installed: left out (pip install hnswlib)")


def _by_hand(vectors: np.ndarray) -> Search:
    def search(query: np.ndarray) -> np.ndarray:
        scores = vectors @ query
        best = np.argpartition(scores, -K)[-K:]
        return best[np.argsort(-scores[best])]

    return search


def _faiss_hnsw(field: Field) -> Peer:
    started = time.perf_counter()
    index = faiss.IndexHNSWFlat(field.vectors.shape[1], 32, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = 100
    index.add(field.vectors)
    build = time.perf_counter() - started
    faiss.omp_set_num_threads(1)

    def set_effort(effort: int) -> None:
        index.hnsw.efSearch = effort

    def search(query: np.ndarray) -> np.ndarray:
        return index.search(query[None], K)[1][0]

    def among(rows: np.ndarray) -> Search:
        mask = np.zeros(len(field.vectors), np.bool_)
        mask[rows] = True
        selector = faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
        asked = faiss.SearchParametersHNSW(sel=selector, efSearch=index.hnsw.efSearch)
        return lambda query: index.search(query[None], K, params=asked)[1][0]

    return Peer(f"FAISS HNSW32, ef {_tuned(field, search, set_effort)}", search, build, among)


def _hnswlib(field: Field) -> Peer:
    import hnswlib

    started = time.perf_counter()
    index = hnswlib.Index("ip", field.vectors.shape[1])
    index.init_index(len(field.vectors), M=16, ef_construction=128)
    index.add_items(field.vectors)
    build = time.perf_counter() - started
    index.set_num_threads(1)

    def search(query: np.ndarray) -> np.ndarray:
        return index.knn_query(query, K)[0][0].astype(np.int64)

    return Peer(f"hnswlib, ef {_tuned(field, search, index.set_ef)}", search, build)


def _tuned(field: Field, search: Search, set_effort: Callable[[int], None]) -> int:
    """The least effort that reaches the recall, which is set; the greatest where none does."""
    for effort in _EFFORTS:
        set_effort(effort)
        if recall([search(query) for query in field.queries], field.nearest) >= _RECALL:
            break
    return effort
