"""What tests share: pictures drawn on the spot, a small shop, and real data where it lies."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from PIL import Image

from houndstooth.bootstrap import House
from houndstooth.domain.event import Event, EventKind, Who
from houndstooth.domain.event_ports import History, Identity
from houndstooth.domain.shopper import Answer
from houndstooth.settings import load_settings

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session", name="missing")
def _missing():
    """A function to call when something a test needs is not installed: a named skip, a failure where ``CI=true``."""

    def missing(what: str) -> NoReturn:
        if os.environ.get("CI") == "true":
            pytest.fail(what)
        pytest.skip(what)

    return missing


@pytest.fixture(scope="session", name="real_data")
def _real_data() -> Path:
    """The folder ``sample/`` of real photos, where there is one."""
    folder = Path(os.environ.get("HOUNDSTOOTH_DATA", ROOT.parent / "shared" / "data")) / "sample"
    if not folder.is_dir():
        pytest.skip("no real photos here (set HOUNDSTOOTH_DATA)")
    return folder


@pytest.fixture(scope="session", name="draw")
def _draw():
    """A function that draws a distinct picture for each number, as JPEG bytes."""

    def draw(number: int, *, width: int = 60, height: int = 80) -> bytes:
        random = np.random.default_rng(number)
        tiles = random.integers(0, 256, (4, 3, 3), dtype=np.uint8)
        image = Image.fromarray(tiles).resize((width, height), Image.Resampling.NEAREST)
        buffer = io.BytesIO()
        image.save(buffer, "JPEG")
        return buffer.getvalue()

    return draw


@pytest.fixture(name="shelf")
def _shelf(tmp_path, draw) -> Path:
    """A catalogue of 12 rows with pictures in ``images/``, as ``products.csv``."""
    folder = tmp_path / "shelf"
    (folder / "images").mkdir(parents=True)
    lines = ["id,title,category,colour,price,currency,season"]
    for number in range(12):
        (folder / "images" / f"p{number}.jpg").write_bytes(draw(number))
        category, colour = ("Dresses", "Skirts", "Coats")[number % 3], ("Red", "Blue")[number % 2]
        lines.append(f"p{number},Piece {number},{category},{colour},{10 * number}.50,EUR,Summer")
    (folder / "products.csv").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture(name="house")
def _house(tmp_path):
    """An installation with an empty home and the encoder artifact of this checkout."""
    house = House(load_settings(home=tmp_path / "home", workers=2))
    yield house
    house.close()


class MemoryEvents:
    """As much of ``Events`` as profiles need, in lists."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._joined: dict[tuple[str, str], str] = {}

    def append(self, shop_id: str, events: Sequence[Event], **_: object) -> None:
        for event in events:
            self.introduce(shop_id, event.who)
            if event.who.shopper and event.who.session:
                self._joined.setdefault((shop_id, event.who.session), event.who.shopper)
                self._number(shop_id, "session", event.who.session)
            self._events.append(event)

    def identity(self, shop_id: str, who: Who) -> Identity | None:
        shopper = who.shopper or self._joined.get((shop_id, who.session or ""))
        known = self._numbers.get((shop_id, "shopper", shopper)) if shopper else None
        if shopper is None:
            number = self._numbers.get((shop_id, "session", who.session or ""))
            return None if number is None else Identity(number)
        theirs = [session for (shop, session), owner in self._joined.items() if (shop, owner) == (shop_id, shopper)]
        joined = tuple(self._numbers[shop_id, "session", session] for session in theirs)
        return None if known is None else Identity(known, joined, named=True)

    def introduce(self, shop_id: str, who: Who) -> Identity:
        if (known := self.identity(shop_id, who)) is None:
            self._number(shop_id, "shopper" if who.shopper else "session", who.shopper or who.session or "")
            known = self.identity(shop_id, who)
        assert known is not None
        return known

    def history(self, shop_id: str, who: Who, *, limit: int) -> History:
        done = [(event, mention) for event in self._of(shop_id, who) for mention in event.mentions]
        done = [one for one in done if one[0].kind is not EventKind.VIEW_ITEM_LIST][:limit]
        known = self.identity(shop_id, who)
        return History(
            known.number if known else None,
            tuple(mention.item_id for _, mention in done),
            tuple(event.kind for event, _ in done),
            np.array([event.at.timestamp() for event, _ in done], np.float64),
        )

    def answers(self, shop_id: str, who: Who, *, limit: int) -> tuple[Answer, ...]:
        said = [(event.answer, event.at) for event in self._of(shop_id, who)]
        return tuple(Answer(*answer, at) for answer, at in said if answer is not None)[:limit]

    def _number(self, shop_id: str, kind: str, name: str) -> int:
        return self._numbers.setdefault((shop_id, kind, name), len(self._numbers) + 1)

    def _of(self, shop_id: str, who: Who) -> list[Event]:
        wanted = self.identity(shop_id, who)
        theirs = [one for one in self._events if one.shop_id == shop_id and self.identity(shop_id, one.who) == wanted]
        return sorted(theirs, key=lambda one: one.at, reverse=True)


@pytest.fixture(name="events")
def _events(house):
    """The events of the installation, kept in memory."""
    house.__dict__["events"] = MemoryEvents()
    return house.events
