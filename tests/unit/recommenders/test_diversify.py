from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.recommenders.diversify import Cap, diversify

# Halves and quarters: every product and sum of them is exact in float32, so that the fast path and the slow reference
# cannot part by rounding.
_SCORES = st.lists(st.sampled_from([0.25, 0.5, 0.75, 1.0]), min_size=1, max_size=16)
_VECTOR = st.sampled_from(
    [
        (1, 0, 0, 0),
        (0, 1, 0, 0),
        (0, 0, 1, 0),
        (0.5, 0.5, 0.5, 0.5),
        (0.5, -0.5, 0.5, -0.5),
        (-1, 0, 0, 0),
        (0, 0, 0, 0),
    ]
)
_DIALS = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])


def _slowly(scores, vectors, dial, most, cap, chosen):
    """By the book: every similarity anew at every step."""
    taken, picked = list(chosen), []
    counts = Counter(int(cap.codes[row]) for row in chosen if cap.codes[row] >= 0)
    while len(picked) < most:
        left = [row for row in range(len(scores)) if row not in taken]
        within = [row for row in left if cap.codes[row] < 0 or counts[int(cap.codes[row])] < cap.most]
        left = within or ([] if cap.firm else left)
        if not left:
            break

        def gain(row):
            likeness = max(0.0, max((float(vectors[row] @ vectors[other]) for other in taken), default=0.0))
            return (1 - dial) * scores[row] - dial * likeness

        best = max(left, key=lambda row: (gain(row), scores[row], -row))
        taken.append(best)
        picked.append(best)
        if cap.codes[best] >= 0:
            counts[int(cap.codes[best])] += 1
    return picked


@given(st.data(), _SCORES, _DIALS, st.booleans())
def test_agrees_with_a_slow_reference(data, scores, dial, firm):
    n = len(scores)
    vectors = np.array(data.draw(st.lists(_VECTOR, min_size=n, max_size=n)), np.float32)
    codes = np.array(data.draw(st.lists(st.integers(-1, 3), min_size=n, max_size=n)))
    cap = Cap(codes, data.draw(st.integers(1, 3)), firm)
    most = data.draw(st.integers(0, n + 2))
    chosen = data.draw(st.lists(st.integers(0, n - 1), unique=True, max_size=3))
    fast = diversify(np.array(scores, np.float32), vectors, most, dial=dial, caps=[cap], chosen=chosen)
    assert fast.tolist() == _slowly(scores, vectors, dial, most, cap, chosen)


@given(st.lists(st.floats(0, 1, width=32), max_size=30))
def test_with_the_dial_at_0_the_ranking_stays_as_it_is(scores):
    scores = np.array(scores, np.float32)
    vectors = np.ones((len(scores), 3), np.float32)
    assert diversify(scores, vectors, len(scores), dial=0).tolist() == np.argsort(-scores, kind="stable").tolist()


def test_the_further_the_dial_the_less_alike_is_the_list():
    random = np.random.default_rng(5)
    vectors = (
        random.normal(size=(200, 16)).astype(np.float32) + 4 * np.eye(16, dtype=np.float32)[random.integers(0, 4, 200)]
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    scores = random.uniform(0.5, 1, 200).astype(np.float32)

    def likeness(dial):
        shown = vectors[diversify(scores, vectors, 12, dial=dial)]
        return np.mean([(shown[:place] @ shown[place]).max() for place in range(1, 12)])

    measured = [likeness(dial) for dial in (0, 0.3, 0.6, 1)]
    assert measured == sorted(measured, reverse=True)
    assert measured[0] - measured[-1] > 0.1


def test_a_share_gives_way_and_a_firm_cap_does_not():
    scores, vectors = np.array([0.9, 0.8, 0.7], np.float32), np.eye(3, dtype=np.float32)
    same = np.zeros(3, np.int64)
    assert diversify(scores, vectors, 3, dial=0, caps=[Cap(same, 1)]).tolist() == [0, 1, 2]
    assert diversify(scores, vectors, 3, dial=0, caps=[Cap(same, 1, firm=True)]).tolist() == [0]


@pytest.mark.parametrize("dial", [0, 0.5, 1])
def test_of_nothing_comes_nothing(dial):
    empty = np.empty((0, 4), np.float32)
    assert diversify(np.empty(0, np.float32), empty, 5, dial=dial).tolist() == []
