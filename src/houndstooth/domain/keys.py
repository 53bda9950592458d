"""Keys: what programs and web pages show to be let in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from houndstooth.domain.access import PUBLIC_SCOPES, Scope, check_name
from houndstooth.domain.errors import InvalidInput

MAX_ORIGINS = 50

_HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:.]+\]")


class KeyKind(StrEnum):
    """A public key stands in web pages and is bound to their origins; a secret one stays on servers."""

    PUBLIC = "pk"
    SECRET = "sk"  # noqa: S105 - the prefix, not a secret


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept: the secret itself is not, only its digest.

    ``sealed_signing`` is the encrypted secret that a shop signs shopper tokens with; only secret keys have one.
    Times are UTC.
    """

    id: str
    shop_id: str
    kind: KeyKind
    name: str
    scopes: frozenset[Scope]
    digest: str
    created_at: datetime
    origins: frozenset[str] = frozenset()
    sealed_signing: str | None = None
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    def __post_init__(self) -> None:
        check_name("key", self.name)
        if not self.scopes:
            raise InvalidInput(f"the key {self.name!r} has no scope; give one of {', '.join(Scope)}")
        if self.kind is KeyKind.PUBLIC:
            self._check_public()
        elif self.origins:
            raise InvalidInput("a secret key has no origins: it never stands in a web page; leave them out")
        if self.expires_at is not None and self.expires_at.tzinfo is None:
            raise InvalidInput(f"the expiry {self.expires_at} has no time zone; write for example {self.expires_at}Z")

    def _check_public(self) -> None:
        if beyond := self.scopes - PUBLIC_SCOPES:
            raise InvalidInput(
                f"a public key cannot have the scope {', '.join(sorted(beyond))}: everybody can read it in the page; "
                f"give it {', '.join(sorted(PUBLIC_SCOPES))} at most, or make a secret key"
            )
        if not 0 < len(self.origins) <= MAX_ORIGINS:
            raise InvalidInput(
                f"a public key is bound to 1 to {MAX_ORIGINS} origins such as https://shop.example, not to "
                f"{len(self.origins)}"
            )
        for origin in self.origins:
            _check_origin(origin)

    def holds(self, now: datetime) -> bool:
        """Whether it is neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


def _check_origin(origin: str) -> None:
    """Exactly what a browser sends in ``Origin``: scheme, host in lower case, port where it is not the usual one."""
    try:
        parts = urlsplit(origin)
        usual = parts.port == {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        parts, usual = urlsplit(""), True
    host = parts.hostname or ""
    named = f"[{host}]" if ":" in host else host
    written = f"{parts.scheme}://{named}" + (f":{parts.port}" if parts.port is not None else "")
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(named) or written != origin or usual:
        raise InvalidInput(
            f"{origin[:80]!r} is not an origin as browsers write it; write for example https://shop.example or "
            "http://localhost:3000, in lower case, without a path and without the usual port"
        )
