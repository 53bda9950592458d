"""The models at work: loaded when a version is put to work, kept in step with the items, for all shops."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from threading import Lock

from houndstooth.domain.assortment import Assortment
from houndstooth.domain.errors import NotFound
from houndstooth.domain.model import Models
from houndstooth.recommenders.aligned import Aligned, align
from houndstooth.recommenders.model_set import ModelSet, from_parts

_log = logging.getLogger("houndstooth.models")


@dataclass
class _Loaded:
    version: str
    model: ModelSet
    aligned: Aligned | None = None
    revision: int = -1


class ModelRoom:
    """The model set at work in each shop, by the rows of its assortment. Safe to call from several threads.

    Each call asks which version is at work, which is cheap: a new fit, or a roll-back, is in the next list.
    """

    def __init__(self, models: Models, artifact_id: str) -> None:
        self._models = models
        self._artifact_id = artifact_id
        self._loaded: dict[str, _Loaded] = {}
        self._lock = Lock()

    def of(self, shop_id: str, assortment: Assortment) -> tuple[str, Aligned] | None:
        """The version at work and its models, or ``None`` where none was fitted yet."""
        version = self._models.current(shop_id)
        if version is None:
            return None
        loaded = self._loaded.get(shop_id)
        if loaded is not None and (loaded.version, loaded.revision) == (version, assortment.revision):
            aligned = loaded.aligned
            if aligned is not None:
                return version, aligned
        with self._lock:
            return self._refreshed(shop_id, version, assortment)

    def _refreshed(self, shop_id: str, version: str, assortment: Assortment) -> tuple[str, Aligned] | None:
        loaded = self._loaded.get(shop_id)
        if loaded is None or loaded.version != version:
            loaded = self._load(shop_id, version)
            if loaded is None:
                return None
        aligned = loaded.aligned
        if aligned is None or not aligned.holds_for(assortment):
            aligned = align(loaded.model, assortment, self._artifact_id)
        elif loaded.revision != assortment.revision:
            aligned = aligned.shown(assortment)
        self._loaded[shop_id] = _Loaded(loaded.version, loaded.model, aligned, assortment.revision)
        return loaded.version, aligned

    def _load(self, shop_id: str, version: str) -> _Loaded | None:
        """The version, or whatever was at work before where it cannot be read: a list is better than none."""
        try:
            return _Loaded(version, from_parts(*self._models.load(shop_id, version)))
        except (NotFound, ValueError):
            _log.exception("the model set %s of the shop %r cannot be used", version, shop_id)
            return self._loaded.get(shop_id)
