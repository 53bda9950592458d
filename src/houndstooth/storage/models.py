"""Model sets: which there are in an SQL database, and what was fitted in files."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, delete, insert, select, update

from houndstooth.domain.errors import Conflict, NotFound
from houndstooth.domain.model import ModelVersion
from houndstooth.storage.database import Database
from houndstooth.storage.model_tables import model_sets

_TOLD = "model.json"


class SqlModels:
    """``Models``: rows in a database, arrays in a folder. Arrays are read without unpacking anything that could run.

    Args:
        database: which versions there are, and which is at work.
        folder: where the files are; all processes that serve the shop must see it.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    def keep(self, version: ModelVersion, arrays: Mapping[str, NDArray[Any]], told: Mapping[str, Any]) -> None:
        """See ``Models.keep``."""
        place = self._place(version.shop_id, version.version)
        unfinished = place.with_name(f".{place.name}.{uuid4().hex[:8]}")
        unfinished.mkdir(parents=True)
        try:
            for name, array in arrays.items():
                np.save(unfinished / f"{name}.npy", array, allow_pickle=False)
            (unfinished / _TOLD).write_text(json.dumps(dict(told)), encoding="utf-8")
            unfinished.rename(place)
        except OSError:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        values = {
            "shop_id": version.shop_id,
            "version": version.version,
            "fitted_at": version.fitted_at,
            "current": False,
            "report": dict(version.report),
        }
        with self._database.writing() as connection:
            connection.execute(insert(model_sets).values(values))

    def load(self, shop_id: str, version: str) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
        """See ``Models.load``; the arrays are mapped, so that processes of one machine share them."""
        place = self._place(shop_id, version)
        try:
            told = json.loads((place / _TOLD).read_text(encoding="utf-8"))
            arrays = {
                file.name.removesuffix(".npy"): np.load(file, mmap_mode="r", allow_pickle=False)
                for file in place.glob("*.npy")
            }
        except (OSError, ValueError) as error:
            raise NotFound(f"the model set {version!r} cannot be read ({error}); fit again") from error
        return arrays, told

    def use(self, shop_id: str, version: str) -> None:
        """See ``Models.use``."""
        of_shop = model_sets.c.shop_id == shop_id
        with self._database.writing() as connection:
            found = connection.execute(select(model_sets).where(of_shop, model_sets.c.version == version)).first()
            if found is None:
                raise NotFound(f"the shop has no model set {version[:40]!r}; see houndstooth model list")
            connection.execute(update(model_sets).where(of_shop).values(current=model_sets.c.version == version))

    def current(self, shop_id: str) -> str | None:
        """See ``Models.current``."""
        query = select(model_sets.c.version).where(model_sets.c.shop_id == shop_id, model_sets.c.current)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def of_shop(self, shop_id: str) -> tuple[ModelVersion, ...]:
        """See ``Models.of_shop``."""
        query = select(model_sets).where(model_sets.c.shop_id == shop_id).order_by(model_sets.c.version.desc())
        with self._database.reading() as connection:
            return tuple(map(_to_version, connection.execute(query)))

    def forget(self, shop_id: str, version: str) -> None:
        """See ``Models.forget``."""
        with self._database.writing() as connection:
            mine = (model_sets.c.shop_id == shop_id) & (model_sets.c.version == version)
            if connection.execute(select(model_sets.c.current).where(mine)).scalar():
                raise Conflict(f"the model set {version!r} is at work; put another one to work first")
            connection.execute(delete(model_sets).where(mine))
        shutil.rmtree(self._place(shop_id, version), ignore_errors=True)

    def _place(self, shop_id: str, version: str) -> Path:
        """A shop may be called anything; a folder may not."""
        return self._folder / hashlib.sha256(shop_id.encode()).hexdigest()[:16] / version


def _to_version(row: Row[Any]) -> ModelVersion:
    return ModelVersion(row.shop_id, row.version, row.fitted_at, row.current, row.report)
