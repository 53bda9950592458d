"""All sources together: pictures, class numbers and splits, row by row, ready to draw batches from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from houndstooth.training.label_map import LabelMap
from houndstooth.training.labels import COMPOSITE, LEARNT, MISSING, Targets, Vocabulary
from houndstooth.training.near_duplicates import fingerprint, group_near_duplicates
from houndstooth.training.sources import Record, Setting, Source, read_source
from houndstooth.training.splits import TRAIN, Splits, split_groups
from houndstooth.training.store import PictureStore, open_store

SPLITS_FILE = "splits.json"
UNREADABLE = "unreadable"

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One source, as the loop needs it; every array has one row for each of its pictures."""

    setting: Setting
    records: tuple[Record, ...]
    store: PictureStore
    targets: Targets
    words: NDArray[np.bool_]
    """``bool[n, words]``: which words the title has."""
    split: NDArray[np.str_]
    item: NDArray[np.int64]
    """The same number wherever the same item stands, over all shelves."""

    def rows(self, split: str) -> NDArray[np.intp]:
        """The rows of one split."""
        return np.nonzero(self.split == split)[0]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All shelves and the one vocabulary and split they share."""

    shelves: dict[str, Shelf]
    vocabulary: Vocabulary
    splits: Splits

    def of(self, setting: Setting) -> list[Shelf]:
        """The shelves of one setting."""
        return [shelf for shelf in self.shelves.values() if shelf.setting is setting]

    def composites(self) -> dict[tuple[int, ...], int]:
        """Composite labels of at least two training items -> class number, in the order of the labels."""
        seen: dict[tuple[int, ...], set[int]] = {}
        for shelf in self.of(Setting.STUDIO):
            for row in shelf.rows(TRAIN):
                seen.setdefault(composite(shelf.targets[row]), set()).add(int(shelf.item[row]))
        kept = sorted(key for key, items in seen.items() if len(items) > 1 and MISSING not in key)
        return {key: number for number, key in enumerate(kept)}


def composite(target: NDArray[np.int64]) -> tuple[int, ...]:
    """The composite label of one row of targets."""
    return tuple(int(target[LEARNT.index(name)]) for name in COMPOSITE)


def open_corpus(
    folders: Sequence[Path],
    *,
    cache: Path,
    run: Path,
    seed: int,
    labels: LabelMap | None = None,
    progress: Progress = print,
) -> Corpus:
    """Read the sources, decode them into ``cache`` if need be, and share them out.

    Splits are drawn once and kept as ``splits.json`` in ``run``: a resumed run reads them, it never draws again.
    """
    sources = [read_source(folder, labels) for folder in folders]
    stores = [open_store(s, cache, on_progress=_tell(s.name, progress)) for s in sources]
    path = run / SPLITS_FILE
    if not path.is_file():
        _draw_splits(sources, stores, seed).save(path)
    splits = Splits.load(path)
    vocabulary = Vocabulary.from_sources(sources)
    numbers = {id_: at for at, id_ in enumerate(sorted({r.id for s in sources for r in s.records}))}
    shelves = {
        source.name: Shelf(
            source.setting,
            source.records,
            store,
            vocabulary.encode(source.records),
            vocabulary.mark_words(source.records),
            _sides(source, store, splits),
            np.array([numbers[record.id] for record in source.records]),
        )
        for source, store in zip(sources, stores, strict=True)
    }
    return Corpus(shelves, vocabulary, splits)


def _draw_splits(sources: Sequence[Source], stores: Sequence[PictureStore], seed: int) -> Splits:
    pairs = list(zip(sources, stores, strict=True))
    studio = [pair for pair in pairs if pair[0].setting is Setting.STUDIO]
    street = [pair for pair in pairs if pair[0].setting is Setting.STREET]
    return Splits(seed, _draw_items(studio, seed), _draw_photos(street, seed))


def _draw_items(pairs: Sequence[tuple[Source, PictureStore]], seed: int) -> dict[str, str]:
    """Held-out items come from the source with the largest pictures; near-duplicates follow them everywhere."""
    if not pairs:
        return {}
    smallest_first = sorted(pairs, key=lambda pair: int(pair[1].sizes.max()))
    where = {r.id: (store, row) for source, store in smallest_first[::-1] for row, r in enumerate(source.records)}
    ids = sorted(where)
    pictures = [store.pixels(row) for store, row in map(where.__getitem__, ids)]
    group = dict(zip(ids, group_near_duplicates(fingerprint(pictures)).tolist(), strict=True))
    held = smallest_first[-1][0].records
    strata = [record.values.get("article_type", "") for record in held]
    dealt = split_groups([group[r.id] for r in held], strata, shares={"test": 0.15, "validation": 0.08}, seed=seed)
    of_group = {group[r.id]: split for r, split in zip(held, dealt, strict=True)}
    return {id_: split for id_ in ids if (split := of_group.get(group[id_], TRAIN)) != TRAIN}


def _draw_photos(pairs: Sequence[tuple[Source, PictureStore]], seed: int) -> dict[str, str]:
    records = [record for source, _ in pairs for record in source.records]
    if not records:
        return {}
    pictures = [store.pixels(row) for _, store in pairs for row in range(len(store))]
    senders = [record.group or record.id for record in records]
    groups = _join(np.unique(senders, return_inverse=True)[1], group_near_duplicates(fingerprint(pictures)))
    dealt = split_groups(
        groups.tolist(),
        [r.values.get("label", "") for r in records],
        shares={"test": 0.18, "validation": 0.1},
        seed=seed,
        largest=0.04,
    )
    return {record.id: split for record, split in zip(records, dealt, strict=True) if split != TRAIN}


def _join(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    """The finest grouping that divides no group of either."""
    width = int(first.max()) + 1
    size = width + int(second.max()) + 1
    edges = coo_array((np.ones(len(first), np.int8), (first, second + width)), shape=(size, size))
    return np.asarray(connected_components(edges, directed=False)[1][first], np.int64)


def _sides(source: Source, store: PictureStore, splits: Splits) -> NDArray[np.str_]:
    """The split of each row; a picture that could not be read belongs to none."""
    sides = np.array([splits.of(record.id) for record in source.records])
    return np.where(store.sizes.min(axis=1) > 0, sides, UNREADABLE)


def _tell(name: str, progress: Progress) -> Callable[[int, int], None]:
    return lambda done, of: progress(f"decoding {name}: {done} of {of}")
