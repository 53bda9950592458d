"""Who asks, and what they may: scopes of keys, roles of people, and the principal of a request."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.item import has_control_characters

MAX_NAME = 200


class Scope(StrEnum):
    """What a key may do."""

    SEARCH = "search"
    RECOMMEND = "recommend"
    EVENTS = "events"
    CATALOGUE = "catalogue"
    EXPORT = "export"
    ADMIN = "admin"


PUBLIC_SCOPES = frozenset({Scope.SEARCH, Scope.RECOMMEND, Scope.EVENTS})
"""What a key that stands in a web page may do at most: everybody can read it there."""


class Role(StrEnum):
    """What a person is in a shop."""

    OWNER = "owner"
    MERCHANDISER = "merchandiser"
    STYLIST = "stylist"
    ANALYST = "analyst"
    VIEWER = "viewer"


class Actor(StrEnum):
    """What kind of being asks."""

    VISITOR = "visitor"
    KEY = "key"
    PERSON = "person"
    CLI = "cli"


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks, for which shop.

    ``id`` and ``name`` are those of the key or the person; ``shopper`` is the shop's id of the shopper that a verified
    token speaks for. ``public`` is whoever anybody can be: a visitor, or a key that stands in a web page.
    """

    shop_id: str
    actor: Actor
    id: str = ""
    name: str = ""
    scopes: frozenset[Scope] = frozenset()
    role: Role | None = None
    shopper: str | None = None
    public: bool = False

    @classmethod
    def visitor(cls, shop_id: str, *, welcome: bool) -> Principal:
        """Somebody without credentials; ``welcome`` ones have the public scopes, others none."""
        return cls(shop_id, Actor.VISITOR, scopes=PUBLIC_SCOPES if welcome else frozenset(), public=True)

    @classmethod
    def command_line(cls, shop_id: str) -> Principal:
        """Whoever runs our command on the machine itself."""
        return cls(shop_id, Actor.CLI, id="cli", name="command line")


def check_name(what: str, text: str) -> None:
    """Refuse a name that is empty, too long, or holds what nobody sees.

    Raises:
        InvalidInput: with ``what`` it is the name of.
    """
    if not text or text != text.strip() or len(text) > MAX_NAME or has_control_characters(text):
        raise InvalidInput(
            f"the name {text[:40]!r} of a {what} cannot be used; it has 1 to {MAX_NAME} characters, no control "
            "characters, and no blanks at the ends"
        )
