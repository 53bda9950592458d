"""Tuning for a trial: each recommender on the validation part of its protocol, before the test is looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from houndstooth.domain.interactions import Interactions
from houndstooth.evaluation.ranking import Score
from houndstooth.evaluation.splits import Split, Stage
from houndstooth.recommenders.co_occurrence import CoOccurrence
from houndstooth.recommenders.content import Content
from houndstooth.recommenders.demographic import Demographic
from houndstooth.recommenders.examples import Examples
from houndstooth.recommenders.factors import Factorisation
from houndstooth.recommenders.hybrid import Hybrid
from houndstooth.recommenders.linear import Linear
from houndstooth.recommenders.popular import Popularity
from houndstooth.recommenders.ranker import Learning
from houndstooth.recommenders.sources import Sources, fit_alike, fit_sources
from houndstooth.recommenders.successors import Successors
from houndstooth.recommenders.two_steps import TwoSteps
from houndstooth.services.trial import Model, Trial
from houndstooth.services.tuning import Fit, Options, Tuned, Tuning
from houndstooth.services.tuning_spaces import HALF_LIFE, options_of, space_of, with_options

METRIC = "ndcg@20"
HYBRID = "hybrid"
POPULAR = "popular"

_JUDGED = 5_000
"""Shoppers of each split, drawn at random, who judge a set of options."""
_JUDGED_BY_RANKER = 1_000
"""The same where the ranker is tuned, which ranks for one after the other."""

Part = CoOccurrence | TwoSteps | Successors | Linear | Factorisation | Content | Demographic
_FIELDS = {"factorised": "factorisation", "looks": "content"}
"""The field of the recipe of a recommender, where it has another name."""


@dataclass(frozen=True)
class TrialTuning:
    """How the recommenders of a trial are tuned.

    Args:
        trial: whose recommenders; its stage does not matter, the validation part is used.
        trials: how many sets of options each is tried with, the first of them those that it has.
        ranker: whether the ranker of the hybrid is tuned too, after its sources.
        journal: a file that keeps the search. It is gone on with where events, protocol and spaces are the same.
        seed: of the draws.
        on_step: told what is being done.
    """

    trial: Trial
    trials: int
    ranker: bool = False
    journal: Path | None = None
    seed: int = 0
    on_step: Callable[[str], None] = field(default=lambda _: None)

    def run(self) -> tuple[Trial, Mapping[str, Tuned]]:
        """The trial with the options that were best, and what was found by recommender.

        Raises:
            InvalidInput: nobody can be judged, the protocol needs times or more of them, or the journal is none.
            MissingExtra: Optuna is not installed.
        """
        found = dict(self._sources())
        trial = _with(self.trial, found)
        if self.ranker:
            found[HYBRID] = self._tune(HYBRID, trial.recipe.learning, _RankerFit(trial), self._splits[-1:])
            trial = _with(trial, {HYBRID: found[HYBRID]})
        return trial, found

    def _sources(self) -> Iterator[tuple[str, Tuned]]:
        if self.trial.interactions.dated:
            yield POPULAR, self._tune(POPULAR, None, self._popular, self._splits)
        for name, part in _parts(self.trial):
            yield name, self._tune(name, part, partial(self._source, part), self._splits)

    def _popular(self, options: Options, train: Interactions) -> Score:
        return self.trial.score(Popularity(options[HALF_LIFE]).fit(train))

    def _source(self, part: Part, options: Options, train: Interactions) -> Score:
        return self.trial.score(_fit(self.trial, with_options(part, options), train))

    @cached_property
    def _splits(self) -> Sequence[Split]:
        return [one.sample(_JUDGED) for one in replace(self.trial, stage=Stage.VALIDATION).splits()]

    @cached_property
    def _data(self) -> str:
        """A name for what is searched on: options that were good for other events or protocols say nothing here."""
        trial = self.trial
        told = hashlib.sha256(repr((trial.protocol, trial.days, trial.count, trial.repeats, METRIC)).encode())
        for column in (trial.interactions.shoppers, trial.interactions.items, trial.interactions.times):
            told.update(column.tobytes())
        told.update(trial.interactions.weights.tobytes())
        if trial.traits is not None:
            told.update(trial.traits.embedding.tobytes())
        return told.hexdigest()

    def _tune(self, name: str, part: Part | Learning | None, fit: Fit, splits: Sequence[Split]) -> Tuned:
        space = space_of(name, dated=self.trial.interactions.dated)
        first = None if part is None else options_of(part, space)
        tuning = Tuning(space, METRIC, self.trials, self.seed, self.journal, first)
        self.on_step(f"Tuning {name}: 0 of {self.trials}")

        def told(best: Tuned) -> None:
            self.on_step(f"Tuning {name}: {best.trials} of {self.trials}, {METRIC} at best {best.value:.4f}")

        study = hashlib.sha256(f"{self._data} {space}".encode()).hexdigest()
        return tuning.run(f"{name} {study[:16]}", fit, splits, told)


@dataclass
class _RankerFit:
    """Fits the ranker with some options; what it learns from is found once."""

    trial: Trial
    _found: dict[int, tuple[Examples, Sources]] = field(default_factory=dict)

    def __call__(self, options: Options, train: Interactions) -> Score:
        if id(train) not in self._found:
            self._found[id(train)] = self._prepared(train)
        examples, sources = self._found[id(train)]
        recipe = self.trial.hybrid_recipe
        return self.trial.score(Hybrid(sources, with_options(recipe.learning, options).fit(examples), recipe.fan))

    def _prepared(self, train: Interactions) -> tuple[Examples, Sources]:
        trial, recipe = self.trial, self.trial.hybrid_recipe
        traits, of = trial.traits_as_of(train), trial.segment_of
        if of is None:
            of = np.full(train.n_shoppers, -1, np.int32)
        alike = fit_alike(traits, recipe.sources)
        examples = recipe.examples(train, traits, segments=trial.segments, segment_of=of, alike=alike)
        sources = fit_sources(train, traits, recipe.sources, segments=trial.segments, segment_of=of, alike=alike)
        return examples, sources


def _parts(trial: Trial) -> Iterator[tuple[str, Part]]:
    """The recommenders that there are in a trial, with how they are fitted."""
    recipe = trial.recipe.sources
    yield from (
        ("co_occurrence", recipe.co_occurrence),
        ("cosine", recipe.cosine),
        ("two_steps", recipe.two_steps),
        ("successors", recipe.successors),
        ("factorised", recipe.factorisation),
    )
    if recipe.linear is not None:
        yield "linear", recipe.linear
    if trial.traits is not None and trial.traits.embedding.shape[1]:
        yield "looks", recipe.content
    if trial.segments is not None:
        yield "demographic", recipe.demographic


def _fit(trial: Trial, part: Part, train: Interactions) -> Model:
    if isinstance(part, Content):
        return part.fit(trial.traits_as_of(train).embedding)
    if isinstance(part, Demographic):
        if trial.segments is None or trial.segment_of is None:
            raise ValueError("a trial without segments has nobody to count")
        return part.fit(train, trial.segments, trial.segment_of)
    return part.fit(train)


def _with(trial: Trial, found: Mapping[str, Tuned]) -> Trial:
    """The trial with the options that were found; popularity is counted over that half-life besides the others."""
    sources, learning = trial.recipe.sources, trial.recipe.learning
    changed: dict[str, Any] = {
        _FIELDS.get(name, name): with_options(part, found[name].options)
        for name, part in _parts(trial)
        if name in found
    }
    if POPULAR in found:
        days = {*sources.half_lives, float(found[POPULAR].options[HALF_LIFE])}
        changed["half_lives"] = tuple(sorted(days))
    if HYBRID in found:
        learning = with_options(learning, found[HYBRID].options)
    return replace(trial, recipe=replace(trial.recipe, sources=replace(sources, **changed), learning=learning))
