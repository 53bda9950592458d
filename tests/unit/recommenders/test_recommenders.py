"""Each recommender does what its name says, and the quick path what the slow one does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import DAY, Interactions
from houndstooth.recommenders.arrivals import Arrivals
from houndstooth.recommenders.asked import Asked, Recency
from houndstooth.recommenders.baskets import Baskets
from houndstooth.recommenders.candidates import Fan
from houndstooth.recommenders.co_occurrence import CoOccurrence
from houndstooth.recommenders.content import Content
from houndstooth.recommenders.demographic import Demographic, Segments
from houndstooth.recommenders.factors import Factorisation
from houndstooth.recommenders.hybrid import HybridRecipe
from houndstooth.recommenders.linear import Linear
from houndstooth.recommenders.popular import Popularity
from houndstooth.recommenders.predicted import Prediction
from houndstooth.recommenders.ranker import Learning
from houndstooth.recommenders.sources import Recipe
from houndstooth.recommenders.successors import Successors
from houndstooth.recommenders.traits import Traits
from houndstooth.recommenders.two_steps import TwoSteps

PLAIN = Recency(step=1.0)
N_ITEMS = 12


def two_worlds(n_shoppers=60, seed=0, length=5):
    """Half of the shoppers like items 0 to 5, the others 6 to 11."""
    rng = np.random.default_rng(seed)
    shoppers = np.repeat(np.arange(n_shoppers), length)
    items = np.concatenate([rng.permutation(6)[:length] + 6 * (shopper % 2) for shopper in range(n_shoppers)])
    times = rng.permutation(len(items)).astype(float) * DAY
    return Interactions.of(shoppers, items, times, n_shoppers=n_shoppers, n_items=N_ITEMS)


def asking(*items, weights=None, now=1e9, segment=-1):
    history = np.array(items, np.int32)
    said = np.ones(len(items), np.float32) if weights is None else np.array(weights, np.float32)
    histories = Histories(np.array([0, len(items)]), history, now - np.arange(len(items))[::-1].astype(float), said)
    return Asked(histories, np.array([now]), np.array([segment], np.int32))


LEARNERS = {
    "co-occurrence": CoOccurrence(),
    "cosine": CoOccurrence(0.0, 0.5, 1.0),
    "two steps": TwoSteps(),
    "successors": Successors(),
    "linear": Linear(penalty=1.0),
    "factorised": Factorisation(factors=4, iterations=20),
}


@pytest.mark.parametrize("name", LEARNERS)
def test_who_likes_one_world_is_shown_it(name):
    """Also a shopper who was not there when the model was fitted."""
    scores = LEARNERS[name].fit(two_worlds()).scores(asking(0, 1))[0]
    assert scores[2:6].mean() > scores[6:].mean()


@pytest.mark.parametrize("name", LEARNERS)
def test_dislikes_push_away(name):
    """What is near what somebody dislikes falls, and below what says nothing."""
    model = LEARNERS[name].fit(two_worlds())
    liked, disliked = model.scores(asking(0, 7))[0], model.scores(asking(0, 7, weights=[1, -1]))[0]
    assert disliked[8:].mean() < liked[8:].mean()


@pytest.mark.parametrize("name", LEARNERS)
def test_nobody_and_nothing(name):
    """No history gives no scores; no interactions give a model that says nothing."""
    assert not LEARNERS[name].fit(two_worlds()).scores(asking())[0].any()
    empty = Interactions.of(*(np.empty(0, np.int64) for _ in range(3)), n_shoppers=0, n_items=4)
    assert not LEARNERS[name].fit(empty).scores(asking(1, 2))[0].any()


def test_co_occurrence_counts_pairs():
    """Against counting by hand; nothing is its own neighbour, dislikes make no pairs."""
    everything = two_worlds(seed=3)
    weights = everything.weights.copy()
    weights[::7] = -1
    everything = Interactions.of(
        everything.shoppers, everything.items, everything.times, n_shoppers=60, n_items=N_ITEMS, weights=weights
    )
    table = CoOccurrence(shopper_exponent=0.0, recency=PLAIN).fit(everything).table.matrix.toarray()
    expected = np.zeros((N_ITEMS, N_ITEMS))
    for shopper in range(60):
        liked = set(everything.items[(everything.shoppers == shopper) & (everything.weights > 0)].tolist())
        for one in liked:
            for other in liked - {one}:
                expected[one, other] += 1
    assert np.allclose(table, expected)


def test_old_pairs_fade():
    """With a half-life of ten days, a pair of ten days ago counts half."""
    times = np.array([0.0, 0.0, 10 * DAY, 10 * DAY])
    pairs = Interactions.of(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 2]), times, n_shoppers=2, n_items=3)
    table = CoOccurrence(0.0, half_life=10.0).fit(pairs).table.matrix.toarray()
    assert table[0, 1] == pytest.approx(0.5 * table[0, 2])


def test_the_linear_model_is_the_closed_form():
    """``-P[i, j] / P[j, j]`` with ``P`` the inverse of the penalised Gram matrix, and 0 on the diagonal."""
    everything = two_worlds(seed=4)
    matrix = np.zeros((60, N_ITEMS))
    matrix[everything.shoppers, everything.items] = 1
    inverse = np.linalg.inv(matrix.T @ matrix + 3.0 * np.eye(N_ITEMS))
    expected = -inverse / np.diag(inverse)[None]
    np.fill_diagonal(expected, 0)
    found = Linear(penalty=3.0).fit(everything).table.matrix.toarray()
    assert np.allclose(found, expected, atol=1e-4)


def test_the_linear_model_keeps_within_its_memory():
    """The least popular items are left out, and say nothing."""
    everything = two_worlds(seed=5)
    model = Linear(memory=int(4 * 1.25 * 5**2))
    assert model.most_items == 5
    table = model.fit(everything).table
    assert (np.diff(table.indptr) > 0).sum() <= 5


def test_folding_in_is_a_step_of_the_fit():
    """Against the normal equations written out: confidence in likings, and in dislikes a preference of 0."""
    model = Factorisation(factors=3, alpha=5.0, regularization=0.2).fit(two_worlds())
    vectors, weights = model.items[[0, 7]], np.array([1.0, -1.0])
    confidence = np.diag(np.abs(5.0 * weights))
    left = model.items.T @ model.items + vectors.T @ confidence @ vectors + 0.2 * np.eye(3)
    expected = np.linalg.solve(left, vectors.T @ np.array([6.0, 0.0]))
    assert np.allclose(model.fold_in(asking(0, 7, weights=weights))[0], expected, atol=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, N_ITEMS - 1), max_size=9), st.integers(0, 99))
def test_gathering_is_scoring(items, seed):
    """What a request adds up is the row of the full product, without its zeros."""
    model = CoOccurrence(neighbours=4).fit(two_worlds(seed=seed % 5))
    asked = asking(*items)
    rows, scores = model.gather(asked)
    full = np.zeros(N_ITEMS, np.float32)
    full[rows] = scores
    assert np.allclose(full, model.scores(asked)[0], atol=1e-5)


def test_newer_interactions_say_more():
    """By their order, and by their age."""
    asked = Asked(
        Histories(np.array([0, 2]), np.array([3, 4], np.int32), np.array([0.0, 10 * DAY]), np.ones(2, np.float32)),
        np.array([10 * DAY]),
    )
    assert Recency(step=0.5).weigh(asked)[1].tolist() == [0.5, 1.0]
    assert Recency(step=1.0, half_life=10.0).weigh(asked)[1].tolist() == [0.5, 1.0]
    assert Recency(most=1).weigh(asked)[0].items.tolist() == [4]


def test_successors_have_a_direction():
    """What comes after, where going back does not count; and not beyond the end of a session."""
    times = np.array([0.0, 60.0, 120.0, 10 * DAY])
    walk = Interactions.of(np.zeros(4, int), np.array([0, 1, 2, 3]), times, n_shoppers=1, n_items=4)
    table = Successors(back=0.0, gap=1.0).fit(walk).table.matrix.toarray()
    assert table[0, 1] > table[0, 2] > 0
    assert table[1, 0] == 0
    assert not table[:, 3].any()


def test_popularity_and_its_fading():
    """Counts of likings; of two alike the later is the more popular lately."""
    times = np.array([0.0, 0.0, 30 * DAY, 30 * DAY])
    weights = np.array([1.0, 1.0, 1.0, -1.0])
    sold = Interactions.of(np.arange(4), np.array([0, 0, 1, 2]), times, n_shoppers=4, n_items=3, weights=weights)
    assert Popularity().fit(sold).popularity.tolist() == [2, 1, 0]
    assert Popularity(30.0).fit(sold).popularity.tolist() == [1, 1, 0]


def test_people_alike():
    """Those of about one's age count, the nearer the more; who says nothing is everybody."""
    ages = np.array([20.0, 22.0, 60.0, np.nan])
    segments, of = Segments.of({"age": (ages, True)})
    assert of.tolist() == [0, 1, 2, -1]
    chosen = Interactions.of(np.array([1, 2]), np.array([1, 2]), np.zeros(2), n_shoppers=4, n_items=3)
    model = Demographic(trust=0.0).fit(chosen, segments, of)
    young, everybody = model.scores(asking(segment=0))[0], model.scores(asking())[0]
    assert young[1] > young[2]
    assert everybody[1] == everybody[2]
    assert segments.find({"age": 58.0}) == 2
    assert segments.find({}) == -1


