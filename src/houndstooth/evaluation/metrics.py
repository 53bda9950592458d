"""Metrics of ranked lists, by shopper, so that recommenders can be compared shopper by shopper.

With ``h`` hits among the first ``k`` and ``w`` items wanted:

==============  ========================================================================================================
precision       h / k, also where fewer than k items are wanted
recall          h / w
f1              their harmonic mean, 0 where both are 0 (C. J. van Rijsbergen, "Information retrieval", 1979)
hr              1 if h is above 0, else 0
ndcg            sum of 1 / log2(place + 1) over the hits, by the same sum of the best possible list of k
                (K. Järvelin, J. Kekäläinen, 2002, with grades of 0 and 1)
map             sum over the hits of the precision down to each, by w (E. Voorhees, D. Harman, "TREC", 2005)
mrr             1 / place of the first hit, 0 without one (E. Voorhees, "The TREC-8 question answering track", 1999)
==============  ========================================================================================================

They are those of the library ranx to the last digit. The competition metric MAP@12 divides by the smaller of w and k.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from houndstooth.evaluation.ranking import Ranked

Values = NDArray[np.float64]

METRICS = ("precision", "recall", "f1", "hr", "ndcg", "map", "mrr")
CUTS = (5, 10, 20, 50)


def by_shopper(ranked: Ranked, cuts: Sequence[int] = CUTS) -> dict[str, Values]:
    """By metric and cut ``float64[b]``, of those of whom something was wanted: ``ndcg@20`` and the like.

    Raises:
        ValueError: a cut is longer than the lists.
    """
    if max(cuts) > ranked.hits.shape[1]:
        raise ValueError(f"lists of {ranked.hits.shape[1]} items say nothing of the first {max(cuts)}")
    asking = ranked.wanted > 0
    hits, wanted = ranked.hits[asking].astype(np.float64), ranked.wanted[asking]
    values: dict[str, Values] = {}
    for cut in cuts:
        measured = _at(hits[:, :cut], wanted)
        values |= {f"{name}@{cut}": measured[name] for name in METRICS}
    return values


def _at(hits: Values, wanted: NDArray[np.int64]) -> dict[str, Values]:
    cut = hits.shape[1]
    places = np.arange(1, cut + 1)
    found = hits.sum(axis=1)
    precision, recall = found / cut, found / wanted
    discounts = 1 / np.log2(places + 1)
    ideal = np.cumsum(discounts)[np.minimum(wanted, cut) - 1]
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * found / (cut + wanted),
        "hr": (found > 0).astype(np.float64),
        "ndcg": hits @ discounts / ideal,
        "map": (hits * np.cumsum(hits, axis=1) / places).sum(axis=1) / wanted,
        "mrr": np.where(found > 0, 1 / (hits.argmax(axis=1) + 1), 0.0),
    }
