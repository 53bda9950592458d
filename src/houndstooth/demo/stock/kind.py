"""A kind of article: what it is called, how it may be made, what it may cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from houndstooth.demo.palette import EARTHY, FAMILIES

PLAIN = ("Solid",)
SUITING = ("Solid", "Solid", "Pinstripe", "Prince of Wales", "Windowpane", "Herringbone", "Houndstooth")
PRINTS = ("Solid", "Floral", "Polka Dot", "Striped", "Leopard", "Solid")
WOVEN = ("Solid", "Solid", "Checked", "Gingham", "Vertical Stripe", "Solid")
KNITS = ("Solid", "Solid", "Melange", "Striped", "Fair Isle", "Argyle")

ALL_COLOURS = FAMILIES
BRIGHT = tuple(family for family in FAMILIES if family not in ("Grey", "Olive"))
LEATHERS = EARTHY
DENIMS = ("Blue", "Blue", "Navy Blue", "Black", "Grey", "White")
SOBER = ("Black", "Navy Blue", "Grey", "Beige", "Brown", "Burgundy", "Olive", "Green", "Cream")

COLD, WARM = ("Autumn", "Winter"), ("Spring", "Summer")
OFFICE = ("Formal", "Casual", "Smart Casual")
MEN, WOMEN, ALL = ("Men",), ("Women",), ("Women", "Men", "Unisex")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind in the assortment.

    ``key`` names its drawing, ``nouns`` what its articles are called by title; a feature or a
    detail that is an empty string is left unsaid. ``price`` is the usual range in euros.
    """

    key: str
    department: str
    category: str
    nouns: tuple[str, ...]
    materials: tuple[str, ...]
    price: tuple[int, int]
    genders: tuple[str, ...] = ("Women", "Men")
    patterns: tuple[str, ...] = PLAIN
    colours: tuple[str, ...] = ALL_COLOURS
    features: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    details: tuple[str, ...] = ("",)
    seasons: tuple[str, ...] = ("Spring", "Summer", "Autumn", "Winter")
    usages: tuple[str, ...] = ("Casual",)
