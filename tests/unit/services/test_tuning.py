"""Tuning finds better options, on the validation part and nothing else."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from houndstooth.domain.errors import InvalidInput, MissingExtra
from houndstooth.domain.interactions import DAY, Interactions
from houndstooth.evaluation.metrics import by_shopper
from houndstooth.evaluation.ranking import rank
from houndstooth.evaluation.splits import Stage, last_out, windows
from houndstooth.services.tuning import Choice, Real, Tuning, Whole

N_ITEMS = 120


def fashions(seed=0, shoppers=400, days=200):
    """What sells changes: on each day shoppers choose around an item that wanders through the catalogue."""
    rng = np.random.default_rng(seed)
    n = shoppers * 12
    days_of = rng.random(n) * days
    items = (days_of / days * N_ITEMS * 2 + rng.normal(0, 3, n)).astype(int) % N_ITEMS
    return Interactions.of(rng.integers(0, shoppers, n), items, days_of * DAY, n_shoppers=shoppers, n_items=N_ITEMS)


def recent(options, train):
    """Popularity of the last days."""
    ages = (train.end - train.times) / DAY
    weights = 0.5 ** (ages / options["half_life"])
    popular = np.bincount(train.items, weights, minlength=N_ITEMS).astype(np.float32)
    sign = -1 if options.get("upside_down") else 1
    return lambda audience: np.tile(sign * popular, (len(audience), 1))


def splits_of(interactions, stage=Stage.VALIDATION):
    return list(windows(interactions, stage, days=7, count=2))


SPACE = {"half_life": Real(0.5, 5000, log=True), "upside_down": Choice((True, False)), "unused": Whole(1, 3)}


def test_better_options_are_found():
    """Where fashions change, recent popularity; the value is that of the metric over all shoppers of the splits."""
    splits = splits_of(fashions())
    tuned = Tuning(SPACE, metric="recall@10", trials=25, seed=1).run("popularity", recent, splits)
    assert tuned.trials == 25
    assert tuned.options["upside_down"] is False
    assert tuned.options["half_life"] < 30
    assert tuned.options["unused"] in {1, 2, 3}
    parts = [by_shopper(rank(recent(tuned.options, one.train), one, k=10), (10,))["recall@10"] for one in splits]
    assert tuned.value == pytest.approx(np.concatenate(parts).mean())


def test_the_same_seed_finds_the_same():
    """A search can be done again."""
    splits = splits_of(fashions())
    one, other = (Tuning(SPACE, trials=6, seed=2).run("popularity", recent, splits) for _ in range(2))
    assert one == other


def test_a_search_goes_on(tmp_path):
    """Kept in a file, it knows what was tried: six trials in all, however often it is begun."""
    splits, tried = splits_of(fashions()), []

    def counted(options, train):
        tried.append(options)
        return recent(options, train)

    for trials in (2, 6, 6, 3):
        tuning = Tuning(SPACE, trials=trials, journal=tmp_path / "tuning.journal")
        tuned = tuning.run("popularity", counted, splits[:1])
    assert len(tried) == tuned.trials == 6
    assert tuned.options in tried


def test_hopeless_trials_are_given_up():
    """After a first window that went badly the second is not fitted."""
    splits, fitted = splits_of(fashions()), []

    def counted(options, train):
        fitted.append(len(train))
        return recent(options, train)

    Tuning(SPACE, trials=25, seed=1).run("popularity", counted, splits)
    first, second = (fitted.count(len(one.train)) for one in splits)
    assert first == 25
    assert second < 25


def test_the_test_part_cannot_be_tuned_on():
    """Splits of the test are refused, whatever made them."""
    interactions = fashions()
    refuse = lambda *_: pytest.fail("nothing is fitted")  # noqa: E731
    for split in (last_out(interactions, Stage.TEST), splits_of(interactions, Stage.TEST)[0]):
        with pytest.raises(InvalidInput, match="splits of the validation stage"):
            Tuning(SPACE).run("popularity", refuse, [split])
        with pytest.raises(InvalidInput, match="splits of the validation stage"):
            Tuning(SPACE).run("popularity", refuse, [split.sample(10)])


def test_nobody_to_tune_on():
    """An empty validation part gives no options."""
    split = last_out(fashions(), Stage.VALIDATION).take(np.empty(0, int))
    for splits in ([], [split]):
        with pytest.raises(InvalidInput, match="nobody is judged"):
            Tuning(SPACE).run("popularity", recent, splits)


def test_without_optuna(monkeypatch):
    """The message says which extra has it."""
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(MissingExtra, match=r"houndstooth\[evaluate\]"):
        Tuning(SPACE).run("popularity", recent, splits_of(fashions()))
