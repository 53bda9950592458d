from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.recommenders.diversify import Cap, Frame, diversify

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


def _slowly(scores, vectors, most, dial, groups, frame):
    """By the book: every similarity anew at every step."""
    [cap] = frame.caps
    taken, picked = list(frame.standing), []
    counts = Counter(int(cap.codes[row]) for row in taken if cap.codes[row] >= 0)
    while len(picked) < most:
        left = [row for row in range(len(scores)) if groups[row] not in groups[taken]]
        within = [row for row in left if cap.codes[row] < 0 or counts[int(cap.codes[row])] < cap.most]
        if not left:
            break

        def gain(row):
            likeness = max(0.0, max((float(vectors[row] @ vectors[other]) for other in taken), default=0.0))
            return (1 - dial) * scores[row] - dial * likeness

        best = max(within or left, key=lambda row: (gain(row), scores[row], -row))
        taken.append(best)
        picked.append(best)
        if cap.codes[best] >= 0:
            counts[int(cap.codes[best])] += 1
    return picked


@given(st.data(), _SCORES, _DIALS)
def test_agrees_with_a_slow_reference(data, scores, dial):
    n = len(scores)
    codes = st.lists(st.integers(-1, 3), min_size=n, max_size=n).map(np.array)
    vectors = np.array(data.draw(st.lists(_VECTOR, min_size=n, max_size=n)), np.float32)
    frame = Frame(
        data.draw(st.lists(st.integers(0, n - 1), unique=True, max_size=3)),
        [Cap(data.draw(codes), data.draw(st.integers(1, 3)))],
    )
    groups = data.draw(codes | st.just(np.arange(n)))
    k = data.draw(st.integers(0, n + 2))
    fast = diversify(np.array(scores, np.float32), vectors, k, dial=dial, groups=groups, frame=frame)
    assert fast.tolist() == _slowly(scores, vectors, k, dial, groups, frame)


@given(st.lists(st.floats(0, 1, width=32), max_size=30))
def test_with_the_dial_at_0_the_ranking_stays_as_it_is(scores):
    scores = np.array(scores, np.float32)
    vectors = np.ones((len(scores), 3), np.float32)
    assert (
        diversify(scores, vectors, len(scores), dial=0, groups=np.arange(len(scores))).tolist()
        == np.argsort(-scores, kind="stable").tolist()
    )


def test_the_further_the_dial_the_less_alike_is_the_list():
    random = np.random.default_rng(5)
    vectors = (
        random.normal(size=(200, 16)).astype(np.float32) + 4 * np.eye(16, dtype=np.float32)[random.integers(0, 4, 200)]
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    scores = random.uniform(0.5, 1, 200).astype(np.float32)

    def likeness(dial):
        shown = vectors[diversify(scores, vectors, 12, dial=dial, groups=np.arange(200))]
        return np.mean([(shown[:place] @ shown[place]).max() for place in range(1, 12)])

    measured = [likeness(dial) for dial in (0, 0.3, 0.6, 1)]
    assert measured == sorted(measured, reverse=True)
    assert measured[0] - measured[-1] > 0.1


def test_a_cap_gives_way_where_there_is_nothing_else_and_a_group_does_not():
    scores, vectors = np.array([0.9, 0.8, 0.7], np.float32), np.eye(3, dtype=np.float32)
    same, other = np.zeros(3, np.int64), np.arange(3)
    frame = Frame(caps=[Cap(np.array([0, 0, -1]), 1)])
    assert diversify(scores, vectors, 3, dial=0, groups=other, frame=frame).tolist() == [0, 2, 1]
    assert diversify(scores, vectors, 3, dial=0, groups=same, frame=frame).tolist() == [0]


@pytest.mark.parametrize("dial", [0, 0.5, 1])
def test_of_nothing_comes_nothing(dial):
    empty = np.empty((0, 4), np.float32)
    assert diversify(np.empty(0, np.float32), empty, 5, dial=dial, groups=np.empty(0, np.int64)).tolist() == []
