"""Search by words on real titles: full-text search alone, text vectors alone, and both together.

    python benchmarks/search_words.py --data DATA --run RUN [--home HOME] [--split validation]

DATA is the folder that holds `catalog-medium`; RUN the training run of the encoder, whose `splits.json` says which
items nothing was trained or tuned on; HOME an installation that has ingested `catalog-medium` (one is made where there
is none). The shop is the whole of `catalog-medium`, every item with its title and labels; the queries are of the
held-out items. With `--split validation` the balance of a search is looked for instead, and nothing is written.
Otherwise writes `benchmarks/results/search.json`.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from figures import Figure, record
from houndstooth.bootstrap import House
from houndstooth.catalog.source import open_source
from houndstooth.domain.filter import Filter
from houndstooth.services.gallery import Hit
from houndstooth.services.word_search import Balance
from houndstooth.settings import load_settings
from houndstooth.training.splits import TEST, VALIDATION, Splits
from search_words_queries import Shelf, attribute_queries, but_in_colour, described, typed

SHOP = "default"
DEPTH = 10
COLOUR_AIM = 0.80
_ALL = Filter()

Find = Callable[[str], Sequence[str]]
"""A text -> the ids of the first ten."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How one way of searching answers one set of queries."""

    recall: float | None
    """The share of queries whose own item is among the first ten."""
    precision: float
    """Of the first ten, how many agree in gender, type and colour."""


def main() -> None:
    """Measure, or look for the balance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--split", choices=[TEST, VALIDATION], default=TEST)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        house = House(load_settings(home=options.home or Path(folder)))
        house.ingest.run(SHOP, open_source(options.data / "catalog-medium"))
        shelf = Shelf.read(house, SHOP, Splits.load(options.run / "splits.json"), options.split)
        if options.split == VALIDATION:
            look_for_balance(house, shelf)
        else:
            record("search", [*judge_words(house, shelf), *judge_colours(house, shelf)])
        house.close()


def judge_words(house: House, shelf: Shelf) -> list[Figure]:
    """Titles as they are, titles as people type them, and descriptions in people's words."""
    figures = []
    for name, queries in _query_sets(shelf).items():
        found = {way: judge(find, queries, shelf) for way, find in ways(house).items()}
        alone = found["BM25"]
        for way, judged in found.items():
            fused = way == "together"
            n = {"n": len(queries)}
            if judged.recall is not None:
                aim = alone.recall if fused else None
                figures.append(
                    Figure(f"{name}: own item in the first 10 [{way}]", judged.recall, "share", aim, spread=n)
                )
            told = f"{name}: P@10 gender+type+colour [{way}]"
            figures.append(Figure(told, judged.precision, "share", alone.precision if fused else None, spread=n))
    return [*figures, _time(house, shelf)]


def judge_colours(house: House, shelf: Shelf) -> list[Figure]:
    """'Like this, but in COLOUR', with the labels of the shop, and by vectors alone."""
    asked = but_in_colour(shelf, 500)
    figures = []
    for way, aim in (("labels and vectors", COLOUR_AIM), ("vectors alone", None)):
        shares = np.array([_share(house, shelf, *one, labels=aim is not None) for one in asked])
        told = f"'but in COLOUR': share of the first 10 with the colour and the same type [{way}]"
        figures.append(Figure(told, round(float(shares.mean()), 4), "share", aim, spread={"n": len(asked)}))
    return figures


def _query_sets(shelf: Shelf) -> dict[str, list[tuple[str, str]]]:
    return {
        "held-out titles": [(one, shelf.title[one]) for one in shelf.held_out],
        "held-out titles as typed": typed(shelf),
        "descriptions in words of shoppers": attribute_queries(shelf),
    }


