"""The manifest of a text tower: what stands beside its ONNX file and says what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from houndstooth.domain.errors import ArtifactMissing

WORDS_REMEDY = "Make one with 'houndstooth train words export', or leave out the setting words_artifact."


class TokensUsed(BaseModel):
    """How texts were read when the tower was trained: see :mod:`houndstooth.encoders.tokens`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    buckets: int = Field(gt=0)


class WordsManifest(BaseModel):
    """Identity, tokenisation, checksum and origin of a text tower.

    ``belongs_to`` is the artifact of pictures into whose space it puts texts; with another it means nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    artifact: str = Field(min_length=1, max_length=200)
    belongs_to: str = Field(min_length=1, max_length=200)
    tokens: TokensUsed
    dim: int = Field(gt=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    licence: str
    data: list[dict[str, str]] = []
    metrics: dict[str, Any] = {}
    created: str

    @classmethod
    def read(cls, path: Path) -> WordsManifest:
        """Read a manifest.

        Raises:
            ArtifactMissing: the file is not there or is no manifest of a text tower.
        """
        try:
            return cls.model_validate_json(path.read_bytes())
        except OSError as error:
            raise ArtifactMissing(f"the manifest {path} cannot be read ({error.strerror}). {WORDS_REMEDY}") from error
        except ValidationError as error:
            raise ArtifactMissing(f"{path} is not a manifest of a text tower: {error}. {WORDS_REMEDY}") from error

    def write(self, path: Path) -> None:
        """Write the manifest, readable by people; a reader never sees half of it."""
        beside = path.with_suffix(".writing")
        beside.write_text(self.model_dump_json(indent=2) + "\n")
        beside.replace(path)
