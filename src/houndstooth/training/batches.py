"""Batches by number: batch 812 of a run is the same pictures, seen the same way, whenever it is asked for.

That makes a run resumable to the batch, and lets any number of processes prepare batches ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import DataLoader, Dataset

from houndstooth.domain.encoding import Pixels
from houndstooth.training.augment import PHOTO, SHOP, augment
from houndstooth.training.backgrounds import draw_ground, take_ground
from houndstooth.training.config import Phase, TrainingConfig
from houndstooth.training.corpus import Corpus, Shelf, composite
from houndstooth.training.labels import LEARNT, MISSING
from houndstooth.training.sources import Setting
from houndstooth.training.splits import TRAIN
from houndstooth.training.teacher import Taught

_TOGETHER = 2
"""How many items of one composite label are drawn together, so that a batch has something to pull together."""

_EVENNESS = 0.7
"""A class is drawn in proportion to its size to this power: 1 would be as it comes, 0 all classes alike."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One step's pictures and labels."""

    pixels: torch.Tensor
    """``uint8[n, size, size, 3]``."""
    targets: torch.Tensor
    """``int64[n, len(LEARNT)]``."""
    composite: torch.Tensor
    """``int64[n]``, class number of the composite label or -1."""
    item: torch.Tensor
    """``int64[n]``: two views of one item share the number."""
    words: torch.Tensor
    """``bool[n, words]``: which words the title has."""
    taught: torch.Tensor
    """``float32[n, fine]``: what the teacher says, zeros where it says nothing; ``[n, 0]`` without a teacher."""

    def to(self, device: torch.device) -> Batch:
        """The same on another device."""
        return Batch(*(getattr(self, name).to(device) for name in self.__slots__))


class Batches(Dataset[Batch]):
    """All batches of a run, by step number; each of several processes (``rank``) has its own."""

    def __init__(self, corpus: Corpus, config: TrainingConfig, *, rank: int = 0, taught: Taught | None = None) -> None:
        self._config = config
        self._taught = taught
        self._rank = rank
        self._corpus = corpus
        self._composites = corpus.composites()
        self._pools = {name: _Pool.of(shelf) for name, shelf in corpus.shelves.items()}
        self._street = [name for name, shelf in corpus.shelves.items() if shelf.setting is Setting.STREET]

    def __len__(self) -> int:
        return self._config.steps

    def __getitem__(self, step: int) -> Batch:
        rng = np.random.default_rng((self._config.seed, step, *([self._rank] if self._rank else [])))
        phase = self._config.phase_at(step)
        drawn = self._draw(phase, rng)
        shelves = [(self._corpus.shelves[one.source], one.row) for one in drawn]
        views = np.stack([self._view(one, phase.size, rng) for one in drawn])
        targets = np.stack([shelf.targets[row] for shelf, row in shelves])
        items = np.array([shelf.item[row] for shelf, row in shelves])
        words = np.stack([shelf.words[row] for shelf, row in shelves])
        numbers = np.array([self._composites.get(composite(target), MISSING) for target in targets])
        taught = self._ask_teacher(drawn)
        return Batch(*(torch.from_numpy(array) for array in (views, targets, numbers, items, words, taught)))

    def _ask_teacher(self, drawn: list[_Drawn]) -> NDArray[np.float32]:
        if self._taught is None:
            return np.zeros((len(drawn), 0), np.float32)
        return np.stack([self._taught[one.source][one.row] for one in drawn]).astype(np.float32)

    def _draw(self, phase: Phase, rng: np.random.Generator) -> list[_Drawn]:
        size, config = self._config.batch, self._config
        street = [name for name in self._street if phase.shares.get(name, 0) > 0]
        studio = [name for name in phase.shares if name not in self._street and phase.shares[name] > 0]
        count = round(size * config.street_share) if street else 0
        chosen = rng.choice(street, count) if street else ()
        drawn = [_Drawn(str(name), self._pools[name].one(rng), plain=False) for name in chosen]
        shares = np.array([phase.shares[name] for name in studio])
        while len(drawn) < size:
            name = str(rng.choice(studio, p=shares / shares.sum()))
            for row in self._pools[name].together(rng):
                if rng.random() < config.pair_share:
                    drawn += [_Drawn(name, row, plain=True), _Drawn(name, row, plain=False)]
                else:
                    drawn.append(_Drawn(name, row, plain=rng.random() < config.plain_share))
        return drawn[:size]

    def _view(self, drawn: _Drawn, size: int, rng: np.random.Generator) -> Pixels:
        store = self._corpus.shelves[drawn.source].store
        picture = store.picture(drawn.row)
        if drawn.plain:
            return augment(picture, None, size=size, rng=rng, strength=SHOP)
        replace = store.cut[drawn.row] and rng.random() < self._config.ground_share
        return augment(picture, self._ground(size, rng) if replace else None, size=size, rng=rng, strength=PHOTO)

    def _ground(self, size: int, rng: np.random.Generator) -> Pixels:
        if not self._street or rng.random() < 0.5:
            return draw_ground(size, rng)
        name = str(rng.choice(self._street))
        return take_ground(self._corpus.shelves[name].store.pixels(self._pools[name].any(rng)), size, rng)


