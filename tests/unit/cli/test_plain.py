"""What strangers wrote stands on the terminal as they wrote it."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.table import Table
from typer.testing import CliRunner

from houndstooth.cli.app import app
from houndstooth.cli.plain import plain
from houndstooth.cli.session import Session
from houndstooth.domain.access import Principal, Role, Scope
from houndstooth.domain.feed import Feed
from houndstooth.domain.keys import KeyKind
from houndstooth.domain.rule import RuleKind
from houndstooth.services.rule_desk import Draft

ODD = "[bold]sale[/bold] [red]"


def test_no_markup_and_nothing_unseen():
    """Brackets are brackets, and a control character is written out."""
    printed = io.StringIO()
    table = Table(box=None)
    table.add_row(plain(f"{ODD}\x1b[31m"))
    Console(file=printed, width=100, force_terminal=True).print(table)
    assert f"{ODD}\\x1b[31m" in printed.getvalue()


@pytest.mark.parametrize("command", ["rule list", "feed list", "key list", "people list", "audit"])
def test_names_are_shown_as_they_are(command, house, monkeypatch):
    """Of rules, feeds, keys, people, and of whatever the log notes."""
    monkeypatch.setattr(Session, "house", house)
    by = Principal.command_line("default")
    house.rule_desk.add(by, Draft(name=ODD, kind=RuleKind.BLOCK, item_ids=("x",)))
    house.feeds.store.add(Feed("default", "name", f"/feeds/{ODD}.csv", None, {}, None, 0.3))
    house.key_ring.create(by, kind=KeyKind.SECRET, name=ODD, scopes=[Scope.SEARCH], origins=(), expires_at=None)
    house.staff.add(by, name=ODD, role=Role.OWNER, password="long enough to be one")
    done = CliRunner(env={"COLUMNS": "300"}).invoke(app, command.split())
    assert done.exit_code == 0, done.output
    assert ODD in done.output
