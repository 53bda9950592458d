"""What goes over the wire of keys, people, sessions and the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from houndstooth.domain.access import Actor, Principal, Role, Scope
from houndstooth.domain.audit import AuditEntry
from houndstooth.domain.keys import Key, KeyKind
from houndstooth.domain.people import MAX_PASSWORD, Person
from houndstooth.services.key_ring import NewKey

_STRICT = ConfigDict(extra="forbid")

PasswordIn = Annotated[
    str | None, Field(max_length=MAX_PASSWORD, description="12 to 200 characters; a random one where none is given.")
]


class Credentials(BaseModel):
    """Who signs in."""

    model_config = _STRICT

    name: Annotated[str, Field(max_length=400)]
    password: Annotated[str, Field(max_length=MAX_PASSWORD)]
    shop: Annotated[str | None, Field(max_length=200, description="The shop; by default that of the server.")] = None


class NewPasswordIn(BaseModel):
    """Another password for oneself."""

    model_config = _STRICT

    password: Annotated[str, Field(max_length=MAX_PASSWORD, description="The old one.")]
    new_password: Annotated[str, Field(max_length=MAX_PASSWORD, description="12 to 200 characters.")]


class MeOut(BaseModel):
    """Who asks, and what they may."""

    kind: Actor
    shop: str
    id: str
    name: str
    scopes: list[Scope]
    role: Role | None
    shopper: Annotated[str | None, Field(description="The shop's id of the shopper whose token came with it.")]

    @classmethod
    def of(cls, principal: Principal) -> MeOut:
        """A principal as it is shown."""
        return cls(
            kind=principal.actor,
            shop=principal.shop_id,
            id=principal.id,
            name=principal.name,
            scopes=sorted(principal.scopes),
            role=principal.role,
            shopper=principal.shopper,
        )


class SessionOut(MeOut):
    """A session that began; its cookies come with the answer."""

    csrf_token: Annotated[str, Field(description="To be sent as X-CSRF-Token with every request that changes.")]


class KeyIn(BaseModel):
    """A key to be made."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "kind": "public", "name": "Web shop", "scopes": ["search", "recommend", "events"],
                "origins": ["https://shop.example"],
            }
        },
    )  # fmt: skip

    kind: Annotated[Literal["public", "secret"], Field(description="`public` for web pages, `secret` for servers.")]
    name: str
    scopes: list[Scope]
    origins: Annotated[list[str], Field(description="For a public key: the origins of the pages it stands in.")] = []
    expires_at: Annotated[datetime | None, Field(description="With its time zone; never, where none is given.")] = None


class KeyOut(BaseModel):
    """A key, without its secret."""

    id: str
    kind: Literal["public", "secret"]
    name: str
    scopes: list[Scope]
    origins: list[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None

    @classmethod
    def of(cls, key: Key) -> KeyOut:
        """A key as it is shown."""
        return cls(**_fields(key))


class NewKeyOut(KeyOut):
    """A key just made: what is shown this once."""

    key: Annotated[str, Field(description="Send it as `Authorization: Bearer …`. It is never shown again.")]
    signing_secret: Annotated[
        str | None, Field(description="Signs shopper tokens; only with a secret key. It is never shown again.")
    ]

    @classmethod
    def made(cls, new: NewKey) -> NewKeyOut:
        """A new key as it is shown once."""
        return cls(**_fields(new.key), key=new.text, signing_secret=new.signing_secret)


class KeysOut(BaseModel):
    """The keys of a shop, oldest first."""

    keys: list[KeyOut]


class RotationIn(BaseModel):
    """How a key is rotated."""

    model_config = _STRICT

    overlap_hours: Annotated[float, Field(ge=0, le=24 * 365, description="How long the old key holds yet.")] = 24


class PersonOut(BaseModel):
    """Somebody who signs in."""

    id: str
    name: str
    role: Role
    created_at: datetime

    @classmethod
    def of(cls, person: Person) -> PersonOut:
        """A person as they are shown."""
        return cls(id=person.id, name=person.name, role=person.role, created_at=person.created_at)


class NewPasswordOut(PersonOut):
    """Somebody with a password just made; where it was given, it is not repeated."""

    password: Annotated[str | None, Field(description="A random password. It is never shown again.")]


class PeopleOut(BaseModel):
    """The people of a shop, by name."""

    people: list[PersonOut]


class PersonIn(BaseModel):
    """Somebody to be taken in."""

    model_config = _STRICT

    name: Annotated[str, Field(max_length=400, description="What they sign in with, such as an e-mail address.")]
    role: Role
    password: PasswordIn = None


class RoleIn(BaseModel):
    """Another role."""

    model_config = _STRICT

    role: Role


class ResetIn(BaseModel):
    """Another password."""

    model_config = _STRICT

    password: PasswordIn = None


class AuditEntryOut(BaseModel):
    """One change."""

    at: datetime
    actor: Actor
    actor_id: str
    actor_name: str
    action: str
    target: str
    details: dict[str, Any]

    @classmethod
    def of(cls, entry: AuditEntry) -> AuditEntryOut:
        """An entry as it is shown."""
        return cls(
            at=entry.at,
            actor=entry.actor,
            actor_id=entry.actor_id,
            actor_name=entry.actor_name,
            action=entry.action,
            target=entry.target,
            details=dict(entry.details),
        )


class AuditOut(BaseModel):
    """A stretch of the audit log, newest first; send ``next`` as ``cursor`` for the following one."""

    entries: list[AuditEntryOut]
    next: str | None


def _fields(key: Key) -> dict[str, Any]:
    return {
        "id": key.id,
        "kind": "public" if key.kind is KeyKind.PUBLIC else "secret",
        "name": key.name,
        "scopes": sorted(key.scopes),
        "origins": sorted(key.origins),
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "last_used_at": key.last_used_at,
    }
