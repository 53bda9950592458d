"""``houndstooth reindex``: from one encoder artifact to the next, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from houndstooth.cli.options import JsonOption
from houndstooth.cli.progress import progress_bar
from houndstooth.cli.session import Session
from houndstooth.domain.errors import InvalidInput

if TYPE_CHECKING:
    from houndstooth.domain.artifact import ArtifactUse
    from houndstooth.services.reindexing import Built


def command(
    context: typer.Context,
    artifact: Annotated[
        Path | None, typer.Argument(help="NAME.onnx with NAME.json beside it; by default the one of the settings.")
    ] = None,
    back: Annotated[bool, typer.Option("--back", help="Go back to the artifact that was at work before.")] = False,
    json: JsonOption = False,
) -> None:
    """Build the vectors of another encoder beside those at work, and switch when they are whole.

    Searches go on meanwhile, and running servers follow the switch. A run that was stopped goes on where it was.
    """
    session: Session = context.obj
    if back and artifact is not None:
        raise InvalidInput("--back goes to the artifact before; name none with it")
    house = session.house
    if back:
        use, built = house.reindexing.back(), None
    else:
        use, built = _forth(session, artifact or house.settings.artifact_path)
    house.audit.record(session.principal, "artifact.used", use.artifact_id, {})
    if json:
        session.print_json(_as_json(use, built))
        return
    if built is not None:
        session.out.print(f"{built.encoded:,} pictures encoded")
        if built.unreadable:
            session.out.print(f"{len(built.unreadable):,} items cannot be found: their pictures are lost or damaged")
    session.out.print(f"searches use {use.artifact_id} from now on; fit again with houndstooth fit", markup=False)


def _forth(session: Session, path: Path) -> tuple[ArtifactUse, Built]:
    house = session.house
    developer = house.developer_of(path)
    total = house.reindexing.vectors.count_unencoded(developer.artifact_id)
    encoded = 0
    with progress_bar(session.err, "Encoding", total) as show:

        def on_step(more: int) -> None:
            nonlocal encoded
            encoded += more
            show(encoded, total)

        built = house.reindexing.build(developer, on_step=on_step)
    return house.reindexing.switch(developer.artifact_id, path), built


def _as_json(use: ArtifactUse, built: Built | None) -> dict[str, object]:
    told: dict[str, object] = {"artifact": use.artifact_id}
    if built is not None:
        told |= {"encoded": built.encoded, "unreadable": list(built.unreadable)}
    return told
