"""``houndstooth artifact``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from houndstooth.cli.session import Session
from houndstooth.domain.errors import MissingExtra


def command(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="The folder to write the artifact into.", file_okay=False)],
) -> None:
    """Export the encoder artifact with ImageNet features (needs the extra 'train')."""
    try:
        from houndstooth.training.imagenet import export_imagenet
    except ModuleNotFoundError as missing:
        raise MissingExtra(missing.name or "PyTorch", "train") from missing
    session: Session = context.obj
    session.out.print(f"Artifact: {export_imagenet(out)}", soft_wrap=True)
