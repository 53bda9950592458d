"""What every ``TextEncoder`` must do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from houndstooth.domain.ports import TextEncoder

TOLERANCE = 1e-5

TEXTS = (
    "red dress",
    "Alder & Wren Men Checked Navy Blue Shirt",
    "cretaed by misstake",
    "夏のドレス",
    "vêtements d'été",
    "a" * 10_000,
    "word " * 5_000,
    "\x00\ud800 'DROP TABLE",
    "x",
)
"""Texts of all kinds, each with a word."""

EMPTY = ("", " ", "👗🔥", "?!", "\n")
"""Texts without a word."""


class TextEncoderContract:
    """Give a fixture ``text_encoder``."""

    def test_gives_unit_rows(self, text_encoder: TextEncoder) -> None:
        """Whatever the text, one row of the length that the encoder says."""
        vectors = text_encoder.encode(TEXTS)
        assert vectors.shape == (len(TEXTS), text_encoder.dimension)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=TOLERANCE)

    def test_a_text_without_a_word_is_nothing(self, text_encoder: TextEncoder) -> None:
        """Zeros: it is as near to everything as to anything else."""
        assert not text_encoder.encode(EMPTY).any()
        assert text_encoder.encode([]).shape == (0, text_encoder.dimension)

    @pytest.mark.parametrize("batch", [1, 2, 5])
    def test_a_text_gives_the_same_in_any_batch(self, text_encoder: TextEncoder, batch: int) -> None:
        """Alone or among longer ones."""
        whole = text_encoder.encode(TEXTS)
        np.testing.assert_allclose(text_encoder.encode(TEXTS[:batch]), whole[:batch], atol=TOLERANCE)

    def test_case_and_accents_do_not_count(self, text_encoder: TextEncoder) -> None:
        """As people type."""
        first, second = text_encoder.encode(["ROBE D'ÉTÉ", "robe d’ete"])
        np.testing.assert_allclose(first, second, atol=TOLERANCE)

    def test_a_slip_of_the_finger_changes_little(self, text_encoder: TextEncoder) -> None:
        """A misspelt word is nearer to what was meant than another word is."""
        meant, misspelt, other = text_encoder.encode(["black handbag", "black handbga", "black wallet"])
        assert meant @ misspelt > meant @ other

    def test_threads_do_not_disturb_each_other(self, text_encoder: TextEncoder) -> None:
        """Calls from several threads give what calls in turn give."""
        in_turn = [text_encoder.encode([text]) for text in TEXTS]
        with ThreadPoolExecutor(4) as pool:
            at_once = list(pool.map(lambda text: text_encoder.encode([text]), TEXTS))
        np.testing.assert_array_equal(np.stack(in_turn), np.stack(at_once))

    def test_names_its_artifact_and_its_space(self, text_encoder: TextEncoder) -> None:
        """So that texts never meet pictures of another artifact."""
        assert text_encoder.artifact_id
        assert text_encoder.belongs_to
