"""Words as they were meant: the known word that is one slip of the finger away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

SHORTEST = 5
"""Shorter words are one slip away from too many others."""

_SHORTEST_BEGINNING = 4


class Spelling:
    """Finds known words that differ by one letter: left out, added, another, or two in the wrong order.

    Known words are kept under all their forms with one letter left out, and a word is looked up by its own (symmetric
    delete, Garbe 2012): no list is walked.

    Args:
        counts: known word -> how often it is used; of several that fit the most frequent is meant.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._forms: dict[str, list[str]] = defaultdict(list)
        for word in counts:
            if len(word) >= SHORTEST:
                for form in _shorter(word):
                    self._forms[form].append(word)

    def meant(self, word: str) -> str | None:
        """The known word that is meant; ``word`` itself if it is known, ``None`` where none is near."""
        if word in self._counts:
            return word
        if len(word) < SHORTEST - 1:
            return None
        near = {known for form in _shorter(word) for known in self._forms.get(form, ()) if is_one_slip(word, known)}
        return max(near, key=lambda known: (self._counts[known], known), default=None)


def meant_beginning(beginning: str, counts: Mapping[str, int]) -> str:
    """The beginning of the known word that is meant: the same if one begins so, or if none is one slip away.

    Args:
        beginning: of a word that somebody has not typed to the end.
        counts: known word -> how often it is used; all of them are walked.
    """
    if len(beginning) < _SHORTEST_BEGINNING or any(word.startswith(beginning) for word in counts):
        return beginning
    lengths = (len(beginning), len(beginning) - 1, len(beginning) + 1)
    near = {
        word: next((word[:length] for length in lengths if is_one_slip(beginning, word[:length])), "")
        for word in counts
    }
    best = max(counts, key=lambda word: (bool(near[word]), counts[word], word), default=beginning)
    return near.get(best) or beginning


def is_one_slip(word: str, other: str) -> bool:
    """Whether the two differ by at most one letter (Damerau 1964)."""
    if abs(len(word) - len(other)) > 1:
        return False
    short, long = sorted((word, other), key=len)
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    swapped = short[at : at + 2] == long[at : at + 2][::-1]
    return swapped and short[at + 2 :] == long[at + 2 :]


def _shorter(word: str) -> Iterable[str]:
    """The word, and each of its forms with one letter left out."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
