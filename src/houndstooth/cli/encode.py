"""``houndstooth encode``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from houndstooth.cli.options import ColumnOption, read_columns
from houndstooth.cli.progress import progress_bar
from houndstooth.cli.session import Session
from houndstooth.domain.errors import InvalidInput

_SHOWN = 10


def command(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(help="A folder or .zip of pictures, or a catalogue file.")],
    out: Annotated[Path, typer.Option(help="The .npz file to write.", dir_okay=False)],
    column: ColumnOption = None,
) -> None:
    """Write the vectors (and attributes) of pictures to a file, without storing anything."""
    from houndstooth.catalog.source import open_source

    session: Session = context.obj
    if out.suffix != ".npz":
        raise InvalidInput(f"the file {out} does not end with .npz; write for example --out vectors.npz")
    opened = open_source(source, read_columns(column), online=session.house.picture_at)
    vectors = session.house.vectors
    with progress_bar(session.err, "Encoding", opened.total) as on_progress:
        arrays, rejected = vectors.of(opened, on_progress=on_progress)
    _save(out, arrays)
    shapes = ", ".join(f"{name} {list(array.shape)}" for name, array in arrays.items())
    session.out.print(f"{out}: {shapes}", markup=False, soft_wrap=True)
    if rejected:
        session.err.print(f"{len(rejected):,} rows were left out:")
    for rejection in rejected[:_SHOWN]:
        session.err.print(f"  line {rejection.line}: {rejection.reason}", markup=False, soft_wrap=True)


def _save(out: Path, arrays: dict[str, np.ndarray]) -> None:
    beside = out.with_suffix(".part.npz")
    try:
        np.savez(beside, allow_pickle=False, **arrays)
        beside.replace(out)
    except OSError as error:
        raise InvalidInput(f"{out} cannot be written: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)
