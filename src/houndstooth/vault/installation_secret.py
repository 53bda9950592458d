"""The secret of an installation: everything sealed or signed by us hangs on it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from houndstooth.domain.errors import InvalidInput, Unavailable

MIN_LENGTH = 32
FILE = "secret"

_WELL_KNOWN = frozenset(
    {"secret", "changeme", "change-me", "password", "default", "houndstooth", "example", "test", "development", "admin"}
)
_REMEDY = "set HOUNDSTOOTH_SECRET to what 'houndstooth secret' prints"


def new_secret() -> str:
    """A fresh one: 256 random bits as 43 characters."""
    return secrets.token_urlsafe(32)


def check_secret(secret: str | None) -> str:
    """The secret, if it is good enough to stand on the open internet.

    Raises:
        InvalidInput: it is missing, short, one that everybody tries, or a few characters over and over.
    """
    if secret is None:
        raise InvalidInput(f"the setting secret is missing, and it is needed beyond loopback; {_REMEDY}")
    if len(secret) < MIN_LENGTH:
        raise InvalidInput(
            f"the setting secret has {len(secret)} characters, and at least {MIN_LENGTH} are needed; {_REMEDY}"
        )
    if len(set(secret)) < MIN_LENGTH // 4 or any(_is_repeated(word, secret.casefold()) for word in _WELL_KNOWN):
        raise InvalidInput(f"the setting secret is one that is easily guessed; {_REMEDY}")
    return secret


def kept_secret(home: Path) -> str:
    """The secret in the file ``secret`` of the home, readable by its owner alone; made when it is missing.

    Raises:
        Unavailable: it cannot be read or made.
    """
    path = home / FILE
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        kept = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Unavailable(f"{path} cannot be used: {error.strerror}; {_REMEDY}") from error
    if len(kept) < MIN_LENGTH:
        raise Unavailable(f"{path} holds no secret of at least {MIN_LENGTH} characters; remove it, or {_REMEDY}")
    return kept


def _make(path: Path) -> None:
    """Write beside and link, so that of several processes one wins and nobody reads half a secret."""
    beside = path.with_name(f".{path.name}-{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(new_secret() + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, path)
    except FileExistsError:
        pass  # another process was first: its secret counts
    finally:
        beside.unlink(missing_ok=True)


def _is_repeated(word: str, text: str) -> bool:
    """Whether the text is the word again and again, with digits or signs around it."""
    rest = text.replace(word, "")
    return word in text and not any(character.isalpha() for character in rest)
