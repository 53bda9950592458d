"""Decoded pictures on disk, mapped into memory: decoding once is cheaper than decoding in every epoch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from houndstooth.catalog.row import PictureFile
from houndstooth.domain.encoding import Pixels
from houndstooth.domain.errors import InvalidInput
from houndstooth.imaging.decode import decode
from houndstooth.imaging.limits import DEFAULT_LIMITS
from houndstooth.training.cutout import cut_out
from houndstooth.training.sources import Setting, Source

SIDE = 256
"""The longest side kept: a little over the largest input, so that a crop stays sharp."""


@dataclass(frozen=True, slots=True)
class PictureStore:
    """The pictures of one source, in the order of its records."""

    canvases: NDArray[np.uint8]
    """``uint8[n, height, width, 4]``, RGB and the garment's mask, each picture in the top left corner."""
    sizes: NDArray[np.int16]
    """``int16[n, 2]``: height and width of each picture; 0 where it could not be read."""
    cut: NDArray[np.bool_]
    """``bool[n]``: whether the mask can be used."""

    def __len__(self) -> int:
        return len(self.canvases)

    def picture(self, row: int) -> NDArray[np.uint8]:
        """One picture with its mask, ``uint8[h, w, 4]``."""
        height, width = self.sizes[row]
        return self.canvases[row, :height, :width]

    def pixels(self, row: int) -> Pixels:
        """One picture alone, ``uint8[h, w, 3]``."""
        return self.picture(row)[..., :3]


def open_store(source: Source, cache: Path, *, on_progress: Callable[[int, int], None] | None = None) -> PictureStore:
    """The store of ``source`` below ``cache``, decoded now if it is not there yet.

    The store is written beside and renamed when whole; a source with other ids gets another folder.
    """
    ids = json.dumps([record.id for record in source.records])
    folder = cache / f"{source.name}-{hashlib.sha256(ids.encode()).hexdigest()[:12]}"
    if not folder.is_dir():
        beside = folder.with_suffix(".writing")
        beside.mkdir(parents=True, exist_ok=True)
        _write(source, beside, on_progress or (lambda done, of: None))
        beside.replace(folder)
    return PictureStore(
        np.load(folder / "canvases.npy", mmap_mode="r"), np.load(folder / "sizes.npy"), np.load(folder / "cut.npy")
    )


def _write(source: Source, folder: Path, on_progress: Callable[[int, int], None]) -> None:
    count = len(source.pictures)
    height, width = _canvas(source)
    canvases = np.lib.format.open_memmap(
        folder / "canvases.npy", mode="w+", dtype=np.uint8, shape=(count, height, width, 4)
    )
    sizes, cut = np.zeros((count, 2), np.int16), np.zeros(count, bool)
    for row, (pixels, mask) in enumerate(_decoded(source)):
        high, wide = pixels.shape[:2]
        canvases[row, :high, :wide, :3] = pixels
        canvases[row, :high, :wide, 3] = 255 if mask is None else mask
        sizes[row], cut[row] = (high, wide), mask is not None
        if row % 500 == 0:
            on_progress(row, count)
    canvases.flush()
    np.save(folder / "sizes.npy", sizes)
    np.save(folder / "cut.npy", cut)


def _canvas(source: Source) -> tuple[int, int]:
    """Room for every picture: what they need, found by looking at all of them."""
    shapes = [pixels.shape[:2] for pixels, _ in _decoded(source, masks=False)]
    return max(shape[0] for shape in shapes), max(shape[1] for shape in shapes)


def _decoded(source: Source, *, masks: bool = True) -> Iterable[tuple[Pixels, NDArray[np.uint8] | None]]:
    wanted = masks and source.setting is Setting.STUDIO

    def load(picture: PictureFile) -> tuple[Pixels, NDArray[np.uint8] | None]:
        pixels = _read(picture)
        return pixels, cut_out(pixels) if wanted and pixels.size else None

    with ThreadPoolExecutor(2) as pool:
        for start in range(0, len(source.pictures), 256):
            yield from pool.map(load, source.pictures[start : start + 256])


def _read(picture: PictureFile) -> Pixels:
    """One picture at the size that is kept, or none of any size where it cannot be read."""
    try:
        return _fit(decode(picture.read(DEFAULT_LIMITS.max_bytes)).pixels, SIDE)
    except InvalidInput:
        return np.zeros((0, 0, 3), np.uint8)


def _fit(pixels: Pixels, side: int) -> Pixels:
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return pixels
    size = round(width * scale), round(height * scale)
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC, reducing_gap=3.0))
