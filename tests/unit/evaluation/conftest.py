"""Splits of made-up shoppers."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import Interactions
from houndstooth.evaluation.splits import Split


@pytest.fixture(scope="session", name="made_up")
def _made_up():
    """Functions that make histories, splits and recommenders."""
    return SimpleNamespace(histories=histories_of, split=split_of, some_split=some_split, scorer=scorer)


def histories_of(lists):
    """Items of each shopper; nothing is known of times."""
    items = np.array([item for one in lists for item in one], np.int32)
    indptr = np.concatenate([[0], np.cumsum([len(one) for one in lists])]).astype(np.int64)
    return Histories(indptr, items, np.zeros(len(items)), np.ones(len(items), np.float32))


def split_of(known, wanted, *, n_items, repeats=False):
    """Shopper ``j`` knows ``known[j]`` and wants ``wanted[j]``."""
    shoppers = np.repeat(np.arange(len(known)), [len(one) for one in known])
    items = np.array([item for one in known for item in one], np.int32)
    train = Interactions.of(shoppers, items, np.arange(len(items)), n_shoppers=len(known), n_items=n_items)
    now = np.zeros(len(known))
    return Split(train, np.arange(len(known)), histories_of(known), now, histories_of(wanted), repeats=repeats)


def some_split(seed, *, shoppers=20, n_items=60, most_wanted=8, most_known=5, repeats=False):
    """Random histories, some of them empty, and one or more wanted items each that are not in them."""
    rng = np.random.default_rng(seed)
    known = [rng.choice(n_items, rng.integers(0, most_known + 1), replace=False).tolist() for _ in range(shoppers)]
    others = [np.setdiff1d(np.arange(n_items), one) for one in known]
    sizes = rng.integers(1, most_wanted + 1, shoppers)
    wanted = [
        rng.choice(one, min(size, len(one)), replace=False).tolist() for one, size in zip(others, sizes, strict=True)
    ]
    return split_of(known, wanted, n_items=n_items, repeats=repeats)


def scorer(scores):
    """A recommender that has its scores, ``float32[shoppers, n]``, ready."""
    return lambda audience: scores[audience.shoppers]
