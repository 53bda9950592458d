"""What the commands share: the settings, the house they open, and how they print."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from houndstooth.domain.access import Principal
from houndstooth.settings import Settings, load_settings

if TYPE_CHECKING:
    from houndstooth.bootstrap import House


class Session:
    """One run of a command, with the global options it was given."""

    def __init__(self, *, home: Path | None, shop: str | None) -> None:
        self._given: dict[str, Any] = {"home": home, "shop": shop}
        self.out = Console(highlight=False)
        self.err = Console(stderr=True, highlight=False)

    def settings(self, **given: Any) -> Settings:
        """The settings, with the options of a command (``None`` where not given) on top."""
        return load_settings(**self._given, **given)

    @cached_property
    def house(self) -> House:
        """The services."""
        from houndstooth.bootstrap import House  # late: --help and --version need none of it

        return House(self.settings())

    @property
    def shop(self) -> str:
        """The shop that the command speaks of."""
        return self.house.settings.shop

    def print_json(self, value: Any) -> None:
        """Print a value for programs."""
        self.out.out(json.dumps(value, indent=2, ensure_ascii=False))

    @property
    def principal(self) -> Principal:
        """Who acts when a command does."""
        return Principal.command_line(self.shop)

    def close(self) -> None:
        """Give back what was opened."""
        if "house" in self.__dict__:
            self.house.close()
