"""hm-sample: two years of purchases with dates, ages, article metadata and a photo of every article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from houndstooth.catalog.event_table import read_event_table
from houndstooth.domain.interactions import DAY, Interactions
from houndstooth.evaluation.metrics import Ranked, by_shopper, rank
from houndstooth.evaluation.splits import Split, Stage, last_out, windows
from houndstooth.recommenders.asked import Asked
from houndstooth.recommenders.demographic import Demographic, Segments
from houndstooth.recommenders.hybrid import Hybrid, HybridRecipe
from houndstooth.recommenders.popular import Popularity
from houndstooth.recommenders.sources import Recipe
from houndstooth.recommenders.traits import Traits
from houndstooth.services.item_vectors import read_traits
from houndstooth.services.trial import interactions_of

_COLUMNS = {
    "product": "product_type_name",
    "tone": "colour_group_name",
    "look": "graphical_appearance_name",
    "department": "department_name",
    "section": "section_name",
    "garments": "garment_group_name",
    "division": "index_name",
}
_BANDS = (25, 35, 45, 55, 65)
_LONG = 400


@dataclass(frozen=True)
class Fashion:
    """The sample as arrays; ``bands`` are the shoppers' age segments as shops make them."""

    interactions: Interactions
    traits: Traits
    segments: Segments
    segment_of: np.ndarray
    bands: Segments
    band_of: np.ndarray
    paid: np.ndarray
    """What was paid in each interaction."""
    ids: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path, vectors: Path) -> Fashion:
        """Read all of it; articles that nobody bought are items too."""
        table = read_event_table(folder / "transactions.parquet")
        articles = pq.read_table(folder / "articles.parquet").to_pylist()
        ids = (*table.item_ids, *sorted({one["article_id"] for one in articles} - set(table.item_ids)))
        interactions = replace(interactions_of(table), n_items=len(ids))
        row = {item: place for place, item in enumerate(ids)}
        traits = _described(read_traits(vectors, ids), articles, row)
        traits = replace(traits, born=_births(interactions))
        paid = np.array([float(text or "nan") for text in table.others["price"]], np.float64)
        order = np.argsort(table.times, kind="stable")
        ages = _ages(folder, table.shopper_ids)
        segments, segment_of = Segments.of({"age": (ages, True)})
        banded = np.where(np.isnan(ages), np.nan, np.digitize(ages, _BANDS))
        bands, band_of = Segments.of({"band": (banded, False)})
        return cls(interactions, traits, segments, segment_of, bands, band_of, paid[order], ids)

    def at(self, split: Split) -> Traits:
        """The traits as they were known then: a price that was only paid later would tell that the article was sold."""
        born = self.traits.born.copy()
        born[np.bincount(split.train.items, minlength=len(born)) == 0] = np.nan
        known = np.isin(_keys(self.interactions), _keys(split.train))
        prices = _prices(self.interactions.items[known], self.paid[known], len(born))
        return replace(self.traits, born=born, price=prices)

    def fit(self, split: Split) -> Hybrid:
        """The hybrid on what is known."""
        recipe = HybridRecipe(sources=Recipe(linear=None))
        return recipe.fit(split.train, self.at(split), segments=self.segments, segment_of=self.segment_of)


def pooled(fashion: Fashion, protocol: str, *, by_product: bool) -> tuple[dict[str, dict[str, np.ndarray]], np.ndarray]:
    """By model and metric the values of all lists, and whose each is."""
    gathered: dict[str, list[dict[str, np.ndarray]]] = {}
    shoppers = []
    for split, lists in answers(fashion, protocol):
        judged = {name: _by_product(one, split, fashion) if by_product else one for name, one in lists.items()}
        shoppers.append(split.shoppers[next(iter(judged.values())).wanted > 0])
        for name, ranked in judged.items():
            gathered.setdefault(name, []).append(by_shopper(ranked, (20,)))
    values = {
        name: {metric: np.concatenate([part[metric] for part in parts]) for metric in parts[0]}
        for name, parts in gathered.items()
    }
    return values, np.concatenate(shoppers)


_ANSWERED: dict[str, list[tuple[Split, dict[str, Ranked]]]] = {}


def answers(fashion: Fashion, protocol: str) -> list[tuple[Split, dict[str, Ranked]]]:
    """What each model answers on each split; reckoned once."""
    if protocol not in _ANSWERED:
        _ANSWERED[protocol] = [
            (split, {name: rank(score, split, k=_LONG) for name, score in _models(fashion, split)})
            for split in _splits(fashion, protocol)
        ]
    return _ANSWERED[protocol]


