"""How good the recommenders are, beside well-tuned library baselines in the same run, on real purchases.

    python benchmarks/recommender.py --data DATA [--vectors hm.npz] [--only amazon|hm|fit]

DATA is the folder that holds `amazon-clothing` and `hm-sample`. The vectors of hm-sample's photos are made with
`houndstooth encode DATA/hm-sample/articles.parquet --column id=article_id --column title=prod_name --out hm.npz`.
Everything is tuned on validation splits; the test splits are read once. Writes `benchmarks/results/recommender.json`.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

import numpy as np

from figures import Figure, record
from houndstooth.catalog.event_table import read_event_table
from houndstooth.domain.interactions import Interactions
from houndstooth.evaluation.intervals import Interval, lift_of
from houndstooth.evaluation.metrics import by_shopper
from houndstooth.evaluation.ranking import Score, rank
from houndstooth.evaluation.splits import Audience, Stage, last_out
from houndstooth.recommenders.asked import Asked
from houndstooth.recommenders.hybrid import HybridRecipe
from houndstooth.recommenders.sources import Recipe
from houndstooth.recommenders.traits import Traits
from houndstooth.services.trial import Model, interactions_of, models_of
from recommender_hm import Fashion, new_items, pooled
from recommender_peers import tune

_MEASURED = ("ndcg@20", "recall@20")
_AIM = 10.0


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--only", choices=["amazon", "hm", "fit"])
    given = parser.parse_args()
    parts = [given.only] if given.only else ["fit", "amazon", "hm"]
    figures: list[Figure] = []
    for part in parts:
        command = f"python benchmarks/recommender.py --data DATA --only {part}"
        if part == "hm":
            if given.vectors is None:
                sys.exit("the part hm needs --vectors")
            figures += judge_fashion(
                Fashion.read(given.data / "hm-sample", given.vectors), command + " --vectors hm.npz"
            )
        elif part == "fit":
            figures += time_fits(_amazon(given.data), command)
        else:
            figures += judge_amazon(_amazon(given.data), command)
        record("recommender", figures)


def _amazon(data: Path) -> Interactions:
    return interactions_of(read_event_table(data / "amazon-clothing" / "sequences.parquet"))


def judge_amazon(interactions: Interactions, command: str) -> list[Figure]:
    """Ours against the best of the tuned baselines, and shoppers of whom the models never heard."""
    peers = tune(last_out(interactions, Stage.VALIDATION).sample(8_000))
    split = last_out(interactions, Stage.TEST)
    hybrid = HybridRecipe().fit(split.train, Traits.unknown(interactions.n_items))
    ours = {**models_of(hybrid), "hybrid": hybrid}
    values = {name: by_shopper(rank(_score(model), split, k=20), (10, 20)) for name, model in ours.items()}
    theirs = {one.name: by_shopper(rank(one.fitted(split.train), split, k=20), (10, 20)) for one in peers}
    _print_values("ours", values)
    _print_values("baselines", theirs)
    figures = []
    for metric in _MEASURED:
        best = max(theirs, key=lambda name: theirs[name][metric].mean())
        lift = lift_of(values["hybrid"][metric], theirs[best][metric])
        figures.append(_lift(f"amazon-clothing, hybrid over the best baseline ({best}), {metric}", lift, command))
    return figures + judge_new_shoppers(interactions, command)


def judge_new_shoppers(interactions: Interactions, command: str) -> list[Figure]:
    """The share of the warm models' NDCG that shoppers have of whom nothing was in the training, after a few events."""
    split = last_out(interactions, Stage.TEST)
    lengths = np.diff(split.histories.indptr)
    rng = np.random.default_rng(0)
    chosen = np.sort(rng.choice(np.flatnonzero(lengths >= 6), 4_000, replace=False))
    strangers = split.take(chosen)
    unheard = split.train.where(~np.isin(split.train.shoppers, strangers.shoppers))
    traits = Traits.unknown(interactions.n_items)
    warm, cold = HybridRecipe().fit(split.train, traits), HybridRecipe().fit(unheard, traits)
    before = by_shopper(rank(_score(warm), strangers, k=20), (20,))["ndcg@20"]
    figures = []
    for events in (1, 3, 5):
        after = by_shopper(rank(_score(cold, newest=events), strangers, k=20), (20,))["ndcg@20"]
        share = lift_of(after, before)
        figures.append(
            Figure(
                f"new shoppers after {events} events, no retraining: share of the warm model's NDCG@20",
                round(1 + share.value, 3),
                "",
                0.8 if events == 5 else None,
                True,
                {"low": round(1 + share.low, 3), "high": round(1 + share.high, 3), "n": len(after)},
                command,
            )
        )
    return figures


