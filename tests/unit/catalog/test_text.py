from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.catalog.text import clean
from houndstooth.domain.item import MAX_TEXT, has_control_characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom &amp; Co", "Tom & Co"),
        ("Tom &amp;amp; Co", "Tom & Co"),
        ("&lt;p&gt;Hi&lt;/p&gt;there", "Hi there"),
        ("<b>Red</b>dish dress", "Reddish dress"),
        ("one<br>two<br/>three<p>four</p>five", "one two three four five"),
        ("<script>alert(1)</script>Dress<style>p {}</style><!-- new -->", "Dress"),
        ('<img src=x onerror="alert(1)">Dress', "Dress"),
        ("size <40 and >30", "size <40 and >30"),
        ("A&GTX Wool&copy", "A&GTX Wool&copy"),
        ("I <3 fashion", "I <3 fashion"),
        ("CafÃ© in GrÃ¶ÃŸe 38 â€“ neu", "Café in Größe 38 – neu"),
        ("Café – Größe", "Café – Größe"),
        ("Zero\u200bwidth\u00ad and\x00 bell\x07", "Zerowidth and bell"),
        ("👨\u200d👩\u200d👧 family", "👨\u200d👩\u200d👧 family"),
        ("&nbsp;&euro;&nbsp;5", "€ 5"),
        ("<p></p>", None),
    ],
)
def test_markup_and_broken_encodings_are_mended(text, expected):
    """What a shopper should read, and nothing that a page would run."""
    assert clean(text) == expected


@given(st.text(max_size=200))
def test_cleaned_text_is_fit_to_be_stored(text):
    """Whatever comes, what is kept holds no control character and no blank at its ends."""
    cleaned = clean(text)
    assert cleaned is None or (cleaned == cleaned.strip() and not has_control_characters(cleaned))


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", ["<" * 10**6, "&" * 10**6, "<b>" * 10**6, "<!--" * 10**6, "<a " * 10**6, "Ã©" * 10**6])
def test_hostile_text_takes_no_time(text):
    """However long, it is cut."""
    assert len(clean(text) or "") <= MAX_TEXT
