"""``houndstooth duplicates``."""

from __future__ import annotations

import json as encoder
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from houndstooth.cli.options import JsonOption
from houndstooth.cli.output import write_text
from houndstooth.cli.session import Session

if TYPE_CHECKING:
    from houndstooth.domain.duplicate import KeptPair

_SHOWN = 20


def command(
    context: typer.Context,
    json: JsonOption = False,
    out: Annotated[Path | None, typer.Option(help="Write all groups as JSON into this file.", dir_okay=False)] = None,
) -> None:
    """Show items whose pictures are the same, or nearly so, and that nobody judged yet."""
    session: Session = context.obj
    duplicates, shop = session.house.duplicates, session.shop
    duplicates.look(shop)
    groups = groups_of(duplicates.all(shop))
    if out is not None:
        write_text(out, encoder.dumps({"groups": groups}, indent=2, ensure_ascii=False) + "\n")
        session.err.print(f"{len(groups):,} groups: {out}", soft_wrap=True)
    if json:
        session.print_json({"groups": groups})
    elif out is None:
        _print(session, groups)


def groups_of(pairs: Iterable[KeptPair]) -> list[dict[str, Any]]:
    """Pairs as groups of all items that hang together, with the reason for each pair."""
    found: dict[str, str] = {}

    def root(item_id: str) -> str:
        while found.setdefault(item_id, item_id) != item_id:
            item_id = found[item_id]
        return item_id

    kept = list(pairs)
    for pair in kept:
        found[root(pair.second.item.id)] = root(pair.first.item.id)
    members: dict[str, list[KeptPair]] = defaultdict(list)
    for pair in kept:
        members[root(pair.first.item.id)].append(pair)
    return [_group(of) for of in members.values()]


def _group(pairs: Sequence[KeptPair]) -> dict[str, Any]:
    titles = {one.item.id: one.item.title for pair in pairs for one in (pair.first, pair.second)}
    return {
        "items": [{"id": item_id, "title": title} for item_id, title in titles.items()],
        "pairs": [
            {
                "id": pair.id,
                "first": pair.first.item.id,
                "second": pair.second.item.id,
                "why": pair.likeness.value,
                "sureness": pair.sureness,
            }
            for pair in pairs
        ],
    }


_WHY = {"exact": "the same picture", "near": "nearly the same picture"}


def _print(session: Session, groups: Sequence[Mapping[str, Any]]) -> None:
    if not groups:
        session.out.print("No items look like one, but for those that were judged")
        return
    for group in groups[:_SHOWN]:
        titles = {one["id"]: one["title"] for one in group["items"]}
        for pair in group["pairs"]:
            one, other = (f"{pair[end]} ({titles[pair[end]]})" for end in ("first", "second"))
            told = f"{one} and {other}: {_WHY[pair['why']]}, {pair['sureness']:.0%} sure"
            session.out.print(told, markup=False, soft_wrap=True)
        session.out.print("")
    if len(groups) > _SHOWN:
        session.out.print(f"… and {len(groups) - _SHOWN:,} more groups; --out FILE has all", soft_wrap=True)
