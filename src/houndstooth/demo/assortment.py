"""The assortment: which articles the demo shop sells, by chance but always the same by seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from houndstooth.demo.article import Article
from houndstooth.demo.palette import INDIGO, partner, pick
from houndstooth.demo.stock.accessories import ACCESSORIES
from houndstooth.demo.stock.bags import BAGS
from houndstooth.demo.stock.bottoms import BOTTOMS
from houndstooth.demo.stock.dresses import DRESSES
from houndstooth.demo.stock.kind import Kind
from houndstooth.demo.stock.outerwear import OUTERWEAR
from houndstooth.demo.stock.shoes import SHOES
from houndstooth.demo.stock.tops import TOPS

KINDS: tuple[Kind, ...] = (*TOPS, *BOTTOMS, *DRESSES, *OUTERWEAR, *SHOES, *BAGS, *ACCESSORIES)
"""Every kind that the shop sells."""

_BRANDS = (
    "Alder & Wren", "Maison Corvane", "Nordhavn", "Lumen Row", "Oda Vale", "Fennick", "Hartlow", "Saint Ode",
    "Kestrel Mill", "Tessuto Blu", "Maren Lys", "Pike & Thistle", "Ostra", "Bramble Lane", "Velmora", "Quillon",
)  # fmt: skip
_UNPRINTED = {
    "leather",
    "smooth leather",
    "patent leather",
    "quilted leather",
    "suede",
    "denim",
    "corduroy",
    "velvet",
    "cable wool",
    "ribbed knit",
    "tweed",
    "metal",
    "straw",
    "mesh",
}
_MATERIAL_NOUNS = ("denim", "corduroy", "down")
_TELLING = ("shape", "fit", "height", "style", "heel", "width", "length")
_UNTOLD = ("regular fit", "turn-up cuff", "curved peak", "classic", "wrist length")
_KNITTED = {"Fair Isle", "Argyle"}
_FINE_KNITS = ("merino", "cashmere", "organic cotton")
_WILD = {"Camouflage", "Leopard"}
_EARTH = ("Olive", "Beige", "Brown", "Grey", "Cream", "Black", "White")


def assortment(items: int, seed: int) -> list[Article]:
    """The first ``items`` articles of the shop that ``seed`` makes; a longer list begins like a shorter one."""
    order = np.random.default_rng([seed, 0]).permutation(len(KINDS))
    return [_article(index, int(order[index % len(KINDS)]), seed) for index in range(items)]


def photographed(index: int, seed: int) -> bool:
    """Whether a customer sent a photo of the article at ``index``: one of every ten, and not always the same kinds."""
    return index % 10 == int(np.random.default_rng([seed, 2, index // 10]).integers(10))


def _article(index: int, number: int, seed: int) -> Article:
    rng = np.random.default_rng([seed, 1, index])
    kind = KINDS[number]
    material = _one(kind.materials, rng)
    family = _family(kind, number, index // len(KINDS), seed)
    colour = pick(family, rng, among=INDIGO if material == "denim" else frozenset())
    features = {name: value for name, choices in kind.features.items() if (value := _one(choices, rng))}
    detail, gender = _one(kind.details, rng), _one(kind.genders, rng)
    pattern = _pattern(kind, material, detail, family, rng)
    noun = _noun(kind, material, rng)
    return Article(
        id=f"D{index + 1:05d}",
        kind=kind.key,
        title=_title(pattern, material, noun, colour.name, features),
        department=kind.department,
        category=kind.category,
        colour=colour,
        partners=(partner(family, rng), partner(family, rng)),
        pattern=pattern,
        features=features,
        detail=detail,
        material=material,
        gender=gender,
        season=_one(kind.seasons, rng),
        usage=_one(kind.usages, rng),
        brand=_one(_BRANDS, rng),
        price=_price(kind, material, rng),
        description=_description(noun, colour.name, pattern, material, features, detail),
        seed=seed * 1_000_003 + index,
    )


def _one(choices: Sequence[str], rng: Generator) -> str:
    return choices[int(rng.integers(len(choices)))]


def _family(kind: Kind, number: int, turn: int, seed: int) -> str:
    """A kind goes through all its colours, in an order of its own, before it repeats one."""
    order = np.random.default_rng([seed, 3, number]).permutation(len(kind.colours))
    return kind.colours[int(order[turn % len(order)])]


def _pattern(kind: Kind, material: str, detail: str, family: str, rng: Generator) -> str:
    if material in _UNPRINTED or "print" in detail or "stripe" in detail:
        return "Solid"
    barred = set() if material in _FINE_KNITS else _KNITTED
    barred = barred if family in _EARTH else barred | _WILD
    return _one([name for name in kind.patterns if name not in barred], rng)


def _noun(kind: Kind, material: str, rng: Generator) -> str:
    if kind.nouns == ("Chinos", "Corduroys"):
        return "Corduroys" if material == "corduroy" else "Chinos"
    return _one(kind.nouns, rng)


def _title(pattern: str, material: str, noun: str, shade: str, features: dict[str, str]) -> str:
    told = noun.lower()
    shapes = (value for name, value in features.items() if name in _TELLING and value not in _UNTOLD)
    shape = next((value for value in shapes if not told.startswith(value.split()[0])), "")
    known = material in told or any(word in told for word in _MATERIAL_NOUNS)
    words = (shape, "" if pattern == "Solid" else pattern, "" if known else material, noun)
    return f"{' '.join(_capital(word) for word in words if word)} in {shade}"


def _capital(words: str) -> str:
    return words if words[:1].isupper() else " ".join(word.capitalize() for word in words.split())


def _price(kind: Kind, material: str, rng: Generator) -> float:
    """Most articles stand in the lower half of the range; dear materials higher. Prices end as shops end them."""
    low, high = kind.price
    dear = 0.25 if material in ("cashmere", "silk", "leather", "quilted leather", "suede", "tweed") else 0.0
    share = min(1.0, float(rng.beta(2, 3.2)) + dear)
    return float(round(low + share * (high - low))) + float(rng.choice([-0.01, -0.05, -0.1]))


def _description(noun: str, shade: str, pattern: str, material: str, features: dict[str, str], detail: str) -> str:
    look = shade.lower() if pattern == "Solid" else f"{shade.lower()} {pattern.lower()}"
    cut = ", ".join(features.values())
    with_detail = f" With {detail}." if detail else ""
    return f"{noun} in {look} {material}{': ' + cut if cut else ''}.{with_detail}"
