"""The words that a shop has for its items: which value of which field somebody means by what they type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from houndstooth.catalog.phrases import PHRASES
from houndstooth.catalog.words import Words, key_of
from houndstooth.domain.listing import Facets, FacetValue
from houndstooth.domain.ports import Catalogue
from houndstooth.domain.wording import stem, stems_of, words_of
from houndstooth.services.spelling import Spelling

UNDERSTOOD = ("category", "colour", "gender", "pattern", "usage", "season", "brand")
"""The fields whose values are understood; where one phrase may mean several of them the first counts."""

_SHORTEST = 3
_TOO_VAGUE = frozenset({"all", "both", "mixed", "neutral", "other", "adult", "classic", "kind", "art", "fit"})
"""Phrases of mappings that mean nothing among other words."""

Phrase = tuple[str, ...]
"""The stems of a phrase."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Any of these values of a field."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShopWords:
    """What is understood in one shop, at one revision of its catalogue."""

    meanings: Mapping[Phrase, Meaning]
    longest: int
    """How many words the longest phrase has."""
    spelling: Spelling
    """Of the words that phrases are made of, brands aside: nobody knows how a name is spelt."""
    vocabulary: frozenset[str]
    """The stems of all words of all mappings: whoever types one of them means it, whether or not the shop has it."""
    facets: Facets
    used: Mapping[str, int]
    """The words of all values, and of how many items each is."""

    @classmethod
    def of(cls, facets: Facets, words: Words) -> ShopWords:
        """What the values of a shop can be called."""
        known: dict[Phrase, Meaning] = {}
        for field in UNDERSTOOD:
            for phrase, values in _phrases(field, facets.get(field, ()), words).items():
                known.setdefault(phrase, Meaning(field, values))
        counts = Counter(word for phrase, of in known.items() if of.field != "brand" for word in phrase)
        longest = max(map(len, known), default=0)
        everything = (said for field in UNDERSTOOD for said, _ in _said(field, words))
        vocabulary = frozenset(word for said in everything for word in stems_of(said))
        used: Counter[str] = Counter()
        for field in UNDERSTOOD:
            for one in facets.get(field, ()):
                used.update(dict.fromkeys(words_of(one.value), one.count))
        return cls(known, longest, Spelling(counts), vocabulary, facets, used)

    def find(self, words: Sequence[str]) -> tuple[Meaning, int] | None:
        """What the longest phrase at the beginning of ``words`` means, and how many of them it takes."""
        for length in range(min(self.longest, len(words)), 0, -1):
            meaning = self.meanings.get(tuple(map(stem, words[:length])))
            if meaning is not None:
                return meaning, length
        return None

    def find_misspelt(self, word: str) -> Meaning | None:
        """What a word means that is one slip away from one that means something."""
        if stem(word) in self.vocabulary:
            return None
        meant = self.spelling.meant(word) or self.spelling.meant(stem(word))
        return None if meant is None else self.meanings.get((meant,))


def _phrases(field: str, counted: Sequence[FacetValue], words: Words) -> dict[Phrase, tuple[str, ...]]:
    """Phrase -> the values it means, of those that the shop has."""
    by_stems: dict[Phrase, list[str]] = defaultdict(list)
    for one in counted:
        by_stems[tuple(stems_of(one.value))].append(one.value)
    by_stems.pop((), None)
    found: dict[Phrase, tuple[str, ...]] = {}
    for said, meant in _said(field, words):
        phrase = tuple(stems_of(said))
        values = [value for one in meant for value in by_stems.get(tuple(stems_of(one)), ())]
        if phrase and values and not _is_vague(said):
            found.setdefault(phrase, tuple(values))
    # What the shop itself says comes first, unless it is what a whole family is called.
    return {phrase: tuple(values) for phrase, values in by_stems.items()} | found


def _said(field: str, words: Words) -> Iterator[tuple[str, Sequence[str]]]:
    for phrases in PHRASES.get(field, ()):
        for said in phrases.said:
            yield said, phrases.values
    for mapping in (words.own.get(field, {}), words.ours.get(field, {})):
        for said, means in mapping.items():
            yield said, (words.find(field, said) or means,)


def _is_vague(said: str) -> bool:
    return len(said) < _SHORTEST or said.isdigit() or key_of(said) in _TOO_VAGUE


class ShopVocabularies:
    """What is understood in each shop, made anew when its catalogue has changed. Safe to call from several threads."""

    def __init__(
        self, catalogue: Catalogue, values: Callable[[str, Sequence[str]], Facets], words: Callable[[], Words]
    ) -> None:
        self._catalogue = catalogue
        self._values = values
        self._words = words
        self._kept: dict[str, tuple[int, ShopWords]] = {}
        self._lock = Lock()

    def of(self, shop_id: str) -> ShopWords:
        """What is understood in a shop."""
        revision = self._catalogue.revision(shop_id)
        with self._lock:
            kept = self._kept.get(shop_id)
        if kept is not None and kept[0] == revision:
            return kept[1]
        made = ShopWords.of(self._values(shop_id, UNDERSTOOD), self._words())
        with self._lock:
            self._kept[shop_id] = revision, made
        return made
