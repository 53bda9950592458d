"""The snippets of docs/shopper-tokens.md sign what the server takes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from houndstooth.api.app import create_app

DOCUMENT = (Path(__file__).parents[2] / "docs" / "shopper-tokens.md").read_text()
SHOPPER = 'Kundin Nr. 7 – Ärmel/"8"'

# How each snippet is called; KEY and SECRET are put in as JSON, which is text in all three languages.
CALLS = {
    "python": ([sys.executable, "-"], "{code}\nprint(shopper_token({shopper}, key_id={key}, signing_secret={secret}))"),
    "javascript": (
        ["node", "-"],
        "{code}\nconsole.log(shopperToken({shopper}, {{ keyId: {key}, signingSecret: {secret} }}))",
    ),
    "php": (["php"], "<?php {code}\necho shopper_token(json_decode('{shopper}'), {key}, {secret});"),
}


@pytest.mark.parametrize("language", CALLS)
def test_the_snippet_of_the_document_signs(house, make_key, shown, missing, language):
    """And the server knows the shopper by it, to the letter."""
    command, template = CALLS[language]
    if shutil.which(command[0]) is None:
        if language == "php":
            pytest.skip("there is no php to run the snippet with")
        missing(f"there is no {command[0]}")
    code = re.search(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)[1]
    made = make_key("catalogue")
    values = {"shopper": SHOPPER, "key": made.key.id, "secret": made.signing_secret}
    program = template.format(code=code, **{name: json.dumps(value) for name, value in values.items()})
    done = subprocess.run(command, input=program, capture_output=True, text=True, timeout=60, check=True)
    with TestClient(create_app(house)) as client:
        page = shown("search", origins=["https://shop.example"]) | {"Origin": "https://shop.example"}
        for headers in (page, {}):
            me = client.get("/v1/me", headers=headers | {"X-Houndstooth-Shopper": done.stdout.strip()})
            assert (me.status_code, me.json()["shopper"]) == (200, SHOPPER)
        assert client.get("/v1/me", headers=page).json()["shopper"] is None


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "e30.e30.e30"])
def test_a_token_that_does_not_hold_is_told(house, token):
    """Also to a visitor, who would be let in without."""
    with TestClient(create_app(house)) as client:
        answer = client.get("/v1/me", headers={"X-Houndstooth-Shopper": token})
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
        assert "shopper token" in answer.json()["detail"]
