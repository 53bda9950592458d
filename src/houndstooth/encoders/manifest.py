"""The manifest of an artifact: what stands beside the ONNX file and says what it is."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from houndstooth.domain.errors import ArtifactMissing


class VectorOutput(BaseModel):
    """An output that is a vector of ``dim`` numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    dim: int = Field(gt=0)


class AttributeOutput(BaseModel):
    """An output that is a probability for each label."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    labels: tuple[str, ...] = Field(min_length=1)


class Outputs(BaseModel):
    """What one pass gives."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    embedding: VectorOutput
    style: VectorOutput | None = None
    attributes: dict[str, AttributeOutput] = {}


class Manifest(BaseModel):
    """Identity, preprocessing, outputs, checksum and origin of an artifact.

    ``artifact`` changes whenever the vectors would; ``sha256`` is of the ONNX file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    artifact: str = Field(min_length=1, max_length=200)
    preprocessing: dict[str, Any]
    outputs: Outputs
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    licence: str
    data: list[dict[str, str]] = []
    metrics: dict[str, Any] = {}
    created: str

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read a manifest.

        Raises:
            ArtifactMissing: the file is not there or is no manifest.
        """
        try:
            return cls.model_validate_json(path.read_bytes())
        except OSError as error:
            raise ArtifactMissing(f"the manifest {path} cannot be read ({error.strerror}). {REMEDY}") from error
        except ValidationError as error:
            raise ArtifactMissing(f"{path} is not a manifest of an encoder artifact: {error}. {REMEDY}") from error

    def write(self, path: Path) -> None:
        """Write the manifest, readable by people."""
        path.write_text(self.model_dump_json(indent=2) + "\n")


REMEDY = "Make one with 'houndstooth artifact' (it needs the extra 'train'), or name one by HOUNDSTOOTH_ARTIFACT."


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