def test_new_arrivals():
    """The newest first; what is still to come is not there."""
    born = np.array([1.0, 5.0, 3.0, np.nan, 9.0]) * DAY
    arrivals = Arrivals(born)
    assert arrivals.newest(6 * DAY, 2).tolist() == [1, 2]
    scores = arrivals.scores(Asked(asking().histories, np.array([6 * DAY])))[0]
    assert scores.argsort()[::-1][:3].tolist() == [1, 2, 0]
    assert scores[3] == scores[4] == 0


def test_what_looks_alike():
    """The nearest by cosine, not itself; what has no vector has no neighbours."""
    vectors = np.array([[1, 0], [0.8, 0.6], [0, 1], [0, 0]], np.float32)
    table = Content(neighbours=1).fit(vectors).table
    whose, which, strength = table.of(np.array([0, 2, 3], np.int32))
    assert (whose.tolist(), which.tolist()) == ([0, 1], [1, 1])
    assert strength == pytest.approx([0.8, 0.6])


def test_the_ranker_is_not_told_what_will_come():
    """Of an item that came after a cut nobody knew at the cut; told of it, the ranker would learn from the future."""
    taught = []

    class Recorder(Learning):
        def fit(self, examples):
            taught.append(examples)
            return super().fit(examples)

    everything = two_worlds(n_shoppers=200)
    born = np.zeros(N_ITEMS)
    born[[5, 11]] = everything.end - 10 * DAY
    traits = replace(Traits.unknown(N_ITEMS), born=born)
    sources = Recipe(linear=None, factorisation=Factorisation(factors=4))
    fan = Fan(repeats=True)
    HybridRecipe(sources=sources, learning=Recorder(none=10**9), fan=fan, most_stretches=1).fit(everything, traits)
    (examples,) = taught
    ages = examples.table[:, examples.names.index("age")]
    assert np.isnan(ages).any()
    assert np.nanmin(ages) > 0
    assert traits.as_of(1.0).born.tolist() == [0.0 if one == 0 else pytest.approx(np.nan, nan_ok=True) for one in born]


