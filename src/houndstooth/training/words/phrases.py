"""How people say what an item is: for each value of a field the phrases that mean it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from houndstooth.catalog.phrases import PHRASES
from houndstooth.catalog.words import Words, key_of


class Phrasebook:
    """Value of a field -> phrases, the value itself first; the words of our mapping files are among them."""

    def __init__(self, words: Words, values: Mapping[str, Sequence[str]]) -> None:
        meant: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in values}
        for name in meant.keys() & words.ours.keys():
            for said, means in words.ours[name].items():
                if not said.isdigit() and len(said) > 1:
                    meant[name][key_of(means)].append(said)
        for name in meant.keys() & PHRASES.keys():
            for phrases in PHRASES[name]:
                meant[name][key_of(phrases.values[0])] += (*phrases.said, *phrases.values[1:])
        self._phrases = {
            name: {value: tuple(dict.fromkeys((value, *meant[name].get(key_of(value), ())))) for value in of}
            for name, of in values.items()
        }

    def of(self, field: str, value: str) -> tuple[str, ...]:
        """The phrases for a value, at least one."""
        return self._phrases[field][value]
