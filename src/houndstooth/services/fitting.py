"""Fitting: the models of a shop from its events, checked before they are put to work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.errors import Conflict
from houndstooth.domain.event import EventKind
from houndstooth.domain.event_ports import Events, Slates
from houndstooth.domain.interactions import DAY, Floats, Interactions
from houndstooth.domain.model import Models, ModelVersion
from houndstooth.domain.shopper_ports import ShopperFacts
from houndstooth.evaluation.intervals import difference_of
from houndstooth.evaluation.metrics import by_shopper
from houndstooth.evaluation.ranking import Score, rank
from houndstooth.evaluation.splits import Audience, stretch
from houndstooth.recommenders.asked import Asked
from houndstooth.recommenders.baskets import Baskets
from houndstooth.recommenders.hybrid import Hybrid, HybridRecipe
from houndstooth.recommenders.impressions import Impression
from houndstooth.recommenders.model_set import ModelSet, to_parts
from houndstooth.recommenders.popular import Popular, Popularity
from houndstooth.services.answered import impressions
from houndstooth.services.assortment import Assortments
from houndstooth.services.learning_data import LearningData, learning_data

KEPT = 5
"""How many versions of a shop are kept, besides the one at work."""

_CHECKED = 2_000
_TOP = 20
_MEASURED = f"ndcg@{_TOP}"


@dataclass(frozen=True, slots=True)
class Check:
    """How the hybrid did on the last stretch of time, of which it knew nothing.

    Args:
        shoppers: how many chose something then.
        hybrid: mean NDCG@20 (K. Järvelin, J. Kekäläinen, 2002), full ranking over all items.
        popular: the same of what was popular lately.
        at_best: how much better the hybrid is at best, with a probability of 97.5 %; below 0 it is plainly worse.
    """

    shoppers: int
    hybrid: float
    popular: float
    at_best: float

    @property
    def passed(self) -> bool:
        """Whether it is not plainly worse."""
        return self.at_best >= 0


@dataclass(frozen=True)
class Fitting:
    """Fits the models of shops.

    Args:
        events: what shoppers did.
        slates: the lists that they were shown.
        facts: what they declared.
        assortments: the items.
        models: where the fitted models are kept.
        weights: how much each kind of event says.
        artifact_id: whose embeddings the items have.
        recipe: how they are fitted.
        clock: gives the time.
    """

    events: Events
    slates: Slates
    facts: ShopperFacts
    assortments: Assortments
    models: Models
    weights: Mapping[EventKind, float]
    artifact_id: str
    recipe: HybridRecipe
    clock: Clock = field(default=utc_now)

    def run(self, shop_id: str, *, check: bool = True, on_step: Callable[[str], None] = lambda _: None) -> ModelVersion:
        """Fit the models of a shop anew, and put them to work if they are not worse than plain popularity.

        Raises:
            Conflict: there is nothing to learn from yet.
        """
        on_step("Reading events")
        facts = dict(self.facts.all(shop_id))
        parts = self.events.interactions(shop_id)
        data = learning_data(parts, self.assortments.of(shop_id), self.weights, facts)
        if not len(data.interactions):
            raise Conflict(
                "no event speaks of an item of this shop yet; send some to POST /v1/events, or import past ones with "
                "houndstooth events import"
            )
        shown = self._impressions(shop_id, data)
        checked = None
        if check:
            on_step("Checking on the last days")
            checked = self._check(data, shown)
        on_step("Fitting on everything")
        version = self._keep(shop_id, data, shown, checked)
        if checked is None or checked.passed:
            self.models.use(shop_id, version.version)
            version = replace(version, current=True)
        self._clear(shop_id)
        return version

    def _impressions(self, shop_id: str, data: LearningData) -> list[Impression]:
        """What was answered in the time that the ranker learns from."""
        learnt_from = timedelta(self.recipe.days * self.recipe.most_stretches)
        since = datetime.fromtimestamp(data.interactions.end, UTC) - learnt_from
        return impressions(self.events.attributed(shop_id, since=since), self.slates, shop_id, data)

    def _fit(self, interactions: Interactions, data: LearningData, shown: Sequence[Impression]) -> Hybrid:
        return self.recipe.fit(
            interactions, data.traits, segments=data.segments, segment_of=data.segment_of, impressions=shown
        )

    def _keep(
        self, shop_id: str, data: LearningData, shown: Sequence[Impression], checked: Check | None
    ) -> ModelVersion:
        hybrid = self._fit(data.interactions, data, shown)
        bought = Baskets().fit(data.bought)
        arrays, told = to_parts(ModelSet(data.numbers, hybrid, bought, data.words, self.artifact_id))
        now = self.clock()
        report: dict[str, Any] = {
            "interactions": len(data.interactions),
            "shoppers": data.interactions.n_shoppers,
            "items": data.interactions.n_items,
            "answered_lists": len(shown),
            "ranker": type(hybrid.ranker).__name__,
            "importance": {name: round(share, 4) for name, share in hybrid.ranker.importance().items()},
            "check": None if checked is None else _as_json(checked),
        }
        version = ModelVersion(shop_id, _name(now), now, report=report)
        self.models.keep(version, arrays, told)
        return version

    def _check(self, data: LearningData, shown: Sequence[Impression]) -> Check | None:
        interactions, days = data.interactions, self.recipe.days
        start = interactions.end - days * DAY
        if start <= interactions.times[0] + days * DAY:
            return None  # too little time to hold any back
        cut = stretch(interactions, start, np.inf)
        if not len(cut) or not len(cut.train):
            return None
        cut = cut.sample(_CHECKED)
        hybrid = self._fit(cut.train, data, [one for one in shown if one.at < start])
        popular = Popularity(days).fit(cut.train)
        gains = [by_shopper(rank(_score(model, data), cut, k=_TOP), (_TOP,))[_MEASURED] for model in (hybrid, popular)]
        if not len(gains[0]):
            return None
        better = difference_of(gains[0], gains[1])
        return Check(len(gains[0]), float(gains[0].mean()), float(gains[1].mean()), better.high)

    def _clear(self, shop_id: str) -> None:
        old = [one for one in self.models.of_shop(shop_id) if not one.current][KEPT:]
        for one in old:
            self.models.forget(shop_id, one.version)


def _score(model: Hybrid | Popular, data: LearningData) -> Score:
    def score(audience: Audience) -> Floats:
        return model.scores(Asked(audience.histories, audience.now, data.segment_of[audience.shoppers]))

    return score


def _name(now: datetime) -> str:
    return f"{now:%Y%m%dT%H%M%S%f}Z"


def _as_json(check: Check) -> dict[str, Any]:
    return {
        "shoppers": check.shoppers,
        "ndcg_at_20": round(check.hybrid, 5),
        "popularity_ndcg_at_20": round(check.popular, 5),
        "difference_at_best": round(check.at_best, 5),
        "passed": check.passed,
    }
