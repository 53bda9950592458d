"""What programs send of items, and what they are told of it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from houndstooth.api.schemas import ItemOut
from houndstooth.catalog.money import read_price
from houndstooth.domain.catalogue import Offer
from houndstooth.domain.errors import InvalidItem
from houndstooth.domain.item import Availability, Item, ItemKind, Price
from houndstooth.domain.job import Job, JobState
from houndstooth.domain.label import LABELLED
from houndstooth.services.submissions import MAX_ROWS

Text = Annotated[str, StringConstraints(max_length=20_000)]
WebAddress = Annotated[str, StringConstraints(pattern="^https?://", max_length=2000)]
PriceText = Annotated[
    str,
    StringConstraints(max_length=40),
    Field(description="An amount with its currency, such as `39.90 EUR`; without one the shop's own is meant."),
]
ItemIdText = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Strict(BaseModel):
    """An unknown field is an error, not a silent loss."""

    model_config = ConfigDict(extra="forbid")


class ItemIn(Strict):
    """An item as a shop sends it; it is cleaned by the same rules as a feed."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "title": "Checked shirt",
                "category": "Shirts",
                "colour": "Navy",
                "brand": "Alder & Wren",
                "gender": "Men",
                "size": "M",
                "price": "59.90 EUR",
                "sale_price": "39.90 EUR",
                "availability": "in_stock",
                "group": "D-0012",
                "url": "https://shop.example/shirts/12",
                "picture": "https://shop.example/shirts/12.jpg",
                "attributes": {"pattern": "Checked"},
            }
        }
    )

    title: Text | None = None
    kind: ItemKind = ItemKind.PRODUCT
    category: Annotated[Text | None, Field(description="A path such as `Women > Dresses > Maxi` is kept as one.")] = (
        None
    )
    category_path: Annotated[
        Text | None, Field(description="Its place in the shop's category tree, where `category` does not say it.")
    ] = None
    colour: Text | None = None
    brand: Text | None = None
    gender: Text | None = None
    size: Text | None = None
    price: PriceText | None = None
    sale_price: Annotated[PriceText | None, Field(description="What one pays instead, if that is less.")] = None
    availability: Availability | None = None
    group: Annotated[ItemIdText | None, Field(description="The same for all variants of a product.")] = None
    url: WebAddress | None = None
    description: Text | None = None
    picture: Annotated[
        WebAddress | None,
        Field(description="Where its picture is; without one, an item that is there already keeps its own."),
    ] = None
    more_pictures: Annotated[list[WebAddress], Field(max_length=10)] = []
    attributes: Annotated[dict[str, str], Field(max_length=100)] = {}

    def to_row(self) -> dict[str, Any]:
        """The fields that were given a value."""
        return self.model_dump(mode="json", exclude_none=True)


class BatchItem(ItemIn):
    """An item of a batch, with its id."""

    id: ItemIdText


class BatchIn(Strict):
    """Items to add or replace."""

    items: Annotated[list[BatchItem], Field(min_length=1, max_length=MAX_ROWS)]


class OfferIn(Strict):
    """What changes by the hour. A field that is left out stays as it is; `null` says that it is not known."""

    price: Annotated[PriceText | None, Field(description="What one pays from now on.")] = None
    list_price: Annotated[PriceText | None, Field(description="What it was before a reduction; `null` ends it.")] = None
    availability: Availability | None = None

    def change(self, item: Item, default_currency: str) -> Offer:
        """The new offer of an item.

        Raises:
            InvalidItem: a price that cannot be read.
        """
        given = self.model_fields_set
        price = _price(self.price, item.price, default_currency) if "price" in given else item.price
        availability = self.availability if "availability" in given else item.availability
        if "list_price" in given:
            return Offer(price, _price(self.list_price, item.price, default_currency), availability)
        # A reduction ends by itself when the price is back where it was.
        ended = price is None or item.list_price is None or price.amount >= item.list_price.amount
        return Offer(price, None if ended else item.list_price, availability)

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return not self.model_fields_set & set(OfferIn.model_fields)


class ItemChange(OfferIn):
    """What is to be changed of one item."""

    model_config = ConfigDict(json_schema_extra={"example": {"price": "29.90 EUR", "labels": {"colour": "Navy Blue"}}})

    labels: Annotated[
        dict[str, str | None],
        Field(
            description=f"Field ({', '.join(LABELLED)}) to its right value; empty where it has none, `null` to take a "
            "correction back. A correction stays in force when the item is ingested again.",
        ),
    ] = {}


class BatchOffer(OfferIn):
    """A change of one offer in a batch."""

    id: ItemIdText


class OffersIn(Strict):
    """Offers to change."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "offers": [
                    {"id": "D-0012", "price": "29.90 EUR", "list_price": "39.90 EUR"},
                    {"id": "D-0013", "availability": "out_of_stock"},
                ]
            }
        }
    )

    offers: Annotated[list[BatchOffer], Field(min_length=1, max_length=MAX_ROWS)]


class RefusedOut(BaseModel):
    """What was not changed, and why."""

    id: str
    reason: str


class OffersOut(BaseModel):
    """What became of each offer."""

    changed: list[str]
    missing: Annotated[list[str], Field(description="Ids that the shop has no item of.")]
    refused: list[RefusedOut]


class PutOut(BaseModel):
    """The item as it is now."""

    item: ItemOut
    remarks: Annotated[list[str], Field(description="What was left out, such as further pictures that cannot be used.")]


class RowProblemOut(BaseModel):
    """A row that was not taken, or a part of it."""

    line: Annotated[int, Field(description="Its place in the batch, from 1.")]
    item_id: str | None
    code: str
    reason: str


class JobReportOut(BaseModel):
    """What became of the rows."""

    rows: int
    accepted: Annotated[int, Field(description="New items.")]
    updated: int
    unchanged: int
    rejected: list[RowProblemOut]
    remarks: list[RowProblemOut]


class JobOut(BaseModel):
    """Work that was accepted; ask again until `state` is `done` or `failed`."""

    id: str
    state: JobState
    total: int
    done: int
    created_at: str
    report: JobReportOut | None
    problem: str | None

    @classmethod
    def of(cls, job: Job) -> JobOut:
        """A job as it is shown."""
        return cls(
            id=job.id,
            state=job.state,
            total=job.total,
            done=job.done,
            created_at=job.created_at.isoformat(),
            report=None if job.report is None else JobReportOut.model_validate(job.report),
            problem=job.problem,
        )


def _price(text: str | None, before: Price | None, default_currency: str) -> Price | None:
    """A price without a currency is in that of the price before."""
    if text is None:
        return None
    if not text.strip():
        raise InvalidItem("a price is empty; write for example 39.90 EUR, or null where it is not known")
    return read_price(text, None, default_currency=before.currency if before else default_currency)
