"""``houndstooth train words``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from houndstooth.cli.session import Session
from houndstooth.cli.training import CacheOption, RunArgument, ThreadsOption, cache_of, say, training

app = typer.Typer(no_args_is_help=True)

FromOption = Annotated[
    Path,
    typer.Option(
        "--pictures-run", help="The run that made the encoder: its data and its splits are used.", file_okay=False
    ),
]


@app.callback(invoke_without_command=True)
def words(
    context: typer.Context,
    run: Annotated[Path, typer.Option(help="The run's folder.", file_okay=False)] = Path("words-run"),
    pictures_run: FromOption = Path("run"),
    config: Annotated[Path | None, typer.Option(help="A JSON file with the run's settings.", dir_okay=False)] = None,
    cache: CacheOption = None,
    threads: ThreadsOption = 2,
) -> None:
    """Train a text tower: titles and attributes into the space of the encoder at work.

    The same command goes on where an interrupted run was left.
    """
    if context.invoked_subcommand is not None:
        return
    session: Session = context.obj
    with training(threads):
        from houndstooth.training.runs import open_run_corpus
        from houndstooth.training.words.runs import choose_words_config, start_words_run

        corpus = open_run_corpus(pictures_run, cache=cache_of(pictures_run, cache), progress=say)
        start_words_run(run, corpus, session.settings().artifact_path, choose_words_config(run, config), progress=say)


@app.command()
def export(
    context: typer.Context,
    run: RunArgument,
    out: Annotated[Path, typer.Option(help="The folder to write the artifact into.", file_okay=False)],
    artifact: Annotated[str, typer.Option(help="The new artifact's id; another tower needs another id.")],
    pictures_run: FromOption = Path("run"),
    origins: Annotated[
        Path | None,
        typer.Option(help="What trained it, for the manifest: a JSON list of name, licence, used.", dir_okay=False),
    ] = None,
    cache: CacheOption = None,
    threads: ThreadsOption = 2,
) -> None:
    """Write a run's best text tower as an artifact, compare the two, and measure it on the validation split."""
    session: Session = context.obj
    with training(threads):
        from houndstooth.training.release import read_origins
        from houndstooth.training.runs import open_run_corpus
        from houndstooth.training.words.runs import export_words_run

        corpus = open_run_corpus(pictures_run, cache=cache_of(pictures_run, cache), progress=say)
        pictures, data = session.settings().artifact_path, read_origins(origins, corpus)
        path, parity = export_words_run(run, corpus, pictures, out, name=artifact, data=data, progress=say)
        say(f"{path}: score lost {parity.lost:.4f}, cosine at least {parity.cosine:.6f}")
