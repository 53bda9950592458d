"""Opening a table of events: what was taken for what, and what cannot be used, stands on the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from houndstooth.cli.options import read_columns
from houndstooth.cli.session import Session

if TYPE_CHECKING:
    from houndstooth.catalog.event_table import EventTable


def open_event_table(session: Session, path: Path, column: list[str] | None) -> EventTable:
    """Read a table, and say how.

    Raises:
        InvalidSource: see ``read_event_table``.
    """
    from houndstooth.catalog.event_table import read_event_table

    table = read_event_table(path, read_columns(column))
    mapped = ", ".join(f"{field} ← {name}" for field, name in table.columns.items())
    session.err.print(f"Columns: {mapped}", markup=False, soft_wrap=True)
    for fault in table.faults:
        rows = f"{fault.rows:,} rows are left out: {fault.reason}"
        session.err.print(f"{rows} ({fault.examples[0]})", markup=False, soft_wrap=True)
    return table
