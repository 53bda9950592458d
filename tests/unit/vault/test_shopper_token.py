from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.errors import Unauthenticated
from houndstooth.vault.shopper_token import shopper_in, signer_of

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
SECRET = "s" * 43
CLAIMS = {"sub": "customer 7", "shop": "default", "iat": SECONDS, "exp": SECONDS + 3600}


def sign(claims=CLAIMS, secret=SECRET, algorithm="HS256", **headers):
    return jwt.encode(claims, secret, algorithm, headers={"kid": "0123456789abcdef"} | headers)


def read(token, shop_id="default", now=NOW):
    return shopper_in(token, signing_secret=SECRET, shop_id=shop_id, now=now)


TOKEN = sign()


def test_a_token_speaks_for_its_shopper():
    """And says who signed it."""
    assert (read(TOKEN), signer_of(TOKEN)) == ("customer 7", "0123456789abcdef")


@given(st.integers(0, len(TOKEN) - 1), st.characters(min_codepoint=33, max_codepoint=126))
def test_any_changed_character_is_refused(place, character):
    """Wherever it stands; also where base64 would read the same bytes."""
    forged = TOKEN[:place] + character + TOKEN[place + 1 :]
    if forged != TOKEN:
        with pytest.raises(Unauthenticated):
            read(forged)


@given(st.integers(0, len(TOKEN)), st.text(st.characters(max_codepoint=255), min_size=1, max_size=3))
def test_anything_put_in_is_refused(place, text):
    with pytest.raises(Unauthenticated):
        read(TOKEN[:place] + text + TOKEN[place:])


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda data: data.decode("latin-1")))
def test_nonsense_is_no_token(text):
    """An answer, never a fault."""
    for reading in (read, signer_of):
        with pytest.raises(Unauthenticated):
            reading(text)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"exp": SECONDS}, "over"),
        ({"exp": SECONDS + 24 * 3600 + 61}, "24 hours"),
        ({"iat": SECONDS + 61}, "future"),
        ({"exp": str(SECONDS + 60)}, "whole seconds"),
        ({"exp": SECONDS + 0.5}, "whole seconds"),
        ({"iat": True}, "whole seconds"),
        ({"shop": "other"}, "another shop"),
        ({"shop": ["default"]}, "another shop"),
        ({"sub": ""}, "sub"),
        ({"sub": "x" * 201}, "sub"),
        ({"sub": "a\nb"}, "sub"),
        ({"sub": None}, "sub"),
        ({"exp": None}, "exp"),
        ({"iat": None}, "iat"),
        ({"shop": None}, "shop"),
    ],
)
def test_claims_that_do_not_do(changes, told):
    """The message says which; ``None`` leaves a claim out."""
    claims = {name: value for name, value in (CLAIMS | changes).items() if value is not None}
    with pytest.raises(Unauthenticated, match=told):
        read(sign(claims))


def test_a_day_ahead_is_just_right():
    assert read(sign(CLAIMS | {"exp": SECONDS + 24 * 3600})) == "customer 7"


@pytest.mark.parametrize("algorithm", ["none", "HS512", "HS384"])
def test_only_one_algorithm_counts(algorithm):
    """Above all not none."""
    with pytest.raises(Unauthenticated):
        read(sign(secret="" if algorithm == "none" else SECRET * 2, algorithm=algorithm))


def test_another_secret_is_refused():
    with pytest.raises(Unauthenticated):
        read(sign(secret="t" * 43))


@pytest.mark.parametrize("kid", [None, 7, ["a"]])
def test_a_signer_must_be_named(kid):
    head = {"alg": "HS256"} | ({} if kid is None else {"kid": kid})
    text = base64.urlsafe_b64encode(json.dumps(head).encode()).rstrip(b"=").decode()
    with pytest.raises(Unauthenticated, match=r"kid|JWT"):
        signer_of(f"{text}.e30.AAAA")


def test_endless_tokens_are_not_read():
    with pytest.raises(Unauthenticated, match="characters"):
        signer_of("a" * 100_000)
