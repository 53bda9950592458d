"""The words of a text, as everybody here reads them: who encodes, who keeps, and who understands them."""

from __future__ import annotations

import re
import unicodedata

MOST_WORDS = 32
"""Of what somebody typed so many words count."""

MOST_LETTERS = 40
"""Of a word the first letters count."""

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’`´"))
_LETTER_FIRST = frozenset("tuv")
"""``t-shirt``, ``v neck``: a letter that is nothing without the next word."""


def words_of(text: str, *, most: int = MOST_WORDS) -> list[str]:
    """The words of a text, in order: small letters and digits, without accents; at most ``most`` of them."""
    plain = unicodedata.normalize("NFKD", text).translate(_APOSTROPHES).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words: list[str] = []
    for match in _WORD.finditer(letters):
        word = match.group()[:MOST_LETTERS]
        if words and words[-1] in _LETTER_FIRST:
            words[-1] += word[: MOST_LETTERS - 1]
        elif len(words) == most:
            break
        else:
            words.append(word)
    return words


def stem(word: str) -> str:
    """The word without the ending of an English plural (the S stemmer of Harman 1991), so that it finds both forms."""
    if len(word) > 4 and word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word


def stems_of(text: str, *, most: int = MOST_WORDS) -> list[str]:
    """The stems of the words of a text, in order."""
    return [stem(word) for word in words_of(text, most=most)]
