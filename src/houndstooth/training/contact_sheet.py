"""A sheet of what the network sees, to look at before a long run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from houndstooth.training.batches import Batch


def save_contact_sheet(batch: Batch, path: Path, *, columns: int = 12) -> None:
    """Write the pictures of one batch side by side as a JPEG."""
    pixels = batch.pixels.numpy()
    count, side = len(pixels), pixels.shape[1]
    rows = -(-count // columns)
    sheet = np.full((rows * columns, side, side, 3), 255, np.uint8)
    sheet[:count] = pixels
    whole = sheet.reshape(rows, columns, side, side, 3).transpose(0, 2, 1, 3, 4).reshape(rows * side, columns * side, 3)
    Image.fromarray(whole).save(path, quality=88)
