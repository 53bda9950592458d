"""The whole state of a run in one file, replaced in one go: a kill at any moment leaves the last one whole."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from houndstooth.domain.errors import NotFound

LATEST = "latest.pt"
BEST = "best.pt"
FINISHED = "finished.pt"


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


def read_averaged(run: Path, *, best: bool = True) -> dict[str, torch.Tensor]:
    """The averaged weights of the encoder of ``run``.

    Args:
        run: the run's folder.
        best: the checkpoint with the best validation score, if there is one; otherwise the latest.

    Raises:
        NotFound: the run has no checkpoint yet.
    """
    path = run / BEST if best and (run / BEST).is_file() else run / LATEST
    if not path.is_file():
        raise NotFound(f"{run} has no checkpoint yet; wait for the first one")
    averaged = load_checkpoint(path)["averaged"]
    return {name.removeprefix("module."): value for name, value in averaged.items() if name.startswith("module.")}
