"""Another shop's columns and words, put into ours, and what people put right."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from houndstooth.domain.errors import InvalidInput

_COLUMN_OF = {"category": "article_type", "colour": "base_colour"}
"""Our columns of fields that are called otherwise in a catalogue."""


class LabelMap(BaseModel):
    """Part of a run's settings, so that a mapping file is a piece of its JSON; empty, it changes nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: dict[str, str] = {}
    """Our column (``article_type``, ``base_colour``, ``gender``…) -> the column to read it from."""
    values: dict[str, dict[str, str]] = {}
    """Our column -> word that stands there -> the word to use instead; several words may become one, '' drops it."""
    corrections: dict[str, dict[str, str]] = {}
    """Item id -> our column -> what people say is right; it counts before everything else, '' drops the label."""

    def apply(self, id_: str, values: Mapping[str, str]) -> dict[str, str]:
        """One row in our columns and words."""
        mapped = {**values, **{ours: values.get(theirs, "") for ours, theirs in self.columns.items()}}
        for column, words in self.values.items():
            if column in mapped:
                mapped[column] = words.get(mapped[column], mapped[column])
        return mapped | self.corrections.get(id_, {})

    def corrected(self, path: Path) -> LabelMap:
        """This map with the corrections of a file that ``houndstooth corrections`` wrote.

        Raises:
            InvalidInput: the file cannot be read or has other columns.
        """
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidInput(f"the corrections {path} cannot be read: {error}") from error
        if rows and not {"id", "field", "value"} <= rows[0].keys():
            raise InvalidInput(
                f"{path} has the columns {', '.join(rows[0])}; corrections have id, field and value, "
                "as 'houndstooth corrections' writes them"
            )
        merged = {id_: dict(columns) for id_, columns in self.corrections.items()}
        for row in rows:
            column = _COLUMN_OF.get(row["field"], row["field"])
            merged.setdefault(row["id"], {})[column] = row["value"]
        return self.model_copy(update={"corrections": merged})
