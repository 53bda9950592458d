"""Train, validation and test: by item for catalogues, by sender for shoppers' photos; drawn once and written down."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

TRAIN, VALIDATION, TEST = "train", "validation", "test"


@dataclass(frozen=True, slots=True)
class Splits:
    """Which split each picture id belongs to. An id that is not named belongs to training."""

    seed: int
    items: Mapping[str, str]
    photos: Mapping[str, str]

    def of(self, id_: str) -> str:
        """The split of one picture, wherever it stands."""
        return self.items.get(id_) or self.photos.get(id_) or TRAIN

    def save(self, path: Path) -> None:
        """Write the splits as JSON, in one go."""
        beside = path.with_suffix(".writing")
        beside.write_text(json.dumps(asdict(self), indent=0), encoding="utf-8")
        beside.replace(path)

    @classmethod
    def load(cls, path: Path) -> Splits:
        """Read what :meth:`save` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def split_groups(
    groups: Sequence[Hashable],
    strata: Sequence[str],
    *,
    shares: Mapping[str, float],
    seed: int,
    largest: float = 0.1,
) -> list[str]:
    """Share out whole groups so that every stratum is spread as ``shares`` asks, as nearly as whole groups allow.

    Groups are dealt in random order, each to the split that lacks its pictures most; what is over, and every group
    that holds more than ``largest`` of all pictures, goes to training.

    Args:
        groups: one for each picture; a group is never divided.
        strata: one for each picture, such as its article type.
        shares: the share of pictures for every split other than training, each above 0, together below 1.
        seed: of the dealing order.
        largest: a group beyond this share would make a held-out split that shows one sender's floor only.

    Returns:
        The split of every picture.
    """
    members: dict[Hashable, Counter[str]] = defaultdict(Counter)
    for group, stratum in zip(groups, strata, strict=True):
        members[group][stratum] += 1
    totals = Counter(strata)
    lacking = {split: {s: totals[s] * share for s in totals} for split, share in shares.items()}
    order = list(members)
    np.random.default_rng(seed).shuffle(order)
    dealt: dict[Hashable, str] = {}
    for group in order:
        small = members[group].total() <= max(1, largest * len(groups))
        dealt[group] = _neediest(lacking, members[group]) if small else TRAIN
        for stratum, count in members[group].items():
            if dealt[group] != TRAIN:
                lacking[dealt[group]][stratum] -= count
    return [dealt[group] for group in groups]


def _neediest(lacking: Mapping[str, Mapping[str, float]], members: Counter[str]) -> str:
    """The split in which the group's pictures would fill the largest gap, or training if they would overfill any."""
    size = members.total()
    gaps = {split: sum(min(lacks[s], n) * n for s, n in members.items()) / size for split, lacks in lacking.items()}
    best = max(gaps, key=lambda split: gaps[split])
    fits = sum(max(0.0, n - lacking[best][s]) for s, n in members.items()) <= size / 2
    return best if fits and gaps[best] > 0 else TRAIN
