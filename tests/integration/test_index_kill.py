"""A process is killed while it merges its index and writes snapshots, again and again, and no search is ever wrong."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from houndstooth.domain.catalogue import Entry, StoredPicture
from houndstooth.domain.filter import Filter
from houndstooth.domain.item import Item
from houndstooth.index.embedded import EmbeddedIndex, Thresholds
from houndstooth.index.exact import ExactIndex
from houndstooth.index.snapshots import Snapshots
from houndstooth.index.subject import Subject
from houndstooth.services.gallery import Gallery
from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.database import Database

SUBJECT = Subject("default", "artifact", 16)
RED = Filter.parse(["colour=Red"])


def open_gallery(database, index):
    catalogue = SqlCatalogue(database)
    return catalogue, Gallery(catalogue, index, shop_id=SUBJECT.shop_id, artifact_id=SUBJECT.artifact_id)


def embedded(home):
    return EmbeddedIndex(SUBJECT.dimension, Snapshots(home / "index", SUBJECT), Thresholds(bulk_from=64, fresh_rows=16))


def some_vectors(count, seed):
    drawn = np.random.default_rng(seed).normal(size=(count, SUBJECT.dimension)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def keep_writing(home, seed):
    """What the process does that is killed: write, remove, search; it merges all the time."""
    catalogue, gallery = open_gallery(Database.open_sqlite(home / "houndstooth.db"), embedded(home))
    random_ = random.Random(seed)
    while True:
        ids = random_.sample(range(600), 40)
        vectors = some_vectors(len(ids), random_.random().as_integer_ratio()[0])
        entries = [
            Entry(
                Item(SUBJECT.shop_id, f"i{one}", f"Item {one}", colour=random_.choice(["Red", "Blue"])),
                "",
                StoredPicture("0" * 64, 10, 10),
                vector,
            )
            for one, vector in zip(ids, vectors, strict=True)
        ]
        catalogue.write(entries, artifact_id=SUBJECT.artifact_id)
        catalogue.remove(SUBJECT.shop_id, [f"i{one}" for one in random_.sample(range(600), 5)])
        gallery.nearest(vectors[:1], 5, where=Filter())
        sys.stdout.write("searched\n")
        sys.stdout.flush()


def check_right(home):
    """Searches with what was kept give what the exact index gives; returns the revision that was kept."""
    index = embedded(home)
    kept = index.revision
    database = Database.open_sqlite(home / "houndstooth.db")
    _, gallery = open_gallery(database, index)
    _, truth = open_gallery(database, ExactIndex(SUBJECT.dimension))
    for query in some_vectors(10, seed=1):
        for where in (Filter(), RED):
            found, expected = (one.nearest(query[None], 20, where=where) for one in (gallery, truth))
            assert len(expected) == 20
            assert [hit.stored.item.id for hit in found] == [hit.stored.item.id for hit in expected]
    index.merged()
    database.close()
    return kept


def kill_and_check(home, *, kills):
    home.mkdir()
    random_ = random.Random(kills)
    kept, halfway = [], 0
    for seed in range(kills):
        process = subprocess.Popen([sys.executable, __file__, home, str(seed)], stdout=subprocess.PIPE, text=True)
        process.stdout.readline()
        time.sleep(random_.uniform(0, 1))
        process.kill()
        process.communicate()
        halfway += len(list((home / "index").glob("*/part-*")))
        kept.append(check_right(home))
    assert kept[-1] > 0
    return halfway


def test_killed_while_saving_and_merging_searches_stay_right(tmp_path):
    """Five times, at any moment."""
    kill_and_check(tmp_path / "home", kills=5)


@pytest.mark.soak
def test_killed_a_hundred_times(tmp_path):
    """The same, until chance has hit the middle of a snapshot more than once."""
    assert kill_and_check(tmp_path / "home", kills=100) > 1


if __name__ == "__main__":
    keep_writing(Path(sys.argv[1]), int(sys.argv[2]))
