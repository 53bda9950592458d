"""What every ``Encoder`` must do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from houndstooth.domain.encoding import Encoding, ModelInput
from houndstooth.domain.ports import Encoder

TOLERANCE = 1e-4


def noise_pictures(count: int, size: int) -> ModelInput:
    """Standardised noise with structure, ``float32[count, 3, size, size]``."""
    random = np.random.default_rng(11)
    coarse = random.normal(size=(count, 3, 8, 8)).astype(np.float32)
    repeat = -(-size // 8)
    fine: ModelInput = np.repeat(np.repeat(coarse, repeat, axis=2), repeat, axis=3)[:, :, :size, :size]
    return np.ascontiguousarray(fine)


class EncoderContract:
    """Give fixtures ``encoder`` and ``size`` (the side of its input, in pixels)."""

    @pytest.mark.parametrize("batch", [1, 2, 5, 16])
    def test_a_picture_gives_the_same_in_any_batch(self, encoder: Encoder, size: int, batch: int) -> None:
        """Alone or among others: equal to 1e-4 in every output."""
        pictures = noise_pictures(16, size)
        whole = encoder.encode(pictures)
        part = encoder.encode(pictures[:batch])
        for name, vectors in _outputs(part).items():
            np.testing.assert_allclose(vectors, _outputs(whole)[name][:batch], atol=TOLERANCE, err_msg=name)

    def test_vectors_are_unit_rows(self, encoder: Encoder, size: int) -> None:
        """Embedding and style have length 1, and the dimension that the encoder says."""
        encoding = encoder.encode(noise_pictures(3, size))
        assert encoding.embedding.shape == (3, encoder.dimension)
        assert (0 if encoding.style is None else encoding.style.shape[1]) == encoder.style_dimension
        for vectors in (encoding.embedding, encoding.style):
            if vectors is not None:
                assert vectors.dtype == np.float32
                np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=TOLERANCE)

    def test_probabilities_sum_to_one(self, encoder: Encoder, size: int) -> None:
        """Each attribute has a probability for each label."""
        for name, head in encoder.encode(noise_pictures(2, size)).attributes.items():
            assert head.probabilities.shape == (2, len(head.labels)), name
            np.testing.assert_allclose(head.probabilities.sum(axis=1), 1, atol=1e-3, err_msg=name)

    def test_threads_do_not_disturb_each_other(self, encoder: Encoder, size: int) -> None:
        """Calls from several threads give what calls in turn give."""
        pictures = noise_pictures(8, size)
        in_turn = [encoder.encode(picture[None]).embedding for picture in pictures]
        with ThreadPoolExecutor(4) as pool:
            at_once = list(pool.map(lambda picture: encoder.encode(picture[None]).embedding, pictures))
        np.testing.assert_array_equal(np.stack(in_turn), np.stack(at_once))

    def test_names_its_artifact(self, encoder: Encoder) -> None:
        """There is an id to keep vectors of two artifacts apart."""
        assert encoder.artifact_id


def _outputs(encoding: Encoding) -> dict[str, np.ndarray]:
    outputs = {name: head.probabilities for name, head in encoding.attributes.items()} | {
        "embedding": encoding.embedding
    }
    return outputs if encoding.style is None else outputs | {"style": encoding.style}
