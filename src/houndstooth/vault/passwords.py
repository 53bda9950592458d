"""Password hashes: argon2id (RFC 9106) through argon2-cffi."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
"""With the library's defaults, the low-memory choice of RFC 9106: 64 MiB, 3 passes, 4 lanes."""


def hash_password(password: str) -> str:
    """A salted hash, with its parameters, as text."""
    return _HASHER.hash(_bytes(password))


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether the hash is of this password. Without a hash it is not, and finding out costs the same."""
    try:
        right = _HASHER.verify(password_hash or _nobodys_hash(), _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def _bytes(password: str) -> bytes:
    # Composed, because keyboards differ in how they send é; lone surrogates are no reason to fail.
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(b"the password of nobody")
