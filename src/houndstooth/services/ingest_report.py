"""What an ingest did, row by row where it matters."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken: where it stood (0: the whole source), its id, a short code and the reason in words."""

    line: int
    item_id: str | None
    code: str
    reason: str


_MOST_LISTED = 50
_MOST_COUNTED = 20_000
"""Different words of one field that are counted; what comes after them is not."""


@dataclass(slots=True)
class Tally:
    """What is worth telling of rows that were lined up, and is no rejection."""

    repeated: int = 0
    """Rows that said the same as an earlier one with their id."""
    words: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """For each field the words that no mapping knows."""

    def note(self, unmapped: Iterable[tuple[str, str]]) -> None:
        """Count words of fields."""
        for name, word in unmapped:
            counted = self.words[name]
            if word in counted or len(counted) < _MOST_COUNTED:
                counted[word] += 1

    @property
    def unmapped(self) -> dict[str, dict[str, int]]:
        """The 50 most frequent words of each field."""
        return {name: dict(counted.most_common(_MOST_LISTED)) for name, counted in sorted(self.words.items())}


@dataclass(slots=True)
class IngestReport:
    """Counts of rows; ``seconds`` is the time spent in each stage, added up over all workers."""

    source: str
    artifact_id: str
    rows: int = 0
    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    remarks: list[Rejection] = field(default_factory=list)
    """What was left out of rows that were taken."""
    repeated: int = 0
    """Rows that only said again what an earlier one with their id had said; they are not among ``rows``."""
    unmapped: dict[str, dict[str, int]] = field(default_factory=dict)
    """For each field the words that no mapping knows, and how often they came: the 50 most frequent."""
    duplicates: list[tuple[str, ...]] = field(default_factory=list)
    """Groups of items of the shop whose pictures are the same, byte for byte, though they are not of one group."""
    alike: int = 0
    """How many of the items that are new or changed have a picture that is the same as, or nearly, that of others."""
    seconds: dict[str, float] = field(default_factory=dict)
    elapsed: float = 0.0

    def spend(self, seconds: dict[str, float]) -> None:
        """Add to the time of the stages."""
        for stage, spent in seconds.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + spent

    def take(self, tally: Tally) -> None:
        """Take over what was counted while the rows were lined up."""
        self.repeated = tally.repeated
        self.unmapped = tally.unmapped

    @property
    def rejections_by_code(self) -> dict[str, int]:
        """How many rows were rejected for each code, the most frequent first."""
        return dict(Counter(rejection.code for rejection in self.rejected).most_common())

    def summary(self) -> dict[str, Any]:
        """What it says of the rows, as JSON can hold it."""
        counts = ("rows", "repeated", "accepted", "updated", "unchanged")
        told = {name: [asdict(row) for row in getattr(self, name)] for name in ("rejected", "remarks")}
        return {name: getattr(self, name) for name in counts} | told

    def write(self, path: Path) -> None:
        """Write the whole report as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        content = asdict(self) | {"rejections_by_code": self.rejections_by_code}
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
