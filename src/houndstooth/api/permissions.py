"""Who may do what: the one table. A request that no row is for is refused; tests hold table and routes together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.routing import compile_path

from houndstooth.domain.access import Actor, Principal, Role, Scope
from houndstooth.domain.errors import Forbidden, Unauthenticated


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may: keys with one of the scopes, and people in one of the roles.

    Visitors, where they are welcome, have the public scopes (``search``, ``recommend``, ``events``). ``everyone`` asks
    no question at all: credentials that do not hold count as none. ``key_in_address`` lets a public key stand in the
    address, ``?key=ht_pk_…``, for what a page cannot send a header with.
    """

    scopes: frozenset[Scope] = frozenset()
    roles: frozenset[Role] = frozenset()
    everyone: bool = False
    key_in_address: bool = False

    def check(self, principal: Principal) -> None:
        """Let the principal pass.

        Raises:
            Unauthenticated: a visitor, who would have to show something.
            Forbidden: somebody else, who shows too little.
        """
        if self.everyone or self.scopes & principal.scopes or principal.role in self.roles:
            return
        needed = self._needed()
        if principal.actor is Actor.VISITOR:
            raise Unauthenticated(f"this needs {needed}; send a key as 'Authorization: Bearer ht_…', or sign in")
        raise Forbidden(f"this needs {needed}, and {principal.name!r} has {_had(principal)}")

    def _needed(self) -> str:
        parts = [f"a key with the scope {' or '.join(sorted(self.scopes))}"] if self.scopes else []
        if self.roles == EVERYBODY_HERE:
            parts.append("somebody who is signed in")
        elif self.roles:
            parts.append(f"the role {' or '.join(sorted(self.roles))}")
        return ", or ".join(parts)


def _had(principal: Principal) -> str:
    return f"the role {principal.role}" if principal.role else f"the scopes {', '.join(sorted(principal.scopes))}"


EVERYBODY_HERE = frozenset(Role)
EDITORS = frozenset({Role.OWNER, Role.MERCHANDISER, Role.STYLIST})

_EVERYONE = Permission(everyone=True)
_ANY_KEY_OR_PERSON = Permission(frozenset(Scope), EVERYBODY_HERE)
_SEARCH = Permission(frozenset({Scope.SEARCH}), EVERYBODY_HERE)
_READ_ITEMS = Permission(frozenset({Scope.SEARCH, Scope.RECOMMEND, Scope.CATALOGUE}), EVERYBODY_HERE)
_SEE_PICTURES = Permission(_READ_ITEMS.scopes, EVERYBODY_HERE, key_in_address=True)
CHANGE_ITEMS = Permission(frozenset({Scope.CATALOGUE}), frozenset({Role.OWNER, Role.MERCHANDISER}))
"""Also asked of whoever changes an offer where others may put labels right."""

_CHANGE_LABELS = Permission(frozenset({Scope.CATALOGUE}), EDITORS)
# Whose shopper is meant is the routes' own question: web pages speak of their own alone. What a shop knows of one
# person is no business of those who look at all of them: merchandisers, analysts and viewers.
_KNOW_SHOPPERS = Permission(frozenset({Scope.RECOMMEND, Scope.EXPORT}), frozenset({Role.OWNER, Role.STYLIST}))
_SPEAK_FOR_SHOPPERS = Permission(frozenset({Scope.RECOMMEND}), _KNOW_SHOPPERS.roles)
_RECOMMEND = Permission(frozenset({Scope.RECOMMEND}), EVERYBODY_HERE)
_SEND_EVENTS = Permission(frozenset({Scope.EVENTS}), frozenset({Role.OWNER, Role.MERCHANDISER}), key_in_address=True)
"""``sendBeacon`` sends no headers."""

_READ_EVENTS = Permission(frozenset({Scope.ADMIN}), frozenset({Role.OWNER, Role.MERCHANDISER, Role.ANALYST}))
_READ_RULES = Permission(frozenset({Scope.ADMIN}), EVERYBODY_HERE)
_CHANGE_RULES = Permission(frozenset({Scope.ADMIN}), frozenset({Role.OWNER, Role.MERCHANDISER}))
_READ_DUPLICATES = Permission(frozenset({Scope.CATALOGUE}), EVERYBODY_HERE)
_JUDGE_DUPLICATES = Permission(frozenset({Scope.CATALOGUE}), EDITORS)
_ADMINISTER = Permission(frozenset({Scope.ADMIN}), frozenset({Role.OWNER}))

