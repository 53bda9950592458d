"""Simulated shoppers, and what they do: each has a taste, and mostly keeps to it. Nobody of them is real."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from houndstooth.domain.event import Event, EventKind, Mention, Who

DAYS = 180
"""Over so many days they come."""

_LOYAL = 0.75
_STEPS = (
    (EventKind.VIEW_ITEM, 1.0),
    (EventKind.ADD_TO_CART, 0.35),
    (EventKind.PURCHASE, 0.6),
)
"""What comes after what with an item, and how likely."""


@dataclass(frozen=True, slots=True)
class Taste:
    """What a simulated shopper likes: colours and patterns, for whom, and which kinds of things they shop for."""

    colours: frozenset[str]
    patterns: frozenset[str]
    gender: str
    categories: frozenset[str]

    def likes(self, article: dict[str, str]) -> float:
        """How much: 0 or more."""
        looks = 1.0 + 4.0 * (article["colour"] in self.colours) + 2.0 * (article["pattern"] in self.patterns)
        worn = article["gender"] in {self.gender, "Unisex"}
        return looks * (3.0 if article["category"] in self.categories else 1.0) * (1.0 if worn else 0.05)


def simulate(table: Path, *, shop_id: str, shoppers: int, seed: int, now: datetime) -> Iterator[Event]:
    """What so many simulated shoppers do with the articles of a drawn catalogue; the same for the same seed.

    Args:
        table: the catalogue's ``products.csv``.
        shop_id: whose events they are.
        shoppers: how many, called ``simulated-1`` and so on.
        seed: of all chance.
        now: the events end a little before.
    """
    with table.open(encoding="utf-8", newline="") as file:
        articles = list(csv.DictReader(file))
    chance = Random(seed)  # noqa: S311 - a game, and no secret
    for number in range(1, shoppers + 1):
        taste = _taste(articles, chance)
        weights = [taste.likes(article) for article in articles]
        yield from _visits(f"simulated-{number}", articles, weights, chance, shop_id, now)


def _taste(articles: Sequence[dict[str, str]], chance: Random) -> Taste:
    def some(name: str, most: int) -> frozenset[str]:
        values = sorted({article[name] for article in articles})
        return frozenset(chance.sample(values, min(len(values), chance.randint(1, most))))

    genders = sorted({article["gender"] for article in articles} - {"Unisex"}) or ["Unisex"]
    return Taste(some("colour", 2), some("pattern", 2), chance.choice(genders), some("category", 8))


def _visits(
    name: str,
    articles: Sequence[dict[str, str]],
    weights: Sequence[float],
    chance: Random,
    shop_id: str,
    now: datetime,
) -> Iterator[Event]:
    serial = 0
    for _ in range(chance.randint(2, 6)):
        at = now - timedelta(days=chance.uniform(0.1, DAYS))
        for _ in range(chance.randint(1, 5)):
            article = chance.choices(articles, weights)[0] if chance.random() < _LOYAL else chance.choice(articles)
            for kind, likely in _STEPS:
                if chance.random() > likely:
                    break
                at += timedelta(minutes=chance.uniform(0.2, 3))
                serial += 1
                mention = Mention(article["id"])
                yield Event(shop_id, f"{name}-{serial}", kind, min(at, now), Who(name), (mention,))
