"""A trial of all recommenders on a table of events: what ``houndstooth evaluate recommend`` does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

import numpy as np

from houndstooth.catalog.event_table import EventTable
from houndstooth.domain.event import DEFAULT_WEIGHTS, EventKind
from houndstooth.domain.interactions import Floats, Interactions, Rows
from houndstooth.evaluation.comparison import Comparison, check_baseline, compare
from houndstooth.evaluation.diversity import ByVectors
from houndstooth.evaluation.evaluation import Evaluation, evaluate
from houndstooth.evaluation.ranking import Score
from houndstooth.evaluation.splits import Audience, Split, Stage, last_out, random_out, windows
from houndstooth.recommenders.asked import Asked
from houndstooth.recommenders.demographic import Segments
from houndstooth.recommenders.hybrid import Hybrid, HybridRecipe
from houndstooth.recommenders.popular import Popular
from houndstooth.recommenders.traits import Traits
from houndstooth.services.table_kinds import kinds_of


class Holdout(StrEnum):
    """What is held back."""

    LAST_OUT = "last-out"
    TIME_SPLIT = "time-split"
    RANDOM = "random"


class Model(Protocol):
    """Whatever scores all items for those who ask."""

    def scores(self, asked: Asked) -> Floats:
        """``float32[b, n]``."""
        ...


@dataclass(frozen=True)
class Trial:
    """A trial.

    Args:
        interactions: what happened.
        protocol: what is held back.
        stage: for tuning or for telling.
        days: how long a window is.
        count: how many windows are pooled.
        repeats: whether what somebody chose before counts again.
        recipe: how the models are fitted.
        traits: of the items, where they are known.
        segments: what shoppers say of themselves.
        segment_of: ``int32[n_shoppers]``.
    """

    interactions: Interactions
    protocol: Holdout = Holdout.LAST_OUT
    stage: Stage = Stage.TEST
    days: float = 14.0
    count: int = 4
    repeats: bool = False
    recipe: HybridRecipe = field(default_factory=HybridRecipe)
    traits: Traits | None = None
    segments: Segments | None = None
    segment_of: Rows | None = None

    def splits(self) -> Iterator[Split]:
        """What is known, and what must be found.

        Raises:
            InvalidInput: the protocol needs times, or more of them.
        """
        if self.protocol is Holdout.LAST_OUT:
            yield last_out(self.interactions, self.stage, repeats=self.repeats)
        elif self.protocol is Holdout.RANDOM:
            yield random_out(self.interactions, self.stage, repeats=self.repeats)
        else:
            yield from windows(self.interactions, self.stage, days=self.days, count=self.count, repeats=self.repeats)

    def run(self, *, against: str = "popular", on_step: Callable[[str], None] = lambda _: None) -> Comparison:
        """Fit and judge everything, on each split.

        Raises:
            InvalidInput: there is no recommender to hold the others ``against``, nobody can be judged, or the protocol
                needs times, or more of them.
        """
        judged: dict[str, list[Evaluation]] = {}
        for place, split in enumerate(self.splits()):
            on_step(f"Fitting ({place + 1})")
            models = self.fit(split)
            check_baseline(against, models)
            for name, model in models.items():
                on_step(f"Judging {name} ({place + 1})")
                judged.setdefault(name, []).append(evaluate(self.score(model), split, likeness=self._likeness()))
        on_step("Comparing")
        return compare({name: Evaluation.pooled(parts) for name, parts in judged.items()}, against)

    def fit(self, split: Split) -> dict[str, Model]:
        """All recommenders, fitted on what is known."""
        traits = self.traits_as_of(split.train)
        hybrid = self.hybrid_recipe.fit(split.train, traits, segments=self.segments, segment_of=self.segment_of)
        return {**models_of(hybrid), "hybrid": hybrid}

    @property
    def hybrid_recipe(self) -> HybridRecipe:
        """How the hybrid is fitted: it names again what somebody chose before where that counts."""
        return replace(self.recipe, fan=replace(self.recipe.fan, repeats=self.repeats))

    def traits_as_of(self, train: Interactions) -> Traits:
        """The traits as they were known then: an item that came later is not there to be new."""
        traits = self.traits or Traits.unknown(train.n_items)
        if not train.dated:
            return traits
        born = np.full(len(traits), np.nan)
        first = np.full(len(traits), np.inf)
        np.minimum.at(first, train.items, train.times)
        seen = np.isfinite(first)
        born[seen] = first[seen]
        return replace(traits, born=born)

    def score(self, model: Model) -> Score:
        """A model as the evaluation asks it."""
        of = self.segment_of

        def score(audience: Audience) -> Floats:
            segments = np.empty(0, np.int32) if of is None else of[audience.shoppers]
            return model.scores(Asked(audience.histories, audience.now, segments))

        return score

    def _likeness(self) -> ByVectors | None:
        known = self.traits is not None and self.traits.embedding.shape[1]
        return ByVectors(self.traits.embedding) if self.traits is not None and known else None


def models_of(hybrid: Hybrid) -> dict[str, Model]:
    """Each recommender of a hybrid by itself."""
    sources = hybrid.sources
    models: dict[str, Model] = {"popular": Popular(sources.popularity[-1])}
    if sources.dated:
        for half_life, popularity in zip(sources.half_lives[:-1], sources.popularity[:-1], strict=True):
            models[f"popular_{half_life:g}d"] = Popular(popularity)
        models["arrivals"] = sources.arrivals
    if sources.demographic is not None:
        models["demographic"] = sources.demographic
    return {**models, **sources.tables, "factorised": sources.factorised}


def interactions_of(table: EventTable, *, kind: EventKind | None = None) -> Interactions:
    """A table of events as interactions, weighed by what happened.

    Args:
        table: the rows.
        kind: what happened, where the table does not say it; it counts as a purchase where nobody does.
    """
    kinds = kinds_of(table, kind or EventKind.PURCHASE)
    known = {one: DEFAULT_WEIGHTS.get(one, 0.0) if isinstance(one, EventKind) else 0.0 for one in set(kinds)}
    weights = np.array([known[one] for one in kinds], np.float32)
    said = weights != 0
    return Interactions.of(
        table.shoppers[said],
        table.items[said],
        table.times[said],
        n_shoppers=len(table.shopper_ids),
        n_items=len(table.item_ids),
        weights=weights[said],
        dated=table.dated,
    )
