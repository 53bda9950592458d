"""An article: everything that the catalogue says about one thing for sale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from houndstooth.demo.palette import Shade


@dataclass(frozen=True, slots=True)
class Article:
    """One row of the catalogue, and what the drawing needs to know beyond it.

    ``kind`` names the drawing; ``features`` its cut by feature (``{"sleeve": "long sleeve"}``);
    ``partners`` are the two shades that go with the colour; ``seed`` is the article's own chance.
    """

    id: str
    kind: str
    title: str
    department: str
    category: str
    colour: Shade
    partners: tuple[Shade, Shade]
    pattern: str
    features: Mapping[str, str]
    detail: str
    material: str
    gender: str
    season: str
    usage: str
    brand: str
    price: float
    description: str
    seed: int = 0
    currency: str = field(default="EUR")

    @property
    def cut(self) -> str:
        """The cut in words, for people: ``regular fit, long sleeve, crew neck``."""
        return ", ".join(self.features.values())
