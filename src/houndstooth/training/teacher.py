"""What the unchanged ImageNet network says of every training picture, for the fine block to keep in mind.

Labels of one shop teach an encoder to forget what that shop's labels do not ask for. The frozen network saw the world;
a picture's own features, of the clean picture, are what every view of it is pulled towards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from houndstooth.training.corpus import Corpus, Shelf
from houndstooth.training.encode import encode_pictures, imagenet_encoder
from houndstooth.training.splits import TRAIN

TEACHER_FILE = "teacher.npz"

Taught = Mapping[str, NDArray[np.float16]]
"""Shelf name -> ``float16[rows, width]`` of unit length, or all zeros where nothing was taught."""

_SIZE = 224
_SHARP = 160
"""The longest side from which a picture is worth learning from; smaller ones borrow from their larger copies."""


def teach(corpus: Corpus, run: Path, *, number: int, width: int, progress: Callable[[str], None]) -> Taught:
    """The first ``width`` principal components of the features of all sharp training pictures.

    Half-way to white (each component is divided by the fourth root of its variance): as they come, a few components
    that tell shirts from shoes drown the rest.

    Args:
        corpus: pictures and splits; those held out teach nothing.
        run: folder that keeps the result for a resumed run.
        number: which EfficientNet-Lite.
        width: of the fine block.
        progress: told what is being done.
    """
    path = run / TEACHER_FILE
    if not path.is_file():
        progress("asking the ImageNet network about the training pictures")
        beside = path.with_suffix(".writing.npz")
        np.savez(beside, **_ask(corpus, number, width))  # type: ignore[arg-type]
        beside.replace(path)
    with np.load(path) as kept:
        return {name: kept[name] for name in kept.files}


def _ask(corpus: Corpus, number: int, width: int) -> dict[str, NDArray[np.float16]]:
    encode = imagenet_encoder(number, half=True)
    seen: dict[int, NDArray[np.float32]] = {}
    for shelf in sorted(corpus.shelves.values(), key=_side, reverse=True):
        rows = [row for row in _sharp(shelf) if int(shelf.item[row]) not in seen]
        if rows:
            found = encode_pictures(encode, (shelf.store.pixels(row) for row in rows), size=_SIZE)["embedding"]
            seen |= {int(shelf.item[row]): of for row, of in zip(rows, found, strict=True)}
    if not seen:
        return {name: np.zeros((len(shelf.records), width), np.float16) for name, shelf in corpus.shelves.items()}
    numbers = np.array(list(seen))
    known = dict(zip(numbers.tolist(), _compress(np.stack(list(seen.values())), width), strict=True))
    nothing = np.zeros(width, np.float16)
    return {
        name: np.stack([known.get(int(item), nothing) for item in shelf.item]) for name, shelf in corpus.shelves.items()
    }


def _sharp(shelf: Shelf) -> Iterator[int]:
    return (int(row) for row in shelf.rows(TRAIN) if shelf.store.sizes[row].max() >= _SHARP)


def _side(shelf: Shelf) -> int:
    return int(shelf.store.sizes.max())


def _compress(features: NDArray[np.float32], width: int) -> NDArray[np.float16]:
    """``float32[n, d]`` -> ``float16[n, width]`` of unit length; zeros after as many components as there are."""
    centred = features - features.mean(axis=0)
    variances, axes = np.linalg.eigh(centred.T @ centred / len(centred))
    kept = slice(None, -min(width, axes.shape[1]) - 1, -1)
    parts = centred @ axes[:, kept] / np.maximum(variances[kept], variances.max() * 1e-6) ** 0.25
    unit = parts / np.maximum(np.linalg.norm(parts, axis=1, keepdims=True), 1e-12)
    return np.pad(unit, ((0, 0), (0, width - unit.shape[1]))).astype(np.float16)
