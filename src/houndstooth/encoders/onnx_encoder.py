"""The encoder that serves: an ONNX artifact in ONNX Runtime."""

from __future__ import annotations

from pathlib import Path

from houndstooth.domain.encoding import AttributeProbabilities, Encoding, ModelInput
from houndstooth.encoders.manifest import REMEDY, Manifest
from houndstooth.encoders.onnx_session import open_session, unit_rows
from houndstooth.imaging.preprocess import Preprocessing

INPUT = "pixels"
ATTRIBUTE_PREFIX = "attribute_"


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
        self._session = open_session(model, self.manifest.sha256, threads, REMEDY)
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
            embedding=unit_rows(outputs["embedding"]),
            style=unit_rows(outputs["style"]) if self.manifest.outputs.style else None,
            attributes={
                name: AttributeProbabilities(head.labels, outputs[ATTRIBUTE_PREFIX + name])
                for name, head in self.manifest.outputs.attributes.items()
            },
        )
