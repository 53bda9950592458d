"""The text encoder that serves: a text tower in ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from houndstooth.domain.encoding import Vectors
from houndstooth.domain.errors import ArtifactMissing
from houndstooth.encoders.onnx_session import open_session, unit_rows
from houndstooth.encoders.tokens import VERSION, tokenise
from houndstooth.encoders.words_manifest import WORDS_REMEDY, WordsManifest

BUCKETS, WEIGHTS, EMBEDDING = "buckets", "weights", "embedding"
"""The names of inputs and output."""


class OnnxTextEncoder:
    """``TextEncoder`` over an ONNX file ``NAME.onnx`` and its manifest ``NAME.json``. Safe to share between threads."""

    def __init__(self, model: Path, *, threads: int = 1) -> None:
        """Open a text tower.

        Raises:
            ArtifactMissing: model or manifest is missing or damaged, they do not belong together, or the tower reads
                tokens that this version does not make.
        """
        self.manifest = WordsManifest.read(model.with_suffix(".json"))
        if self.manifest.tokens.version != VERSION:
            raise ArtifactMissing(
                f"{model} reads tokens of version {self.manifest.tokens.version}, and this program makes those of "
                f"version {VERSION}. {WORDS_REMEDY}"
            )
        self._session = open_session(model, self.manifest.sha256, threads, WORDS_REMEDY)

    @property
    def artifact_id(self) -> str:
        """See ``TextEncoder.artifact_id``."""
        return self.manifest.artifact

    @property
    def belongs_to(self) -> str:
        """See ``TextEncoder.belongs_to``."""
        return self.manifest.belongs_to

    @property
    def dimension(self) -> int:
        """See ``TextEncoder.dimension``."""
        return self.manifest.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See ``TextEncoder.encode``."""
        tokens = tokenise(texts, buckets=self.manifest.tokens.buckets)
        vectors: Vectors = self._session.run([EMBEDDING], {BUCKETS: tokens.buckets, WEIGHTS: tokens.weights})[0]
        vectors[~tokens.weights.any(axis=1)] = 0
        return unit_rows(vectors)