def judge_fashion(fashion: Fashion, command: str) -> list[Figure]:
    """Ours against what is popular lately, and among people of the same age."""
    figures = []
    for level in ("article", "product"):
        for protocol in ("four two-week windows", "last item out"):
            values, shoppers = pooled(fashion, protocol, by_product=level == "product")
            _print_values(f"hm-sample, {protocol}, {level}", values)
            for metric in _MEASURED:
                for kind in ("recent popularity", "age-segment popularity"):
                    rivals = [name for name in values if name.startswith(kind)]
                    best = max(rivals, key=lambda name: values[name][metric].mean())
                    lift = lift_of(values["hybrid"][metric], values[best][metric], shoppers)
                    told = f"hm-sample, {protocol}, {level} level, hybrid over {best}, {metric}"
                    figures.append(_lift(told, lift, command, aim=0.0))
    found, by_chance, newest = new_items(fashion)
    for name, other in (("chance", by_chance), ("most recent first", newest)):
        told = f"hm-sample, recall@50 among new items, {found:.3f}: times {name} ({other:.3f})"
        figures.append(Figure(told, round(found / max(other, 1e-9), 2), "times", 3.0, True, None, command))
    return figures


def time_fits(interactions: Interactions, command: str) -> list[Figure]:
    """How long a fit takes, and how much memory, without and with the linear model."""
    figures = []
    for name, sources, seconds, gigabytes in (
        ("without", Recipe(linear=None), 60.0, 2.0),
        ("with", Recipe(), 300.0, 8.0),
    ):
        started = time.perf_counter()
        HybridRecipe(sources=sources).fit(interactions, Traits.unknown(interactions.n_items))
        took = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        told = f"fit on {len(interactions):,} interactions {name} the linear item-item model"
        figures.append(Figure(told, round(took, 1), "s", seconds, False, None, command))
        figures.append(Figure(f"{told}: peak memory", round(peak, 2), "GB", gigabytes, False, None, command))
        print(told, round(took, 1), "s", round(peak, 2), "GB", flush=True)
    return figures


def _score(model: Model, newest: int | None = None) -> Score:
    def score(audience: Audience) -> np.ndarray:
        histories = audience.histories if newest is None else audience.histories.newest(newest)
        return model.scores(Asked(histories, audience.now))

    return score


def _lift(told: str, lift: Interval, command: str, aim: float = _AIM) -> Figure:
    low, value, high = (_percent(one) for one in (lift.low, lift.value, lift.high))
    return Figure(told, value, "%", aim, True, {"low": low, "high": high}, command, above=0.0)


def _percent(share: float) -> float | None:
    """``None`` where a baseline found nothing: then there is nothing to divide by."""
    return round(100 * share, 1) if np.isfinite(share) else None


def _print_values(title: str, values: dict[str, dict[str, np.ndarray]]) -> None:
    print(title)
    for name in sorted(values, key=lambda one: -values[one]["ndcg@20"].mean()):
        print(f"  {name:32s}", *(f"{what} {values[name][what].mean():.4f}" for what in _MEASURED), flush=True)


if __name__ == "__main__":
    main()
