from __future__ import annotations

import shutil

import pytest

from houndstooth.domain.errors import ArtifactMissing
from houndstooth.encoders.onnx_encoder import OnnxEncoder
from houndstooth.settings import load_settings
from houndstooth.testing.encoder import EncoderContract

MODEL = load_settings().artifact_path


class TestTheArtifactOfThisCheckout(EncoderContract):
    @pytest.fixture
    def encoder(self) -> OnnxEncoder:
        return OnnxEncoder(MODEL)

    @pytest.fixture
    def size(self, encoder: OnnxEncoder) -> int:
        return encoder.preprocessing.size


@pytest.fixture(name="copy")
def _copy(tmp_path):
    for path in (MODEL, MODEL.with_suffix(".json")):
        shutil.copy(path, tmp_path)
    return tmp_path / MODEL.name


def test_a_missing_model_says_how_to_get_one(tmp_path):
    """The message has the remedy."""
    with pytest.raises(ArtifactMissing, match="houndstooth artifact"):
        OnnxEncoder(tmp_path / "none.onnx")


def test_a_model_that_was_changed_is_refused(copy):
    """The checksum of the manifest is kept."""
    with copy.open("r+b") as file:
        file.seek(1000)
        file.write(b"\x00\x01\x02\x03")
    with pytest.raises(ArtifactMissing, match="SHA-256"):
        OnnxEncoder(copy)


@pytest.mark.parametrize("manifest", ["", "{}", '{"artifact": 1}', "[]"])
def test_a_manifest_that_is_none_is_refused(copy, manifest):
    """It is told which file."""
    copy.with_suffix(".json").write_text(manifest)
    with pytest.raises(ArtifactMissing, match=copy.stem):
        OnnxEncoder(copy)


def test_a_model_without_its_file_is_refused(copy):
    """A manifest alone is no artifact."""
    copy.unlink()
    with pytest.raises(ArtifactMissing, match="no encoder artifact"):
        OnnxEncoder(copy)
