"""Model sets: what was fitted for a shop, by version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """One fit of one shop.

    Args:
        version: names it, within its shop; later ones sort after earlier ones.
        fitted_at: when.
        current: whether it is the one at work.
        report: what it was fitted on, and how good it was found to be; JSON.
    """

    shop_id: str
    version: str
    fitted_at: datetime
    current: bool = False
    report: Mapping[str, Any] = field(default_factory=dict)


class Models(Protocol):
    """The model sets of every shop."""

    def keep(self, version: ModelVersion, arrays: Mapping[str, NDArray[Any]], told: Mapping[str, Any]) -> None:
        """Keep a new version, not at work yet; a half-written one is never visible."""
        ...

    def load(self, shop_id: str, version: str) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
        """What ``keep`` was given.

        Raises:
            NotFound: the shop has no such version, or its files are gone.
        """
        ...

    def use(self, shop_id: str, version: str) -> None:
        """Put a version to work, in place of the one before.

        Raises:
            NotFound: the shop has no such version.
        """
        ...

    def current(self, shop_id: str) -> str | None:
        """The version at work. Cheap."""
        ...

    def of_shop(self, shop_id: str) -> tuple[ModelVersion, ...]:
        """All versions, newest first."""
        ...

    def forget(self, shop_id: str, version: str) -> None:
        """Remove a version and its files.

        Raises:
            Conflict: it is at work.
        """
        ...
