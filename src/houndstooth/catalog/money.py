"""Reading prices as people and systems write them.

* The last of ``.`` and ``,`` divides the decimals, unless it is the only one and three digits follow it: then it
  groups thousands (but not in ``0.999`` or ``1234.567``). Blanks and ``'`` group thousands.
* ``.-``, ``,-``, ``:-`` and ``.–`` after the number mean that there are no decimals.
* A currency beside the number wins over the column, and that over the default. ``$``, ``¥`` and ``kr`` are several
  currencies: the one of the column or the default, if it is such a one; else ``$`` is USD, ``¥`` JPY, and ``kr`` is
  refused, because there is no likeliest one.
* Ranges, two currencies, negative numbers and numbers whose separators make no sense are refused: no price is better
  than a wrong one.
"""

from __future__ import annotations

import re
from decimal import Decimal

from houndstooth.domain.errors import InvalidItem
from houndstooth.domain.item import Price

_SYMBOLS = {
    "€": "EUR", "£": "GBP", "₹": "INR", "zł": "PLN", "zl": "PLN", "₺": "TRY", "₽": "RUB", "₩": "KRW", "₫": "VND",
    "₪": "ILS", "₴": "UAH", "฿": "THB", "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD",
    "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "r$": "BRL", "mx$": "MXN", "fr": "CHF", "sfr": "CHF", "kč": "CZK",
    "ft": "HUF", "lei": "RON", "лв": "BGN", "tl": "TRY", "rs": "INR", "euro": "EUR", "euros": "EUR",
}  # fmt: skip
_SEVERAL = {
    "$": ("USD", "AUD", "CAD", "NZD", "HKD", "SGD", "MXN", "TWD", "CLP", "COP", "ARS"),
    "¥": ("JPY", "CNY"),
    "kr": ("", "SEK", "NOK", "DKK", "ISK"),
}
"""Symbols of several currencies, the likeliest first; empty where none is."""

_NUMBER = re.compile(r"\d(?:[\d.,'’\s]*\d)?")
_SIGN = re.compile(r"[-−–]\s*$")
_NO_DECIMALS = re.compile(r"^\s*[.,:]?\s*[-–—]{0,2}(?=\s|$|[^\d\s.,:–—-])")
_CODE = re.compile(r"[a-z]{3}")
_WORD = re.compile(r"[^\s.,]+")
_GROUPS = re.compile(r"\d{1,3}([.,'’ ]\d{2,3})*[.,'’ ]\d{3}|\d+")
_ADVICE = "write for example 39.90 or 39.90 EUR"


def read_price(text: str, currency: str | None, *, default_currency: str) -> Price:
    """``39.90``, ``39,90 €``, ``EUR 1.299,00``, ``$1,299``, ``CHF 1'299.–`` as a price, by the rules above.

    Raises:
        InvalidItem: it is no amount, several, or a negative one, or the currency is no code of three letters.
    """
    shown = repr(text[:40])
    numbers = list(_NUMBER.finditer(text[:200]))
    if len(numbers) > 1:
        raise InvalidItem(f"price {shown} holds several numbers, so it is a range or a sum; give one amount")
    if not numbers or _SIGN.search(text[: numbers[0].start()]):
        raise InvalidItem(f"price {shown} is not an amount; {_ADVICE}")
    home = (currency or default_currency).strip().upper()
    before, after = text[: numbers[0].start()], _NO_DECIMALS.sub("", text[numbers[0].end() : 200])
    return Price(_amount(numbers[0].group(), shown), _currency_of(f"{before} {after}".lower(), home, shown))


def _amount(number: str, shown: str) -> Decimal:
    number = " ".join(number.split())
    last = max(number.rfind("."), number.rfind(","))
    divided = last >= 0 and not _groups_thousands(number, last)
    whole, decimals = (number[:last], number[last + 1 :]) if divided else (number, "")
    kinds = {character for character in whole if not character.isdecimal()}
    if not _GROUPS.fullmatch(whole) or len(kinds) > 1 or not (decimals or "0").isdecimal():
        raise InvalidItem(f"price {shown} has separators that can be read in several ways; {_ADVICE}")
    digits = "".join(character for character in whole if character.isdecimal())
    return Decimal(f"{digits}.{decimals}" if decimals else digits)


def _groups_thousands(number: str, last: int) -> bool:
    """Whether the last ``.`` or ``,`` groups thousands: it is repeated, or three digits follow the only one."""
    if number.count(number[last]) > 1:
        return True
    others = any(not character.isdecimal() for character in number[:last])
    before = number[:last]
    return not others and len(number) - last - 1 == 3 and len(before) <= 3 and not before.startswith("0")


def _currency_of(rest: str, home: str, shown: str) -> str:
    """The currency that is named beside the number, else ``home``."""
    words = _WORD.findall(rest)
    codes = {_code_of(word, shown) for word in words if word not in _SEVERAL}
    for symbol in (word for word in words if word in _SEVERAL):
        if codes.isdisjoint(_SEVERAL[symbol]):
            codes.add(_code_of_several(symbol, home, shown))
    if len(codes) > 1:
        raise InvalidItem(f"price {shown} names two currencies, {' and '.join(sorted(codes))}; give one")
    return codes.pop() if codes else home


def _code_of(word: str, shown: str) -> str:
    if word in _SYMBOLS:
        return _SYMBOLS[word]
    if _CODE.fullmatch(word):
        return word.upper()
    raise InvalidItem(f"price {shown} is not an amount; {_ADVICE}")


def _code_of_several(symbol: str, home: str, shown: str) -> str:
    likeliest, *_ = several = _SEVERAL[symbol]
    if home not in several and not likeliest:
        raise InvalidItem(f"price {shown}: {symbol!r} is the currency of several countries; write SEK, NOK, DKK or ISK")
    return home if home in several else likeliest
