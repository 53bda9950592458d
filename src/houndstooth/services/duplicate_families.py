"""Families: which items lists show as one, although no group of the shop says so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from houndstooth.domain.duplicate import JudgedPair, Looks, Verdict

LEAST_SHARED = 0.8
"""Titles are nearly the same if they share this much of all their words."""

_WORD = re.compile(r"\w+")
_Edge = tuple[int, int]


def titles_alike(one: str, other: str) -> bool:
    """Whether two titles say the same, but for a word in a few and the order of words (Jaccard index of 0.8)."""
    words, others = (frozenset(_WORD.findall(title.casefold())) for title in (one, other))
    return bool(words) and len(words & others) >= LEAST_SHARED * len(words | others)


def families(looks: Looks, pairs: Iterable[JudgedPair]) -> dict[int, str | None]:
    """The family of each item in sight that is to get another one than it has, ``None`` for none.

    Items are of one family if somebody said that they are the same product, or if their pictures are nearly the same
    and their titles too; the other items of their groups come with them. Where somebody said of two items that come
    together this way that they are not the same, only what people said counts.
    """
    row_of = {number: row for row, number in enumerate(looks.numbers.tolist())}
    rows = [(row_of[one.pair.first], row_of[one.pair.second], one.verdict) for one in pairs if _known(one, row_of)]
    said = [(a, b) for a, b, verdict in rows if verdict is Verdict.SAME]
    apart = [(a, b) for a, b, verdict in rows if verdict is Verdict.DIFFERENT]
    seen = [(a, b) for a, b, verdict in rows if verdict is None and titles_alike(looks.titles[a], looks.titles[b])]
    groups = _group_edges(looks.groups)
    parts = _parts(len(row_of), [*groups, *said, *seen])
    contradicted = {int(parts[a]) for a, b in apart if parts[a] == parts[b]}
    edges = [*said, *((a, b) for a, b in seen if int(parts[a]) not in contradicted)]
    return _changes(looks, _parts(len(row_of), [*groups, *edges]), edges)


def _known(one: JudgedPair, row_of: Mapping[int, int]) -> bool:
    return one.pair.first in row_of and one.pair.second in row_of


def _group_edges(groups: Sequence[str | None]) -> list[_Edge]:
    first: dict[str, int] = {}
    return [(first.setdefault(group, row), row) for row, group in enumerate(groups) if group is not None]


def _parts(count: int, edges: Sequence[_Edge]) -> NDArray[np.int32]:
    """For each of ``count`` rows the number of its connected component."""
    ends = np.array(edges, np.int64).reshape(-1, 2)
    matrix = coo_array((np.ones(len(ends), np.int8), (ends[:, 0], ends[:, 1])), shape=(count, count))
    return np.asarray(connected_components(matrix, directed=False)[1], np.int32)


def _changes(looks: Looks, parts: NDArray[np.int32], edges: Sequence[_Edge]) -> dict[int, str | None]:
    joined = {int(parts[a]) for a, _ in edges}
    members: dict[int, list[int]] = defaultdict(list)
    for row, part in enumerate(parts.tolist()):
        if part in joined:
            members[part].append(row)
    names = {row: str(looks.numbers[rows[0]]) for rows in members.values() for row in rows}
    return {
        int(number): names.get(row)
        for row, number in enumerate(looks.numbers.tolist())
        if looks.families[row] != names.get(row)
    }
