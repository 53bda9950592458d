"""What an ingest did, row by row where it matters."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken: where it stood (0: the whole source), its id, a short code and the reason in words."""

    line: int
    item_id: str | None
    code: str
    reason: str


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
    duplicates: list[tuple[str, ...]] = field(default_factory=list)
    """Groups of items of the shop whose pictures are the same, byte for byte, though they are not of one group."""
    seconds: dict[str, float] = field(default_factory=dict)
    elapsed: float = 0.0

    def spend(self, seconds: dict[str, float]) -> None:
        """Add to the time of the stages."""
        for stage, spent in seconds.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + spent

    @property
    def rejections_by_code(self) -> dict[str, int]:
        """How many rows were rejected for each code, the most frequent first."""
        return dict(Counter(rejection.code for rejection in self.rejected).most_common())

    def write(self, path: Path) -> None:
        """Write the whole report as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        content = asdict(self) | {"rejections_by_code": self.rejections_by_code}
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
