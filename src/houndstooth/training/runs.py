"""A run from folder to encoder: start it, go on with it, open what it made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from houndstooth.domain.errors import NotFound
from houndstooth.training.batches import Batches
from houndstooth.training.checkpoint import FINISHED, load_checkpoint, read_averaged
from houndstooth.training.config import Phase, TrainingConfig
from houndstooth.training.contact_sheet import save_contact_sheet
from houndstooth.training.corpus import Corpus, Progress, open_corpus
from houndstooth.training.diary import CONFIG_FILE, VOCABULARY_FILE
from houndstooth.training.evaluate import watch
from houndstooth.training.exam import Exam
from houndstooth.training.labels import Vocabulary
from houndstooth.training.loop import train
from houndstooth.training.model import Encoder
from houndstooth.training.team import Team

DATA_FILE = "data.json"
DEFAULT_PLAN = ((96, 1500), (128, 1500), (160, 1000))
"""Input size and steps of each phase: small input first."""

_GALLERY = 2000


def start_run(
    run: Path,
    folders: Sequence[Path],
    config: TrainingConfig,
    *,
    cache: Path,
    progress: Progress = print,
) -> Encoder:
    """Train into ``run``; the same call goes on where an interrupted run was left.

    First a contact sheet of every phase's first batch is written into it.

    Args:
        run: folder for the config, splits, checkpoints and log.
        folders: labelled pictures, each with a table and ``images.zip`` or ``images/``.
        config: of a new run; a run that exists goes on with its own, except that phases may be added.
        cache: folder for decoded pictures, shared by all runs.
        progress: told one line at a time.
    """
    run.mkdir(parents=True, exist_ok=True)
    team = Team.join()
    with team.leader_first():
        (run / DATA_FILE).write_text(json.dumps([str(folder) for folder in folders]), encoding="utf-8")
        corpus = open_corpus(folders, cache=cache, run=run, seed=config.seed, labels=config.labels, progress=progress)
    if team.leads:
        _show(run, Batches(corpus, config), config)
    exam = Exam.of(corpus, gallery=_GALLERY, seed=config.seed)
    return train(corpus, config, run, evaluate=watch(exam, size=config.phases[-1].size), progress=progress)


def _show(run: Path, batches: Batches, config: TrainingConfig) -> None:
    """One contact sheet for each phase, so that somebody can look at what the network will see."""
    first = 0
    for number, phase in enumerate(config.phases, start=1):
        save_contact_sheet(batches[first], run / f"seen-{number}-{phase.size}px.jpg")
        first += phase.steps


def open_run_corpus(run: Path, *, cache: Path, progress: Progress = print) -> Corpus:
    """The corpus that ``run`` was trained on, with its splits.

    Raises:
        NotFound: there is no run in that folder.
    """
    config = open_config(run)
    folders = [Path(folder) for folder in json.loads((run / DATA_FILE).read_text(encoding="utf-8"))]
    return open_corpus(folders, cache=cache, run=run, seed=config.seed, labels=config.labels, progress=progress)


def open_config(run: Path) -> TrainingConfig:
    """The config of ``run``.

    Raises:
        NotFound: there is no run in that folder.
    """
    if not (run / CONFIG_FILE).is_file():
        raise NotFound(f"{run} holds no training run; start one with 'houndstooth train'")
    return TrainingConfig.load(run / CONFIG_FILE)


def open_encoder(run: Path, *, finished: bool = True) -> tuple[Encoder, Vocabulary, TrainingConfig]:
    """The averaged encoder of ``run``, usable at any moment of the training, with its labels and config.

    Args:
        run: the run's folder.
        finished: with the last touches of :mod:`houndstooth.training.finish`, if it has had them; otherwise the
            averaged weights of the best checkpoint as training left them.

    Raises:
        NotFound: there is no run in that folder, or it has no checkpoint yet.
    """
    config = open_config(run)
    values = json.loads((run / VOCABULARY_FILE).read_text(encoding="utf-8"))
    vocabulary = Vocabulary.from_dict(values)
    encoder = Encoder(config.model.model_copy(update={"pretrained": False}), vocabulary.sizes())
    touched = finished and (run / FINISHED).is_file()
    encoder.load_state_dict(load_checkpoint(run / FINISHED)["encoder"] if touched else read_averaged(run))
    return encoder.eval(), vocabulary, config


def choose_config(
    run: Path, config: Path | None, folders: Sequence[Path], corrections: Path | None = None
) -> TrainingConfig:
    """The settings of a run: from the file that is given, else those the run already has, else the defaults.

    Raises:
        InvalidInput: the file of corrections cannot be read.
    """
    chosen = _settings(run, config, folders)
    return chosen if corrections is None else chosen.model_copy(update={"labels": chosen.labels.corrected(corrections)})


def _settings(run: Path, config: Path | None, folders: Sequence[Path]) -> TrainingConfig:
    if config is not None:
        return TrainingConfig.load(config)
    if (run / CONFIG_FILE).is_file():
        return open_config(run)
    shares = {folder.name: 1.0 for folder in folders}
    return TrainingConfig(phases=tuple(Phase(size=size, steps=steps, shares=shares) for size, steps in DEFAULT_PLAN))
