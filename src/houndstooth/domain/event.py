"""Events: what shoppers do, in the names and fields of GA4 e-commerce, and a few kinds of our own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from houndstooth.domain.errors import InvalidEvent, InvalidItem
from houndstooth.domain.item import MAX_ID, MAX_TEXT, Price, check_id, has_control_characters

MAX_MENTIONS = 200
"""How many items one event may name."""

MAX_QUANTITY = 1_000_000
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""Nothing was sold on the web before."""


class EventKind(StrEnum):
    """What happened. All but the last five are events of GA4."""

    VIEW_ITEM = "view_item"
    SELECT_ITEM = "select_item"
    ADD_TO_CART = "add_to_cart"
    REMOVE_FROM_CART = "remove_from_cart"
    ADD_TO_WISHLIST = "add_to_wishlist"
    PURCHASE = "purchase"
    VIEW_ITEM_LIST = "view_item_list"
    SEARCH = "search"
    LIKE = "like"
    DISLIKE = "dislike"
    NOT_INTERESTED = "not_interested"
    PHOTO_SEARCH = "photo_search"
    QUIZ_ANSWER = "quiz_answer"


ITEMLESS = frozenset({EventKind.SEARCH, EventKind.PHOTO_SEARCH, EventKind.QUIZ_ANSWER})
"""Events that need not name an item."""

NO_INTERACTION = frozenset({EventKind.VIEW_ITEM_LIST, EventKind.SEARCH, EventKind.PHOTO_SEARCH})
"""Events that say nothing of the items that they name: those were shown, and nobody has chosen among them yet."""

OPENING = frozenset({EventKind.SELECT_ITEM, EventKind.VIEW_ITEM})
"""Events by which somebody goes from a list to one of its items."""

DEFAULT_WEIGHTS: Mapping[EventKind, float] = MappingProxyType(
    {
        EventKind.VIEW_ITEM: 0.3,
        EventKind.SELECT_ITEM: 0.3,
        EventKind.ADD_TO_CART: 1.0,
        EventKind.REMOVE_FROM_CART: -0.5,
        EventKind.ADD_TO_WISHLIST: 1.0,
        EventKind.PURCHASE: 1.0,
        EventKind.LIKE: 1.0,
        EventKind.DISLIKE: -1.0,
        EventKind.NOT_INTERESTED: -0.5,
        EventKind.QUIZ_ANSWER: 0.7,
    }
)
"""How much each kind of event says of its items; kinds that are not named say nothing (being shown is no opinion)."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody, as events name them: by the shop's id of a shopper, by an anonymous session, or by both.

    Raises:
        InvalidEvent: neither, or an id that cannot be kept.
    """

    shopper: str | None = None
    session: str | None = None

    def __post_init__(self) -> None:
        if self.shopper is None and self.session is None:
            raise InvalidEvent(
                "nobody is named; send user_id (the shop's id of the shopper) or client_id (a session)", field="who"
            )
        _check_person("user_id", self.shopper)
        _check_person("client_id", self.session)


@dataclass(frozen=True, slots=True)
class Mention:
    """One item of an event.

    Args:
        item_id: the shop's id of it.
        position: its place in the list that it was shown in, from 0.
        quantity: pieces, 1 or more.
        price: for one piece.
        list_id: the list that it was chosen from, where that is not the list of the event.
        inherited: the event names no list: it is that of an earlier event, by which the shopper came to the item.

    Raises:
        InvalidEvent: a value that cannot be.
    """

    item_id: str
    position: int | None = None
    quantity: int = 1
    price: Price | None = None
    list_id: str | None = None
    inherited: bool = False

    def __post_init__(self) -> None:
        _check_id("item_id", self.item_id)
        _check_id("list_id", self.list_id)
        if self.position is not None and not 0 <= self.position < 2**31:
            raise InvalidEvent(
                f"index {self.position} is not a place in a list; count from 0, or leave it out", field="index"
            )
        if not 1 <= self.quantity <= MAX_QUANTITY:
            raise InvalidEvent(
                f"quantity {self.quantity} is not a number of pieces, 1 to {MAX_QUANTITY:,}", field="quantity"
            )


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a shopper did, once, at a time (UTC).

    Args:
        id: names the event in its shop; the same id sent again is the same event.
        list_id: the list that it answers, as the service named it when it was shown.
        transaction_id: of a purchase; the same purchase sent again under another id is the same purchase.
        text: what was searched for.
        answer: of the quiz, question -> answer.

    Raises:
        InvalidEvent: a field is missing or wrong; the message names it, its value and the remedy.
    """

    shop_id: str
    id: str
    kind: EventKind
    at: datetime
    who: Who
    mentions: tuple[Mention, ...] = ()
    list_id: str | None = None
    transaction_id: str | None = None
    text: str | None = None
    answer: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        for name, value in (("id", self.id), ("list_id", self.list_id), ("transaction_id", self.transaction_id)):
            _check_id(name, value)
        if self.at.tzinfo is None or self.at < EARLIEST:
            raise InvalidEvent(
                f"the time {self.at.isoformat()} has no time zone, or lies before {EARLIEST.year}", field="time"
            )
        if len(self.mentions) > MAX_MENTIONS:
            raise InvalidEvent(
                f"{len(self.mentions)} items in one event; at most {MAX_MENTIONS} are taken, send two", field="items"
            )
        if not self.mentions and self.kind not in ITEMLESS:
            raise InvalidEvent(f"{self.kind} names no item; send items with an item_id each", field="items")
        for what, text in (("search_term", self.text), *(("answer", part) for part in self.answer or ())):
            if text is not None and (len(text) > MAX_TEXT or has_control_characters(text)):
                raise InvalidEvent(
                    f"{what} {text[:40]!r} has over {MAX_TEXT} characters, or a control character", field=what
                )

    def list_of(self, mention: Mention) -> str | None:
        """The list that one of its items was chosen from."""
        return mention.list_id or self.list_id


def read_price(text: str, currency: str) -> Price:
    """An amount and a currency as a price.

    Raises:
        InvalidEvent: no such price can be; the message names it.
    """
    try:
        return Price(Decimal(text), currency)
    except (ArithmeticError, InvalidItem) as error:
        told = str(error) if isinstance(error, InvalidItem) else f"price {text[:40]!r} is not a number"
        raise InvalidEvent(told, field="price") from error


def _check_person(name: str, value: str | None) -> None:
    """As ``_check_id``, but whom an event names is repeated in no message: messages are kept for others to read."""
    try:
        if value is not None:
            check_id(name, value)
    except InvalidItem:
        raise InvalidEvent(
            f"{name} has {len(value or '')} characters, blanks around it or a control character in it; an id has 1 to "
            f"{MAX_ID} characters that can be seen",
            field=name,
        ) from None


def _check_id(name: str, value: str | None) -> None:
    try:
        if value is not None:
            check_id(name, value)
    except InvalidItem as error:
        raise InvalidEvent(str(error), field=name) from error
