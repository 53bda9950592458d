"""Tuning: the best options of a recommender on the validation part; the test is not there to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from houndstooth.domain.errors import InvalidInput, MissingExtra
from houndstooth.domain.interactions import Interactions
from houndstooth.evaluation.metrics import by_shopper
from houndstooth.evaluation.ranking import Score, rank
from houndstooth.evaluation.splits import Split, Stage

if TYPE_CHECKING:
    import optuna

Options = Mapping[str, Any]
Fit = Callable[[Options, Interactions], Score]
"""A recommender with some options, fitted on what is known."""

_WARM_UP_TRIALS = 5


@dataclass(frozen=True, slots=True)
class Real:
    """Numbers from ``low`` to ``high``; ``log``: drawn by their order of magnitude."""

    low: float
    high: float
    log: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """Whole numbers from ``low`` to ``high``, both included; ``log``: drawn by their order of magnitude."""

    low: int
    high: int
    log: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values."""

    values: tuple[str | int | float | bool | None, ...]


Space = Mapping[str, Real | Whole | Choice]


@dataclass(frozen=True, slots=True)
class Tuned:
    """The options that were best, and what they gave: a mean of the metric over all shoppers of the validation.

    ``before`` is what the options gave that were tried first; ``None`` where none were named.
    """

    options: Options
    value: float
    trials: int
    before: float | None = None


OnTrial = Callable[[Tuned], None]


@dataclass(frozen=True, slots=True)
class Tuning:
    """How options are searched for.

    Args:
        space: by name what each option may be.
        metric: what is made as large as possible, such as ``ndcg@20``.
        trials: how many sets of options are tried in all.
        seed: of the draws.
        journal: a file that keeps the search, so that it can be gone on with later, and by several processes at once;
            ``None`` keeps it in memory.
        first: options that are tried before any are drawn, so that what is found is no worse than they; each has to
            be one that ``space`` allows.
    """

    space: Space
    metric: str = "ndcg@20"
    trials: int = 30
    seed: int = 0
    journal: Path | None = None
    first: Options | None = None

    def run(self, name: str, fit: Fit, splits: Sequence[Split], on_trial: OnTrial = lambda _: None) -> Tuned:
        """Search by a tree-structured Parzen estimator, giving up hopeless trials early where there are several splits.

        (T. Akiba et al., "Optuna: a next-generation hyperparameter optimization framework", 2019.)

        Args:
            name: of the search in the journal.
            fit: makes the recommender.
            splits: of the validation stage; their arrays hold nothing of the test.
            on_trial: told after each trial what was best so far.

        Raises:
            InvalidInput: a split is one of the test, nobody is judged in any, or the journal cannot be read.
            MissingExtra: Optuna is not installed.
        """
        _check(splits)
        try:
            import optuna
        except ModuleNotFoundError as missing:
            raise MissingExtra("optuna", "evaluate") from missing
        optuna.logging.set_verbosity(optuna.logging.WARNING)  # it tells every trial to whoever runs a command
        study = self._study(name)
        study.optimize(
            lambda trial: self._attempt(trial, fit, splits),
            n_trials=max(self.trials - _done(study), 0),
            callbacks=[lambda study, _: on_trial(self._best(study))],
        )
        return self._best(study)

    def _study(self, name: str) -> optuna.Study:
        import optuna

        storage = None if self.journal is None else _kept(self.journal)
        study = optuna.create_study(
            study_name=name,
            storage=storage,
            pruner=optuna.pruners.MedianPruner(n_startup_trials=_WARM_UP_TRIALS),
            direction="maximize",
            load_if_exists=True,
        )
        # A search that goes on shall not draw again what it drew.
        study.sampler = optuna.samplers.TPESampler(seed=self.seed + _done(study))
        if self.first is not None:
            study.enqueue_trial(dict(self.first), skip_if_exists=True)
        return study

    def _best(self, study: optuna.Study) -> Tuned:
        first = [one.value for one in study.trials if one.params == self.first and one.value is not None]
        return Tuned(study.best_params, study.best_value, _done(study), first[0] if first else None)

    def _attempt(self, trial: optuna.Trial, fit: Fit, splits: Sequence[Split]) -> float:
        from optuna import TrialPruned

        options = {name: _suggest(trial, name, one) for name, one in self.space.items()}
        cut = int(self.metric.partition("@")[2])
        gains: list[np.ndarray[Any, np.dtype[np.float64]]] = []
        for step, split in enumerate(splits):
            gains.append(by_shopper(rank(fit(options, split.train), split, k=cut), (cut,))[self.metric])
            trial.report(float(np.concatenate(gains).mean()), step)
            if step + 1 < len(splits) and trial.should_prune():
                raise TrialPruned
        return float(np.concatenate(gains).mean())


def _check(splits: Sequence[Split]) -> None:
    if any(split.stage is not Stage.VALIDATION for split in splits):
        raise InvalidInput(
            "options are tuned on splits of the validation stage; this one is of the test, which only tells"
        )
    if not any(len(split) for split in splits):
        raise InvalidInput("nobody is judged in the validation part; take more events, or another protocol")


def _suggest(trial: optuna.Trial, name: str, one: Real | Whole | Choice) -> Any:
    if isinstance(one, Real):
        return trial.suggest_float(name, one.low, one.high, log=one.log)
    if isinstance(one, Whole):
        return trial.suggest_int(name, one.low, one.high, log=one.log)
    return trial.suggest_categorical(name, one.values)


def _done(study: optuna.Study) -> int:
    """How many sets of options were judged; one whose process was killed was not."""
    from optuna.trial import TrialState

    return len(study.get_trials(deepcopy=False, states=(TrialState.COMPLETE, TrialState.PRUNED)))


def _kept(journal: Path) -> optuna.storages.JournalStorage:
    from optuna.storages import JournalStorage
    from optuna.storages.journal import JournalFileBackend

    try:
        return JournalStorage(JournalFileBackend(str(journal)))
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInput(
            f"{journal} is no journal of a search; name another file, or one that is not there"
        ) from error
    except OSError as error:
        raise InvalidInput(f"the journal {journal} cannot be kept: {error.strerror}; name another file") from error
