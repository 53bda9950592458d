"""People who sign in, and their sessions."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from houndstooth.domain.access import Role, check_name
from houndstooth.domain.errors import InvalidInput

MIN_PASSWORD, MAX_PASSWORD = 12, 200


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in to one shop by a name, such as an e-mail address. Times are UTC."""

    id: str
    shop_id: str
    name: str
    role: Role
    password_hash: str
    created_at: datetime

    def __post_init__(self) -> None:
        check_name("person", self.name)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that is signed in; the token in its cookie is kept as a digest only."""

    digest: str
    person_id: str
    created_at: datetime
    last_seen_at: datetime


def sign_in_name(text: str) -> str:
    """A name as it is kept and compared: composed, without blanks at the ends, capital letters or not."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def check_password(password: str) -> None:
    """Refuse a password that is too short to hold or too long to hash.

    Raises:
        InvalidInput: the message says nothing of the password itself.
    """
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise InvalidInput(
            f"the password has {len(password)} characters; choose one of {MIN_PASSWORD} to {MAX_PASSWORD}"
        )
