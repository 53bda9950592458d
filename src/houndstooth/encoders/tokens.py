"""What a text tower reads: the words of a text and pieces of them, each as the number of a bucket, with a weight.

One tokenisation for training and serving alike. A text is brought to small letters without accents and cut into words.
A word is read whole and as its character n-grams of 3 to 5 letters with its ends marked, so that a misspelt or unseen
word still shares most of its pieces with the one that is meant (Bojanowski et al. 2017); two words that follow each
other are read as a pair too (``navy blue``). Pieces have no dictionary: the CRC-32 of each says its bucket (the hashing
trick, Weinberger et al. 2009), which is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.wording import words_of

VERSION = 1
"""Raised whenever the same text would give other tokens."""

_SHORTEST, _LONGEST = 3, 5
_PAIR_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of ``n`` texts, padded to the longest."""

    buckets: NDArray[np.int64]
    """``int64[n, t]``."""
    weights: NDArray[np.float32]
    """``float32[n, t]``, 0 where there is no token."""


def tokenise(texts: Sequence[str], *, buckets: int) -> Tokens:
    """The tokens of texts. A text without a word has none: its weights are 0.

    Args:
        texts: any, of any length.
        buckets: how many there are, 1 or more.
    """
    rows = [_tokens_of(words_of(text), buckets) for text in texts]
    longest = max((len(numbers) for numbers, _ in rows), default=0) or 1
    table, weights = np.zeros((len(rows), longest), np.int64), np.zeros((len(rows), longest), np.float32)
    for row, (numbers, of) in enumerate(rows):
        table[row, : len(numbers)], weights[row, : len(numbers)] = numbers, of
    return Tokens(table, weights)


def _tokens_of(words: Sequence[str], buckets: int) -> tuple[list[int], list[float]]:
    numbers: list[int] = []
    weights: list[float] = []
    for word in words:
        whole, *pieces = _pieces(word, buckets)
        numbers += [whole, *pieces]
        weights += [1.0, *[1 / len(pieces)] * len(pieces)]
    for first, second in pairwise(words):
        numbers.append(_bucket(f"{first} {second}", buckets))
        weights.append(_PAIR_WEIGHT)
    # A sum over words that grows with their root: long texts neither shout nor whisper.
    scale = 1 / max(1, len(words)) ** 0.5
    return numbers, [weight * scale for weight in weights]


@lru_cache(maxsize=50_000)
def _pieces(word: str, buckets: int) -> tuple[int, ...]:
    """The bucket of the whole word, then those of its n-grams."""
    marked = f"<{word}>"
    grams = [
        marked[at : at + size]
        for size in range(_SHORTEST, _LONGEST + 1)
        for at in range(max(1, len(marked) - size + 1))
    ]
    return (_bucket(f"={word}", buckets), *(_bucket(gram, buckets) for gram in dict.fromkeys(grams)))


def _bucket(piece: str, buckets: int) -> int:
    return crc32(piece.encode("utf-8", "replace")) % buckets