def load_batches(
    corpus: Corpus, config: TrainingConfig, *, start: int, rank: int = 0, taught: Taught | None = None
) -> Iterator[Batch]:
    """The batches from step ``start`` to the end, prepared ahead by ``config.workers`` processes."""
    loader = DataLoader(
        Batches(corpus, config, rank=rank, taught=taught),
        batch_size=None,
        sampler=range(start, config.steps),
        num_workers=config.workers,
        prefetch_factor=4 if config.workers else None,
        # OpenCV's own threads cost more than they give on pictures this small.
        worker_init_fn=lambda _: cv2.setNumThreads(0),
    )
    return iter(loader)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One picture of a batch; ``plain`` as the shop shows it, otherwise as a photo might."""

    source: str
    row: int
    plain: bool


@dataclass(frozen=True, slots=True)
class _Pool:
    """The training rows of one shelf, grouped for drawing; rare classes are drawn more often than they occur."""

    groups: tuple[NDArray[np.intp], ...]
    odds: NDArray[np.float64]

    @classmethod
    def of(cls, shelf: Shelf) -> _Pool:
        """Odds grow more slowly than a class's size, and within it more slowly than a composite label's."""
        key = "category" if shelf.setting is Setting.STUDIO else "kind"
        rows = shelf.rows(TRAIN)
        rows = rows[shelf.targets[rows, LEARNT.index(key)] != MISSING]
        labels = shelf.targets[rows]
        _, class_, counts = np.unique(labels[:, LEARNT.index(key)], return_inverse=True, return_counts=True)
        _, group = np.unique([composite(label) for label in labels], axis=0, return_inverse=True)
        both = class_ * (int(group.max()) + 1) + group
        order = np.argsort(both, kind="stable")
        _, starts = np.unique(both[order], return_index=True)
        members = np.split(order, starts[1:])
        weight = np.array([len(part) ** _EVENNESS for part in members])
        first = class_[[part[0] for part in members]]
        per_class = np.bincount(first, weights=weight)
        weights = counts[first] ** _EVENNESS * weight / per_class[first]
        return cls(tuple(rows[part] for part in members), np.cumsum(weights) / np.sum(weights))

    def together(self, rng: np.random.Generator) -> list[int]:
        """Up to ``_TOGETHER`` rows of one composite label."""
        group = self.groups[int(np.searchsorted(self.odds, rng.random()))]
        return [int(row) for row in rng.choice(group, min(_TOGETHER, len(group)), replace=False)]

    def one(self, rng: np.random.Generator) -> int:
        """One row, by class."""
        return self.together(rng)[0]

    def any(self, rng: np.random.Generator) -> int:
        """One row, whatever it is."""
        return int(rng.choice(self.groups[int(rng.integers(len(self.groups)))]))
