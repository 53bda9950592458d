"""What goes over the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from houndstooth.domain.catalogue import StoredItem, StoredPicture
from houndstooth.domain.item import Availability, Price
from houndstooth.domain.label import Label, Origin
from houndstooth.domain.listing import Listing, PriceRange


class PriceOut(BaseModel):
    """An amount of money; a decimal number in text, so that nothing rounds it."""

    amount: str
    currency: str

    @classmethod
    def of(cls, price: Price | None) -> PriceOut | None:
        """A price as it is sent."""
        return None if price is None else cls(amount=price.text, currency=price.currency)


Colours = Mapping[str, tuple[str, ...]]
"""By what items are shown as."""

NO_COLOURS: Colours = {}


class PictureOut(BaseModel):
    """Where a picture is, relative to this server, in two sizes; its own size in pixels."""

    card: str
    full: str
    width: int
    height: int

    @classmethod
    def of(cls, picture: StoredPicture) -> PictureOut:
        """The addresses of a stored picture."""
        address = f"/v1/pictures/{quote(picture.key)}.jpg"
        card, full = (f"{address}?size={size}" for size in ("card", "full"))
        return cls(card=card, full=full, width=picture.width, height=picture.height)


class LabelOut(BaseModel):
    """What counts of one field, and who said it; beside it what the encoder says."""

    value: str | None
    origin: Origin
    predicted: Annotated[str | None, Field(description="What the encoder says, where it is sure enough.")] = None
    confidence: Annotated[float | None, Field(ge=0, le=1, description="The probability of `predicted`.")] = None

    @classmethod
    def of(cls, label: Label) -> LabelOut:
        """A label as it is shown."""
        said = label.prediction
        return cls(
            value=label.value,
            origin=label.origin,
            predicted=said.value if said else None,
            confidence=said.confidence if said else None,
        )


class ItemOut(BaseModel):
    """An item of the catalogue."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "D-0012",
                "kind": "product",
                "title": "Checked shirt",
                "category": "Shirts",
                "category_path": "Men > Shirts > Casual shirts",
                "colour": "Navy",
                "brand": "Alder & Wren",
                "gender": "Men",
                "size": "M",
                "price": {"amount": "39.90", "currency": "EUR"},
                "list_price": {"amount": "59.90", "currency": "EUR"},
                "availability": "in_stock",
                "group": "D-0012",
                "description": "Brushed cotton, made to last.",
                "url": "https://shop.example/shirts/12",
                "attributes": {"pattern": "Checked"},
                "labels": {
                    "category": {"value": "Shirts", "origin": "shop", "predicted": "Shirts", "confidence": 0.97},
                    "pattern": {"value": "Checked", "origin": "predicted", "predicted": "Checked", "confidence": 0.91},
                },
                "picture": {
                    "card": "/v1/pictures/ab….jpg?size=card",
                    "full": "/v1/pictures/ab….jpg?size=full",
                    "width": 600,
                    "height": 800,
                },
                "more_pictures": [],
                "retired": False,
                "colours": ["Navy", "Burgundy"],
            }
        }
    )

    id: str
    kind: str
    title: str
    category: str | None
    category_path: Annotated[str | None, Field(description="Its place in the shop's own category tree.")]
    colour: str | None
    brand: str | None
    gender: str | None
    size: str | None
    price: Annotated[PriceOut | None, Field(description="What one pays today.")]
    list_price: Annotated[PriceOut | None, Field(description="What it was before a reduction.")]
    availability: Availability | None
    group: Annotated[str | None, Field(description="Shared by the variants of one product.")]
    url: str | None
    description: str | None
    attributes: dict[str, str]
    labels: Annotated[dict[str, LabelOut], Field(description="Where the values of these fields come from.")]
    picture: PictureOut
    more_pictures: list[PictureOut]
    retired: Annotated[bool, Field(description="No longer in the feed that brought it; found by no search.")]
    colours: Annotated[
        list[str], Field(description="In lists, the colours of all variants of the product; empty without variants.")
    ]

    @classmethod
    def of(cls, stored: StoredItem, colours: Colours = NO_COLOURS) -> ItemOut:
        """An item as it is shown."""
        return cls(**item_fields(stored, colours))


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


class VariantsOut(BaseModel):
    """The items of one group."""

    items: list[ItemOut]


class LimitsOut(BaseModel):
    """What a photo may be."""

    max_bytes: int
    max_pixels: int
    formats: list[str]


class StatusOut(BaseModel):
    """What is running here."""

    version: str
    artifact: str
    items: Annotated[int | None, Field(description="`null` for callers who may see no items.")]
    limits: LimitsOut


class ProblemOut(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: Annotated[str, Field(description="What is wrong and what to do, for people.")]
    code: Annotated[str, Field(description="A short, stable name, for programs.")]
    request_id: str | None
    reason: Annotated[str | None, Field(description="For pictures: what is wrong, for programs.")] = None


def item_fields(stored: StoredItem, colours: Colours) -> dict[str, object]:
    """The fields of an item as it is sent."""
    item = stored.item
    return {
        "id": item.id,
        "kind": item.kind.value,
        "title": item.title,
        "category": item.category,
        "category_path": item.category_path,
        "colour": item.colour,
        "brand": item.brand,
        "gender": item.gender,
        "size": item.size,
        "price": PriceOut.of(item.price),
        "list_price": PriceOut.of(item.list_price),
        "availability": item.availability,
        "group": item.group,
        "url": item.url,
        "description": item.description,
        "attributes": dict(item.attributes),
        "labels": {name: LabelOut.of(label) for name, label in stored.labels.items()},
        "picture": PictureOut.of(stored.picture),
        "more_pictures": [PictureOut.of(picture) for picture in stored.more],
        "retired": stored.retired,
        "colours": list(colours.get(stored.shown_as, ())) if stored.shown_as else [],
    }
