"""Taking items out of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from houndstooth.domain.errors import NotFound
from houndstooth.domain.ports import Catalogue, PictureStore


class Removal:
    """Removes items, and the pictures that no other item shows."""

    def __init__(self, *, catalogue: Catalogue, pictures: PictureStore) -> None:
        self._catalogue = catalogue
        self._pictures = pictures

    def run(self, shop_id: str, ids: Sequence[str]) -> tuple[str, ...]:
        """Remove items; they are gone from the next search. Returns the ids that were there."""
        keys = self._picture_keys(shop_id, ids)
        removed = self._catalogue.remove(shop_id, ids)
        for key in self._catalogue.unused_pictures(keys):
            self._pictures.remove(key)
        return removed

    def _picture_keys(self, shop_id: str, ids: Sequence[str]) -> list[str]:
        keys = []
        for item_id in ids:
            with suppress(NotFound):
                keys.append(self._catalogue.get(shop_id, item_id).picture.key)
        return keys
