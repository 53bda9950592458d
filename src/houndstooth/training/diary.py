"""What a run writes down and says while it trains."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from houndstooth.training.checkpoint import save_checkpoint
from houndstooth.training.config import TrainingConfig
from houndstooth.training.labels import Vocabulary

LOG_FILE = "log.jsonl"
CONFIG_FILE = "config.json"
VOCABULARY_FILE = "vocabulary.json"


class Diary:
    """What a run leaves behind and says; of several processes only the leader has ``progress``, and a diary."""

    def __init__(self, run: Path, progress: Callable[[str], None] | None) -> None:
        self._run, self._progress = run, progress

    def open(self, vocabulary: Vocabulary, config: TrainingConfig) -> None:
        """Write down what the run is made of."""
        if self._progress:
            self._run.mkdir(parents=True, exist_ok=True)
            config.save(self._run / CONFIG_FILE)
            (self._run / VOCABULARY_FILE).write_text(json.dumps(vocabulary.to_dict()), encoding="utf-8")

    def note(self, entry: dict[str, Any], line: str) -> None:
        """Add to the log, and say it."""
        if self._progress:
            with (self._run / LOG_FILE).open("a", encoding="utf-8") as log:
                log.write(json.dumps({"at": round(time.time(), 1), **entry}) + "\n")
        self.say(line)

    def say(self, line: str) -> None:
        """Tell whoever watches."""
        if self._progress:
            self._progress(line)

    def save(self, state: Mapping[str, Any], name: str) -> None:
        """Keep the whole state as a checkpoint."""
        if self._progress:
            save_checkpoint(state, self._run / name)


class Clock:
    """How long it takes, and when to save."""

    def __init__(self, config: TrainingConfig, start: int) -> None:
        self._config = config
        self._began, self._saved = time.monotonic(), time.monotonic()
        self._work = self._cost(0, start)

    def tell(self, step: int, losses: dict[str, float]) -> str:
        """A line of progress; time left counts pixels, because later phases see larger pictures."""
        seconds = time.monotonic() - self._began
        done, left = self._cost(0, step) - self._work, self._cost(step, self._config.steps)
        minutes = seconds / done * left / 60
        parts = " ".join(f"{name} {value:.3f}" for name, value in losses.items())
        return f"{step}/{self._config.steps} {minutes:.0f} min left · {parts}"

    def is_time_to_save(self) -> bool:
        """Whether the last checkpoint is old."""
        if time.monotonic() - self._saved < self._config.checkpoint_seconds:
            return False
        self._saved = time.monotonic()
        return True

    def _cost(self, start: int, end: int) -> float:
        return float(sum(self._config.phase_at(step).size ** 2 for step in range(start, end)))
