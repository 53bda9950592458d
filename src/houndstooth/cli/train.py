"""``houndstooth train`` and what belongs to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from houndstooth.cli import train_words
from houndstooth.cli.training import CacheOption, RunArgument, ThreadsOption, cache_of, say, training

app = typer.Typer(no_args_is_help=True)
app.add_typer(train_words.app, name="words")

SizeOption = Annotated[int, typer.Option(help="Side of the input, in pixels, a multiple of 32.")]
TrialsOption = Annotated[int, typer.Option(help="How many more settings to try.", min=1)]


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
    with training(threads):
        from houndstooth.training.finish import finish as touch_up
        from houndstooth.training.runs import choose_config, open_run_corpus, start_run
        from houndstooth.training.team import Team

        chosen = choose_config(run, config, data, corrections)
        start_run(run, data, chosen, cache=cache_of(run, cache), progress=say)
        if Team.join().leads:
            corpus = open_run_corpus(run, cache=cache_of(run, cache), progress=say)
            touch_up(run, corpus, size=chosen.phases[-1].size, progress=say)
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
    with training(threads):
        from houndstooth.training.finish import finish as touch_up
        from houndstooth.training.runs import open_run_corpus

        corpus = open_run_corpus(run, cache=cache_of(run, cache), progress=say)
        touch_up(run, corpus, size=size, balance=balance, progress=say)


@app.command()
def report(run: RunArgument, size: SizeOption = 160, cache: CacheOption = None, threads: ThreadsOption = 2) -> None:
    """Measure a run on its held-out pictures and write report.html and report.json into it."""
    with training(threads):
        from houndstooth.training.report import write_report
        from houndstooth.training.runs import open_run_corpus

        corpus = open_run_corpus(run, cache=cache_of(run, cache), progress=say)
        for path in write_report(run, corpus, size=size, progress=say):
            say(str(path))


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
    with training(threads):
        from houndstooth.training.release import release
        from houndstooth.training.runs import open_run_corpus

        corpus = open_run_corpus(run, cache=cache_of(run, cache), progress=say)
        path, parity = release(run, out, corpus, artifact=artifact, size=size, origins=origins)
        say(f"{path}: P@10 lost at most {parity.lost:.2f} points, cosine at least {parity.cosine:.6f}")


@app.command()
def ablation(
    run: RunArgument,
    config: Annotated[Path, typer.Option(help="A JSON file with the small budget.", dir_okay=False)],
    cache: CacheOption = None,
    threads: ThreadsOption = 2,
) -> None:
    """Train each variant for the same small budget; the result appears in the run's report."""
    with training(threads):
        from houndstooth.training.ablation import run_ablation
        from houndstooth.training.config import TrainingConfig
        from houndstooth.training.runs import open_run_corpus

        corpus = open_run_corpus(run, cache=cache_of(run, cache), progress=say)
        run_ablation(run, corpus, TrainingConfig.load(config), progress=say)


@app.command()
def tune(
    run: RunArgument,
    config: Annotated[Path, typer.Option(help="A JSON file with the budget of one trial.", dir_okay=False)],
    trials: TrialsOption = 10,
    cache: CacheOption = None,
    threads: ThreadsOption = 2,
) -> None:
    """Search for better settings on the pictures and splits of a run; called again, the search goes on."""
    with training(threads):
        from houndstooth.training.config import TrainingConfig
        from houndstooth.training.runs import open_run_corpus
        from houndstooth.training.tune import BEST_FILE
        from houndstooth.training.tune import tune as search

        corpus = open_run_corpus(run, cache=cache_of(run, cache), progress=say)
        search(run / "tune", corpus, TrainingConfig.load(config), trials=trials, progress=say)
        say(f"the best settings are in {run / 'tune' / BEST_FILE}")
