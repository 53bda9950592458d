"""The sources: every recommender of one shop, fitted together; what candidates come from and what the ranker hears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import Floats, Interactions, Rows
from houndstooth.recommenders.arrivals import Arrivals
from houndstooth.recommenders.co_occurrence import CoOccurrence
from houndstooth.recommenders.content import Content, described
from houndstooth.recommenders.demographic import Demographic, DemographicModel, Segments
from houndstooth.recommenders.factors import Factorisation, Factorised
from houndstooth.recommenders.linear import Linear
from houndstooth.recommenders.neighbours import ItemToItem
from houndstooth.recommenders.popular import count
from houndstooth.recommenders.predicted import Predicted, Prediction
from houndstooth.recommenders.successors import Successors
from houndstooth.recommenders.traits import Traits
from houndstooth.recommenders.two_steps import TwoSteps

_LISTED = 200
"""How long the ready lists of what is popular are."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the sources of a shop are fitted. ``linear`` is ``None`` where it shall do without."""

    co_occurrence: CoOccurrence = field(default_factory=CoOccurrence)
    cosine: CoOccurrence = field(default_factory=lambda: CoOccurrence(0.0, 0.5, 10.0))
    two_steps: TwoSteps = field(default_factory=TwoSteps)
    successors: Successors = field(default_factory=Successors)
    linear: Linear | None = field(default_factory=Linear)
    factorisation: Factorisation = field(default_factory=Factorisation)
    prediction: Prediction = field(default_factory=Prediction)
    content: Content = field(default_factory=Content)
    demographic: Demographic = field(default_factory=Demographic)
    half_lives: tuple[float, ...] = (3.0, 14.0, 60.0, float("inf"))
    """Days over which popularity is counted, the shortest first."""


@dataclass(frozen=True)
class Sources:
    """What was fitted, for ``n`` items.

    Args:
        tables: the item-to-item recommenders by name.
        factorised: the factorisation; the factors of items that nobody chose are predicted.
        popularity: ``float32[half-lives, n]``.
        half_lives: days.
        demographic: where shoppers said something of themselves.
        segments: likewise.
        traits: of the items.
        predicted: traits -> factors.
        dated: whether the interactions had times.
    """

    tables: Mapping[str, ItemToItem]
    factorised: Factorised
    popularity: Floats
    half_lives: tuple[float, ...]
    traits: Traits
    predicted: Predicted
    dated: bool
    demographic: DemographicModel | None = None
    segments: Segments | None = None

    @cached_property
    def group_popularity(self) -> Floats:
        """``float32[half-lives, n]``: of all variants of the same product together."""
        groups = self.traits.groups
        sums = [np.bincount(groups, row, minlength=int(groups.max(initial=-1)) + 1) for row in self.popularity]
        return np.stack([total[groups] for total in sums]).astype(np.float32)

    @cached_property
    def arrivals(self) -> Arrivals:
        """The new ones."""
        return Arrivals(self.traits.born)

    @cached_property
    def listed(self) -> tuple[NDArray[np.int64], ...]:
        """For each half-life the most popular items, best first."""
        return tuple(best(row, _LISTED) for row in self.popularity)

    @cached_property
    def listed_by_segment(self) -> tuple[NDArray[np.int64], ...]:
        """For each segment what its people choose, best first."""
        return () if self.demographic is None else tuple(best(row, _LISTED) for row in self.demographic.popularity)


def fit_sources(
    interactions: Interactions,
    traits: Traits,
    recipe: Recipe,
    *,
    segments: Segments | None = None,
    segment_of: Rows | None = None,
    alike: Mapping[str, ItemToItem] | None = None,
) -> Sources:
    """Fit everything.

    Args:
        interactions: of all shoppers.
        traits: of all items.
        recipe: how.
        segments: what shoppers say of themselves.
        segment_of: ``int32[n_shoppers]``, the segment of each; -1 for none.
        alike: what ``fit_alike`` gave for these traits, where several fits share it.
    """
    factorised = recipe.factorisation.fit(interactions)
    popularity = np.stack([count(interactions, half_life) for half_life in recipe.half_lives])
    ever = count(interactions, float("inf"))
    predicted = recipe.prediction.fit(traits, factorised.items, ever)
    unchosen = ever == 0
    factors = factorised.items.copy()
    factors[unchosen] = predicted.factors(traits.take(np.flatnonzero(unchosen)))
    demographic = None
    if segments is not None and segment_of is not None and len(segments.values):
        demographic = recipe.demographic.fit(interactions, segments, segment_of)
    return Sources(
        tables=_fit_tables(interactions, recipe, factors) | dict(fit_alike(traits, recipe) if alike is None else alike),
        factorised=replace(factorised, items=factors),
        popularity=popularity,
        half_lives=recipe.half_lives,
        traits=traits,
        predicted=predicted,
        dated=interactions.dated,
        demographic=demographic,
        segments=segments,
    )


def best(scores: NDArray[np.floating], k: int) -> NDArray[np.int64]:
    """The rows of the ``k`` highest scores above 0, best first; ties by row."""
    k = min(k, len(scores))
    near = np.flatnonzero(scores >= np.partition(scores, len(scores) - k)[len(scores) - k]) if k else np.arange(0)
    near = near[scores[near] > 0]
    return near[np.argsort(-scores[near], kind="stable")[:k]]


def fit_alike(traits: Traits, recipe: Recipe) -> dict[str, ItemToItem]:
    """The tables that need no interactions: what looks alike, and of which the same is said."""
    by = {"looks": traits.embedding, "style": traits.style, "described": described(traits)}
    return {name: recipe.content.fit(vectors) for name, vectors in by.items() if vectors.shape[1]}


def _fit_tables(interactions: Interactions, recipe: Recipe, factors: Floats) -> dict[str, ItemToItem]:
    tables = {
        "co_occurrence": recipe.co_occurrence.fit(interactions),
        "cosine": recipe.cosine.fit(interactions),
        "two_steps": recipe.two_steps.fit(interactions),
        "successors": recipe.successors.fit(interactions),
        "factors": recipe.content.fit(_unit(factors)),
    }
    if recipe.linear is not None:
        tables["linear"] = recipe.linear.fit(interactions)
    return tables


def _unit(vectors: Floats) -> Floats:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.where(norms > 0, vectors / np.maximum(norms, 1e-12), 0).astype(np.float32)
