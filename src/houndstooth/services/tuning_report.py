"""What a search found: as a table for people, and as plain values for programs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from houndstooth.evaluation.report import NOTHING, Table
from houndstooth.services.trial_tuning import METRIC
from houndstooth.services.tuning import Tuned


def tuning_table(found: Mapping[str, Tuned]) -> Table:
    """A row for each recommender: what it gave with its own options and with the best, and these."""
    rows = tuple(
        (name, f"{one.trials}", NOTHING if one.before is None else f"{one.before:.4f}", f"{one.value:.4f}", _told(one))
        for name, one in found.items()
    )
    header = ("recommender", "trials", "as it was", "at best", "options")
    return Table(f"What was found on the validation part, by {METRIC}", header, rows, words=("options",))


def tuning_as_json(found: Mapping[str, Tuned]) -> dict[str, Any]:
    """By recommender, with keys that stay. An option that is ``None`` is infinite: never fades."""
    return {
        name: {
            "metric": METRIC,
            "trials": one.trials,
            "before": None if one.before is None else round(one.before, 6),
            "best": round(one.value, 6),
            "options": {option: _plain(value) for option, value in one.options.items()},
        }
        for name, one in found.items()
    }


def _told(one: Tuned) -> str:
    return ", ".join(
        f"{option}={value:.4g}" if isinstance(value, float) else f"{option}={value}"
        for option, value in one.options.items()
    )


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isinf(value) else value
