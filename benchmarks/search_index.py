"""How fast and how true the embedded index is, beside numpy, FAISS and hnswlib in the same run.

    python benchmarks/search_index.py --vectors hm.npz [--only 50000|1000000]

The vectors are those of real photos, see `benchmarks/recommender.py`, and many more made of them. Everything is timed
on one thread, with one query at a time. hnswlib takes part where it is installed: `pip install hnswlib`. Writes
`benchmarks/results/search.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import faiss
import numpy as np
from threadpoolctl import threadpool_limits

from figures import Figure, record
from houndstooth.index.embedded import EmbeddedIndex
from houndstooth.index.snapshots import Snapshots
from houndstooth.index.subject import Subject
from search_peers import peers
from search_vectors import KINDS, SHARES, Field, K, filters, recall, truth

_UNFILTERED = {50_000: 0.5, 1_000_000: 1.5}
_FILTERED = {50_000: 1.0, 1_000_000: 15.0}
_PART = 4096
_CHANGES = 50


def main() -> None:
    """Measure both sizes, or the one that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--only", type=int, choices=list(_UNFILTERED))
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    real = np.load(given.vectors)["embedding"]
    if given.open:
        _tell_of_opening(given.open, real[:200])
        return
    for count in [given.only] if given.only else list(_UNFILTERED):
        field = Field.grown(real, count)
        command = f"python benchmarks/search_index.py --vectors hm.npz --only {count}"
        with threadpool_limits(1):
            record("search", [*_ours(field, given.vectors, command), *_theirs(field, command)])


def _ours(field: Field, real: Path, command: str) -> Iterable[Figure]:
    told = f"{len(field.vectors):,} x {field.vectors.shape[1]}"
    at_most = {"aim": None, "at_least": False, "command": command}
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        index = _open(Path(folder), field.vectors.shape[1])
        for at in range(0, len(field.vectors), _PART):
            index.put(field.numbers[at : at + _PART], field.vectors[at : at + _PART])
        index.settle(1)
        index.merged()
        aim = 600.0 if len(field.vectors) == max(_UNFILTERED) else None
        yield Figure(f"{told}, ours: build", round(time.perf_counter() - started, 1), "s", **at_most | {"aim": aim})
        del index
        command_ = [sys.executable, __file__, "--vectors", str(real), "--open", folder]
        opened = json.loads(subprocess.run(command_, capture_output=True, text=True, check=True).stdout)
        aims = (2.0, 1.5) if aim else (None, None)
        yield Figure(f"{told}, ours: load from snapshot", opened["seconds"], "s", **at_most | {"aim": aims[0]})
        yield Figure(f"{told}, ours: memory of the process", opened["gigabytes"], "GB", **at_most | {"aim": aims[1]})
        index = _open(Path(folder), field.vectors.shape[1])
        yield from _searched(field, index, told, command)
        yield from _filtered(field, index, told, command)
        yield from _changed(field, index, told, command)


def _theirs(field: Field, command: str) -> Iterable[Figure]:
    told = f"{len(field.vectors):,} x {field.vectors.shape[1]}"
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    for peer in peers(field):
        found, took = _timed(peer.search, field.queries)
        name = f"{told}, {peer.name}"
        yield Figure(f"{name}: p50", took, "ms", None, False, None, command)
        yield Figure(f"{name}: recall@{K}", round(recall(found, field.nearest), 4), "", None, True, None, command)
        yield Figure(f"{name}: build", round(peer.build, 1), "s", None, False, None, command)
        for share in SHARES if peer.selective else ():
            rows = filters(field, share, "uniform", many=1)[0]
            found, took = _timed(peer.selective(rows), field.queries)
            true = round(recall(found, truth(field.vectors, field.queries, rows)), 4)
            kept = f"{name}, filter keeps {100 * share:g} % uniform"
            yield Figure(f"{kept}: recall@{K}", true, "", None, True, None, command)
            yield Figure(f"{kept}: p50", took, "ms", None, False, None, command)


def _searched(field: Field, index: EmbeddedIndex, told: str, command: str) -> Iterable[Figure]:
    found, took = _timed(lambda query: index.search(query[None], K)[0][0] - 1, field.queries)
    yield Figure(f"{told}, ours: p50", took, "ms", _UNFILTERED[len(field.vectors)], False, None, command)
    yield Figure(f"{told}, ours: recall@{K}", round(recall(found, field.nearest), 4), "", 0.99, True, None, command)


def _filtered(field: Field, index: EmbeddedIndex, told: str, command: str) -> Iterable[Figure]:
    for share in SHARES:
        for kind in KINDS:
            found, true, times = [], [], []
            passing = filters(field, share, kind)
            for at, rows in enumerate(passing):
                queries, allowed = field.queries[at :: len(passing)], field.numbers[rows]
                mine, took = _timed(lambda q, a=allowed: index.search(q[None], K, allowed=a)[0][0] - 1, queries)
                found += mine
                true += list(truth(field.vectors, queries, rows))
                times.append(took)
            name = f"{told}, ours, filter keeps {100 * share:g} % {kind}"
            exact = round(recall(found, np.array(true)), 4)
            yield Figure(f"{name}: recall@{K}", exact, "", 0.99, True, None, command)
            aim = _FILTERED[len(field.vectors)]
            yield Figure(f"{name}: p50", round(float(np.median(times)), 3), "ms", aim, False, None, command)


def _changed(field: Field, index: EmbeddedIndex, told: str, command: str) -> Iterable[Figure]:
    """How long until an added vector is found, and a removed one is not."""
    adding, removing = [], []
    new = np.ascontiguousarray(field.queries[:_CHANGES, ::-1])
    for number, vector in enumerate(new, start=len(field.vectors) + 1):
        one = np.array([number])
        started = time.perf_counter()
        index.put(one, vector[None])
        index.settle(number)
        seen = index.search(vector[None], 1)[0][0].tolist() == [number]
        adding.append(time.perf_counter() - started)
        index.remove(one)
        index.settle(number)
        gone = number not in index.search(vector[None], 1)[0][0]
        removing.append(time.perf_counter() - started - adding[-1])
        if not (seen and gone):
            sys.exit("a change was not in the next search")
    for what, times in (("add to visible", adding), ("remove to gone", removing)):
        worst = round(1e3 * max(times), 3)
        yield Figure(f"{told}, ours: {what}, worst of {_CHANGES}", worst, "ms", 100.0, False, None, command)


def _timed(search: Callable[[np.ndarray], np.ndarray], queries: np.ndarray) -> tuple[list[np.ndarray], float]:
    """What is found, and the median time in milliseconds."""
    for query in queries[:20]:
        search(query)
    found, times = [], []
    for query in queries:
        started = time.perf_counter()
        found.append(search(query))
        times.append(time.perf_counter() - started)
    return found, round(1e3 * float(np.median(times)), 3)


def _open(folder: Path, dimension: int) -> EmbeddedIndex:
    return EmbeddedIndex(dimension, Snapshots(folder, Subject("shop", "artifact", dimension)))


def _tell_of_opening(folder: Path, queries: np.ndarray) -> None:
    """In a process of its own: how long a snapshot takes to open, and how much memory it and some searches take."""
    started = time.perf_counter()
    index = _open(folder, queries.shape[1])
    seconds = time.perf_counter() - started
    for query in queries:
        index.search(query[None], K)
    status = Path("/proc/self/status").read_text()
    kilobytes = int(status.partition("VmRSS:")[2].split()[0])
    print(json.dumps({"seconds": round(seconds, 2), "gigabytes": round(kilobytes / 1024**2, 2)}))


if __name__ == "__main__":
    main()
