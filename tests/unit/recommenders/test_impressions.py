"""The ranker learns from lists that were shown: what was taken of them, and what was passed over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import DAY, Interactions
from houndstooth.recommenders.asked import Asked
from houndstooth.recommenders.factors import Factorisation
from houndstooth.recommenders.hybrid import HybridRecipe
from houndstooth.recommenders.impressions import Impression
from houndstooth.recommenders.ranker import Learning
from houndstooth.recommenders.sources import Recipe
from houndstooth.recommenders.traits import Traits

N_ITEMS = 40
RECIPE = Recipe(linear=None, factorisation=Factorisation(factors=4))


def shop(seed=0):
    """80 shoppers who buy without any order among 40 items; every second item is dear."""
    rng = np.random.default_rng(seed)
    shoppers = np.repeat(np.arange(80), 6)
    items = np.concatenate([rng.permutation(N_ITEMS)[:6] for _ in range(80)])
    times = rng.random(len(items)) * 100 * DAY
    price = np.where(np.arange(N_ITEMS) % 2, 400.0, 10.0).astype(np.float32)
    traits = replace(Traits.unknown(N_ITEMS), price=price)
    return Interactions.of(shoppers, items, times, n_shoppers=80, n_items=N_ITEMS), traits


def lists(interactions, taken, count=300, seed=1):
    """Lists of ten, of the last days, of which those items are taken."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        items = rng.permutation(N_ITEMS)[:10].astype(np.int32)
        at = interactions.end - rng.random() * 13 * DAY
        yield Impression(int(rng.integers(80)), at, items, taken(items).astype(np.float32))


def share_of_dear(hybrid):
    history = Histories(np.array([0, 2]), np.array([0, 1], np.int32), np.array([1.0, 2.0]), np.ones(2, np.float32))
    candidates, scores = hybrid.rank(Asked(history, np.array([101 * DAY])), np.arange(N_ITEMS))
    return (candidates.rows[np.argsort(-scores)[:10]] % 2).mean()


def test_what_is_passed_over_goes_down():
    """Shoppers buy dear and cheap things alike, but of the lists that they are shown they take the dear ones alone."""
    interactions, traits = shop()
    recipe = HybridRecipe(sources=RECIPE, learning=Learning(scarce=10**9), most_stretches=1)
    dear = recipe.fit(interactions, traits, impressions=[*lists(interactions, lambda items: items % 2)])
    cheap = recipe.fit(interactions, traits, impressions=[*lists(interactions, lambda items: items % 2 == 0)])
    assert share_of_dear(dear) >= 0.9
    assert share_of_dear(cheap) <= 0.1


def test_a_list_is_judged_by_what_was_known_when_it_was_shown():
    """What somebody did after it is not in the history that the ranker is told of."""
    taught = []

    class Recorder(Learning):
        def fit(self, examples):
            taught.append(examples)
            return super().fit(examples)

    items = np.array([0, 1, 2, 3, 4, 5, 6], np.int32)
    days = np.array([0.0, 1, 40, 50, 95, 97, 100])
    interactions = Interactions.of(np.zeros(7), items, days * DAY, n_shoppers=1, n_items=N_ITEMS)
    shown = Impression(0, 96 * DAY, np.array([10, 5, 11], np.int32), np.array([0, 2, 0], np.float32))
    recipe = HybridRecipe(sources=RECIPE, learning=Recorder(none=10**9), most_stretches=1)
    recipe.fit(interactions, Traits.unknown(N_ITEMS), impressions=[shown])
    (examples,) = taught
    table = examples.table[-3:]
    assert examples.sizes[-1] == 3
    assert examples.grades[-3:].tolist() == [2, 0, 0]  # by rows: 5, 10, 11
    assert np.allclose(table[:, examples.names.index("history")], np.log1p(5))
    assert np.allclose(table[:, examples.names.index("idle")], np.log1p(1.0))


def test_items_and_grades_fit_together():
    with pytest.raises(ValueError, match="2 items and 1 grades"):
        Impression(0, 0.0, np.zeros(2, np.int32), np.zeros(1, np.float32))
