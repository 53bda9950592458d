"""The vectors of items from a file of ``houndstooth encode``, as traits for a trial."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from houndstooth.domain.errors import InvalidSource
from houndstooth.recommenders.traits import Traits

_PREDICTED = ("category", "colour", "gender", "usage", "season", "pattern")


def read_traits(path: Path, item_ids: Sequence[str]) -> Traits:
    """The traits of items; those that the file does not have are unknown.

    Raises:
        InvalidSource: it is no such file, or has none of the items.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        ids = arrays["ids"].astype(str)
        embedding = arrays["embedding"]
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise InvalidSource(f"{path} is no file of vectors; make one with houndstooth encode ({error})") from error
    place = {item: row for row, item in enumerate(ids)}
    rows = np.array([place.get(item, -1) for item in item_ids])
    known = rows >= 0
    if not known.any():
        raise InvalidSource(f"{path} has none of the items of the events, such as {item_ids[0]!r}")
    n = len(item_ids)
    fields, words = {}, {}
    for name in _PREDICTED:
        if f"{name}_probs" in arrays:
            codes = np.full(n, -1, np.int32)
            codes[known] = arrays[f"{name}_probs"][rows[known]].argmax(axis=1)
            fields[name], words[name] = codes, tuple(map(str, arrays[f"{name}_labels"]))
    style = arrays.get("style", np.zeros((len(ids), 0), np.float32))
    spread = [np.zeros((n, vectors.shape[1]), np.float32) for vectors in (embedding, style)]
    for target, vectors in zip(spread, (embedding, style), strict=True):
        target[known] = vectors[rows[known]]
    return Traits(spread[0], spread[1], fields, words, np.full(n, np.nan, np.float32), np.full(n, np.nan))
