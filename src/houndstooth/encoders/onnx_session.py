"""Opening ONNX files as sessions of ONNX Runtime."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from houndstooth.domain.encoding import Vectors
from houndstooth.domain.errors import ArtifactMissing
from houndstooth.encoders.manifest import sha256_of

_ERRORS_ONLY = 3


def open_session(model: Path, sha256: str, threads: int, remedy: str) -> onnxruntime.InferenceSession:
    """A session that any number of threads may use; each call of it uses ``threads`` cores.

    Raises:
        ArtifactMissing: the file is not there, or not the one with this checksum; the message ends with ``remedy``.
    """
    if not model.is_file():
        raise ArtifactMissing(f"there is no encoder artifact {model}. {remedy}")
    if sha256_of(model) != sha256:
        raise ArtifactMissing(f"{model} is not the file that its manifest describes (SHA-256 differs). {remedy}")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def unit_rows(vectors: Vectors) -> Vectors:
    """Rows of length 1, also after rounding inside the network; a zero row stays zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
