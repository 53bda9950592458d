"""Search: photos, an item or words in, the items that look like it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from houndstooth.domain.catalogue import StoredItem
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.errors import InvalidInput, NotFound
from houndstooth.domain.filter import Condition, Filter
from houndstooth.domain.label import Prediction
from houndstooth.domain.ports import Catalogue
from houndstooth.imaging.crop import CropBox
from houndstooth.services.development import Developer
from houndstooth.services.gallery import Galleries, Hit
from houndstooth.services.labelling import predict
from houndstooth.services.stopwatch import Stopwatch
from houndstooth.services.word_search import Likeness, WordSearch

MAX_K = 200
"""So many results one answer has."""

MAX_DEPTH = 1000
"""So many results all pages of an answer have."""

MAX_PHOTOS = 8
"""So many photos may be searched by at once."""

SEEN = ("category", "colour", "pattern")
"""What is said of a photo. For whom and when a garment is worn is the shop's word, and hardly to be seen on a floor."""

_KEPT = "category"
"""What stays as it is where words stand beside a picture, unless they say otherwise."""

_ANY = Filter()
_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo's file, and the part of it that is meant."""

    data: bytes
    box: CropBox | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, best first; the artifact that looked; and how long each stage took, in seconds.

    ``seen`` is what the encoder says of a photo, of the fields in ``SEEN``; empty where not exactly one was sent.
    ``understood`` is what words were taken for; empty where there were none. ``list_id`` names
    the list where it was logged as one.

    The score of a hit is its cosine with the query, or, of a search by words alone, how far up it stands among what has
    the words and what looks like them, 0 to 1. Where words stand beside a picture, what has what they ask for comes
    before what has not, whatever the scores.
    """

    hits: tuple[Hit, ...]
    artifact_id: str
    seconds: dict[str, float]
    seen: Mapping[str, Prediction] = field(default_factory=dict)
    understood: tuple[Condition, ...] = ()
    list_id: str = ""


class Search:
    """Reverse image search over the catalogue; safe to call from several threads."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        galleries: Galleries,
        developer: Developer,
        words: WordSearch,
        label_confidence: float,
    ) -> None:
        self._catalogue = catalogue
        self._galleries = galleries
        self._developer = developer
        self._words = words
        self._label_confidence = label_confidence

    def by_photo(
        self,
        shop_id: str,
        data: bytes,
        *,
        k: int,
        where: Filter = _ANY,
        box: CropBox | None = None,
        grouped: bool = True,
    ) -> Answer:
        """The ``k`` items that look most like a photo, or like the part of it inside ``box``.

        Args:
            shop_id: the shop.
            data: the photo's file.
            k: 1 to ``MAX_DEPTH``.
            where: only items that pass.
            box: the part of the photo that is meant.
            grouped: of the variants of one product the likest alone.

        Raises:
            InvalidPicture: the bytes are no picture we read, or the box leaves it.
            InvalidInput: ``k`` is not between 1 and ``MAX_DEPTH``.
            InvalidFilter: the filter asks for a field that no item has.
        """
        return self.by_photos(shop_id, [Photo(data, box)], k=k, where=where, grouped=grouped)

    def by_photos(
        self,
        shop_id: str,
        photos: Sequence[Photo],
        *,
        k: int,
        where: Filter = _ANY,
        grouped: bool = True,
        words: str | None = None,
    ) -> Answer:
        """The ``k`` items that look most like all of some photos together (a mood board), and as the words say.

        Args:
            shop_id: the shop.
            photos: 1 to ``MAX_PHOTOS``; the query is the mean of their vectors.
            k: 1 to ``MAX_K``.
            where: only items that pass.
            grouped: of the variants of one product the likest alone.
            words: what is to be otherwise: 'but red', 'for men', 'without stripes'.

        Raises:
            InvalidPicture, InvalidFilter: as in ``by_photo``.
            InvalidInput: ``k`` or the number of photos is out of range, or the words cannot be searched by.
        """
        _check_k(k)
        if not 1 <= len(photos) <= MAX_PHOTOS:
            raise InvalidInput(f"{len(photos)} photos; send 1 to {MAX_PHOTOS}")
        watch = Stopwatch()
        prepared = [self._developer.prepare(self._developer.decode(one.data, one.box)) for one in photos]
        watch.lap("decode")
        encoding = self._developer.encode(prepared)
        alone = len(photos) == 1
        said = predict(encoding.attributes, len(photos), least=self._label_confidence)[0] if alone else {}
        seen = {name: said[name] for name in SEEN if name in said}
        watch.lap("encode")
        like = Likeness(_mean(encoding.embedding), {name: of.value for name, of in seen.items() if name == _KEPT})
        hits, understood = self._nearest(shop_id, like, words, k=k, where=where, grouped=grouped)
        watch.lap("search")
        return Answer(hits, self._developer.artifact_id, watch.seconds, seen, understood)

    def by_words(self, shop_id: str, text: str, *, k: int, where: Filter = _ANY, grouped: bool = True) -> Answer:
        """The ``k`` items that the words describe best.

        Raises:
            InvalidInput: ``k`` is out of range, or the words cannot be searched by.
            InvalidFilter: as in ``by_photo``.
        """
        _check_k(k)
        watch = Stopwatch()
        found = self._words.find(shop_id, text, k=k, where=where, grouped=grouped)
        watch.lap("search")
        return Answer(found.hits, self._developer.artifact_id, watch.seconds, understood=found.understood)

    def warm_up(self, shop_id: str) -> None:
        """Load the gallery of a shop and pass once through the encoder, so that the first search does not wait."""
        self._galleries.of(shop_id).refresh()
        self._developer.warm_up()

    def similar(
        self,
        shop_id: str,
        item_id: str,
        *,
        k: int,
        where: Filter = _ANY,
        grouped: bool = True,
        words: str | None = None,
    ) -> Answer:
        """The ``k`` items that look most like one of the catalogue, and as the words say.

        Neither it nor, with ``grouped``, a variant of it is among them; with words, which may ask for another colour of
        it, its variants are.

        Raises:
            NotFound: the shop has no such item, or it has no vector of this artifact yet.
            InvalidInput, InvalidFilter: as in ``by_photos``.
        """
        _check_k(k)
        watch = Stopwatch()
        asked = self._catalogue.get(shop_id, item_id)
        category = asked.item.category
        like = Likeness(self._vector(asked.number, item_id), {_KEPT: category} if category else {}, asked.item.price)
        hits, understood = self._nearest(shop_id, like, words, k=k + 1, where=where, grouped=grouped)
        apart = grouped and words is None
        others = tuple(hit for hit in hits if not _is_same(hit.stored, asked, grouped=apart))[:k]
        watch.lap("search")
        return Answer(others, self._developer.artifact_id, watch.seconds, understood=understood)

    def _nearest(
        self, shop_id: str, like: Likeness, words: str | None, *, k: int, where: Filter, grouped: bool
    ) -> tuple[tuple[Hit, ...], tuple[Condition, ...]]:
        if words is None:
            hits = self._galleries.of(shop_id).nearest(like.vector, k, where=where, grouped=grouped)
            return tuple(hits), ()
        found = self._words.resembling(shop_id, like, words, k=k, where=where, grouped=grouped)
        return found.hits, found.understood

    def _vector(self, number: int, item_id: str) -> Vectors:
        vector = self._catalogue.vector(number, artifact_id=self._developer.artifact_id)
        if vector is None:
            raise NotFound(
                f"the item {item_id!r} has no vector of the artifact {self._developer.artifact_id}; ingest it again"
            )
        return vector[None]


def _mean(vectors: Vectors) -> Vectors:
    """The mean direction of unit rows, ``float32[1, d]``; the first where they cancel each other out."""
    summed = vectors.sum(axis=0, keepdims=True)
    length = np.linalg.norm(summed)
    return np.asarray(summed / length if length > _NOTHING else vectors[:1], np.float32)


def _is_same(one: StoredItem, other: StoredItem, *, grouped: bool) -> bool:
    variant = grouped and one.shown_as is not None and one.shown_as == other.shown_as
    return variant or one.number == other.number


def _check_k(k: int) -> None:
    if not 1 <= k <= MAX_DEPTH:
        raise InvalidInput(f"k is {k}; ask for 1 to {MAX_DEPTH} results")
