from __future__ import annotations

import logging
import shutil

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
from houndstooth.testing.vector_index import DIMENSION, unit_vectors

SHOP, ARTIFACT = "shop", "artifact"


def write(catalogue, numbers, *, seed=0, colour="Red"):
    """Items with vectors of chance."""
    entries = [
        Entry(Item(SHOP, f"i{number}", "Item", colour=colour), "", StoredPicture("0" * 64, 1, 1), vector)
        for number, vector in zip(numbers, unit_vectors(len(numbers), seed=seed), strict=True)
    ]
    catalogue.write(entries, artifact_id=ARTIFACT)


@pytest.fixture(name="open_catalogue")
def _open_catalogue():
    """Opens the catalogue of an installation."""
    databases = []

    def open_catalogue(home, name="houndstooth"):
        databases.append(Database.open_sqlite(home / f"{name}.db"))
        return SqlCatalogue(databases[-1])

    yield open_catalogue
    for database in databases:
        database.close()


def open_gallery(home, catalogue):
    """A gallery as a new process opens it, and its index."""
    snapshots = Snapshots(home / "index", Subject(SHOP, ARTIFACT, DIMENSION))
    index = EmbeddedIndex(DIMENSION, snapshots, Thresholds(bulk_from=50, fresh_rows=20))
    return Gallery(catalogue, index, shop_id=SHOP, artifact_id=ARTIFACT), index


def found(gallery, *conditions, k=30, seed=99):
    hits = gallery.nearest(unit_vectors(1, seed=seed), k, where=Filter.parse(conditions))
    return [(hit.stored.item.id, round(hit.score, 4)) for hit in hits]


def truth(catalogue, *conditions, **asked):
    gallery = Gallery(catalogue, ExactIndex(DIMENSION), shop_id=SHOP, artifact_id=ARTIFACT)
    return found(gallery, *conditions, **asked)


@pytest.fixture(name="home")
def _home(tmp_path, open_catalogue):
    """An installation with 100 items whose index was kept."""
    catalogue = open_catalogue(tmp_path)
    write(catalogue, range(100))
    gallery, index = open_gallery(tmp_path, catalogue)
    gallery.refresh()
    index.merged()
    return tmp_path


def test_what_changed_since_the_snapshot_is_taken_over(home, open_catalogue):
    """Added, changed, removed and retired while nobody searched."""
    catalogue = open_catalogue(home)
    write(catalogue, range(90, 110), seed=1, colour="Blue")
    catalogue.remove(SHOP, ["i3", "i4"])
    catalogue.retire(SHOP, ["i5"])
    gallery, index = open_gallery(home, catalogue)
    assert (len(index), index.revision) == (100, 1)
    assert found(gallery, k=200) == truth(catalogue, k=200)
    assert len(index) == 107


def test_only_what_changed_is_read(home, open_catalogue):
    """A start with a snapshot does not load the whole catalogue again."""
    catalogue = open_catalogue(home)
    write(catalogue, range(5), seed=1)
    asked, changes = [], catalogue.changes
    catalogue.changes = lambda *shop, since, **how: asked.append(since) or changes(*shop, since=since, **how)
    gallery, _ = open_gallery(home, catalogue)
    gallery.refresh()
    assert asked[0] == 1


def damage_snapshot(home, open_catalogue):
    (path,) = home.glob("index/*/*/vectors.npy")
    data = bytearray(path.read_bytes())
    data[500] ^= 255
    path.write_bytes(data)
    return open_catalogue(home)


def go_back_to_a_backup(home, open_catalogue):
    """The items are others, at the same revision; then the shop goes on."""
    catalogue = open_catalogue(home, "backup")
    write(catalogue, range(100), seed=10)
    write(catalogue, [100], seed=11)
    return catalogue


def start_with_nothing(home, open_catalogue):
    return open_catalogue(home, "new")


@pytest.mark.parametrize("mishap", [damage_snapshot, go_back_to_a_backup, start_with_nothing])
def test_a_snapshot_that_cannot_be_believed_is_made_anew(home, open_catalogue, mishap, caplog):
    """From the catalogue, at once, and the log says so."""
    catalogue = mishap(home, open_catalogue)
    with caplog.at_level(logging.WARNING, "houndstooth.index"):
        gallery, index = open_gallery(home, catalogue)
        assert found(gallery) == truth(catalogue)
    assert "damaged" in caplog.text or "built anew" in caplog.text
    index.merged()
    assert found(open_gallery(home, catalogue)[0]) == truth(catalogue)


def test_another_installations_snapshot_is_not_believed(home, open_catalogue, tmp_path_factory, caplog):
    """Its shop, artifact and revision may all look right."""
    other = tmp_path_factory.mktemp("other")
    catalogue = open_catalogue(other)
    write(catalogue, range(100), seed=5)
    shutil.copytree(home / "index", other / "index")
    with caplog.at_level(logging.WARNING, "houndstooth.index"):
        gallery, _ = open_gallery(other, catalogue)
        assert found(gallery) == truth(catalogue)
    assert "built anew" in caplog.text


def test_a_filter_follows_the_catalogue(home, open_catalogue):
    """What passes is remembered only as long as nothing changed."""
    catalogue = open_catalogue(home)
    gallery, _ = open_gallery(home, catalogue)
    assert found(gallery, "colour=Blue") == []
    write(catalogue, [1, 2], seed=3, colour="Blue")
    assert found(gallery, "colour=Blue") == truth(catalogue, "colour=Blue")
    assert len(found(gallery, "colour=Blue")) == 2


def test_prices_alone_leave_the_index_as_it_is(home, open_catalogue):
    """Items that are written again with the vector they had are no work for it."""
    catalogue = open_catalogue(home)
    gallery, index = open_gallery(home, catalogue)
    write(catalogue, range(100), colour="Green")
    gallery.refresh()
    assert (index.revision, len(index)) == (2, 100)
    write(catalogue, range(100), colour="Grey")
    reopened, again = open_gallery(home, catalogue)
    reopened.refresh()
    assert again.revision == 3
    assert found(reopened, "colour=Grey") == truth(catalogue)
