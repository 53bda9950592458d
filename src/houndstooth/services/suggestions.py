"""Suggestions while somebody types: what there is in the shop that begins so, or was meant."""

from __future__ import annotations

from dataclasses import dataclass

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.listing import FacetValue
from houndstooth.domain.ports import FullText
from houndstooth.domain.wording import words_of
from houndstooth.services.shop_words import ShopVocabularies, ShopWords
from houndstooth.services.spelling import meant_beginning
from houndstooth.services.wording import MOST_CHARACTERS

MOST = 20

SUGGESTED = ("category", "brand", "colour", "pattern", "gender")
"""The fields whose values are suggested, those of the same number of items in this order."""

TITLE = "title"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text to search by.

    ``field`` is what its end is a value of, or ``title``; ``count`` how many items have that value.
    """

    text: str
    field: str
    count: int | None = None


class Suggestions:
    """What a search box offers; safe to call from several threads."""

    def __init__(self, vocabularies: ShopVocabularies, full_text: FullText) -> None:
        self._vocabularies = vocabularies
        self._full_text = full_text

    def of(self, shop_id: str, text: str, *, limit: int) -> tuple[Suggestion, ...]:
        """At most ``limit`` suggestions for what was typed so far, values of fields before titles.

        A value fits when one of its words begins with the last word; a misspelt word is taken for what was meant. What
        was typed before that word stays: ``red dr`` gives ``red dresses``.

        Args:
            shop_id: the shop.
            text: what was typed so far; nothing is suggested for a text without a word.
            limit: 1 to ``MOST``.

        Raises:
            InvalidInput: the text is too long, or ``limit`` out of range.
        """
        if not 1 <= limit <= MOST:
            raise InvalidInput(f"limit is {limit}; ask for 1 to {MOST} suggestions")
        if len(text) > MOST_CHARACTERS:
            raise InvalidInput(f"the text has {len(text):,} characters; at most {MOST_CHARACTERS} are searched by")
        words = words_of(text)
        if not words:
            return ()
        shop = self._vocabularies.of(shop_id)
        *before, last = words
        last = meant_beginning(last, shop.used)
        values = [Suggestion(" ".join([*before, one.value]), field, one.count) for field, one in _begun(last, shop)]
        titles = self._full_text.titles(shop_id, " ".join([*before, last]), limit=limit)
        every = [*values, *(Suggestion(title, TITLE) for title in titles)]
        first = {one.text.casefold(): one for one in reversed(every)}
        return tuple(one for one in every if first[one.text.casefold()] is one)[:limit]


def _begun(beginning: str, shop: ShopWords) -> list[tuple[str, FacetValue]]:
    """Values with a word that begins so, and their fields; those of many items first."""
    found = [
        (field, one)
        for field in SUGGESTED
        for one in shop.facets.get(field, ())
        if any(word.startswith(beginning) for word in words_of(one.value))
    ]
    return sorted(found, key=lambda pair: -pair[1].count)
