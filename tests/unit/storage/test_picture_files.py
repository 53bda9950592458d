from __future__ import annotations

import pytest

from houndstooth.storage.picture_files import PictureFiles
from houndstooth.testing.picture_store import KEY, PictureStoreContract


class TestPictureFiles(PictureStoreContract):
    @pytest.fixture
    def pictures(self, tmp_path):
        return PictureFiles(tmp_path)


def test_a_failed_write_leaves_no_half_file(tmp_path, monkeypatch):
    """When the disk is full in the middle, nothing is visible and nothing is left behind."""

    def full_disk(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        PictureFiles(tmp_path).put(KEY, card=b"1", full=b"2")
    assert not PictureFiles(tmp_path).has(KEY)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
