from __future__ import annotations

import logging
import shutil

import numpy as np
import pytest

from houndstooth.index.embedded import EmbeddedIndex, Thresholds
from houndstooth.index.snapshots import Snapshots
from houndstooth.index.subject import Subject
from houndstooth.testing.vector_index import DIMENSION, unit_vectors

SUBJECT = Subject("shop", "artifact", DIMENSION)
VECTORS = unit_vectors(300, seed=1)
NUMBERS = np.arange(300, dtype=np.int64)


def open_index(folder, subject=SUBJECT):
    return EmbeddedIndex(DIMENSION, Snapshots(folder, subject), Thresholds(bulk_from=100, fresh_rows=50))


@pytest.fixture(name="folder")
def _folder(tmp_path):
    """Where an index of 300 vectors was kept at revision 7."""
    index = open_index(tmp_path)
    index.put(NUMBERS, VECTORS)
    index.settle(7)
    index.merged()
    return tmp_path


def snapshot_in(folder):
    (place,) = folder.glob("*/*-*")
    return place


def test_the_next_process_has_what_was_kept(folder):
    """All vectors, and the revision from which the rest must come."""
    index = open_index(folder)
    assert (len(index), index.revision) == (300, 7)
    found, scores = index.search(VECTORS[:1], 300)
    assert found[0][0] == 0
    assert scores[0][0] == pytest.approx(1, abs=1e-5)
    assert sorted(found[0].tolist()) == NUMBERS.tolist()


@pytest.mark.parametrize("name", ["vectors.npy", "numbers.npy", "cell_of.npy", "cells.faiss", "told.json"])
@pytest.mark.parametrize("damage", ["a byte", "half", "gone"])
def test_a_damaged_snapshot_is_not_used(folder, name, damage, caplog):
    """It says so in the log, and the index starts from nothing."""
    path = snapshot_in(folder) / name
    data = bytearray(path.read_bytes())
    if damage == "a byte":
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    elif damage == "half":
        path.write_bytes(data[: len(data) // 2])
    else:
        path.unlink()
    with caplog.at_level(logging.WARNING, "houndstooth.index"):
        index = open_index(folder)
    assert (len(index), index.revision) == (0, 0)
    assert str(snapshot_in(folder)) in caplog.text


def test_a_snapshot_of_something_else_is_not_used(folder, caplog):
    """Even if somebody copied it there: another shop, another artifact."""
    for other in (Subject("other", "artifact", DIMENSION), Subject("shop", "newer", DIMENSION)):
        shutil.copytree(folder / SUBJECT.short_name, folder / other.short_name)
        with caplog.at_level(logging.WARNING, "houndstooth.index"):
            assert len(open_index(folder, other)) == 0
        assert "something else" in caplog.text
        caplog.clear()


def test_workers_share_what_one_of_them_merged(folder):
    """The second takes over the snapshot of the first, and keeps what came after it."""
    first, second = open_index(folder), open_index(folder)
    more = unit_vectors(80, seed=2)
    for index in (first, second):
        index.put(NUMBERS[:80] + 1000, more)
    second.remove(NUMBERS[:3])
    second.put(np.array([4], np.int64), more[:1])
    first.settle(8)
    first.merged()
    second.settle(9)
    second.merged()
    names = {place.name.partition("-")[0] for place in folder.glob("*/*-*")}
    assert names == {"000000000008"}
    found, _ = second.search(more[:1], 400)
    assert found[0][:2].tolist() == [4, 1000]
    assert len(found[0]) == len(second) == 377
    assert not set(found[0].tolist()) & {0, 1, 2}


def test_only_one_process_writes_at_a_time(folder):
    """Whoever finds another at it goes on with what it has."""
    index = open_index(folder)
    index.put(NUMBERS + 1000, VECTORS)
    with Snapshots(folder, SUBJECT).writing() as unfinished:
        assert unfinished is not None
        index.settle(8)
        index.merged()
        assert len(index) == 600
    assert open_index(folder).revision == 7
    index.settle(9)
    index.merged()
    assert open_index(folder).revision == 9
    assert [place.name for place in folder.glob("*/part-*")] == []


def test_what_is_mapped_outlives_its_files(folder):
    """A newer snapshot clears the older away while another process searches in it."""
    old = open_index(folder)
    new = open_index(folder)
    new.put(NUMBERS + 1000, VECTORS)
    new.settle(8)
    new.merged()
    assert snapshot_in(folder).name.startswith("000000000008")
    found, _ = old.search(VECTORS[5:6], 300)
    assert sorted(found[0].tolist()) == NUMBERS.tolist()