def test_factors_are_predicted_from_traits():
    """An item that nobody chose gets the factors of its kind."""
    rng = np.random.default_rng(0)
    kind = np.repeat([0, 1], 50).astype(np.int32)
    factors = np.where(kind[:, None] == 0, [1.0, 0.0], [0.0, 1.0]).astype(np.float32)
    nothing = np.zeros((100, 0), np.float32)
    traits = Traits(
        rng.standard_normal((100, 4)).astype(np.float32), nothing, {"kind": kind}, {"kind": ("a", "b")},
        np.full(100, np.nan, np.float32), np.full(100, np.nan),
    )  # fmt: skip
    popularity = np.full(100, 9.0, np.float32)
    popularity[[0, 99]] = 0
    predicted = Prediction().fit(traits, factors, popularity).factors(traits.take(np.array([0, 99])))
    assert predicted.argmax(axis=1).tolist() == [0, 1]


def test_baskets():
    """Support is in how many baskets a pair stood, lift how much more often than by chance."""
    days = np.array([0, 0, 1, 1, 2, 2, 3, 4]) * DAY
    bought = Interactions.of(np.zeros(8, int), np.array([0, 1, 0, 1, 0, 2, 3, 3]), days, n_shoppers=1, n_items=4)
    found = Baskets().fit(bought)
    items, support, lift = found.with_(0)
    assert (items.tolist(), support.tolist()) == ([1], [2.0])
    assert lift[0] == pytest.approx(2 / (3 * 2 / 5))
