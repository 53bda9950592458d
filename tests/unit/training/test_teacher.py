from __future__ import annotations

import io
import shutil
import zipfile

import numpy as np
import pytest
from PIL import Image

from houndstooth.training import teacher
from houndstooth.training.batches import Batches
from houndstooth.training.config import LossConfig, Phase, TrainingConfig
from houndstooth.training.corpus import open_corpus
from houndstooth.training.splits import TRAIN
from houndstooth.training.teacher import teach

WIDTH = 12


@pytest.fixture(name="taught")
def _taught(corpus, tmp_path, monkeypatch):
    """What the ImageNet network says of the toy corpus, whose pictures count as sharp."""
    monkeypatch.setattr(teacher, "_SHARP", 40)
    return teach(corpus, tmp_path, number=0, width=WIDTH, progress=lambda _: None)


def test_training_pictures_are_taught_and_no_others(corpus, taught):
    """Each sharp training picture has a vector of length 1; what is held out has none."""
    for name, shelf in corpus.shelves.items():
        lengths = np.linalg.norm(taught[name].astype(np.float32), axis=1)
        assert taught[name].shape == (len(shelf.records), WIDTH)
        assert np.allclose(lengths[(lengths > 0)], 1, atol=1e-2)
        assert not lengths[shelf.split != TRAIN].any()
    assert any(of.any() for of in taught.values())


def test_a_thumbnail_borrows_from_its_larger_picture(toy_folders, tmp_path, monkeypatch):
    """The same item is taught the same wherever it stands; thumbnails themselves teach nothing."""
    small = tmp_path / "small"
    shutil.copytree(toy_folders[0], small)
    with zipfile.ZipFile(toy_folders[0] / "images.zip") as large, zipfile.ZipFile(small / "images.zip", "w") as archive:
        for name in large.namelist():
            buffer = io.BytesIO()
            Image.open(io.BytesIO(large.read(name))).resize((24, 32)).save(buffer, "JPEG")
            archive.writestr(name, buffer.getvalue())
    monkeypatch.setattr(teacher, "_SHARP", 40)
    folders = [small, *toy_folders]
    corpus = open_corpus(folders, cache=tmp_path / "c", run=tmp_path, seed=1, progress=lambda _: None)
    taught = teach(corpus, tmp_path, number=0, width=WIDTH, progress=lambda _: None)
    assert taught["small"].any()
    assert np.array_equal(taught["small"], taught[toy_folders[0].name])
    alone = open_corpus([small], cache=tmp_path / "c", run=tmp_path / "c", seed=1, progress=lambda _: None)
    nothing = teach(alone, tmp_path / "c", number=0, width=WIDTH, progress=lambda _: None)
    assert not nothing["small"].any()


def test_a_resumed_run_is_taught_the_same(corpus, taught, tmp_path):
    """From the file, without asking again."""
    asked = []
    again = teach(corpus, tmp_path, number=0, width=WIDTH, progress=asked.append)
    assert asked == []
    assert all(np.array_equal(again[name], of) for name, of in taught.items())


def test_a_batch_carries_what_was_taught(corpus, taught):
    """Row by row; without a teacher it carries nothing."""
    shares = dict.fromkeys(corpus.shelves, 1.0)
    config = TrainingConfig(batch=8, phases=(Phase(size=32, steps=2, shares=shares),), loss=LossConfig())
    batch = Batches(corpus, config, taught=taught)[0]
    assert batch.taught.shape == (8, WIDTH)
    known = {int(item): taught[name][row] for name, s in corpus.shelves.items() for row, item in enumerate(s.item)}
    for item, vector in zip(batch.item.tolist(), batch.taught.numpy(), strict=True):
        assert not vector.any() or np.allclose(vector, known[item].astype(np.float32))
    assert Batches(corpus, config)[0].taught.shape == (8, 0)
