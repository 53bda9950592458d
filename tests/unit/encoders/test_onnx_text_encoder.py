from __future__ import annotations

import json
import shutil

import pytest

from houndstooth.domain.errors import ArtifactMissing
from houndstooth.encoders.manifest import Manifest
from houndstooth.encoders.onnx_text_encoder import OnnxTextEncoder
from houndstooth.settings import load_settings
from houndstooth.testing.text_encoder import TextEncoderContract

SETTINGS = load_settings()
MODELS = SETTINGS.words_artifact_paths
if not MODELS:  # it is still being trained; tests/unit/training/test_words.py has one of its own
    pytest.skip("no text tower comes with this checkout yet", allow_module_level=True)
MODEL = MODELS[0]


class TestTheTextTowerOfThisCheckout(TextEncoderContract):
    @pytest.fixture
    def text_encoder(self) -> OnnxTextEncoder:
        return OnnxTextEncoder(MODEL)

    def test_belongs_to_the_encoder_of_this_checkout(self, text_encoder):
        """A new encoder needs a new text tower."""
        pictures = Manifest.read(SETTINGS.artifact_path.with_suffix(".json"))
        assert text_encoder.belongs_to == pictures.artifact
        assert text_encoder.dimension == pictures.outputs.embedding.dim


@pytest.fixture(name="copy")
def _copy(tmp_path):
    for path in (MODEL, MODEL.with_suffix(".json")):
        shutil.copy(path, tmp_path)
    return tmp_path / MODEL.name


def test_a_tower_that_was_changed_is_refused(copy):
    """The checksum of the manifest is kept."""
    with copy.open("r+b") as file:
        file.seek(1000)
        file.write(b"\x00\x01\x02\x03")
    with pytest.raises(ArtifactMissing, match="SHA-256"):
        OnnxTextEncoder(copy)


def test_a_tower_that_reads_otherwise_is_refused(copy):
    """Tokens of another version would be taken for words that nobody said."""
    manifest = json.loads(copy.with_suffix(".json").read_text())
    manifest["tokens"]["version"] = 99
    copy.with_suffix(".json").write_text(json.dumps(manifest))
    with pytest.raises(ArtifactMissing, match="version 99"):
        OnnxTextEncoder(copy)


@pytest.mark.parametrize("manifest", ["", "{}", "[]"])
def test_a_manifest_that_is_none_is_refused(copy, manifest):
    """It is told which file."""
    copy.with_suffix(".json").write_text(manifest)
    with pytest.raises(ArtifactMissing, match=copy.stem):
        OnnxTextEncoder(copy)


def test_a_missing_tower_says_how_to_get_one(tmp_path):
    with pytest.raises(ArtifactMissing, match="train words export"):
        OnnxTextEncoder(tmp_path / "none.onnx")
