"""The whole state of a run in one file, replaced in one go: a kill at any moment leaves the last one whole."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

LATEST = "latest.pt"
BEST = "best.pt"


def save_checkpoint(state: Mapping[str, Any], path: Path) -> None:
    """Write ``state`` (tensors, numbers, strings, and lists or dictionaries of them) to ``path``."""
    beside = path.with_suffix(".writing")
    with beside.open("wb") as file:
        torch.save(dict(state), file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def load_checkpoint(path: Path) -> dict[str, Any]:
    """Read what :func:`save_checkpoint` wrote; nothing but data is unpickled."""
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return state
