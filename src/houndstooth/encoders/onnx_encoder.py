"""The encoder that serves: an ONNX artifact in ONNX Runtime."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from houndstooth.domain.encoding import AttributeProbabilities, Encoding, ModelInput, Vectors
from houndstooth.domain.errors import ArtifactMissing
from houndstooth.encoders.manifest import REMEDY, Manifest, sha256_of
from houndstooth.imaging.preprocess import Preprocessing

INPUT = "pixels"
ATTRIBUTE_PREFIX = "attribute_"
_ERRORS_ONLY = 3


class OnnxEncoder:
    """``Encoder`` over an ONNX file ``NAME.onnx`` and its manifest ``NAME.json``.

    One session answers any number of threads; each call uses ``threads`` cores (one by
    default, so that workers do not fight over cores).
    """

    def __init__(self, model: Path, *, threads: int = 1) -> None:
        """Open an artifact.

        Raises:
            ArtifactMissing: model or manifest is missing, damaged, or they do not belong together.
        """
        self.manifest = Manifest.read(model.with_suffix(".json"))
        self.preprocessing = Preprocessing.from_dict(self.manifest.preprocessing)
        self._session = _open(model, self.manifest, threads)
        self._names = [output.name for output in self._session.get_outputs()]

    @property
    def artifact_id(self) -> str:
        """See ``Encoder.artifact_id``."""
        return self.manifest.artifact

    @property
    def dimension(self) -> int:
        """See ``Encoder.dimension``."""
        return self.manifest.outputs.embedding.dim

    @property
    def style_dimension(self) -> int:
        """See ``Encoder.style_dimension``."""
        style = self.manifest.outputs.style
        return 0 if style is None else style.dim

    def encode(self, pictures: ModelInput) -> Encoding:
        """See ``Encoder.encode``."""
        outputs = dict(zip(self._names, self._session.run(None, {INPUT: pictures}), strict=True))
        return Encoding(
            embedding=_unit_rows(outputs["embedding"]),
            style=_unit_rows(outputs["style"]) if self.manifest.outputs.style else None,
            attributes={
                name: AttributeProbabilities(head.labels, outputs[ATTRIBUTE_PREFIX + name])
                for name, head in self.manifest.outputs.attributes.items()
            },
        )


def _open(model: Path, manifest: Manifest, threads: int) -> onnxruntime.InferenceSession:
    if not model.is_file():
        raise ArtifactMissing(f"there is no encoder artifact {model}. {REMEDY}")
    if sha256_of(model) != manifest.sha256:
        raise ArtifactMissing(f"{model} is not the file that its manifest describes (SHA-256 differs). {REMEDY}")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _unit_rows(vectors: Vectors) -> Vectors:
    """Rows of length 1, also after rounding inside the network; a zero row stays zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