def ways(house: House, balance: Balance | None = None) -> dict[str, Find]:
    """The three ways of searching."""
    search, gallery, encoder = house.search, house.galleries.of(SHOP), house.text_encoder
    if encoder is None:
        raise SystemExit("there is no text tower for the encoder at work")
    words = house.word_search(balance)

    def full_text(text: str) -> Sequence[str]:
        numbers = [number for number, _ in house.full_text.find(SHOP, text, where=_ALL, limit=DEPTH)]
        stored = house.catalogue.by_numbers(SHOP, numbers)
        return [stored[number].item.id for number in numbers]

    def vectors(text: str) -> Sequence[str]:
        return [hit.stored.item.id for hit in gallery.nearest(encoder.encode([text]), DEPTH, where=_ALL)]

    def together(text: str) -> Sequence[str]:
        found = words.find(SHOP, text, k=DEPTH, where=_ALL, grouped=False)
        return [hit.stored.item.id for hit in found.hits]

    search.warm_up(SHOP)
    return {"BM25": full_text, "text vectors": vectors, "together": together}


def judge(find: Find, queries: Sequence[tuple[str, str]], shelf: Shelf) -> Judged:
    """Ask everything: pairs of an item's id and a text."""
    own, right = [], []
    for item_id, text in queries:
        found = find(text)
        own.append(item_id in found)
        right.append(sum(described(shelf, one) == described(shelf, item_id) for one in found) / DEPTH)
    # A description fits many items, and is of none of them.
    recall = None if len({text for _, text in queries}) < 0.8 * len(queries) else round(float(np.mean(own)), 4)
    return Judged(recall, round(float(np.mean(right)), 4))


def _share(house: House, shelf: Shelf, item_id: str, colour: str, *, labels: bool) -> float:
    words = f"but in {colour}"
    if labels:
        hits = house.search.similar(SHOP, item_id, k=DEPTH, grouped=False, words=words).hits
    else:
        hits = _by_vectors(house, item_id, words, house.word_search().balance.shift)
    wanted = (shelf.category[item_id], colour)
    return sum((shelf.category[h.stored.item.id], shelf.colour[h.stored.item.id]) == wanted for h in hits) / DEPTH


def _by_vectors(house: House, item_id: str, words: str, shift: float) -> Sequence[Hit]:
    """The nearest to the composed vector, whatever their labels."""
    stored, encoder = house.catalogue.get(SHOP, item_id), house.text_encoder
    vector = house.catalogue.vector(stored.number, artifact_id=house.encoder.artifact_id)
    moved = vector[None] + shift * encoder.encode([words])
    near = house.galleries.of(SHOP).nearest(moved / np.linalg.norm(moved), DEPTH + 1, where=_ALL)
    return [hit for hit in near if hit.stored.number != stored.number][:DEPTH]


def look_for_balance(house: House, shelf: Shelf) -> None:
    """Print what each balance is worth on the validation split."""
    sets = {name: queries[:: max(1, len(queries) // 300)] for name, queries in _query_sets(shelf).items()}
    for name, queries in sets.items():
        for way, find in ways(house).items():
            print(name, way, judge(find, queries, shelf), flush=True)
    for vector, understood in product((0.25, 0.5, 1.0), (0.0, 0.5, 1.0, 2.0)):
        find = ways(house, Balance(vector=vector, understood=understood))["together"]
        told = {name: judge(find, queries, shelf) for name, queries in sets.items()}
        print(vector, understood, *(f"{name}: {judged}" for name, judged in told.items()), flush=True)


def _time(house: House, shelf: Shelf) -> Figure:
    find = ways(house)["together"]
    took: list[float] = []
    for one in shelf.held_out[:300]:
        started = time.perf_counter()
        find(shelf.title[one])
        took.append(1000 * (time.perf_counter() - started))
    values: NDArray[np.float64] = np.array(took)
    middle = round(float(np.median(values)), 1)
    return Figure(f"a search by words among {len(shelf.title):,} items, one at a time: median", middle, "ms")


if __name__ == "__main__":
    main()
