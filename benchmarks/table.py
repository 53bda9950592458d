"""Write `docs/figures.md` from `benchmarks/results/*.json`.

python benchmarks/table.py
"""

from __future__ import annotations

import json
import platform
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from figures import RESULTS

PAGE = Path(__file__).parents[1] / "docs" / "figures.md"

_INTRODUCTION = """# Figures

Written by `python benchmarks/table.py` from `benchmarks/results/`, never by hand. Each table names the command that
made it; "met" compares with the aim, where there is one. Machine: {machine}.
"""


def main() -> None:
    """Write the page."""
    sections = [_section(path) for path in sorted(RESULTS.glob("*.json"))]
    PAGE.write_text("\n".join([_INTRODUCTION.format(machine=_machine()), *sections]), encoding="utf-8")


def _section(path: Path) -> str:
    rows = sorted(json.loads(path.read_text()), key=itemgetter("command"))
    tables = [_table(command, list(group)) for command, group in groupby(rows, key=itemgetter("command"))]
    return "\n".join([f"## {path.stem}\n", *tables])


def _table(command: str, rows: list[dict[str, Any]]) -> str:
    lines = [f"`{command}`\n", "| figure | value | aim | met |", "|---|---|---|---|"]
    for row in rows:
        aim = "" if row["aim"] is None else f"{row['aim']} {row['unit']}"
        met = {True: "yes", False: "**no**", None: ""}[row["met"]]
        lines.append(f"| {row['figure']} | {row['value']} {row['unit']} | {aim} | {met} |")
    return "\n".join(lines) + "\n"


def _machine() -> str:
    cpu = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    return f"{cpu.partition(': ')[2]}, 2 cores, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
