"""A model set as arrays and plain values, for files: everything that was fitted for a shop, and nothing that runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from numpy.typing import NDArray

from houndstooth.domain.catalogue import Numbers
from houndstooth.recommenders.asked import Recency
from houndstooth.recommenders.baskets import Bought
from houndstooth.recommenders.candidates import Fan
from houndstooth.recommenders.demographic import DemographicModel, Segments
from houndstooth.recommenders.factors import Factorised
from houndstooth.recommenders.hybrid import Hybrid
from houndstooth.recommenders.neighbours import ItemToItem, Neighbours
from houndstooth.recommenders.predicted import Predicted
from houndstooth.recommenders.ranker import Boosted, LinearRanker
from houndstooth.recommenders.sources import Sources
from houndstooth.recommenders.traits import Traits

Arrays = dict[str, NDArray[Any]]

FORM = 1
"""Grows when the files of a model set come to mean something else."""


@dataclass(frozen=True, slots=True)
class ModelSet:
    """What was fitted for a shop.

    Args:
        numbers: ``int64[n]``, the items' numbers in the catalogue, one for each row of the hybrid.
        hybrid: the recommenders; its traits are not kept, the catalogue has them.
        bought: what is bought together.
        words: of each attribute the values that its codes stand for.
        artifact: whose embeddings it was fitted on; empty where there were none.
    """

    numbers: Numbers
    hybrid: Hybrid
    bought: Bought
    words: Mapping[str, tuple[str, ...]]
    artifact: str = ""


def to_parts(model: ModelSet) -> tuple[Arrays, dict[str, Any]]:
    """Arrays by name, and a JSON value."""
    sources, ranker = model.hybrid.sources, model.hybrid.ranker
    arrays: Arrays = {"numbers": model.numbers, "popularity": sources.popularity, "born": sources.traits.born}
    parts: dict[str, Mapping[str, NDArray[Any]]] = {
        **{f"table.{name}": table.table.arrays() for name, table in sources.tables.items()},
        "factorised": sources.factorised.arrays(),
        "predicted": sources.predicted.arrays(),
        "bought": {**model.bought.table.arrays(), "counts": model.bought.counts},
    }
    if sources.demographic is not None and sources.segments is not None:
        arrays["demographic.popularity"] = sources.demographic.popularity
        arrays["demographic.everybody"] = sources.demographic.everybody
        arrays["segments.values"] = sources.segments.values
    arrays |= {f"{part}.{name}": array for part, held in parts.items() for name, array in held.items()}
    told: dict[str, Any] = {
        "form": FORM,
        "artifact": model.artifact,
        "recency": {name: asdict(table.recency) for name, table in sources.tables.items()},
        "factorised": asdict(sources.factorised.recency),
        "half_lives": list(sources.half_lives),
        "baskets": model.bought.baskets,
        "dated": sources.dated,
        "fan": asdict(model.hybrid.fan),
        "words": {name: list(values) for name, values in model.words.items()},
        "ranker": {"names": list(ranker.names)},
    }
    if sources.segments is not None:
        told["segments"] = {
            "facts": list(sources.segments.facts),
            "ordered": list(sources.segments.ordered),
            "genders": list(sources.segments.genders),
        }
    if isinstance(ranker, Boosted):
        told["ranker"]["trees"] = ranker.text
    else:
        arrays |= {"ranker.mean": ranker.mean, "ranker.scale": ranker.scale, "ranker.weights": ranker.weights}
    return arrays, told


def from_parts(arrays: Mapping[str, NDArray[Any]], told: Mapping[str, Any]) -> ModelSet:
    """From what ``to_parts`` gave.

    Raises:
        ValueError: the parts are of another form, or one is missing.
    """
    if told.get("form") != FORM:
        raise ValueError(f"the model set is of form {told.get('form')}, and we read {FORM}; fit again")
    try:
        return ModelSet(
            arrays["numbers"],
            Hybrid(_sources(arrays, told), _ranker(arrays, told["ranker"]), Fan(**told["fan"])),
            Bought(Neighbours.from_arrays(_under(arrays, "bought")), arrays["bought.counts"], told["baskets"]),
            {name: tuple(values) for name, values in told["words"].items()},
            told.get("artifact", ""),
        )
    except KeyError as missing:
        raise ValueError(f"the model set has no {missing}; fit again") from missing


def _sources(arrays: Mapping[str, NDArray[Any]], told: Mapping[str, Any]) -> Sources:
    demographic = segments = None
    if "segments.values" in arrays:
        demographic = DemographicModel(arrays["demographic.popularity"], arrays["demographic.everybody"])
        said = told["segments"]
        facts, ordered, genders = (tuple(said[name]) for name in ("facts", "ordered", "genders"))
        segments = Segments(facts, arrays["segments.values"], ordered, genders)
    tables = {
        name: ItemToItem(Neighbours.from_arrays(_under(arrays, f"table.{name}")), Recency(**recency))
        for name, recency in told["recency"].items()
    }
    return Sources(
        tables=tables,
        factorised=Factorised.from_arrays(_under(arrays, "factorised"), Recency(**told["factorised"])),
        popularity=arrays["popularity"],
        half_lives=tuple(told["half_lives"]),
        traits=replace(Traits.unknown(len(arrays["numbers"])), born=arrays["born"]),
        predicted=Predicted.from_arrays(_under(arrays, "predicted")),
        dated=told["dated"],
        demographic=demographic,
        segments=segments,
    )


def _ranker(arrays: Mapping[str, NDArray[Any]], told: Mapping[str, Any]) -> Boosted | LinearRanker:
    names = tuple(told["names"])
    if "trees" in told:
        return Boosted(names, told["trees"])
    return LinearRanker(names, arrays["ranker.mean"], arrays["ranker.scale"], arrays["ranker.weights"])


def _under(arrays: Mapping[str, NDArray[Any]], part: str) -> dict[str, NDArray[Any]]:
    prefix = f"{part}."
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}