# In the order in which routes are tried: of several rows that fit an address the first counts.
PERMISSIONS: dict[tuple[str, str], Permission] = {
    ("GET", "/openapi.json"): _EVERYONE,
    ("POST", "/v1/search/image"): _SEARCH,
    ("GET", "/v1/search"): _SEARCH,
    ("GET", "/v1/suggestions"): _SEARCH,
    ("GET", "/v1/items"): _READ_ITEMS,
    ("GET", "/v1/items/{item_id:path}/similar"): _READ_ITEMS,
    ("GET", "/v1/items/{item_id:path}/variants"): _READ_ITEMS,
    ("GET", "/v1/items/{item_id:path}"): _READ_ITEMS,
    ("POST", "/v1/items"): CHANGE_ITEMS,
    ("PATCH", "/v1/items"): CHANGE_ITEMS,
    ("PUT", "/v1/items/{item_id:path}"): CHANGE_ITEMS,
    ("POST", "/v1/items/{item_id:path}/pictures"): CHANGE_ITEMS,
    ("PATCH", "/v1/items/{item_id:path}"): _CHANGE_LABELS,
    ("DELETE", "/v1/items/{item_id:path}"): CHANGE_ITEMS,
    ("GET", "/v1/recommendations"): _RECOMMEND,
    ("POST", "/v1/events"): _SEND_EVENTS,
    ("GET", "/v1/events/recent"): _READ_EVENTS,
    ("GET", "/v1/jobs/{job_id}"): CHANGE_ITEMS,
    ("GET", "/v1/pictures/{key}.jpg"): _SEE_PICTURES,
    ("GET", "/v1/shoppers/{shopper_id:path}/profile"): _KNOW_SHOPPERS,
    ("PATCH", "/v1/shoppers/{shopper_id:path}/profile"): _SPEAK_FOR_SHOPPERS,
    ("PUT", "/v1/shoppers/{shopper_id:path}/facts"): _SPEAK_FOR_SHOPPERS,
    ("DELETE", "/v1/shoppers/{shopper_id:path}/facts"): _SPEAK_FOR_SHOPPERS,
    ("GET", "/v1/rules"): _READ_RULES,
    ("POST", "/v1/rules"): _CHANGE_RULES,
    ("POST", "/v1/rules/preview"): _CHANGE_RULES,
    ("GET", "/v1/rules/{rule_id}"): _READ_RULES,
    ("PUT", "/v1/rules/{rule_id}"): _CHANGE_RULES,
    ("DELETE", "/v1/rules/{rule_id}"): _CHANGE_RULES,
    ("GET", "/v1/duplicates"): _READ_DUPLICATES,
    ("PUT", "/v1/duplicates/{pair_id}"): _JUDGE_DUPLICATES,
    ("POST", "/v1/sessions"): _EVERYONE,
    ("DELETE", "/v1/sessions/current"): Permission(roles=EVERYBODY_HERE),
    ("GET", "/v1/me"): _ANY_KEY_OR_PERSON,
    ("POST", "/v1/me/password"): Permission(roles=EVERYBODY_HERE),
    ("GET", "/v1/keys"): _ADMINISTER,
    ("POST", "/v1/keys"): _ADMINISTER,
    ("POST", "/v1/keys/{key_id}/rotate"): _ADMINISTER,
    ("DELETE", "/v1/keys/{key_id}"): _ADMINISTER,
    ("GET", "/v1/people"): _ADMINISTER,
    ("POST", "/v1/people"): _ADMINISTER,
    ("PATCH", "/v1/people/{person_id}"): _ADMINISTER,
    ("DELETE", "/v1/people/{person_id}"): _ADMINISTER,
    ("POST", "/v1/people/{person_id}/reset"): _ADMINISTER,
    ("GET", "/v1/audit"): _ADMINISTER,
    ("GET", "/v1/status"): _EVERYONE,
    ("GET", "/healthz"): _EVERYONE,
    ("GET", "/docs"): _EVERYONE,
    ("GET", "/{path:path}"): _EVERYONE,
}

_PATTERNS = [(method, path, compile_path(path)[0]) for method, path in PERMISSIONS]


def row_of(method: str, address: str) -> tuple[str, Permission] | None:
    """The template and the permission of the first row that fits; ``HEAD`` is a ``GET``."""
    asked = "GET" if method == "HEAD" else method
    for row_method, path, pattern in _PATTERNS:
        if row_method == asked and pattern.match(address):
            return path, PERMISSIONS[row_method, path]
    return None


def methods_of(address: str) -> Iterable[str]:
    """The methods that some row has for an address."""
    return sorted({method for method, _, pattern in _PATTERNS if pattern.match(address)})
