"""What encoders are asked, chosen once, and what one of them answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.training.corpus import Corpus, Shelf
from houndstooth.training.encode import Arrays, EncodeInput, encode_pictures
from houndstooth.training.labels import LEARNT, MISSING
from houndstooth.training.sources import Setting
from houndstooth.training.splits import TRAIN, VALIDATION
from houndstooth.training.transformed import transform


@dataclass(frozen=True, slots=True)
class Exam:
    """Rows of queries and gallery of a corpus."""

    corpus: Corpus
    studio: Shelf
    street: Shelf | None
    queries: NDArray[np.intp]
    gallery: NDArray[np.intp]
    photos: NDArray[np.intp]

    @classmethod
    def of(cls, corpus: Corpus, *, split: str = VALIDATION, gallery: int | None = None, seed: int = 0) -> Exam:
        """Queries are the ``split`` of the studio shelf with the largest pictures; the gallery is the rest of it.

        Args:
            corpus: where the pictures stand.
            split: ``validation`` while anything may still change, ``test`` for the last word.
            gallery: only so many of the gallery's rows, for a quick look.
            seed: of that choice.
        """
        studio = max(corpus.of(Setting.STUDIO), key=lambda shelf: int(shelf.store.sizes.max()))
        street = next(iter(corpus.of(Setting.STREET)), None)
        rest = studio.rows(TRAIN) if split == VALIDATION else np.nonzero(studio.split != split)[0]
        if gallery is not None and gallery < len(rest):
            rest = np.sort(np.random.default_rng(seed).choice(rest, gallery, replace=False))
        photos = street.rows(split) if street is not None else np.zeros(0, np.intp)
        if street is not None:
            photos = photos[street.targets[photos, LEARNT.index("kind")] != MISSING]
        return cls(corpus, studio, street, studio.rows(split), rest, photos)

    def truth(self, name: str) -> NDArray[np.int64]:
        """The class numbers of the queries for one attribute."""
        return _column(self.studio, self.queries, name)

    def kinds(self) -> NDArray[np.int64]:
        """The class numbers of the photos' kinds."""
        if self.street is None:
            return np.zeros(0, np.int64)
        return _column(self.street, self.photos, "kind")

    def agreement(self, names: tuple[str, ...]) -> NDArray[np.bool_]:
        """``bool[queries, gallery]``: they agree in all attributes named, each of them known."""
        right = np.ones((len(self.queries), len(self.gallery)), bool)
        for name in names:
            asked, there = self.truth(name), _column(self.studio, self.gallery, name)
            right &= (asked[:, None] == there[None, :]) & (asked != MISSING)[:, None]
        return right

    def bridged(self) -> NDArray[np.bool_]:
        """``bool[photos, gallery]``: the item's type is one that the photo's kind may mean."""
        categories = _column(self.studio, self.gallery, "category")
        bridge = self.corpus.vocabulary.bridge()
        return np.asarray(bridge[self.kinds()][:, categories] & (categories != MISSING)[None, :])


@dataclass(frozen=True, slots=True)
class Answers:
    """One encoder's outputs for everything an exam asks."""

    queries: Arrays
    gallery: Arrays
    photos: Arrays
    """Empty where the exam has no photos."""
    copies: Arrays
    """Transformed copies of the queries, in their order."""


def answer(exam: Exam, encode: EncodeInput, *, size: int, seed: int = 0) -> Answers:
    """Ask one encoder everything; ``seed`` decides how the copies are transformed."""
    store, rng = exam.studio.store, np.random.default_rng(seed)
    copies = (transform(store.picture(row), rng, cut=bool(store.cut[row])) for row in exam.queries)
    photos: Arrays = {}
    if exam.street is not None and len(exam.photos):
        street = exam.street.store
        photos = encode_pictures(encode, (street.pixels(row) for row in exam.photos), size=size)
    return Answers(
        queries=encode_pictures(encode, (store.pixels(row) for row in exam.queries), size=size),
        gallery=encode_pictures(encode, (store.pixels(row) for row in exam.gallery), size=size),
        photos=photos,
        copies=encode_pictures(encode, copies, size=size),
    )


def _column(shelf: Shelf, rows: NDArray[np.intp], name: str) -> NDArray[np.int64]:
    return np.asarray(shelf.targets[rows, LEARNT.index(name)])
