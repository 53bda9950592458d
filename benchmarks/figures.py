"""Figures: measured values beside their aims, kept as JSON and printed as a table."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. ``aim`` is in the same unit; without one there is nothing to meet."""

    figure: str
    value: float | None
    unit: str
    aim: float | None = None
    at_least: bool = True
    """Whether the aim is met from above (a rate) or from below (a time)."""
    spread: Mapping[str, float] | None = None
    """``low`` and ``high`` of a 95 % interval, and ``n``, where there is one."""
    command: str | None = None
    """What made it, as anybody can type it; by default the command that runs."""
    above: float | None = None
    """What the low end of the interval has to be above, too."""

    @property
    def met(self) -> bool | None:
        """Whether the aim was reached."""
        if self.aim is None:
            return None
        if self.value is None:
            return False
        if self.above is not None and not ((self.spread or {}).get("low") or -inf) > self.above:
            return False
        return self.value >= self.aim if self.at_least else self.value <= self.aim


def record(name: str, figures: Iterable[Figure]) -> None:
    """Print figures, and replace those of the same name in ``results/NAME.json``."""
    path = RESULTS / f"{name}.json"
    kept = json.loads(path.read_text()) if path.exists() else []
    rows = [_row(figure) for figure in figures]
    fresh = {row["figure"] for row in rows}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps([row for row in kept if row["figure"] not in fresh] + rows, indent=2) + "\n")
    for row in rows:
        print(f"{row['figure']:<70} {row['value']!s:>12} {row['unit']:<10} aim {row['aim']!s:<8} met {row['met']}")


def _row(figure: Figure) -> dict[str, object]:
    typed = " ".join(["python", f"benchmarks/{Path(sys.argv[0]).name}", *sys.argv[1:]])
    return {
        "figure": figure.figure,
        "value": figure.value,
        **(figure.spread or {}),
        "aim": figure.aim,
        "met": figure.met,
        "unit": figure.unit,
        "command": figure.command or typed,
        "commit": _commit(),
    }


def _commit() -> str:
    return subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
