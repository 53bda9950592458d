"""Search: a photo or an item in, the items that look like it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.catalogue import StoredItem
from houndstooth.domain.errors import InvalidInput, NotFound
from houndstooth.domain.filter import Filter
from houndstooth.domain.label import Prediction
from houndstooth.domain.ports import Catalogue
from houndstooth.imaging.crop import CropBox
from houndstooth.services.development import Developer
from houndstooth.services.gallery import Galleries, Hit
from houndstooth.services.labelling import predict
from houndstooth.services.stopwatch import Stopwatch

MAX_K = 200

SEEN = ("category", "colour", "pattern")
"""What is said of a photo. For whom and when a garment is worn is the shop's word, and hardly to be seen on a floor."""

_ANY = Filter()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, best first; the artifact that looked; and how long each stage took, in seconds.

    ``seen`` is what the encoder says of a photo, of the fields in ``SEEN``; empty where no photo was sent.
    """

    hits: tuple[Hit, ...]
    artifact_id: str
    seconds: dict[str, float]
    seen: Mapping[str, Prediction] = field(default_factory=dict)


class Search:
    """Reverse image search over the catalogue; safe to call from several threads."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        galleries: Galleries,
        developer: Developer,
        label_confidence: float,
    ) -> None:
        self._catalogue = catalogue
        self._galleries = galleries
        self._developer = developer
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
            k: 1 to ``MAX_K``.
            where: only items that pass.
            box: the part of the photo that is meant.
            grouped: of the variants of one product the likest alone.

        Raises:
            InvalidPicture: the bytes are no picture we read, or the box leaves it.
            InvalidInput: ``k`` is not between 1 and ``MAX_K``.
            InvalidFilter: the filter asks for a field that no item has.
        """
        _check_k(k)
        watch = Stopwatch()
        prepared = self._developer.prepare(self._developer.decode(data, box))
        watch.lap("decode")
        encoding = self._developer.encode([prepared])
        said = predict(encoding.attributes, 1, least=self._label_confidence)[0]
        seen = {name: said[name] for name in SEEN if name in said}
        watch.lap("encode")
        hits = self._galleries.of(shop_id).nearest(encoding.embedding, k, where=where, grouped=grouped)
        watch.lap("search")
        return Answer(tuple(hits), self._developer.artifact_id, watch.seconds, seen)

    def warm_up(self, shop_id: str) -> None:
        """Load the gallery of a shop and pass once through the encoder, so that the first search does not wait."""
        self._galleries.of(shop_id).refresh()
        self._developer.warm_up()

    def similar(self, shop_id: str, item_id: str, *, k: int, where: Filter = _ANY, grouped: bool = True) -> Answer:
        """The ``k`` items that look most like one of the catalogue.

        Neither it nor, with ``grouped``, a variant of it is among them.

        Raises:
            NotFound: the shop has no such item, or it has no vector of this artifact yet.
            InvalidInput, InvalidFilter: as in ``by_photo``.
        """
        _check_k(k)
        watch = Stopwatch()
        asked = self._catalogue.get(shop_id, item_id)
        query = self._vector(asked.number, item_id)
        hits = self._galleries.of(shop_id).nearest(query, k + 1, where=where, grouped=grouped)
        others = tuple(hit for hit in hits if not _is_same(hit.stored, asked, grouped=grouped))[:k]
        watch.lap("search")
        return Answer(others, self._developer.artifact_id, watch.seconds)

    def _vector(self, number: int, item_id: str) -> NDArray[np.float32]:
        vector = self._catalogue.vector(number, artifact_id=self._developer.artifact_id)
        if vector is None:
            raise NotFound(
                f"the item {item_id!r} has no vector of the artifact {self._developer.artifact_id}; ingest it again"
            )
        return vector[None]


def _is_same(one: StoredItem, other: StoredItem, *, grouped: bool) -> bool:
    variant = grouped and one.shown_as is not None and one.shown_as == other.shown_as
    return variant or one.number == other.number


def _check_k(k: int) -> None:
    if not 1 <= k <= MAX_K:
        raise InvalidInput(f"k is {k}; ask for 1 to {MAX_K} results")
