"""A run of a text tower from folder to artifact: start it, go on with it, open what it made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from houndstooth.catalog.words import load_words
from houndstooth.domain.errors import NotFound
from houndstooth.training.corpus import Corpus
from houndstooth.training.diary import CONFIG_FILE
from houndstooth.training.words.config import WordsConfig
from houndstooth.training.words.export import WordsParity, release_words
from houndstooth.training.words.loop import open_tower, train_words
from houndstooth.training.words.material import open_material
from houndstooth.training.words.phrases import Phrasebook
from houndstooth.training.words.texts import Writer

Progress = Callable[[str], None]


def start_words_run(
    run: Path, corpus: Corpus, artifact: Path, config: WordsConfig, *, progress: Progress = print
) -> None:
    """Train into ``run``; the same call goes on where an interrupted run was left.

    Args:
        run: folder for the config, embeddings, checkpoints and log.
        corpus: of the run that made the artifact, so that what it held out stays held out.
        artifact: the ONNX file of pictures into whose space texts are to be put.
        config: of a new run.
        progress: told one line at a time.
    """
    run.mkdir(parents=True, exist_ok=True)
    material = open_material(corpus, artifact, run, progress=progress)
    writer = Writer(material, Phrasebook(load_words(), material.values), config)
    train_words(material, writer, config, run, progress=progress)


def export_words_run(  # noqa: PLR0913 - one argument for each thing a manifest says
    run: Path,
    corpus: Corpus,
    artifact: Path,
    target_dir: Path,
    *,
    name: str,
    data: list[dict[str, str]],
    progress: Progress = print,
) -> tuple[Path, WordsParity]:
    """Write the best tower of ``run`` as an artifact.

    Raises:
        NotFound: there is no run in that folder, or it has no checkpoint yet.
    """
    config = open_words_config(run)
    material = open_material(corpus, artifact, run, progress=progress)
    tower = open_tower(run, config, material.embeddings.shape[1])
    return release_words(tower, target_dir, material, artifact=name, config=config, data=data)


def open_words_config(run: Path) -> WordsConfig:
    """The config of ``run``.

    Raises:
        NotFound: there is no run in that folder.
    """
    if not (run / CONFIG_FILE).is_file():
        raise NotFound(f"{run} holds no run of a text tower; start one with 'houndstooth train words'")
    return WordsConfig.load(run / CONFIG_FILE)


def choose_words_config(run: Path, config: Path | None) -> WordsConfig:
    """The settings of a run: from the file that is given, else those the run already has, else the defaults."""
    if config is not None:
        return WordsConfig.load(config)
    return open_words_config(run) if (run / CONFIG_FILE).is_file() else WordsConfig()
