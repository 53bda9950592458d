"""``houndstooth fit``."""

from __future__ import annotations

from typing import Annotated

import typer

from houndstooth.cli.options import JsonOption
from houndstooth.cli.session import Session


def command(
    context: typer.Context,
    check: Annotated[
        bool, typer.Option("--check/--no-check", help="Try it on the last days first; put to work only if no worse.")
    ] = True,
    json: JsonOption = False,
) -> None:
    """Fit the recommenders of the shop on its events; a running server takes them over at once."""
    session: Session = context.obj
    with session.err.status("Fitting") as status:
        version = session.house.fitting.run(session.shop, check=check, on_step=status.update)
    session.house.audit.record(session.principal, "models.fitted", version.version, {"current": version.current})
    report = version.report
    if json:
        session.print_json({"version": version.version, "current": version.current, **report})
        return
    session.out.print(
        f"{version.version}: {report['interactions']:,} interactions of {report['shoppers']:,} shoppers with "
        f"{report['items']:,} items"
    )
    if checked := report["check"]:
        session.out.print(
            f"On the last days NDCG@20 is {checked['ndcg_at_20']:.4f}; plain popularity has "
            f"{checked['popularity_ndcg_at_20']:.4f} ({checked['shoppers']:,} shoppers)"
        )
    session.out.print("It is at work." if version.current else "It is not put to work: it is worse than popularity.")
