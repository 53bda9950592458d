from __future__ import annotations

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.services.spelling import Spelling, is_one_slip, meant_beginning

WORDS = st.text("abcdé", min_size=0, max_size=9)


def _slips(word: str) -> set[str]:
    """The slow reference: everything that one slip makes of a word."""
    letters = ascii_lowercase + "é"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {a + b[1:] for a, b in cuts if b}
    added = {a + c + b for a, b in cuts for c in letters}
    other = {a + c + b[1:] for a, b in cuts if b for c in letters}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    return {word} | left_out | added | other | swapped


@given(WORDS, WORDS)
def test_a_slip_is_one_letter(word, other):
    assert is_one_slip(word, other) == (other in _slips(word))


@given(st.dictionaries(st.text("abcd", min_size=1, max_size=7), st.integers(1, 9), max_size=12), WORDS)
def test_finds_what_walking_through_all_words_finds(counts, word):
    """The most frequent of the known words that are one slip away, if they are long enough to be told apart."""
    found = Spelling(counts).meant(word)
    if word in counts:
        assert found == word
        return
    near = [known for known in counts if len(known) >= 5 and len(word) >= 4 and known in _slips(word)]
    assert found == max(near, key=lambda known: (counts[known], known), default=None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("dre", "dre"), ("dreses", "dresse"), ("shrit", "shirt"), ("skrit", "skirt"), ("sh", "sh"), ("zebra", "zebra")],
)
def test_beginnings(typed, meant):
    """What begins a known word stays; otherwise the beginning that is one slip away."""
    assert meant_beginning(typed, {"dresses": 9, "shirts": 5, "skirts": 3}) == meant
