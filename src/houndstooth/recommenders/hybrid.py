"""The hybrid: candidates of all sources in the one order of the ranker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import DAY, Floats, Interactions, Rows
from houndstooth.evaluation.splits import Split, Stage, last_out, stretch
from houndstooth.recommenders.asked import Asked
from houndstooth.recommenders.candidates import Candidates, Fan
from houndstooth.recommenders.demographic import Segments
from houndstooth.recommenders.examples import Examples, List, as_table
from houndstooth.recommenders.features import features
from houndstooth.recommenders.impressions import Impression
from houndstooth.recommenders.neighbours import ItemToItem
from houndstooth.recommenders.ranker import Boosted, Learning, LinearRanker
from houndstooth.recommenders.sources import Recipe, Sources, fit_alike, fit_sources
from houndstooth.recommenders.traits import Traits

Cut = tuple[Split, float, float]
"""What was known before a moment, and what was chosen from then until another."""

_FLOOR = -1e6
"""What is no candidate is ordered by popularity, below whatever is one."""


@dataclass(frozen=True)
class Hybrid:
    """A fitted hybrid."""

    sources: Sources
    ranker: Boosted | LinearRanker
    fan: Fan

    def rank(self, asked: Asked, also: NDArray[np.integer] | None = None) -> tuple[Candidates, Floats]:
        """The candidates of one who asks, and ``float32[c]``, the ranker's scores."""
        candidates = self.fan.find(self.sources, asked, also)
        table = as_table(features(self.sources, asked, candidates), self.ranker.names, len(candidates))
        return candidates, self.ranker.score(table)

    def scores(self, asked: Asked) -> Floats:
        """``float32[b, n]`` over all items, for evaluation."""
        ever = self.sources.popularity[-1]
        scored = np.tile(_FLOOR + ever / (1 + ever.max(initial=0)), (len(asked), 1)).astype(np.float32)
        for place in range(len(asked)):
            candidates, scores = self.rank(asked.take(np.array([place])))
            scored[place, candidates.rows] = scores
        return scored


@dataclass(frozen=True, slots=True)
class HybridRecipe:
    """How a hybrid is fitted.

    Args:
        sources: how its sources are.
        learning: how its ranker is.
        fan: how many candidates it looks at.
        shown: of each list the ranker learns from what was chosen and so many others, drawn at random.
        days: how long the stretches are that the ranker learns from, where interactions are dated.
        most_lists: with how many lists the ranker learns at most.
        enough_lists: with how many shoppers' lists no further stretch is looked at.
        most_stretches: how many stretches at most; each takes a fit of all sources as they were before it.
        seed: of the draw of lists.
    """

    sources: Recipe = field(default_factory=Recipe)
    learning: Learning = field(default_factory=Learning)
    fan: Fan = field(default_factory=Fan)
    shown: int = 100
    days: float = 14.0
    most_lists: int = 10_000
    enough_lists: int = 5_000
    most_stretches: int = 10
    seed: int = 0

    def fit(
        self,
        interactions: Interactions,
        traits: Traits,
        *,
        segments: Segments | None = None,
        segment_of: Rows | None = None,
        impressions: Sequence[Impression] = (),
    ) -> Hybrid:
        """Fit the ranker on what came after a cut with sources from before it, then the sources on everything."""
        of = np.full(interactions.n_shoppers, -1, np.int32) if segment_of is None else segment_of
        alike = fit_alike(traits, self.sources)
        examples = self.examples(
            interactions, traits, segments=segments, segment_of=of, alike=alike, impressions=impressions
        )
        ranker = self.learning.fit(examples)
        sources = fit_sources(interactions, traits, self.sources, segments=segments, segment_of=of, alike=alike)
        return Hybrid(sources, ranker, self.fan)

    def examples(
        self,
        interactions: Interactions,
        traits: Traits,
        *,
        segments: Segments | None,
        segment_of: Rows,
        alike: Mapping[str, ItemToItem],
        impressions: Sequence[Impression] = (),
    ) -> Examples:
        """What the ranker learns from, as sources from before it see it.

        That is what came after cuts, chosen of all that could have been, and lists that were shown then: what was
        chosen of them, and what was passed over.
        """
        cuts = self._cuts(interactions)
        most = self.most_lists // max(len(cuts), 1)
        histories = Histories.of(interactions)
        lists: list[List] = []
        for cut, start, stop in cuts:
            known = traits.as_of(float(cut.now.min(initial=np.inf))) if interactions.dated else traits
            sources = fit_sources(cut.train, known, self.sources, segments=segments, segment_of=segment_of, alike=alike)
            lists += islice(self._lists(sources, cut, segment_of), most)
            shown = [one for one in impressions if start <= one.at < stop][-most:]
            lists += (self._shown(sources, histories, one, segment_of) for one in shown)
        return Examples.of_lists(lists)

    def _cuts(self, interactions: Interactions) -> list[Cut]:
        if not len(interactions):
            return []
        if not interactions.dated:
            return [(last_out(interactions, Stage.TEST, repeats=self.fan.repeats), np.inf, np.inf)]
        cuts: list[Cut] = []
        stop, lists = float("inf"), 0
        while len(cuts) < self.most_stretches and lists < self.enough_lists:
            start = min(stop, interactions.end) - self.days * DAY
            if start <= interactions.times[0] + self.days * DAY:
                break
            cut = stretch(interactions, start, stop, repeats=self.fan.repeats)
            cuts.append((cut, start, stop))
            stop, lists = start, lists + len(cut)
        return cuts

    def _lists(self, sources: Sources, cut: Split, segment_of: Rows) -> Iterator[List]:
        """The lists of one cut in which something was chosen, in a random order."""
        asked = Asked(cut.histories, cut.now, segment_of[cut.shoppers])
        rng = np.random.default_rng(self.seed)
        for place in rng.permutation(len(asked)):
            one = asked.take(np.array([place]))
            candidates = self.fan.find(sources, one)
            grades = np.isin(candidates.rows, cut.wanted.take(np.array([place])).items)
            if grades.any():
                shown = grades | (rng.permutation(len(grades)) < self.shown)
                told = features(sources, one, candidates)
                yield {name: values[shown] for name, values in told.items()}, grades[shown].astype(np.float32)

    def _shown(self, sources: Sources, histories: Histories, impression: Impression, segment_of: Rows) -> List:
        """What was shown in one list, to somebody with the history that they had then."""
        whose = np.array([impression.shopper])
        history = histories.take(whose)
        there = int(np.searchsorted(history.times, impression.at))
        past = Histories(np.array([0, there]), history.items[:there], history.times[:there], history.weights[:there])
        asked = Asked(past, np.array([impression.at]), segment_of[whose])
        candidates = self.fan.find(sources, asked, impression.items)
        order = np.argsort(impression.items, kind="stable")
        items, grades = impression.items[order], impression.grades[order]
        shown = np.isin(candidates.rows, items)
        told = features(sources, asked, candidates)
        places = np.searchsorted(items, candidates.rows[shown])
        return {name: values[shown] for name, values in told.items()}, grades[places]
