"""The assortment: what the demo shop sells."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.demo.assortment import KINDS, assortment, photographed
from houndstooth.demo.atelier import DRAUGHTSMEN
from houndstooth.demo.cloth import MATERIALS
from houndstooth.demo.palette import FAMILIES
from houndstooth.demo.patterns import PATTERNS


def test_catalogue_is_as_varied_as_a_shop() -> None:
    """The default catalogue has 24 or more kinds, 12 or more colours and 6 or more patterns, houndstooth among them."""
    articles = assortment(480, 7)
    assert len({article.category for article in articles}) >= 24
    assert len({article.colour.family for article in articles}) >= 12
    patterns = {article.pattern for article in articles}
    assert len(patterns) >= 6
    assert "Houndstooth" in patterns


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**31), items=st.integers(1, 120))
def test_every_article_is_complete(seed: int, items: int) -> None:
    """Whatever the seed, ids are unique and every article can be named, priced and found by filter."""
    articles = assortment(items, seed)
    assert len({article.id for article in articles}) == items
    for article in articles:
        assert article.title
        assert article.price > 0
        assert article.colour.family in FAMILIES
        assert article.pattern in PATTERNS
        assert article.material in MATERIALS


def test_longer_catalogue_begins_like_a_shorter_one() -> None:
    """Asking for more items keeps those that were there."""
    assert assortment(60, 3)[:20] == assortment(20, 3)


def test_seeds_make_different_shops() -> None:
    """Another seed sells other things."""
    titles = [[article.title for article in assortment(40, seed)] for seed in (1, 2)]
    assert titles[0] != titles[1]


def test_one_article_in_ten_is_photographed() -> None:
    """Every ten articles have exactly one customer's photo, and not always in the same place."""
    chosen = [index for index in range(200) if photographed(index, 7)]
    assert [index // 10 for index in chosen] == list(range(20))
    assert len({index % 10 for index in chosen}) > 3


def test_every_kind_can_be_drawn() -> None:
    """No kind is sold that nobody can draw, and every drawing is of something sold."""
    assert {kind.key for kind in KINDS} == set(DRAUGHTSMEN)


def test_titles_do_not_repeat_themselves() -> None:
    """No title says the same word twice in a row."""
    for article in assortment(480, 7):
        words = article.title.lower().split()
        assert all(one != other for one, other in pairwise(words)), article.title
