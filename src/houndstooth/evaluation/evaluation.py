"""An evaluation: what one recommender did on one split, or on several together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.histories import Histories
from houndstooth.domain.interactions import Interactions
from houndstooth.evaluation.diversity import Likeness
from houndstooth.evaluation.lists import Manner, manner
from houndstooth.evaluation.metrics import CUTS, Values, by_shopper
from houndstooth.evaluation.ranking import Ranked, Score, rank_pools, restrict
from houndstooth.evaluation.splits import Split

ALL = "all"
SHOPPERS = {"shoppers_0": (0, 0), "shoppers_1_2": (1, 2), "shoppers_3_5": (3, 5), "shoppers_6_up": (6, np.inf)}
"""Slices of shoppers: how many different items they know, from and to."""

COLD = {"items_0": (0, 0), "items_1_5": (1, 5)}
"""Slices of items: in how many interactions of the training they are, from and to."""

AMONG = "_among"


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of some of the shoppers.

    Args:
        shoppers: ``int64[b]``, whose each is; one shopper may stand in several windows.
        values: by metric and cut ``float64[b]``.
    """

    shoppers: NDArray[np.int64]
    values: Mapping[str, Values]

    def where(self, kept: NDArray[np.bool_]) -> Part:
        """Those alone."""
        return Part(self.shoppers[kept], {name: values[kept] for name, values in self.values.items()})

    @classmethod
    def pooled(cls, parts: Sequence[Part]) -> Part:
        """Those of several splits together."""
        values = {name: np.concatenate([one.values[name] for one in parts]) for name in parts[0].values}
        return cls(np.concatenate([one.shoppers for one in parts]), values)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a recommender did.

    Args:
        parts: ``all``; the slices of ``SHOPPERS``; the slices of ``COLD``, where only such items are wanted, each in
            the ranking of all items and (``_among``) in one of such items alone, with ``chance@k``, the recall of
            guessing.
        manner: what its lists are like.
        left_out: how many shoppers could not be judged, because all that they chose they knew.
    """

    parts: Mapping[str, Part]
    manner: Manner
    left_out: int = 0

    @classmethod
    def pooled(cls, evaluations: Sequence[Evaluation]) -> Evaluation:
        """Those of several splits, such as rolling windows, as if of one."""
        parts = {name: Part.pooled([one.parts[name] for one in evaluations]) for name in evaluations[0].parts}
        together = Manner.pooled([one.manner for one in evaluations])
        return cls(parts, together, sum(one.left_out for one in evaluations))


def evaluate(
    score: Score, split: Split, *, cuts: Sequence[int] = CUTS, likeness: Likeness | None = None, seed: int = 0
) -> Evaluation:
    """Rank all items for every shopper of a split and measure the lists.

    Args:
        score: the recommender, fitted on ``split.train``. It is asked for batches, each shopper once.
        split: what must be found.
        cuts: how long the lists are that are measured.
        likeness: how alike items are; without it nothing is said about diversity.
        seed: of the order of items with equal scores.

    Raises:
        ValueError: the scores have another shape than shoppers by items, or one of them is not a number.
    """
    pools = dict(_cold(split.train))
    everything = np.ones(split.train.n_items, np.bool_)
    among = {f"{name}{AMONG}": pool for name, pool in pools.items()}
    ranked = rank_pools(score, split, {ALL: everything, **among}, k=max(cuts), seed=seed)
    whole = _part(ranked[ALL], split, cuts)
    known = _different(split.histories)
    parts = {ALL: whole}
    parts |= {name: whole.where((known >= low) & (known <= high)) for name, (low, high) in SHOPPERS.items()}
    for name, pool in pools.items():
        parts[name] = _part(restrict(ranked[ALL], split, pool), split, cuts)
        alone = _part(ranked[f"{name}{AMONG}"], split, cuts)
        chances = {f"chance@{cut}": np.full(len(alone.shoppers), _chance(cut, pool)) for cut in cuts}
        parts[f"{name}{AMONG}"] = Part(alone.shoppers, {**alone.values, **chances})
    like = manner(ranked[ALL].lists, split.train, split.histories, cuts=cuts, likeness=likeness)
    return Evaluation(parts, like, split.left_out)


def _part(ranked: Ranked, split: Split, cuts: Sequence[int]) -> Part:
    return Part(split.shoppers[ranked.wanted > 0], by_shopper(ranked, cuts))


def _cold(train: Interactions) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    seen = np.bincount(train.items, minlength=train.n_items)
    for name, (low, high) in COLD.items():
        yield name, (seen >= low) & (seen <= high)


def _different(histories: Histories) -> NDArray[np.int64]:
    """``int64[b]``: how many different items each history holds."""
    pairs = np.unique(np.stack([histories.owners(), histories.items.astype(np.int64)]), axis=1)
    return np.bincount(pairs[0], minlength=len(histories)).astype(np.int64)


def _chance(cut: int, pool: NDArray[np.bool_]) -> float:
    return min(1.0, cut / max(int(pool.sum()), 1))
