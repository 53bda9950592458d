"""The assortments of all shops, each kept in step with its catalogue."""

from __future__ import annotations

from datetime import timedelta
from threading import Lock

from houndstooth.domain.assortment import Assortment
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.ports import Catalogue
from houndstooth.services.ledger import Ledger

_PART = 4096

REMEMBERED = timedelta(days=180)
"""Items that retired so long ago are not loaded: what a shopper did with them counts no more than a 64th."""


class Assortments:
    """The assortment of each shop, made when it is first asked for. Safe to call from several threads.

    Args:
        catalogue: of all shops.
        artifact_id: the artifact whose vectors are wanted.
        dimension: the length of its embeddings.
        style_dimension: the length of its style vectors; 0 where it gives none.
        clock: gives the time.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        artifact_id: str,
        dimension: int,
        style_dimension: int,
        clock: Clock = utc_now,
    ) -> None:
        self._catalogue = catalogue
        self._artifact_id = artifact_id
        self._dimensions = {"dimension": dimension, "style_dimension": style_dimension}
        self._clock = clock
        self._live: dict[str, _Live] = {}
        self._lock = Lock()

    def of(self, shop_id: str) -> Assortment:
        """The assortment of a shop as its catalogue stands now.

        Each call first asks for the catalogue's revision, which is cheap, and takes over only what changed: by whatever
        process, a write is in the next assortment. What was given out before stays as it was.
        """
        with self._lock:
            if shop_id not in self._live:
                self._live[shop_id] = _Live(Ledger(**self._dimensions))
            live = self._live[shop_id]
        if self._catalogue.revision(shop_id) == live.assortment.revision:
            return live.assortment
        with live.lock:
            return self._refresh(shop_id, live)

    def _refresh(self, shop_id: str, live: _Live) -> Assortment:
        revision = live.assortment.revision
        if not revision:
            live.ledger.reserve(self._catalogue.count(shop_id))
        parts = self._catalogue.rows(
            shop_id,
            artifact_id=self._artifact_id,
            since=revision,
            limit=_PART,
            retired_since=self._clock() - REMEMBERED,
        )
        for part in parts:
            live.ledger.take(part)
            revision = part.revision
        if revision != live.assortment.revision:
            live.assortment = live.ledger.read(revision)
        return live.assortment


class _Live:
    """The assortment of one shop, and the ledger that the next one is read from."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.assortment = ledger.read(0)
        self.lock = Lock()
