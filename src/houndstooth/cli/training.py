"""What the commands of training share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from houndstooth.domain.errors import MissingExtra

RunArgument = Annotated[Path, typer.Argument(help="The run's folder.", file_okay=False)]
CacheOption = Annotated[
    Path | None, typer.Option(help="Folder for decoded pictures, shared by runs; by default beside the run's folder.")
]
ThreadsOption = Annotated[int, typer.Option(help="Cores to compute on.", min=1)]


@contextmanager
def training(threads: int) -> Iterator[None]:
    """Turn a missing library into the line that installs it, and compute on so many cores."""
    # Threads that spin while they wait cost the loading processes their core; read when torch is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        import torch

        from houndstooth.training.allocator import keep_freed_memory

        torch.set_num_threads(threads)
        keep_freed_memory()
        yield
    except ModuleNotFoundError as missing:
        raise MissingExtra(missing.name or "PyTorch", "train") from missing


def cache_of(run: Path, cache: Path | None) -> Path:
    """Where the decoded pictures of a run are kept."""
    return cache or run.parent / "cache"


def say(line: str) -> None:
    """Tell whoever watches."""
    print(line, flush=True)  # noqa: T201 - one line at a time, also into a file
