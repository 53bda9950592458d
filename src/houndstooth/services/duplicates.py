"""Duplicates: items of a shop whose pictures are the same or nearly so, and what people say of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.access import Principal
from houndstooth.domain.batches import batched
from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.duplicate import KeptPair, Likeness, Looks, Mark, Pair, PairPage, Verdict
from houndstooth.domain.duplicate_ports import Duplicates
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.ports import PictureStore
from houndstooth.imaging.decode import decode
from houndstooth.imaging.perceptual_hash import HASH_BYTES, perceptual_hash
from houndstooth.services.audit import Audit
from houndstooth.services.duplicate_candidates import Rows, by_hash
from houndstooth.services.duplicate_families import families
from houndstooth.services.duplicate_rule import LEAST_SURENESS, RECIPE, sureness
from houndstooth.services.gallery import Galleries

_NEIGHBOURS = 8
_PART = 64
_PAIRS = 20_000


@dataclass(frozen=True)
class DuplicateSearch:
    """Finds duplicates and keeps what was said of them; safe to share between threads."""

    store: Duplicates
    pictures: PictureStore
    galleries: Galleries
    audit: Audit
    artifact_id: str
    clock: Clock = utc_now

    def look(self, shop_id: str) -> int:
        """Look through what changed since the last time, and renew the families that lists show as one.

        Returns:
            How many of the items that changed are the same as, or nearly, others.
        """
        recipe = f"{RECIPE} {self.artifact_id}"
        before, looks = self.store.mark(shop_id), self.store.looks(shop_id)
        since = before.revision if before.recipe == recipe else 0
        changed = looks.numbers[looks.changed > since]
        if since and not len(changed):
            return 0
        pairs = [*_exact(looks), *self._near(shop_id, looks, np.flatnonzero(looks.changed > since))]
        self.store.replace(shop_id, pairs, of=changed.tolist(), mark=Mark(looks.revision, recipe))
        self._renew_families(shop_id, looks)
        return len({number for pair in pairs for number in (pair.first, pair.second)} & set(changed.tolist()))

    def page(self, shop_id: str, *, verdict: Verdict | None, limit: int, after: int = 0) -> PairPage:
        """Pairs with this verdict, ``None`` for those that nobody judged yet, in the order in which they were found."""
        return self.store.page(shop_id, verdict=verdict, limit=limit, after=after)

    def all(self, shop_id: str, *, verdict: Verdict | None = None) -> Iterator[KeptPair]:
        """All pairs with this verdict."""
        after: int | None = 0
        while after is not None:
            page = self.page(shop_id, verdict=verdict, limit=200, after=after)
            yield from page.pairs
            after = page.next

    def decide(self, by: Principal, pair_id: int, verdict: Verdict | None) -> KeptPair:
        """Keep what somebody says of a pair; lists heed it from the next search on.

        Raises:
            NotFound: the shop has no such pair.
        """
        kept = self.store.decide(by.shop_id, pair_id, verdict, by=by.name, at=self.clock())
        ids = {"first": kept.first.item.id, "second": kept.second.item.id}
        self.audit.record(by, "duplicate.decided", str(pair_id), {**ids, "verdict": verdict and verdict.value})
        self._renew_families(by.shop_id, self.store.looks(by.shop_id))
        return kept

    def _renew_families(self, shop_id: str, looks: Looks) -> None:
        made = self.store.join(shop_id, families(looks, self.store.judged(shop_id)))
        mark = self.store.mark(shop_id)
        # To belong to a family is no reason to be looked at again, unless something else happened meanwhile.
        if mark.revision == looks.revision and made == looks.revision + 1:
            self.store.replace(shop_id, (), of=(), mark=replace(mark, revision=made))

    def _near(self, shop_id: str, looks: Looks, asked: Rows) -> list[Pair]:
        """Pairs of different pictures that show the same, of which at least one is asked for."""
        # Of items that show one picture the first stands for all: they are pairs already.
        first: dict[str, int] = {}
        rows = np.array([row for row, key in enumerate(looks.pictures) if first.setdefault(key, row) == row], np.int64)
        hashes = self._hashes(looks, rows)
        wanted = np.flatnonzero(np.isin(rows, asked))
        numbers, vectors = self.store.embeddings(looks.numbers[rows].tolist(), artifact_id=self.artifact_id)
        place = {number: at for at, number in enumerate(numbers.tolist())}
        at = np.array([place.get(number, -1) for number in looks.numbers[rows].tolist()], np.int64)
        one, other = by_hash(hashes, wanted)
        near, like = self._by_embedding(shop_id, looks.numbers[rows], vectors, at, wanted)
        pairs = np.unique(np.stack([np.append(one, near), np.append(other, like)]), axis=1)
        found: list[Pair] = []
        for start in range(0, pairs.shape[1], _PAIRS):
            some = pairs[:, start : start + _PAIRS]
            some = some[:, (at[some] >= 0).all(axis=0)]
            sure = sureness(hashes[some[0]], hashes[some[1]], vectors[at[some[0]]], vectors[at[some[1]]])
            found += _pairs(looks, rows[some[:, sure >= LEAST_SURENESS]], sure[sure >= LEAST_SURENESS])
        return found

    def _by_embedding(
        self, shop_id: str, numbers: Numbers, vectors: Vectors, at: Rows, wanted: Rows
    ) -> tuple[Rows, Rows]:
        """The nearest neighbours of the rows that are asked for, each pair with its lower row first."""
        gallery = self.galleries.of(shop_id)
        found: list[tuple[int, int]] = []
        row_of = {number: row for row, number in enumerate(numbers.tolist())}
        for part in batched(wanted[at[wanted] >= 0].tolist(), _PART):
            near, _ = gallery.neighbours(vectors[at[list(part)]], _NEIGHBOURS)
            for row, others in zip(part, near, strict=True):
                there = (row_of[number] for number in others.tolist() if number in row_of)
                found += [(min(row, other), max(row, other)) for other in there if other != row]
        ends = np.array(found, np.int64).reshape(-1, 2)
        return ends[:, 0], ends[:, 1]

    def _hashes(self, looks: Looks, rows: Rows) -> NDArray[np.uint8]:
        """The hashes of the pictures of rows; those that were never made are made of the stored pictures now."""
        missing = [looks.pictures[row] for row in rows.tolist() if looks.hashes[row] is None]
        made: dict[str, bytes] = {}
        for part in batched([key for key in missing if self.pictures.has(key)], _PART):
            fresh = {key: perceptual_hash(decode(self.pictures.get(key, "card")).pixels) for key in part}
            self.store.keep_hashes(fresh)
            made |= fresh
        blobs = [looks.hashes[row] or made.get(looks.pictures[row]) or b"" for row in rows.tolist()]
        # A picture whose file is lost is like no other.
        lost = np.random.default_rng(0)
        whole = [blob if len(blob) == HASH_BYTES else lost.bytes(HASH_BYTES) for blob in blobs]
        return np.frombuffer(b"".join(whole), np.uint8).reshape(-1, HASH_BYTES)


def _exact(looks: Looks) -> list[Pair]:
    """Of items that show one picture and are of different groups, the first beside each other."""
    first: dict[str, int] = {}
    known: set[tuple[str, str]] = set()
    pairs: list[Pair] = []
    for row, key in enumerate(looks.pictures):
        group = looks.groups[row]
        if group is not None and (key, group) in known:
            continue
        start = first.setdefault(key, row)
        if start != row:
            pairs.append(Pair(int(looks.numbers[start]), int(looks.numbers[row]), Likeness.EXACT, 1.0))
        if group is not None:
            known.add((key, group))
    return pairs


def _pairs(looks: Looks, ends: Rows, sure: NDArray[np.float64]) -> list[Pair]:
    return [
        Pair(int(looks.numbers[one]), int(looks.numbers[other]), Likeness.NEAR, round(float(how), 4))
        for one, other, how in zip(*ends.tolist(), sure.tolist(), strict=True)
        if looks.groups[one] is None or looks.groups[one] != looks.groups[other]
    ]
