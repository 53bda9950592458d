"""What every ``FullText`` must do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from houndstooth.domain.catalogue import Entry, Rewrite
from houndstooth.domain.errors import InvalidFilter
from houndstooth.domain.filter import Filter
from houndstooth.domain.item import Item
from houndstooth.domain.ports import Catalogue, FullText
from houndstooth.testing.catalogue import ARTIFACT, SHOP, entry

Find = Callable[..., str]
"""Text and conditions -> the ids found, best first, put together."""

NASTY = (
    "' OR 1=1 --",
    "'; DROP TABLE items; --",
    'dress" OR "shirt',
    "dress AND NOT shirt",
    "NEAR(dress shirt, 2)",
    "title:dress head:dress shop_word:73",
    "dress* ^dress (dress",
    "{head}: dress",
    "dress:* & !shirt | <->",
    "%_%",
    "\\ \\' $$ $1 :name ?1",
    "*",
    '"',
    "\x00dress\x00",
    "\ud800 dress",
    "👗🔥 dress",
    "d" * 10_000,
    "dress " * 2_000,
    "﷽" * 500,
)
"""Texts with which somebody might try to speak to the database."""


def _written(item_id: str, title: str, **fields: object) -> Entry:
    made = entry(item_id)
    return replace(made, item=Item(shop_id=SHOP, id=item_id, title=title, **fields))  # type: ignore[arg-type]


_SHELF = (
    _written("a", "Summer dress", category="Dresses", colour="Red", brand="Alder & Wren"),
    _written("b", "Linen shirt", category="Shirts", colour="Red", description="Goes with any dress."),
    _written("c", "Evening dresses", category="Dresses", colour="Navy Blue"),
    _written("d", "Crème brûlée T-shirt", category="Tshirts", attributes={"pattern": "striped"}),
    _written("e", "Shirt", category="Shirts", colour="White"),
    _written("f", "Shirt", category="Shirts", colour="Blue"),
)


class FullTextContract:
    """Give fixtures ``catalogue`` (an empty one) and ``full_text`` over the same store."""

    @pytest.fixture(autouse=True)
    def _shelf(self, catalogue: Catalogue) -> None:
        catalogue.write(list(_SHELF), artifact_id=ARTIFACT)

    @pytest.fixture(name="find")
    def _find(self, catalogue: Catalogue, full_text: FullText) -> Find:
        def find(text: str, *conditions: str, shop_id: str = SHOP, limit: int = 10) -> str:
            found = full_text.find(shop_id, text, where=Filter.parse(conditions), limit=limit)
            scores = [score for _, score in found]
            assert scores == sorted(scores, reverse=True)
            assert all(score > 0 for score in scores)
            stored = catalogue.by_numbers(shop_id, [number for number, _ in found])
            return "".join(stored[number].item.id for number, _ in found)

        return find

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("summer dress", "a|c|b"),
            ("DRESSES", "ac|b"),
            ("alder", "a"),
            ("wren alder", "a"),
            ("creme", "d"),
            ("Brûlée", "d"),
            ("t-shirt", "d"),
            ("striped", "d"),
            ("navy", "c"),
            ("goes", "b"),
            ("linen shirt", "b|ef"),
            ("", ""),
            ("!?", ""),
            ("zebra", ""),
        ],
    )
    def test_finds_by_words(self, find: Find, text: str, expected: str) -> None:
        """Any form of a word, rare words before frequent ones, titles before descriptions."""
        found = find(text)
        for equals in expected.split("|"):
            first, found = found[: len(equals)], found[len(equals) :]
            assert set(first) == set(equals)
        assert found == ""

    def test_keeps_to_the_filter_and_the_limit(self, find: Find) -> None:
        """Conditions hold, and nobody asks for a field that there is not."""
        assert find("dress", "colour=Red") == "ab"
        assert find("dress", limit=1) in {"a", "c"}
        with pytest.raises(InvalidFilter, match="'colr'"):
            find("dress", "colr=Red")

    def test_shops_are_apart(self, find: Find, catalogue: Catalogue) -> None:
        """Nobody finds what another shop has, whatever the shops are called."""
        strange = 'other" OR shop_word:*'
        item = Item(shop_id=strange, id="z", title="Summer dress")
        catalogue.write([replace(entry("z"), item=item)], artifact_id=ARTIFACT)
        assert find("summer") == "a"
        assert find("summer", shop_id=strange) == "z"
        assert find("summer", shop_id="nobody") == ""

    def test_is_in_step_with_the_catalogue(self, find: Find, catalogue: Catalogue) -> None:
        """What is written again, rewritten, corrected, retired or removed is found as it stands now."""
        catalogue.write([_written("a", "Winter coat")], artifact_id=ARTIFACT)
        assert (find("summer"), find("coat")) == ("", "a")
        catalogue.rewrite([Rewrite(Item(shop_id=SHOP, id="a", title="Spring parka"), "other")])
        assert (find("coat"), find("parka")) == ("", "a")
        catalogue.correct(SHOP, "a", {"colour": "Turquoise Blue"})
        assert find("turquoise") == "a"
        catalogue.correct(SHOP, "a", {"colour": None})
        assert find("turquoise") == ""
        catalogue.retire(SHOP, ["a"])
        assert find("parka") == ""
        catalogue.remove(SHOP, ["c"])
        assert find("evening") == ""

    def test_a_failed_write_changes_no_words(self, find: Find, catalogue: Catalogue) -> None:
        """The words are of the same transaction as the items."""
        broken = replace(_written("g", "Gown"), embedding=None)  # type: ignore[arg-type]
        with pytest.raises(AttributeError):
            catalogue.write([_written("a", "Gown"), broken], artifact_id=ARTIFACT)
        assert (find("gown"), find("summer")) == ("", "a")

    @pytest.mark.parametrize("text", NASTY)
    def test_no_syntax_is_understood(self, find: Find, full_text: FullText, text: str) -> None:
        """Whatever is typed is words: those that some item has are found, and everything is still there."""
        assert set(find(text)) <= set("abcdef")
        full_text.titles(SHOP, text, limit=5)
        assert find("summer dress")[0] == "a"

    def test_completes_titles(self, full_text: FullText) -> None:
        """All words must be there, the last of them may be begun; a title that several items have comes once."""
        assert full_text.titles(SHOP, "shi", limit=5) == ("Shirt", "Linen shirt")
        assert full_text.titles(SHOP, "red dr", limit=5) == ("Linen shirt", "Summer dress")
        assert full_text.titles(SHOP, "dresses", limit=1) == ("Evening dresses",)
        assert full_text.titles(SHOP, "zeb", limit=5) == full_text.titles(SHOP, " ", limit=5) == ()