def new_items(fashion: Fashion) -> tuple[float, float, float]:
    """Recall@50 among items that nobody had bought before: ours, chance, and the most recent first."""
    found = {"ours": [], "chance": [], "newest": []}
    for split in windows(fashion.interactions, Stage.TEST, count=4):
        unbought = np.bincount(split.train.items, minlength=split.train.n_items) == 0
        pool = np.flatnonzero(unbought)
        # The shop numbers its articles as they come; no date of arrival is told.
        newest = np.array(sorted(pool, key=lambda row: fashion.ids[row], reverse=True)[:50])
        hybrid = fashion.fit(split)
        for place in range(len(split)):
            one = np.array([place])
            wanted = np.intersect1d(split.wanted.take(one).items, pool)
            if not len(wanted):
                continue
            asked = Asked(split.histories.take(one), split.now[one], fashion.segment_of[split.shoppers[one]])
            candidates, scores = hybrid.rank(asked, pool)
            kept = np.isin(candidates.rows, pool)
            best = candidates.rows[kept][np.argsort(-scores[kept], kind="stable")[:50]]
            found["ours"].append(np.isin(wanted, best).mean())
            found["newest"].append(np.isin(wanted, newest).mean())
            found["chance"].append(min(1.0, 50 / len(pool)))
    return tuple(float(np.mean(values)) for values in found.values())


def _splits(fashion: Fashion, protocol: str) -> Iterator[Split]:
    if protocol == "last item out":
        yield last_out(fashion.interactions, Stage.TEST)
    else:
        yield from windows(fashion.interactions, Stage.TEST, count=4)


def _models(fashion: Fashion, split: Split) -> Iterator[tuple[str, object]]:
    hybrid = fashion.fit(split)

    def score(model: object, of: np.ndarray) -> object:
        return lambda split, places: model.scores(
            Asked(split.histories.take(places), split.now[places], of[split.shoppers[places]])
        )

    yield "hybrid", score(hybrid, fashion.segment_of)
    for days in (7.0, 14.0, 30.0):
        yield f"recent popularity, {days:g} days", score(Popularity(days).fit(split.train), fashion.segment_of)
        bands = Demographic(half_life=days, trust=1.0).fit(split.train, fashion.bands, fashion.band_of)
        yield f"age-segment popularity, {days:g} days", score(bands, fashion.band_of)


def _by_product(ranked: Ranked, split: Split, fashion: Fashion) -> Ranked:
    """Lists of products: each once, where its first colour stands; wanted are products that were not bought before."""
    groups = fashion.traits.groups
    lists = np.full((len(ranked.lists), 20), -1, np.int32)
    hits = np.zeros((len(ranked.lists), 20), np.bool_)
    wanted = np.zeros(len(ranked.lists), np.int64)
    for place, items in enumerate(ranked.lists):
        one = np.array([place])
        known = np.unique(groups[split.histories.take(one).items])
        sought = np.setdiff1d(groups[split.wanted.take(one).items], known)
        products = groups[items[items >= 0]]
        products = products[~np.isin(products, known)]
        _, first = np.unique(products, return_index=True)
        shown = products[np.sort(first)][:20]
        lists[place, : len(shown)] = shown
        hits[place, : len(shown)] = np.isin(shown, sought)
        wanted[place] = len(sought)
    return Ranked(lists, hits, wanted)


def _described(traits: Traits, articles: list[dict[str, object]], row: dict[str, int]) -> Traits:
    rows = np.array([row[str(one["article_id"])] for one in articles])
    fields, words = dict(traits.fields), dict(traits.words)
    for name, column in _COLUMNS.items():
        values, codes = np.unique([str(one[column]) for one in articles], return_inverse=True)
        fields[name] = np.full(len(row), -1, np.int32)
        fields[name][rows] = codes
        words[name] = tuple(values.tolist())
    _, groups = np.unique([str(one["product_code"]) for one in articles], return_inverse=True)
    spread = np.zeros(len(row), np.int32)
    spread[rows] = groups
    return Traits(traits.embedding, traits.style, fields, words, traits.price, traits.born, spread)


def _prices(items: np.ndarray, paid: np.ndarray, n: int) -> np.ndarray:
    """The mean price of each article among the interactions that are known."""
    total = np.bincount(items, np.nan_to_num(paid), minlength=n)
    count = np.bincount(items, ~np.isnan(paid), minlength=n)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (total / count).astype(np.float32)


def _keys(interactions: Interactions) -> np.ndarray:
    """``int64[n]``: who, what and on which day."""
    pair = interactions.shoppers.astype(np.int64) * interactions.n_items + interactions.items
    return pair * 100_000 + (interactions.times // DAY).astype(np.int64)


def _births(interactions: Interactions) -> np.ndarray:
    born = np.full(interactions.n_items, np.inf)
    np.minimum.at(born, interactions.items, interactions.times)
    born[np.isinf(born)] = np.nan
    return born


def _ages(folder: Path, shopper_ids: tuple[str, ...]) -> np.ndarray:
    told = {str(one["customer"]): one["age"] for one in pq.read_table(folder / "customers.parquet").to_pylist()}
    return np.array([told.get(shopper) or np.nan for shopper in shopper_ids], np.float64)
