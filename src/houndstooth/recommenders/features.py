"""Features: what the ranker hears of each candidate."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import DAY, Floats
from houndstooth.recommenders.asked import Asked, Recency
from houndstooth.recommenders.candidates import Candidates
from houndstooth.recommenders.sources import Sources

_TASTE = Recency(step=0.95, most=50)
"""How the features of taste look at a history."""


Feature = tuple[str, NDArray[np.floating]]


def features(sources: Sources, asked: Asked, candidates: Candidates) -> dict[str, Floats]:
    """By name ``float32[c]``; nan where nothing can be said.

    Args:
        sources: the fitted recommenders.
        asked: exactly one.
        candidates: of the one.
    """
    return {
        name: values.astype(np.float32)
        for part in (_of_sources, _of_popularity, _of_time, _of_taste, _of_asker)
        for name, values in part(sources, asked, candidates)
    }


def _of_sources(sources: Sources, asked: Asked, candidates: Candidates) -> Iterator[Feature]:
    told = dict(candidates.scores)
    told["factorised"] = sources.factorised.items[candidates.rows] @ sources.factorised.fold_in(asked)[0]
    fused = np.zeros(len(candidates), np.float32)
    for name, scores in told.items():
        ranks = _ranks(scores)
        fused += 1 / (60 + ranks)
        yield name, scores
        yield f"{name}_rank", np.log1p(ranks)
    yield "fused", fused * 60


def _of_popularity(sources: Sources, asked: Asked, candidates: Candidates) -> Iterator[Feature]:
    popularity, of_groups = sources.popularity[:, candidates.rows], sources.group_popularity[:, candidates.rows]
    for place, (row, of_group) in enumerate(zip(popularity, of_groups, strict=True)):
        if sources.dated or np.isinf(sources.half_lives[place]):
            yield f"popularity_{place}", np.log1p(row)
            yield f"group_popularity_{place}", np.log1p(of_group)
    if sources.dated:
        yield "trend", np.log((popularity[0] + 0.1) / (popularity[-2] + 1.0))
    if sources.demographic is not None:
        segment = asked.segments[0]
        everybody = sources.demographic.everybody[candidates.rows]
        own = sources.demographic.popularity[segment, candidates.rows] if segment >= 0 else everybody
        yield "segment", np.log(own + 1e-7)
        yield "segment_lift", np.log((own + 1e-7) / (everybody + 1e-7))


def _of_time(sources: Sources, asked: Asked, candidates: Candidates) -> Iterator[Feature]:
    if sources.dated:
        yield "age", np.log1p(np.maximum(asked.now[0] - sources.traits.born[candidates.rows], 0) / DAY)


def _of_taste(sources: Sources, asked: Asked, candidates: Candidates) -> Iterator[Feature]:
    histories, weights = _TASTE.weigh(asked)
    traits, rows, liked = sources.traits, candidates.rows, histories.items
    strength = max(float(np.abs(weights).sum()), 1e-9)
    for name, vectors in (("embedding", traits.embedding), ("style", traits.style)):
        if vectors.shape[1] and len(liked):
            near = vectors[rows] @ vectors[liked].T
            yield f"{name}_mean", near @ weights / strength
            yield f"{name}_most", np.where(weights > 0, near, -1).max(axis=1)
    for name, codes in traits.fields.items():
        same = (codes[rows][:, None] == codes[liked][None]) & (codes[rows] >= 0)[:, None]
        yield f"same_{name}", same @ weights / strength
    yield "price", _price_fit(traits.price[rows], traits.price[liked], weights)


def _of_asker(sources: Sources, asked: Asked, candidates: Candidates) -> Iterator[Feature]:
    ones = np.ones(len(candidates), np.float32)
    yield "history", ones * np.log1p(len(asked.histories.items))
    if sources.dated and len(asked.histories.times):
        yield "idle", ones * np.float32(np.log1p(max(asked.now[0] - asked.histories.times[-1], 0) / DAY))


def _price_fit(prices: Floats, paid: Floats, weights: Floats) -> Floats:
    """How far a price is from what is usually paid, in logarithms, up or down; nan where one is not known."""
    known = ~np.isnan(paid) & (weights > 0) & (paid > 0)
    if not known.any():
        return np.full(len(prices), np.nan, np.float32)
    usual = np.average(np.log(paid[known]), weights=weights[known])
    with np.errstate(divide="ignore"):
        fit: Floats = np.log(prices) - usual
    return np.where(np.isfinite(fit), fit, np.nan)


def _ranks(scores: NDArray[np.floating]) -> Floats:
    """Places by score, best 0; whatever scores 0 or less comes after everything else, all in one place."""
    order = np.argsort(-scores, kind="stable")
    ranks = np.empty(len(scores), np.float32)
    ranks[order] = np.arange(len(scores))
    ranks[scores <= 0] = len(scores)
    return ranks
