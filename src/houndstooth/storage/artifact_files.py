"""Copies of the artifacts in use, so that neither an upgrade nor a tidy hand takes one away from under a catalogue."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from uuid import uuid4


class ArtifactFiles:
    """Artifacts, each an ONNX file with its manifest beside it, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, model: Path) -> Path:
        """Keep an artifact, and return where; one that is kept already stays as it is."""
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = self._folder / model.name
        for source in (model, model.with_suffix(".json")):  # the manifest last: an artifact is whole with it
            target = self._folder / source.name
            if not (kept.with_suffix(".json").exists() and target.exists()):
                _copy(source, target)
        return kept


def _copy(source: Path, target: Path) -> None:
    beside = target.with_name(f".{uuid4().hex}.part")
    try:
        try:
            os.link(source, beside)  # on the same disk it costs no room
        except OSError:
            shutil.copyfile(source, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
