"""Lists of items, as they go over the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from houndstooth.api.schemas import Colours, ItemOut
from houndstooth.domain.listing import Listing, PriceRange


class FacetValueOut(BaseModel):
    """One value of a field and how many items, or products, have it."""

    value: str
    count: int


class PriceRangeOut(BaseModel):
    """How many items, or products, cost from `least` to `most`, both included."""

    least: str
    most: str
    currency: str
    count: int

    @classmethod
    def of(cls, part: PriceRange) -> PriceRangeOut:
        """A range as it is sent."""
        return cls(least=part.least.text, most=part.most.text, currency=part.least.currency, count=part.count)


class PageOut(BaseModel):
    """A page of a list; send ``next`` as ``cursor``, and all else as before, for the following one."""

    items: list[ItemOut]
    total: Annotated[int, Field(description="Of the whole list, as it is shown: products, or items with all variants.")]
    total_items: Annotated[int, Field(description="Of the whole list, with all variants.")]
    next: str | None
    facets: Annotated[
        dict[str, list[FacetValueOut]],
        Field(
            description="Values by field, the most frequent first; of `category_path` every node, with all below it."
        ),
    ]
    prices: Annotated[
        list[PriceRangeOut],
        Field(description="Ranges from the lowest price to the highest; empty where prices are of several currencies."),
    ]

    @classmethod
    def of(cls, listing: Listing, colours: Colours) -> PageOut:
        """A page as it is sent."""
        return cls(
            items=[ItemOut.of(stored, colours) for stored in listing.items],
            total=listing.total,
            total_items=listing.total_items,
            next=None if listing.next is None else listing.next.write(),
            facets={
                field: [FacetValueOut(value=one.value, count=one.count) for one in values]
                for field, values in listing.facets.items()
            },
            prices=[PriceRangeOut.of(one) for one in listing.prices],
        )
