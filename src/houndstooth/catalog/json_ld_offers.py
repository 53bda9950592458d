"""Offers of schema.org: which one counts, and what it says."""

from __future__ import annotations

from typing import Any

from houndstooth.catalog.json_ld_values import Node, first_text, kinds_of, listed, text_of

_TO_BE_HAD = {"InStock", "LimitedAvailability", "OnlineOnly", "PreOrder", "PreSale", "BackOrder", "MadeToOrder"}
_BEFORE = {"ListPrice", "StrikethroughPrice", "MSRP", "SRP", "RegularPrice"}
"""Types of prices that are those before a reduction."""
_GOOGLE_HAS = {
    "InStoreOnly": "in stock",
    "OnlineOnly": "in stock",
    "MadeToOrder": "backorder",
    "Reserved": "out of stock",
}
"""Availabilities of schema.org that Google's words do not have."""


def offers_of(offers: list[Node]) -> list[Node]:
    """The offers that are a row each; a product without an offer is a row, too."""
    flat = [one for offer in offers for one in _inner(offer)]
    numbers = {first_text(offer.get("sku"), offer.get("mpn")) for offer in flat}
    if len(flat) > 1 and "" not in numbers and len(numbers) == len(flat):
        return flat
    to_be_had = (offer for offer in flat if _availability(offer) in _TO_BE_HAD)
    return [next(to_be_had, flat[0] if flat else {})]


def offer_values(offer: Node) -> dict[str, str]:
    """Columns of a row, '' for what the offer does not say."""
    low, high = text_of(offer.get("lowPrice")), text_of(offer.get("highPrice"))
    is_range = bool(low and high and low != high)
    now, before, currency = _specified(offer)
    price = text_of(offer.get("price")) or now or ("" if is_range else low or high)
    availability = _availability(offer)
    return {
        "id": first_text(offer.get("sku")),
        "price": before or price,
        "sale_price": price if before else "",
        "sale_dates": f"/{text_of(offer.get('priceValidUntil'))}" if before and offer.get("priceValidUntil") else "",
        "currency": text_of(offer.get("priceCurrency")) or currency,
        "low_price": low if is_range else "",
        "high_price": high if is_range else "",
        "availability": _GOOGLE_HAS.get(availability, availability),
        "url": text_of(offer.get("url")),
    }


def _inner(offer: Node) -> list[Node]:
    """The offers of an aggregate, if it lists them; else the offer."""
    inner = [one for one in listed(offer.get("offers")) if isinstance(one, dict)]
    return inner if inner and "AggregateOffer" in kinds_of(offer) else [offer]


def _specified(offer: Node) -> tuple[str, str, str]:
    """The price, the one before the reduction and the currency, of price specifications."""
    now = before = currency = ""
    for part in listed(offer.get("priceSpecification")):
        if not isinstance(part, dict):
            continue
        kind = _last(part.get("priceType"))
        currency = currency or text_of(part.get("priceCurrency"))
        if kind in _BEFORE:
            before = before or text_of(part.get("price"))
        else:
            now = now or text_of(part.get("price"))
    return now, before, currency


def _availability(offer: Node) -> str:
    return _last(offer.get("availability"))


def _last(value: Any) -> str:
    """``InStock`` of ``https://schema.org/InStock``; an object may name it by its ``@id``."""
    named = value.get("@id") if isinstance(value, dict) else value
    return text_of(named).rpartition("/")[2].rpartition(":")[2]
