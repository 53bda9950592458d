"""Search for better settings: short runs, the hopeless ones given up early, the whole search resumable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

from houndstooth.training.config import TrainingConfig
from houndstooth.training.corpus import Corpus
from houndstooth.training.evaluate import watch
from houndstooth.training.exam import Exam
from houndstooth.training.loop import train
from houndstooth.training.model import Encoder

STUDY_FILE, BEST_FILE = "tune.journal", "tuned.json"
_GALLERY = 2000
_WARM_UP_TRIALS = 4


def tune(
    folder: Path,
    corpus: Corpus,
    config: TrainingConfig,
    *,
    trials: int,
    progress: Callable[[str], None] = print,
) -> TrainingConfig:
    """Try ``trials`` more settings and return the best of all so far, also written to ``tuned.json``.

    Tree-structured Parzen estimator with median pruning (Optuna; Akiba et al. 2019). The search is kept in
    ``tune.journal``: called again it goes on, and several processes may search together.

    Args:
        folder: where the search lives.
        corpus: pictures, labels and splits; the validation split decides.
        config: the budget of one trial, and everything that is not searched; ``evaluate_every`` sets how often a trial
            may be given up.
        trials: how many more.
        progress: told one line at a time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    study = optuna.create_study(
        study_name="encoder",
        storage=JournalStorage(JournalFileBackend(str(folder / STUDY_FILE))),
        sampler=optuna.samplers.TPESampler(seed=config.seed),
        pruner=optuna.pruners.MedianPruner(n_startup_trials=_WARM_UP_TRIALS),
        direction="maximize",
        load_if_exists=True,
    )
    watcher = watch(Exam.of(corpus, gallery=_GALLERY, seed=config.seed), size=config.phases[-1].size)

    def attempt(trial: optuna.Trial) -> float:
        scores: list[float] = []

        def evaluate(encoder: Encoder, step: int) -> dict[str, float]:
            figures = watcher(encoder, step)
            scores.append(figures["score"])
            trial.report(figures["score"], step)
            if trial.should_prune():
                raise optuna.TrialPruned
            return figures

        suggested = suggest(trial, config)
        train(corpus, suggested, folder / f"trial-{trial.number}", evaluate=evaluate, progress=progress)
        return max(scores)

    study.optimize(attempt, n_trials=trials)
    best = suggest(optuna.trial.FixedTrial(study.best_params), config)
    best.save(folder / BEST_FILE)
    return best


def suggest(trial: optuna.trial.BaseTrial, config: TrainingConfig) -> TrainingConfig:
    """One trial's settings: what is searched is drawn, the rest is ``config``'s."""
    loss = config.loss.model_copy(
        update={
            "composite": trial.suggest_float("composite", 0.1, 2.0, log=True),
            "graded": trial.suggest_float("graded", 0.1, 2.0, log=True),
            "instance": trial.suggest_float("instance", 0.1, 2.0, log=True),
            "temperature": trial.suggest_float("temperature", 0.05, 0.2, log=True),
        }
    )
    return config.model_copy(
        update={
            "rate": trial.suggest_float("rate", 1e-4, 3e-3, log=True),
            "fresh_rate": trial.suggest_float("fresh_rate", 5e-4, 1e-2, log=True),
            "ground_share": trial.suggest_float("ground_share", 0.2, 0.8),
            "street_share": trial.suggest_float("street_share", 0.1, 0.4),
            "loss": loss,
        }
    )
