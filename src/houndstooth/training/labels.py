"""From the columns of a table to class numbers: one vocabulary over all sources, a missing label is -1."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from houndstooth.training.kinds import KIND_TO_CATEGORIES
from houndstooth.training.sources import Record, Source

OTHER = "other"
MISSING = -1

COLUMNS = {
    "category": "article_type",
    "sub_category": "sub_category",
    "gender": "gender",
    "colour": "base_colour",
    "usage": "usage",
    "season": "season",
    "kind": "label",
}
"""Attribute -> the column it is read from."""

ATTRIBUTES = (*COLUMNS, "pattern")
"""What the encoder says of a picture."""

STYLE_ATTRIBUTES = ("gender", "colour", "usage", "season", "pattern", "brand")
"""What the style vector is taught from; ``brand`` (the title's first word) is taught and never exported."""

COMPOSITE = ("category", "colour", "gender", "usage")
"""Two pictures that agree in all of these are the closest that labels can tell."""

LEARNT = (*ATTRIBUTES, "brand")

WORD = "word"
"""The vocabulary's entry for the words of titles, of which a picture may have any number."""

PATTERNS = {
    "checked": r"check(?:s|ed|ered)?|plaid|tartan",
    "striped": r"strip(?:es?|ed)",
    "printed": r"print(?:s|ed)?|graphic|floral",
    "solid": r"solid|plain",
    "washed": r"washed|distressed",
    "embroidered": r"embroider(?:ed|y)",
}
"""Patterns that titles name, and the words for each."""

_PATTERN_WORDS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in PATTERNS.items()}

Targets = NDArray[np.int64]
"""``int64[n, len(LEARNT)]``: class numbers in the order of ``LEARNT``, ``MISSING`` where there is no label."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """For each learnt attribute its labels, in the order of the class numbers."""

    labels: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_sources(cls, sources: Sequence[Source], *, least: int = 10) -> Vocabulary:
        """Count the labels of all sources; those with fewer than ``least`` different items become 'other'."""
        seen: dict[str, dict[str, set[str]]] = {name: {} for name in LEARNT}
        for source in sources:
            for record in source.records:
                for name, value in read_labels(record).items():
                    seen[name].setdefault(value, set()).add(record.id)
        floors = dict.fromkeys(LEARNT, least) | {"colour": 1, "brand": 10 * least}
        counts = {name: Counter({value: len(ids) for value, ids in values.items()}) for name, values in seen.items()}
        folded = {name: _fold(counts[name], floors[name], other=name != "brand") for name in LEARNT}
        return cls({**folded, WORD: _frequent_words(sources, 4 * least)})

    @classmethod
    def from_dict(cls, values: Mapping[str, Sequence[str]]) -> Vocabulary:
        """Read what :meth:`to_dict` wrote."""
        return cls({name: tuple(labels) for name, labels in values.items()})

    def to_dict(self) -> dict[str, Any]:
        """A dictionary that survives JSON."""
        return {name: list(labels) for name, labels in self.labels.items()}

    def sizes(self) -> dict[str, int]:
        """The number of classes of each attribute."""
        return {name: len(labels) for name, labels in self.labels.items()}

    def encode(self, records: Sequence[Record]) -> Targets:
        """The class numbers of ``records``."""
        numbers = {name: {label: at for at, label in enumerate(labels)} for name, labels in self.labels.items()}
        targets = np.full((len(records), len(LEARNT)), MISSING, np.int64)
        for row, record in enumerate(records):
            for name, value in read_labels(record).items():
                of = numbers[name]
                targets[row, LEARNT.index(name)] = of.get(value, of.get(OTHER, MISSING))
        return targets

    def mark_words(self, records: Sequence[Record]) -> NDArray[np.bool_]:
        """``bool[n, words]``: which words the title of each record has."""
        numbers = {word: at for at, word in enumerate(self.labels[WORD])}
        marked = np.zeros((len(records), len(numbers)), bool)
        for row, record in enumerate(records):
            marked[row, [numbers[word] for word in read_words(record) if word in numbers]] = True
        return marked

    def bridge(self) -> NDArray[np.bool_]:
        """``bool[kinds, categories]``: which categories a photo of each kind may show (all false for 'other')."""
        kinds, categories = self.labels["kind"], self.labels["category"]
        return np.array([[c in KIND_TO_CATEGORIES.get(k, ()) for c in categories] for k in kinds], bool).reshape(
            len(kinds), len(categories)
        )


def read_labels(record: Record) -> dict[str, str]:
    """The labels that one row has. Kinds that name nothing clear count as missing, as does an unnamed pattern."""
    labels = {name: record.values.get(column, "") for name, column in COLUMNS.items()}
    title = record.values.get("title", "")
    labels["pattern"] = record.values.get("pattern", read_pattern(title)).lower()
    labels["brand"] = title.split()[0].lower() if title else ""
    if labels["kind"] not in KIND_TO_CATEGORIES:
        labels["kind"] = ""
    return {name: value for name, value in labels.items() if value}


def read_pattern(title: str) -> str:
    """The one pattern that a title names, or '' where it names none or several."""
    found = [name for name, words in _PATTERN_WORDS.items() if words.search(title)]
    return found[0] if len(found) == 1 else ""


def read_words(record: Record) -> set[str]:
    """The words of one title, in small letters."""
    return set(re.findall(r"[a-z][a-z-]+", record.values.get("title", "").lower()))


def _frequent_words(sources: Iterable[Source], least: int) -> tuple[str, ...]:
    titles = {record.id: read_words(record) for source in sources for record in source.records}
    counts = Counter(word for words in titles.values() for word in words)
    # A catalogue without titles still has one word, so that every model has the same outputs.
    return tuple(sorted(word for word, count in counts.items() if count >= least)) or ("",)


def _fold(counts: Counter[str], least: int, *, other: bool) -> tuple[str, ...]:
    kept = sorted(label for label, count in counts.items() if count >= least and label != OTHER)
    # A column that the data lacks still has one class, so that every model has the same outputs.
    return (*kept, OTHER) if not kept or (other and len(kept) < len(counts)) else tuple(kept)
