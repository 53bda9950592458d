"""Words of shops, and the words that we have for them: mapping files, one for each field.

A mapping is a CSV file with the columns ``said`` and ``means``. Words are compared without regard to case, accents
written in two characters, and blanks, dashes and underscores. What ``means`` names means itself. Ours ship in
``mappings/``; those of a shop, in a folder with the same file names, come first. What is in neither stays as the shop
wrote it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from houndstooth.domain.errors import InvalidSource

MAPPED = ("colour", "size", "gender", "category")
"""The fields that have a mapping, and the names of their files."""

_OURS = Path(__file__).parent / "mappings"
_BETWEEN = re.compile(r"[\s\-_‐‑–—.]+")
_MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Words:
    """For each field the shop's own words and ours, by ``key``; empty, it changes nothing."""

    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ours: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def find(self, name: str, text: str) -> str | None:
        """What ``text`` means in the field ``name``, or ``None`` where no mapping knows it.

        Looking up what was found finds the same again: what ours makes of a word is looked up in the shop's own.
        """
        own, ours = self.own.get(name, {}), self.ours.get(name, {})
        key = key_of(text)
        if key in own:
            return own[key]
        meant = ours.get(key)
        return None if meant is None else own.get(key_of(meant), meant)

    def knows(self, name: str) -> bool:
        """Whether there is a mapping for the field at all."""
        return bool(self.own.get(name) or self.ours.get(name))


UNCHANGED = Words()
"""No mapping: every word stays as the shop wrote it."""


def key_of(text: str) -> str:
    """``Dark-Blue``, ``dark blue`` and ``DARK_BLUE`` are one word."""
    return _BETWEEN.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def load_words(folder: Path | None = None) -> Words:
    """Our mappings, with those of a shop before them.

    Args:
        folder: where ``colour.csv``, ``size.csv``, ``gender.csv`` and ``category.csv`` of the shop may lie.

    Raises:
        InvalidSource: a mapping cannot be read or contradicts itself; the message names the file and the word.
    """
    return Words(_read_folder(folder) if folder is not None else {}, _our_words())


@cache
def _our_words() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType(_read_folder(_OURS))


def _read_folder(folder: Path) -> dict[str, Mapping[str, str]]:
    paths = {name: folder / f"{name}.csv" for name in MAPPED}
    return {name: MappingProxyType(_read(path)) for name, path in paths.items() if path.is_file()}


def _read(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))[: _MOST_ROWS + 1]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidSource(f"the mapping {path} cannot be read: {error}; save it as CSV in UTF-8") from error
    if not rows or [name.strip() for name in rows[0]] != ["said", "means"]:
        raise InvalidSource(f"the mapping {path} must begin with the line said,means")
    pairs = [row for row in rows[1:] if any(map(str.strip, row))]
    if len(pairs) == _MOST_ROWS:
        raise InvalidSource(f"the mapping {path} has {_MOST_ROWS:,} rows or more; leave some out")
    return _together(path, pairs)


def _together(path: Path, pairs: list[list[str]]) -> dict[str, str]:
    """One meaning for each word.

    Raises:
        InvalidSource: a row has not two values, a word two meanings, or a meaning another meaning.
    """
    words: dict[str, str] = {}
    for row in pairs:
        if len(row) != 2 or not key_of(row[0]) or not key_of(row[1]):
            raise InvalidSource(f"the mapping {path} has the row {','.join(row)!r}; write two words, said,means")
        said, means = key_of(row[0]), " ".join(row[1].split())
        if words.setdefault(said, means) != means:
            raise InvalidSource(f"the mapping {path} gives {row[0]!r} two meanings, {words[said]!r} and {means!r}")
    for said, means in list(words.items()):
        if words.setdefault(key_of(means), means) != means:
            last = words[key_of(means)]
            raise InvalidSource(f"the mapping {path} makes {said!r} {means!r} and that {last!r}; write {said},{last}")
    return words
