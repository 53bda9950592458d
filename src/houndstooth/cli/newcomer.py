"""The newcomer of the demo: three clicks, and the list before and after them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from rich.table import Table

from houndstooth.cli.plain import plain
from houndstooth.domain.event import Event, EventKind, Mention, Who
from houndstooth.domain.slate import Surface

if TYPE_CHECKING:
    from houndstooth.cli.session import Session
    from houndstooth.services.recommend import Recommended

_CLICKS = 3
_SHOWN = 8


def show_newcomer(session: Session) -> None:
    """Let somebody new like three things of one colour, and print what they are shown before and after."""
    from houndstooth.services.reason_words import reason_in_words

    house, shop = session.house, session.shop
    name = f"newcomer-{uuid4().hex[:8]}"
    before = _list(session, name)
    liked = _alike(session, before)
    now = datetime.now(UTC)
    events = [
        Event(shop, f"{name}-{place}", EventKind.LIKE, now, Who(session=name), (Mention(item),))
        for place, item in enumerate(liked)
    ]
    house.events.append(shop, events, source="cli", received_at=now)
    after = _list(session, name)
    title_of = partial(house.title_of, shop)
    for item in liked:
        session.out.print(f"  likes {title_of(item)}", markup=False)
    table = Table("", "before", "after", "why", title="A simulated newcomer likes three things", title_justify="left",
                  box=None, padding=(0, 2, 0, 0))  # fmt: skip
    whys = [reason_in_words(pick.reason, title_of) for pick in after.slate.picks]
    for place, cells in enumerate(zip(_titles(before), _titles(after), whys, strict=False)):
        table.add_row(str(place + 1), *map(plain, cells))
    session.out.print(table)


def _list(session: Session, name: str) -> Recommended:
    from houndstooth.services.wish import Wish

    wish = Wish(Surface.HOME, _SHOWN, Who(session=name), fresh=False)
    return session.house.recommender.recommend(session.principal, wish)


def _alike(session: Session, shown: Recommended) -> list[str]:
    """Three items of one colour, the commonest that the list does not show: it must be seen that the list turns."""
    assortment = session.house.assortments.of(session.shop)
    codes = assortment.codes["colour"]
    there = assortment.in_sight & (codes >= 0)
    colours = [int(codes[assortment.rows_of([pick.item_id])[0]]) for pick in shown.slate.picks]
    others = sorted(set(codes[there].tolist()) - set(colours)) or colours
    counts = {code: int((codes[there] == code).sum()) for code in others}
    rows = (there & (codes == max(counts, key=lambda code: counts[code]))).nonzero()[0][:_CLICKS]
    return [str(assortment.ids[row]) for row in rows]


def _titles(made: Recommended) -> list[str]:
    return [made.items[pick.item_id].item.title for pick in made.slate.picks]
