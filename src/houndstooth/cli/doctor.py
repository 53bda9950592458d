"""``houndstooth doctor``."""

from __future__ import annotations

import json as json_text
import platform
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import Annotated

import numpy as np
import typer

from houndstooth import __version__
from houndstooth.cli.session import Session
from houndstooth.domain.errors import HoundstoothError

_GIGABYTE = 2**30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``remedy`` says how to mend it when it is not ``well``."""

    name: str
    well: bool
    found: str
    remedy: str = ""


def command(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Say what is installed, which artifact is at work, what is wrong and how to mend it."""
    session: Session = context.obj
    findings = [_guarded(name, check, session) for name, check in _CHECKS.items()]
    if json:
        session.out.out(json_text.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        _print(session, findings)
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


def _print(session: Session, findings: list[Finding]) -> None:
    for finding in findings:
        mark = "[green]✓[/green]" if finding.well else "[red]✗[/red]"
        session.out.print(f"{mark} [bold]{finding.name}[/bold]: ", end="")
        session.out.print(finding.found, markup=False, soft_wrap=True)
        if finding.remedy and not finding.well:
            session.out.print(f"  → {finding.remedy}", markup=False, soft_wrap=True)


def _guarded(name: str, check: Callable[[Session], Finding], session: Session) -> Finding:
    try:
        return check(session)
    except HoundstoothError as error:
        return Finding(name, False, str(error))


def _program(_: Session) -> Finding:
    found = f"houndstooth {__version__}, Python {platform.python_version()}, {platform.machine()}"
    return Finding("program", True, found)


def _extras(_: Session) -> Finding:
    present = [extra for extra, library in {"train": "torch", "demo": "cv2"}.items() if find_spec(library)]
    return Finding("extras", True, ", ".join(present) or "none installed (serving needs none)")


def _ranker(_: Session) -> Finding:
    """Wheels of LightGBM bring no OpenMP of their own on Linux; without it no list is ranked."""
    remedy = "install the OpenMP runtime: 'apt install libgomp1' (Debian, Ubuntu), 'dnf install libgomp' (Fedora)"
    try:
        import lightgbm
    except OSError as error:
        return Finding("ranker", False, f"LightGBM cannot be loaded: {error}", remedy)
    return Finding("ranker", True, f"LightGBM {lightgbm.__version__}")


def _pictures(_: Session) -> Finding:
    from houndstooth.imaging.decode import supported_formats

    return Finding("picture formats", True, ", ".join(supported_formats()))


def _home(session: Session) -> Finding:
    home = session.settings().home
    existing = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
    free = shutil.disk_usage(existing).free / _GIGABYTE
    return Finding("home", free > 1, f"{home}, {free:.0f} GB free", "make room on this disk or choose another --home")


def _artifact(session: Session) -> Finding:
    encoder = session.house.encoder
    size = encoder.preprocessing.size
    encoding = encoder.encode(np.zeros((1, 3, size, size), np.float32))
    well = bool(np.isfinite(encoding.embedding).all())
    found = f"{encoder.artifact_id}: embedding of {encoder.dimension}, input {size} px, {encoder.manifest.licence}"
    return Finding("encoder artifact", well, found, "export it again: 'houndstooth artifact --out FOLDER'")


def _catalogue(session: Session) -> Finding:
    if not (session.settings().home / "houndstooth.db").exists():
        return Finding("catalogue", True, "nothing ingested yet; start with 'houndstooth ingest FOLDER'")
    house = session.house
    count = house.catalogue.count(session.shop)
    parts = house.catalogue.changes(session.shop, artifact_id=house.encoder.artifact_id, since=0, limit=4096)
    searchable = sum(len(part.numbers) for part in parts)
    found = f"{count:,} items in the shop {session.shop!r}, {searchable:,} searchable with this artifact"
    return Finding("catalogue", searchable == count, found, "ingest the source again: only the missing is encoded")


def _database(session: Session) -> Finding:
    settings = session.settings()
    if settings.database is None and not (settings.home / "houndstooth.db").exists():
        return Finding("database", True, "not made yet")
    problems = session.house.database.problems()
    return Finding("database", not problems, "; ".join(problems) or "whole", "restore it from a backup")


def _page(_: Session) -> Finding:
    from houndstooth.api.page import is_built

    return Finding("search page", is_built(), "built" if is_built() else "not built", "run 'make setup' (needs Node)")


_CHECKS: dict[str, Callable[[Session], Finding]] = {
    "program": _program,
    "extras": _extras,
    "picture formats": _pictures,
    "ranker": _ranker,
    "home": _home,
    "encoder artifact": _artifact,
    "database": _database,
    "catalogue": _catalogue,
    "search page": _page,
}
