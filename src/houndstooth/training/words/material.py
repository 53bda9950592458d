"""What a text tower learns from: titles and attributes of items, beside the embeddings of their pictures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.encoding import Vectors
from houndstooth.domain.errors import InvalidSource
from houndstooth.encoders.manifest import Manifest
from houndstooth.training.corpus import Corpus, Shelf
from houndstooth.training.encode import encode_pictures, onnx_encoder
from houndstooth.training.labels import read_labels
from houndstooth.training.sources import Setting
from houndstooth.training.splits import TRAIN

FIELDS = ("gender", "category", "sub_category", "colour", "usage", "season", "pattern", "brand")
"""What may be said of an item besides its title."""

EMBEDDINGS_FILE = "images.npz"
_PART = 512


@dataclass(frozen=True, slots=True)
class Material:
    """Items with a title, one row for each."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    codes: NDArray[np.int32]
    """``int32[n, len(FIELDS)]``: numbers of values, -1 where there is none."""
    values: dict[str, tuple[str, ...]]
    """For each field its values, in the order of their numbers."""
    split: NDArray[np.str_]
    finest: NDArray[np.bool_]
    """``bool[n]``: its picture is of the source with the largest ones; what is held out is."""
    embeddings: Vectors
    """``float32[n, d]`` of the pictures, by the artifact."""
    artifact: str

    def rows(self, split: str) -> NDArray[np.intp]:
        """The rows of one split."""
        return np.nonzero(self.split == split)[0]

    def value(self, row: int, field: str) -> str:
        """What is said of an item, '' for nothing."""
        code = int(self.codes[row, FIELDS.index(field)])
        return "" if code < 0 else self.values[field][code]


def open_material(corpus: Corpus, artifact: Path, run: Path, *, progress: Callable[[str], None] = print) -> Material:
    """The titled items of a corpus, with embeddings that are made once and kept in ``run``.

    An item that stands in several sources is taken from the one with the largest pictures.

    Raises:
        InvalidSource: no item has a title.
    """
    chosen = _choose(corpus)
    if not chosen:
        raise InvalidSource("no item of these catalogues has a title; a text tower has nothing to learn from")
    said = [read_labels(shelf.records[row]) for shelf, row, _ in chosen]
    values = {name: tuple(sorted({of[name] for of in said if name in of})) for name in FIELDS}
    numbers = {name: {value: at for at, value in enumerate(of)} for name, of in values.items()}
    codes = [[numbers[name].get(of.get(name, ""), -1) for name in FIELDS] for of in said]
    ids = tuple(shelf.records[row].id for shelf, row, _ in chosen)
    return Material(
        ids=ids,
        titles=tuple(shelf.records[row].values["title"] for shelf, row, _ in chosen),
        codes=np.array(codes, np.int32),
        values=values,
        split=np.array([shelf.split[row] for shelf, row, _ in chosen]),
        finest=np.array([finest for _, _, finest in chosen]),
        embeddings=_embeddings(chosen, ids, artifact, run, progress),
        artifact=Manifest.read(artifact.with_suffix(".json")).artifact,
    )


_Chosen = list[tuple[Shelf, int, bool]]


def _choose(corpus: Corpus) -> _Chosen:
    shelves = sorted(corpus.of(Setting.STUDIO), key=lambda shelf: -int(shelf.store.sizes.max()))
    seen: set[str] = set()
    chosen: _Chosen = []
    for place, shelf in enumerate(shelves):
        for row, record in enumerate(shelf.records):
            usable = record.values.get("title") and shelf.store.sizes[row].min() > 0
            # Of what is held out only the source that it was drawn from counts.
            if usable and record.id not in seen and (place == 0 or shelf.split[row] == TRAIN):
                seen.add(record.id)
                chosen.append((shelf, row, place == 0))
    return chosen


def _embeddings(
    chosen: _Chosen, ids: tuple[str, ...], artifact: Path, run: Path, progress: Callable[[str], None]
) -> Vectors:
    manifest = Manifest.read(artifact.with_suffix(".json"))
    path, key = run / EMBEDDINGS_FILE, json.dumps([manifest.artifact, manifest.sha256, ids])
    if path.is_file():
        kept = np.load(path)
        if str(kept["key"]) == key:
            return np.asarray(kept["embeddings"], np.float32)
    encode, size = onnx_encoder(artifact), int(manifest.preprocessing["size"])
    parts = []
    for start in range(0, len(chosen), _PART):
        progress(f"encoding pictures: {start} of {len(chosen)}")
        pictures = (shelf.store.pixels(row) for shelf, row, _ in chosen[start : start + _PART])
        parts.append(encode_pictures(encode, pictures, size=size)["embedding"])
    embeddings = np.concatenate(parts)
    beside = path.with_suffix(".writing.npz")
    np.savez(beside, key=np.array(key), embeddings=embeddings)
    beside.replace(path)
    return embeddings
