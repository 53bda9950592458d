"""The one door to everything secret: ``Vault`` over the standard library, argon2-cffi, cryptography and PyJWT."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from houndstooth.domain.errors import Unavailable
from houndstooth.vault import passwords, shopper_token
from houndstooth.vault.installation_secret import new_secret

_ID_BYTES = 8


class Strongbox:
    """``Vault`` under the installation's secret.

    Args:
        secret: gives that secret; asked when something is first sealed or signed, so that an installation without
            keys and people needs none.
    """

    def __init__(self, secret: Callable[[], str]) -> None:
        self._secret = secret

    def new_id(self) -> str:
        """See ``Vault.new_id``."""
        return secrets.token_hex(_ID_BYTES)

    def new_secret(self) -> str:
        """See ``Vault.new_secret``."""
        return new_secret()

    def digest(self, secret: str) -> str:
        """See ``Vault.digest``; a fast hash will do, because nobody guesses 256 random bits."""
        return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()

    def same(self, one: str, other: str) -> bool:
        """See ``Vault.same``."""
        return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))

    def hash_password(self, password: str) -> str:
        """See ``Vault.hash_password``."""
        return passwords.hash_password(password)

    def is_password(self, password: str, password_hash: str | None) -> bool:
        """See ``Vault.is_password``."""
        return passwords.is_password(password, password_hash)

    def seal(self, text: str) -> str:
        """See ``Vault.seal``."""
        return self._fernet.encrypt(text.encode("utf-8")).decode("ascii")

    def unseal(self, sealed: str) -> str:
        """See ``Vault.unseal``."""
        try:
            return self._fernet.decrypt(sealed.encode("ascii")).decode("utf-8")
        except InvalidToken:
            raise Unavailable(
                "a signing secret was sealed under another installation secret; put the old one back, or rotate the key"
            ) from None

    def csrf_token(self, session_digest: str) -> str:
        """See ``Vault.csrf_token``."""
        return hmac.new(self._derived(b"csrf"), session_digest.encode("ascii"), hashlib.sha256).hexdigest()

    def signer_of(self, token: str) -> str:
        """See ``Vault.signer_of``."""
        return shopper_token.signer_of(token)

    def shopper_in(self, token: str, *, signing_secret: str, shop_id: str, now: datetime) -> str:
        """See ``Vault.shopper_in``."""
        return shopper_token.shopper_in(token, signing_secret=signing_secret, shop_id=shop_id, now=now)

    @cached_property
    def _fernet(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._derived(b"signing secrets")))

    def _derived(self, purpose: bytes) -> bytes:
        """A key of 32 bytes for one purpose, so that no two uses share one (HKDF, RFC 5869)."""
        derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"houndstooth " + purpose)
        return derivation.derive(self._secret().encode("utf-8", "surrogatepass"))
