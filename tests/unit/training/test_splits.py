"""Splits never divide a group, keep their shares, and are drawn once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("torch")

from houndstooth.training.corpus import open_corpus
from houndstooth.training.near_duplicates import fingerprint, group_near_duplicates
from houndstooth.training.splits import TEST, TRAIN, VALIDATION, Splits, split_groups

SHARES = {TEST: 0.2, VALIDATION: 0.1}


@given(
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from("abc")), min_size=1, max_size=120),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=60, deadline=None)
def test_no_group_is_divided(pictures: list[tuple[int, str]], seed: int) -> None:
    """All pictures of one group land in one split, whatever the groups and strata."""
    groups, strata = [group for group, _ in pictures], [stratum for _, stratum in pictures]
    dealt = split_groups(groups, strata, shares=SHARES, seed=seed)
    assert len({(group, split) for group, split in zip(groups, dealt, strict=True)}) == len(set(groups))


def test_shares_hold_in_every_stratum() -> None:
    """Each class is held out in the share that was asked for, the rare one as well."""
    strata = ["often"] * 900 + ["rare"] * 50
    dealt = split_groups(list(range(950)), strata, shares=SHARES, seed=1)
    counted = Counter(zip(strata, dealt, strict=True))
    assert counted["often", TEST] == pytest.approx(180, abs=2)
    assert counted["rare", TEST] == pytest.approx(10, abs=1)
    assert counted["rare", VALIDATION] == pytest.approx(5, abs=1)


def test_same_seed_same_split() -> None:
    """The seed alone decides."""
    groups, strata = list(range(300)), ["a", "b", "c"] * 100
    first = split_groups(groups, strata, shares=SHARES, seed=5)
    assert first == split_groups(groups, strata, shares=SHARES, seed=5)
    assert first != split_groups(groups, strata, shares=SHARES, seed=6)


def test_a_huge_group_stays_in_training() -> None:
    """A sender with most of the photos would make a test of one floor only."""
    dealt = split_groups(["whale"] * 500 + list(range(500)), ["x"] * 1000, shares=SHARES, seed=0)
    assert set(dealt[:500]) == {TRAIN}


def test_near_duplicates_share_a_group() -> None:
    """A slightly brighter copy joins its original; another picture does not."""
    rng = np.random.default_rng(0)
    one, other = rng.integers(0, 250, (2, 40, 30, 3), dtype=np.uint8)
    groups = group_near_duplicates(fingerprint([one, other, one + np.uint8(2)]))
    assert groups[0] == groups[2] != groups[1]


def test_corpus_writes_its_splits_down(toy_folders: list[Path], tmp_path: Path) -> None:
    """A run's splits are read again rather than drawn again, and no sender stands on two sides."""
    opened = open_corpus(toy_folders, cache=tmp_path / "cache", run=tmp_path, seed=1, progress=lambda _: None)
    again = open_corpus(toy_folders, cache=tmp_path / "cache", run=tmp_path, seed=2, progress=lambda _: None)
    assert again.splits == opened.splits == Splits.load(tmp_path / "splits.json")
    street = opened.shelves["photos"]
    sides: dict[str, set[str]] = {}
    for record, split in zip(street.records, street.split, strict=True):
        sides.setdefault(record.group, set()).add(split)
    assert all(len(side) == 1 for side in sides.values())
    assert {*street.split} >= {TRAIN, TEST}
