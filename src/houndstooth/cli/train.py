"""``houndstooth train`` and what belongs to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from houndstooth.domain.errors import MissingExtra

app = typer.Typer(no_args_is_help=True)

RunArgument = Annotated[Path, typer.Argument(help="The run's folder.", file_okay=False)]
SizeOption = Annotated[int, typer.Option(help="Side of the input, in pixels, a multiple of 32.")]
CacheOption = Annotated[
    Path | None, typer.Option(help="Folder for decoded pictures, shared by runs; by default beside the run's folder.")
]
TrialsOption = Annotated[int, typer.Option(help="How many more settings to try.", min=1)]
ThreadsOption = Annotated[int, typer.Option(help="Cores to compute on.", min=1)]


@app.callback(invoke_without_command=True)
def train(
    context: typer.Context,
    run: Annotated[
        Path, typer.Option(help="The run's folder: config, splits, checkpoints and log.", file_okay=False)
    ] = Path("run"),
    data: Annotated[
        list[Path] | None, typer.Option(help="A folder with products.csv or photos.csv and its pictures.")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="A JSON file with the run's settings.", dir_okay=False)] = None,
    corrections: Annotated[
        Path | None, typer.Option(help="What people put right: a file by 'houndstooth corrections'.", dir_okay=False)
    ] = None,
    cache: CacheOption = None,
    threads: ThreadsOption = 2,
) -> None:
    """Train an encoder from labelled pictures; the same command goes on where an interrupted run was left."""
    if context.invoked_subcommand is not None:
        return
    if not data:
        raise typer.BadParameter("name at least one folder of labelled pictures", param_hint="--data")
    with _training(threads):
        from houndstooth.training.finish import finish as touch_up
        from houndstooth.training.runs import choose_config, open_run_corpus, start_run
        from houndstooth.training.team import Team

        chosen = choose_config(run, config, data, corrections)
        start_run(run, data, chosen, cache=_cache(run, cache), progress=_say)
        if Team.join().leads:
            corpus = open_run_corpus(run, cache=_cache(run, cache), progress=_say)
            touch_up(run, corpus, size=chosen.phases[-1].size, progress=_say)
        Team.leave()


@app.command()
def finish(
    run: RunArgument,
    size: SizeOption = 160,
    balance: Annotated[
        float | None,
        typer.Option(help="Share of the coarse block in a cosine; as the run's settings say.", min=0.01, max=0.99),
    ] = None,
    cache: CacheOption = None,
    threads: ThreadsOption = 2,
) -> None:
    """Give the best weights so far their last touches; a run that ends does so by itself.

    They are: the category taken out of the style vector, the embedding put together anew, probabilities made honest;
    all for one size of input.
    """
    with _training(threads):
        from houndstooth.training.finish import finish as touch_up
        from houndstooth.training.runs import open_run_corpus

        corpus = open_run_corpus(run, cache=_cache(run, cache), progress=_say)
        touch_up(run, corpus, size=size, balance=balance, progress=_say)


@app.command()
def report(run: RunArgument, size: SizeOption = 160, cache: CacheOption = None, threads: ThreadsOption = 2) -> None:
    """Measure a run on its held-out pictures and write report.html and report.json into it."""
    with _training(threads):
        from houndstooth.training.report import write_report
        from houndstooth.training.runs import open_run_corpus

        corpus = open_run_corpus(run, cache=_cache(run, cache), progress=_say)
        for path in write_report(run, corpus, size=size, progress=_say):
            _say(str(path))


@app.command()
def export(
    run: RunArgument,
    out: Annotated[Path, typer.Option(help="The folder to write the artifact into.", file_okay=False)],
    artifact: Annotated[str, typer.Option(help="The new artifact's id; another model needs another id.")],
    size: SizeOption = 160,
    origins: Annotated[
        Path | None,
        typer.Option(help="What trained it, for the manifest: a JSON list of name, licence, used.", dir_okay=False),
    ] = None,
    cache: CacheOption = None,
    threads: ThreadsOption = 2,
) -> None:
    """Write a run's best encoder as an artifact, compare the two, and measure it on the validation split."""
    with _training(threads):
        from houndstooth.training.release import release
        from houndstooth.training.runs import open_run_corpus

        corpus = open_run_corpus(run, cache=_cache(run, cache), progress=_say)
        path, parity = release(run, out, corpus, artifact=artifact, size=size, origins=origins)
        _say(f"{path}: P@10 lost at most {parity.lost:.2f} points, cosine at least {parity.cosine:.6f}")


@app.command()
def ablation(
    run: RunArgument,
    config: Annotated[Path, typer.Option(help="A JSON file with the small budget.", dir_okay=False)],
    cache: CacheOption = None,
    threads: ThreadsOption = 2,
) -> None:
    """Train each variant for the same small budget; the result appears in the run's report."""
    with _training(threads):
        from houndstooth.training.ablation import run_ablation
        from houndstooth.training.config import TrainingConfig
        from houndstooth.training.runs import open_run_corpus

        corpus = open_run_corpus(run, cache=_cache(run, cache), progress=_say)
        run_ablation(run, corpus, TrainingConfig.load(config), progress=_say)


@app.command()
def tune(
    run: RunArgument,
    config: Annotated[Path, typer.Option(help="A JSON file with the budget of one trial.", dir_okay=False)],
    trials: TrialsOption = 10,
    cache: CacheOption = None,
    threads: ThreadsOption = 2,
) -> None:
    """Search for better settings on the pictures and splits of a run; called again, the search goes on."""
    with _training(threads):
        from houndstooth.training.config import TrainingConfig
        from houndstooth.training.runs import open_run_corpus
        from houndstooth.training.tune import BEST_FILE
        from houndstooth.training.tune import tune as search

        corpus = open_run_corpus(run, cache=_cache(run, cache), progress=_say)
        search(run / "tune", corpus, TrainingConfig.load(config), trials=trials, progress=_say)
        _say(f"the best settings are in {run / 'tune' / BEST_FILE}")


@contextmanager
def _training(threads: int) -> Iterator[None]:
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


def _cache(run: Path, cache: Path | None) -> Path:
    return cache or run.parent / "cache"


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - one line at a time, also into a file
