"""The vectors of a source as arrays, for people who do their own arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from houndstooth.catalog.source import Source
from houndstooth.domain.batches import batched
from houndstooth.domain.encoding import Encoding, Pixels
from houndstooth.domain.errors import InvalidInput
from houndstooth.services.development import Developer
from houndstooth.services.ingest import BATCH, OnProgress
from houndstooth.services.ingest_report import Rejection
from houndstooth.services.lineup import UNUSABLE, Candidate, line_up

Arrays = dict[str, NDArray[np.generic]]


@dataclass(slots=True)
class _Part:
    ids: list[str] = field(default_factory=list)
    encoding: Encoding | None = None
    rejected: list[Rejection] = field(default_factory=list)


class Vectors:
    """Encodes whole sources without storing anything."""

    def __init__(self, *, developer: Developer, workers: int) -> None:
        self._developer = developer
        self._workers = workers

    def of(self, source: Source, *, on_progress: OnProgress | None = None) -> tuple[Arrays, list[Rejection]]:
        """Encode every picture of a source that can be used.

        Returns:
            ``ids`` (str[n]), ``embedding`` (float32[n, d], unit rows), ``style`` (float32[n, s], unit
            rows) if the artifact has it, and ``NAME_labels`` (str[c]) with ``NAME_probs``
            (float32[n, c]) for each of its attributes; and the rows that were left out, with the reason.

        Raises:
            InvalidInput: no row of the source could be used.
        """
        parts: list[_Part] = []
        done = 0
        for size, part in self._parts(source):
            parts.append(part)
            done += size
            if on_progress:
                on_progress(done, source.total)
        rejected = [rejection for part in parts for rejection in part.rejected]
        ids = [item_id for part in parts for item_id in part.ids]
        if not ids:
            first = f": {rejected[0].reason}" if rejected else ""
            raise InvalidInput(f"none of the {done} rows of {source.path} could be encoded{first}")
        return {"ids": np.array(ids, dtype=np.str_), **_joined([p.encoding for p in parts if p.encoding])}, rejected

    def _parts(self, source: Source) -> Iterator[tuple[int, _Part]]:
        # The shop and the currency are of no consequence: nothing is stored.
        rows = line_up("none", source, default_currency="XXX")
        with ThreadPoolExecutor(self._workers, thread_name_prefix="encode") as pool:
            for group in batched(batched(rows, BATCH), self._workers):
                yield from zip(map(len, group), pool.map(self._encode, group), strict=True)

    def _encode(self, rows: tuple[Candidate | Rejection, ...]) -> _Part:
        """Runs in a worker thread."""
        part = _Part()
        prepared: list[Pixels] = []
        for row in rows:
            outcome = row if isinstance(row, Rejection) else self._prepare(row)
            if isinstance(outcome, Rejection):
                part.rejected.append(outcome)
            elif isinstance(row, Candidate):
                part.ids.append(row.item.id)
                prepared.append(outcome)
        if prepared:
            part.encoding = self._developer.encode(prepared)
        return part

    def _prepare(self, row: Candidate) -> Pixels | Rejection:
        if row.picture is None:
            return row.rejected("missing-picture", "there is nothing to encode")
        try:
            return self._developer.prepare(self._developer.decode(row.picture.read(self._developer.limits.max_bytes)))
        except UNUSABLE as error:
            return row.refused(error)


def _joined(parts: list[Encoding]) -> Arrays:
    first = parts[0]
    arrays: Arrays = {"embedding": np.concatenate([part.embedding for part in parts])}
    if first.style is not None:
        arrays["style"] = np.concatenate([part.style for part in parts if part.style is not None])
    for name, head in first.attributes.items():
        arrays[f"{name}_labels"] = np.array(head.labels, dtype=np.str_)
        arrays[f"{name}_probs"] = np.concatenate([part.attributes[name].probabilities for part in parts])
    return arrays
