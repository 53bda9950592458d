from __future__ import annotations

import pytest

from houndstooth.domain.errors import Unavailable
from houndstooth.vault.strongbox import Strongbox

ONE, OTHER = Strongbox(lambda: "a secret of one installation"), Strongbox(lambda: "a secret of another installation")


def test_what_is_sealed_is_opened_under_the_same_secret_alone():
    """Under another the message says what to do; what is sealed shows nothing of what is inside."""
    sealed = ONE.seal("the signing secret")
    assert "signing" not in sealed
    assert Strongbox(lambda: "a secret of one installation").unseal(sealed) == "the signing secret"
    for changed in (OTHER.seal("x"), sealed[:-4] + "AAA=", "nonsense", ""):
        with pytest.raises(Unavailable, match="rotate"):
            ONE.unseal(changed)


def test_a_csrf_token_is_of_one_session_and_one_installation():
    """Nobody makes one without the secret."""
    tokens = {box.csrf_token(digest) for box in (ONE, OTHER) for digest in ("a" * 64, "b" * 64)}
    assert len(tokens) == 4
    assert ONE.csrf_token("a" * 64) in tokens


def test_a_password_is_known_by_its_hash():
    """Composed or not; without a hash nothing is right."""
    hashed = ONE.hash_password("café au lait")
    assert hashed.startswith("$argon2id$")
    assert hashed != ONE.hash_password("café au lait")
    assert ONE.is_password("cafe\u0301 au lait", hashed)
    assert not ONE.is_password("cafe au lait", hashed)
    assert not ONE.is_password("the password of nobody", None)
    assert not ONE.is_password("\ud800", hashed)


def test_random_texts_are_long_and_never_the_same():
    """256 bits, of characters that need no quoting."""
    secrets = {ONE.new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert {len(secret) for secret in secrets} == {43}
    assert len({ONE.new_id() for _ in range(100)}) == 100


def test_comparing_takes_any_text():
    """Also such as no header should hold."""
    assert ONE.same("ä\ud800", "ä\ud800")
    assert not ONE.same("ä", "a")
