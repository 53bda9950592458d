"""Reading prices as people and systems write them."""

from __future__ import annotations

import re
from decimal import Decimal

from houndstooth.domain.errors import InvalidItem
from houndstooth.domain.item import Price

_SYMBOLS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN", "₺": "TRY", "₽": "RUB", "$": "USD"}
_NUMBER = re.compile(r"\d[\d.,'\s]*")
_CODE = re.compile(r"[A-Za-z]{3}")


def read_price(text: str, currency: str | None, *, default_currency: str) -> Price:
    """``39.90``, ``39,90 €``, ``EUR 1.299,00``, ``$1,299`` as a price.

    The last of ``.`` and ``,`` divides the decimals, unless it is the only one and three
    digits follow it: then it groups thousands. A currency beside the number wins over
    ``currency`` (the value of a column), and that over the default.

    Raises:
        InvalidItem: it is no amount, it is negative, or the currency is no code of three letters.
    """
    found = _NUMBER.search(text)
    rest = (text[: found.start()] + " " + text[found.end() :]).strip() if found else ""
    if found is None or rest.startswith(("-", "−")) or _letters_too_many(rest):
        raise InvalidItem(f"price {text[:40]!r} is not an amount; write for example 39.90 or 39.90 EUR")
    code = _currency_of(rest) or (currency or default_currency).upper()
    return Price(_amount(found.group()), code)


def _amount(number: str) -> Decimal:
    digits = re.sub(r"['\s]", "", number).rstrip(".,")
    last = max(digits.rfind("."), digits.rfind(","))
    separators = [character for character in digits if character in ".,"]
    groups = len(separators) > 1 and len(set(separators)) == 1
    if last < 0 or groups or (len(separators) == 1 and len(digits) - last - 1 == 3):
        return Decimal(re.sub(r"[.,]", "", digits))
    return Decimal(re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :])


def _currency_of(rest: str) -> str | None:
    for symbol, code in _SYMBOLS.items():
        if symbol in rest:
            return code
    return rest.upper() if _CODE.fullmatch(rest) else None


def _letters_too_many(rest: str) -> bool:
    return bool(rest) and _currency_of(rest) is None
