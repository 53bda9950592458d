"""Reading what somebody typed: what is asked of which field, what is not wanted, and what is left over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.filter import Condition, Filter, Operator
from houndstooth.domain.item import Price
from houndstooth.domain.wording import words_of
from houndstooth.services.shop_words import ShopWords

MOST_CHARACTERS = 500
"""A longer text is not what anybody looks for."""

_NOT = frozenset({"without", "no", "not", "non", "except", "sans", "ohne", "senza", "sin", "kein", "keine", "zonder"})
_FILLERS = """
    a an the this that these those it like same similar but in on of with and or for to more one ones some something
    please color colour colors colours looks style
"""
_EMPTY = frozenset(_FILLERS.split())
"""Words that say nothing of an item."""

_CHEAPER = re.compile(
    r"\b(?:cheaper|less\s+expensive|lower\s+price|g(?:ü|ue)nstiger|billiger|moins\s+cher|mas\s+barato|más\s+barato)\b",
    re.IGNORECASE,
)
_AMOUNT = r"\s*[€$£]?\s*(\d{1,9}(?:[.,]\d{1,2})?)(?!\d)\s*(?:[€$£]|eur|euros?|usd|dollars?|gbp|pounds?)?"
_AT_MOST = re.compile(rf"\b(?:under|below|up\s+to|less\s+than|at\s+most|max|unter|bis)\b{_AMOUNT}", re.IGNORECASE)
_AT_LEAST = re.compile(rf"\b(?:over|above|more\s+than|at\s+least|über)\b{_AMOUNT}", re.IGNORECASE)

_LEAST_STEP = Decimal("0.0001")
"""Prices have at most four decimals: the next one below another."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text asks for."""

    text: str
    """What is wanted, as it was typed: without what is not wanted, and without prices."""
    wanted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field -> values, any of which will do."""
    refused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field -> values that are not wanted."""
    cheaper: bool = False
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    rest: str = ""
    """The words of ``text`` that no field was found for."""

    def demands(self, price: Price | None = None) -> tuple[Condition, ...]:
        """What must hold, whatever else: nothing that is refused, and the price.

        Args:
            price: of the item that is to be beaten, where something cheaper is asked for.
        """
        told = [Condition(name, Operator.NOT_EQUAL, value) for name, of in self.refused.items() for value in of]
        if self.at_least is not None:
            told.append(Condition("price", Operator.AT_LEAST, str(self.at_least)))
        if self.at_most is not None:
            told.append(Condition("price", Operator.AT_MOST, str(self.at_most)))
        if self.cheaper and price is not None:
            told.append(Condition("price", Operator.AT_MOST, str(max(price.amount - _LEAST_STEP, Decimal(0)))))
        return tuple(told)

    def wishes(self, where: Filter) -> tuple[Condition, ...]:
        """What is wanted, as alternatives for each field; a field of which the filter asks something is left to it."""
        settled = where.alternatives()
        return tuple(
            Condition(name, Operator.EQUAL, value)
            for name, values in self.wanted.items()
            if name not in settled
            for value in values
        )


def check_text(text: str) -> None:
    """Refuse a text in which nobody could find anything to look for.

    Raises:
        InvalidInput: it is too long, or has no word.
    """
    if len(text) > MOST_CHARACTERS:
        raise InvalidInput(f"the text has {len(text):,} characters; at most {MOST_CHARACTERS} are searched by")
    if not words_of(text):
        raise InvalidInput(f"there is no word in {text[:40]!r}; type what you look for, such as 'red dress'")


def read_wording(text: str, shop: ShopWords) -> Wording:
    """Read a text with the words of a shop.

    Raises:
        InvalidInput: see :func:`check_text`.
    """
    check_text(text)
    cheaper = _CHEAPER.search(text) is not None
    left = _CHEAPER.sub(" ", text)
    at_most, left = _amount(_AT_MOST, left)
    at_least, left = _amount(_AT_LEAST, left)
    parts = _Parts()
    _read_words(words_of(left), shop, parts)
    return Wording(
        text=" ".join(parts.said),
        wanted={name: tuple(dict.fromkeys(of)) for name, of in parts.wanted.items()},
        refused={name: tuple(dict.fromkeys(of)) for name, of in parts.refused.items()},
        cheaper=cheaper,
        at_least=at_least,
        at_most=at_most,
        rest=" ".join(parts.rest),
    )


@dataclass(slots=True)
class _Parts:
    wanted: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, list[str]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def _read_words(words: Sequence[str], shop: ShopWords, parts: _Parts) -> None:
    at, refusing = 0, False
    while at < len(words):
        found = shop.find(words[at:]) or (shop.find_misspelt(words[at]), 1)
        meaning, length = found
        if meaning is not None:
            (parts.refused if refusing else parts.wanted).setdefault(meaning.field, []).extend(meaning.values)
            if not refusing:
                parts.said += words[at : at + length]
            at, refusing = at + length, False
            continue
        word = words[at]
        at += 1
        if word in _NOT:
            refusing = True
        elif word not in _EMPTY:
            # 'without lace' where no field knows lace: it must not be looked for.
            if not refusing:
                parts.said.append(word)
                parts.rest.append(word)
            refusing = False


def _amount(pattern: re.Pattern[str], text: str) -> tuple[Decimal | None, str]:
    """The amount that a pattern finds, and the text without it."""
    match = pattern.search(text)
    if match is None:
        return None, text
    return Decimal(match[1].replace(",", ".")), text[: match.start()] + " " + text[match.end() :]
