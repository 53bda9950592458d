"""Texts as somebody might type them: titles, titles with attributes, attributes alone; with slips of the finger."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.training.words.config import WordsConfig
from houndstooth.training.words.material import FIELDS, Material
from houndstooth.training.words.phrases import Phrasebook

_ASKED = {
    "category": 0.9,
    "colour": 0.6,
    "gender": 0.55,
    "pattern": 0.5,
    "usage": 0.15,
    "brand": 0.2,
    "sub_category": 0.08,
    "season": 0.06,
}
"""How often a text of attributes alone names each field, where the item has it."""

_OWN_WORD = 0.6
"""How often a value is said as the catalogue says it."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST_MISSPELT = 4


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of items, and what each asks for."""

    texts: list[str]
    asked: NDArray[np.bool_]
    """``bool[n, len(FIELDS)]``: the fields that are asked for; none where a title is meant, that is, this one item."""


class Writer:
    """Draws texts of items; the same generator gives the same texts."""

    def __init__(self, material: Material, phrases: Phrasebook, config: WordsConfig) -> None:
        self._material, self._phrases, self._config = material, phrases, config

    def write(self, rows: NDArray[np.intp], rng: np.random.Generator) -> Texts:
        """One text for each row."""
        asked = np.zeros((len(rows), len(FIELDS)), bool)
        texts = []
        for place, row in enumerate(rows.tolist()):
            kind = rng.random()
            title = kind < self._config.titles
            extended = not title and kind < self._config.titles + self._config.extended
            words = self._title(row, rng) if title or extended else []
            if not title:
                named = self._named(row, rng, few=extended)
                words = [*words, *(self._say(row, name, rng) for name in named)]
                if not extended:
                    asked[place, [FIELDS.index(name) for name in named]] = True
            texts.append(" ".join(slip(word, rng, self._config.misspelt) for word in " ".join(words).split()))
        return Texts(texts, asked)

    def _title(self, row: int, rng: np.random.Generator) -> list[str]:
        words = self._material.titles[row].split()
        kept = [word for word in words if rng.random() >= self._config.dropped]
        return kept or words

    def _named(self, row: int, rng: np.random.Generator, *, few: bool) -> list[str]:
        """Fields in random order; at least one."""
        there = [name for name in _ASKED if self._material.value(row, name)]
        chosen = [name for name in there if rng.random() < _ASKED[name] * (0.4 if few else 1)] or there[:1]
        rng.shuffle(chosen)
        return chosen

    def _say(self, row: int, field: str, rng: np.random.Generator) -> str:
        phrases = self._phrases.of(field, self._material.value(row, field))
        if len(phrases) == 1 or rng.random() < _OWN_WORD:
            return phrases[0]
        return phrases[int(rng.integers(1, len(phrases)))]


def slip(word: str, rng: np.random.Generator, chance: float) -> str:
    """The word with, by ``chance``, one slip: a letter left out, doubled, another, or two in the wrong order."""
    if len(word) < _SHORTEST_MISSPELT or rng.random() >= chance:
        return word
    at, kind = int(rng.integers(len(word) - 1)), int(rng.integers(4))
    middle = (
        "",
        word[at] * 2,
        _LETTERS[int(rng.integers(len(_LETTERS)))],
        word[at + 1] + word[at],
    )[kind]
    return word[:at] + middle + word[at + (2 if kind == 3 else 1) :]
