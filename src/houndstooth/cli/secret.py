"""``houndstooth secret``."""

from __future__ import annotations

import typer

from houndstooth.cli.session import Session
from houndstooth.vault.installation_secret import FILE, new_secret


def command(context: typer.Context) -> None:
    """Print a fresh secret for the setting 'secret' (HOUNDSTOOTH_SECRET)."""
    session: Session = context.obj
    session.out.out(new_secret())
    kept = session.settings().home / FILE
    if kept.exists():
        session.err.print(
            f"{kept} holds the secret used so far; take that one instead, or shopper tokens of keys made so far do "
            "not hold any longer",
            markup=False,
            soft_wrap=True,
        )
