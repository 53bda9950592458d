from __future__ import annotations

from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.wording import MOST_LETTERS, MOST_WORDS, stem, words_of
from houndstooth.encoders.tokens import tokenise

BUCKETS = 2**16


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Red  Dress!", ["red", "dress"]),
        ("Men's T-Shirt, V neck", ["mens", "tshirt", "vneck"]),
        ("Crème brûlée STRASSE straße", ["creme", "brulee", "strasse", "strasse"]),
        ("a_b under_score", ["a", "b", "under", "score"]),
        ("501 size 38/40", ["501", "size", "38", "40"]),
        ("t", ["t"]),
        ("👗 ''", []),
    ],
)
def test_words(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("word", "expected"),
    [("dresses", "dress"), ("shirts", "shirt"), ("dress", "dress"), ("watches", "watch"), ("bodies", "body"),
     ("jeans", "jean"), ("plus", "plus"), ("shoes", "shoe"), ("boxes", "box"), ("bus", "bus"), ("s", "s")],
)  # fmt: skip
def test_stems(word, expected):
    assert stem(word) == expected


@given(st.text(max_size=200))
def test_any_text_has_tokens(text):
    """Buckets are in range; weights are above 0 exactly where there is a token; the text is never too long."""
    tokens = tokenise([text, text.upper(), "red"], buckets=97)
    assert tokens.buckets.shape == tokens.weights.shape
    assert ((tokens.buckets >= 0) & (tokens.buckets < 97)).all()
    assert (tokens.weights >= 0).all()
    assert tokens.weights[0].any() == bool(words_of(text))
    assert len(words_of(text)) <= MOST_WORDS
    assert all(len(word) <= MOST_LETTERS for word in words_of(text))


def test_tokens_of_a_word_by_hand():
    """The whole word, its n-grams of 3 to 5 with the ends marked: a tower that was trained reads these for ever."""
    tokens = tokenise(["cap"], buckets=BUCKETS)
    pieces = ["=cap", "<ca", "cap", "ap>", "<cap", "cap>", "<cap>"]
    assert tokens.buckets[0].tolist() == [crc32(piece.encode()) % BUCKETS for piece in pieces]
    np.testing.assert_allclose(tokens.weights[0], [1] + [1 / 6] * 6)


def test_two_words_are_a_pair_too():
    """With a sum over words that grows with their root."""
    tokens = tokenise(["ab cd"], buckets=BUCKETS)
    assert tokens.buckets[0, -1] == crc32(b"ab cd") % BUCKETS
    assert tokens.weights[0, -1] == pytest.approx(0.5 / 2**0.5)


def test_a_misspelt_word_shares_most_of_its_pieces():
    """That is what n-grams are for."""
    meant, misspelt, other = (
        set(row.tolist()) for row in tokenise(["sunglasses", "sunglases", "trousers"], buckets=BUCKETS).buckets
    )
    assert len(meant & misspelt) > 5 * len(meant & other)
