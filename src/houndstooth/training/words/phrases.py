"""How people say what an item is: for each value of a field the phrases that mean it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from houndstooth.catalog.words import Words, key_of

_SAID = {
    "gender": {
        "Men": ("for men", "for him", "guys", "gents", "mens"),
        "Women": ("for women", "for her", "ladies", "womens", "ladies'"),
        "Boys": ("for boys", "boys'", "kids boys"),
        "Girls": ("for girls", "girls'", "kids girls"),
        "Unisex": ("for everyone",),
    },
    "pattern": {
        "checked": ("check", "checks", "checkered", "plaid", "tartan", "with checks"),
        "striped": ("stripe", "stripes", "stripy", "with stripes"),
        "printed": ("print", "prints", "graphic", "with print"),
        "solid": ("plain", "solid colour", "without pattern"),
        "washed": ("faded", "distressed"),
        "embroidered": ("embroidery", "with embroidery"),
    },
    "usage": {
        "Sports": ("sport", "for sports", "gym", "athletic", "training"),
        "Formal": ("office", "business", "for work"),
        "Casual": ("everyday",),
        "Ethnic": ("traditional",),
        "Party": ("for a party",),
    },
    "season": {"Fall": ("autumn",), "Summer": ("for summer",), "Winter": ("for winter", "warm")},
}
"""What no mapping file says: those are about words in shops' tables, these about words in a search box."""


class Phrasebook:
    """Value of a field -> phrases, the value itself first; the words of our mapping files are among them."""

    def __init__(self, words: Words, values: Mapping[str, Sequence[str]]) -> None:
        meant: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in values}
        for name in meant.keys() & words.ours.keys():
            for said, means in words.ours[name].items():
                if not said.isdigit() and len(said) > 1:
                    meant[name][key_of(means)].append(said)
        self._phrases = {
            name: {
                value: tuple(
                    dict.fromkeys((value, *_SAID.get(name, {}).get(value, ()), *meant[name].get(key_of(value), ())))
                )
                for value in of
            }
            for name, of in values.items()
        }

    def of(self, field: str, value: str) -> tuple[str, ...]:
        """The phrases for a value, at least one."""
        return self._phrases[field][value]
