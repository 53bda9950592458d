"""What people type into a search box and no mapping of labels says: a value by other words, and families of values.

Mappings (``words``) are about words that stand in shops' tables; these are about words of shoppers. What is not here is
not lost: a text is searched as it is, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """``said`` means any of the ``values`` that a shop has. The first of ``values`` is what all of them are called."""

    said: tuple[str, ...]
    values: tuple[str, ...]


PHRASES: Mapping[str, tuple[Phrases, ...]] = {
    "gender": (
        Phrases(("for men", "for man", "for him", "guys", "gents", "mens", "male"), ("Men",)),
        Phrases(("for women", "for woman", "for her", "ladies", "womens", "female"), ("Women",)),
        Phrases(("for boys", "for a boy", "kids boys"), ("Boys",)),
        Phrases(("for girls", "for a girl", "kids girls"), ("Girls",)),
        Phrases(("for everyone",), ("Unisex",)),
    ),
    "pattern": (
        Phrases(
            ("checked", "check", "checks", "checkered", "chequered", "plaid", "karo", "kariert", "carreaux"),
            (
                "Checked",
                "Check",
                "Plaid",
                "Tartan",
                "Gingham",
                "Windowpane",
                "Houndstooth",
                "Prince of Wales",
                "Argyle",
            ),
        ),
        Phrases(
            ("striped", "stripe", "stripes", "stripy", "streifen", "gestreift", "rayures", "righe", "rayas"),
            ("Striped", "Stripe", "Pinstripe", "Vertical Stripe", "Breton"),
        ),
        Phrases(
            ("printed", "print", "prints", "graphic"),
            ("Printed", "Print", "Graphic", "Floral", "Tropical", "Leopard"),
        ),
        Phrases(("floral", "flower", "flowers", "flowery", "blumen", "fleurs"), ("Floral", "Flowers")),
        Phrases(("dotted", "dots", "polka dots", "spotted"), ("Polka Dot", "Dotted", "Dots")),
        Phrases(("animal print",), ("Leopard", "Zebra", "Snake", "Animal Print")),
        Phrases(("plain", "solid", "solid colour", "one colour", "uni", "einfarbig"), ("Solid", "Plain")),
        Phrases(("faded", "distressed"), ("Washed",)),
        Phrases(("embroidery", "stitched"), ("Embroidered",)),
    ),
    "usage": (
        Phrases(("for sports", "for sport", "gym", "athletic"), ("Sports",)),
        Phrases(("for the office", "office", "for work", "business"), ("Formal",)),
        Phrases(("for every day", "everyday"), ("Casual",)),
        Phrases(("traditional",), ("Ethnic",)),
        Phrases(("for a party",), ("Party",)),
    ),
    "season": (
        Phrases(("autumn", "for autumn"), ("Fall",)),
        Phrases(("for summer",), ("Summer",)),
        Phrases(("for winter",), ("Winter",)),
        Phrases(("for spring",), ("Spring",)),
    ),
}
"""Field -> what is said of it."""
