"""What every ``PictureStore`` must do."""

from __future__ import annotations

import pytest

from houndstooth.domain.errors import NotFound
from houndstooth.domain.ports import PictureStore

KEY = "ab" * 32


class PictureStoreContract:
    """Give a fixture ``pictures``: an empty store."""

    def test_gives_back_what_was_put(self, pictures: PictureStore) -> None:
        """Both sizes come back byte for byte."""
        pictures.put(KEY, card=b"small", full=b"large")
        assert pictures.has(KEY)
        assert (pictures.get(KEY, "card"), pictures.get(KEY, "full")) == (b"small", b"large")

    def test_put_again_replaces(self, pictures: PictureStore) -> None:
        """The last one counts."""
        pictures.put(KEY, card=b"1", full=b"2")
        pictures.put(KEY, card=b"3", full=b"4")
        assert (pictures.get(KEY, "card"), pictures.get(KEY, "full")) == (b"3", b"4")

    def test_what_is_not_there_is_not_found(self, pictures: PictureStore) -> None:
        """An unknown key is an error that says so."""
        assert not pictures.has(KEY)
        with pytest.raises(NotFound, match=KEY):
            pictures.get(KEY, "card")

    def test_removes(self, pictures: PictureStore) -> None:
        """A removed picture is gone; removing it again is no error."""
        pictures.put(KEY, card=b"1", full=b"2")
        pictures.remove(KEY)
        pictures.remove(KEY)
        assert not pictures.has(KEY)
        with pytest.raises(NotFound):
            pictures.get(KEY, "full")

    @pytest.mark.parametrize(
        ("key", "size"), [("../../etc/passwd", "card"), (KEY, "../full"), ("", "card"), ("AB" * 32, "card")]
    )
    def test_a_key_leads_nowhere_else(self, pictures: PictureStore, key: str, size: str) -> None:
        """Keys and sizes that are none are refused, so that no address reaches other files."""
        with pytest.raises(NotFound):
            pictures.get(key, size)
