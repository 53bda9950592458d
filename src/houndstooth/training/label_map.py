"""Another shop's columns and words, put into ours."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict


class LabelMap(BaseModel):
    """Part of a run's settings, so that a mapping file is a piece of its JSON; empty, it changes nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: dict[str, str] = {}
    """Our column (``article_type``, ``base_colour``, ``gender``…) -> the column to read it from."""
    values: dict[str, dict[str, str]] = {}
    """Our column -> word that stands there -> the word to use instead; several words may become one, '' drops it."""

    def apply(self, values: Mapping[str, str]) -> dict[str, str]:
        """One row in our columns and words."""
        mapped = {**values, **{ours: values.get(theirs, "") for ours, theirs in self.columns.items()}}
        for column, words in self.values.items():
            if column in mapped:
                mapped[column] = words.get(mapped[column], mapped[column])
        return mapped
