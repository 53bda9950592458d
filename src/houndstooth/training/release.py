"""From a run to a shipped artifact, with the proof that nothing was lost on the way."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from houndstooth.domain.encoding import Vectors
from houndstooth.domain.errors import InvalidInput
from houndstooth.training.artifact import note_metrics
from houndstooth.training.corpus import Corpus
from houndstooth.training.encode import EncodeInput, encode_pictures, onnx_encoder, torch_encoder
from houndstooth.training.evaluate import LEVELS, take_exam
from houndstooth.training.exam import Exam
from houndstooth.training.export import check_parity, export_encoder
from houndstooth.training.imagenet import ORIGIN
from houndstooth.training.retrieval import precision_at_10
from houndstooth.training.runs import open_encoder
from houndstooth.training.splits import VALIDATION

_PICTURES = 400


@dataclass(frozen=True, slots=True)
class ReleaseParity:
    """Torch beside the artifact, on real pictures."""

    cosine: float
    """The smallest cosine between the two embeddings of one picture."""
    lost: float
    """The largest loss of P@10 over the levels of agreement, in points of a hundred (negative: a gain)."""


def release(
    run: Path, target_dir: Path, corpus: Corpus, *, artifact: str, size: int, origins: Path | None = None
) -> tuple[Path, ReleaseParity]:
    """Export ``run``, compare the artifact with the model that it came from, and measure it for its manifest.

    Args:
        run: the run's folder; it may still be training.
        target_dir: where ``artifact.onnx`` and its manifest are written.
        corpus: the run's own, for the pictures of the comparison (validation split).
        artifact: the new artifact's id.
        size: side of the input that it is served with, a multiple of 32; a little above the size it was trained at
            is often best, so choose it on the validation split.
        origins: JSON list of what trained it, each with ``name``, ``licence`` and ``used``; by default the names of
            the sources, of unstated licence.

    Raises:
        InvalidInput: the origins cannot be read.
    """
    encoder, vocabulary, config = open_encoder(run)
    data = (ORIGIN, *read_origins(origins, corpus))
    path = export_encoder(
        encoder, target_dir, artifact=artifact, size=size, model=config.model, vocabulary=vocabulary, data=data
    )
    parity = compare_with(torch_encoder(encoder, half=False), path, corpus, size=size)
    figures = take_exam(Exam.of(corpus, split=VALIDATION), onnx_encoder(path), size=size)
    note_metrics(path, {"validation": figures, "parity": asdict(parity)})
    return path, parity


def read_origins(origins: Path | None, corpus: Corpus) -> list[dict[str, str]]:
    """What trained a model, from a file or by the names of its sources.

    Raises:
        InvalidInput: the file cannot be read.
    """
    if origins is None:
        return [{"name": name, "licence": "not stated", "used": "training"} for name in corpus.shelves]
    try:
        return TypeAdapter(list[dict[str, str]]).validate_json(origins.read_bytes())
    except (OSError, ValidationError) as error:
        raise InvalidInput(f"{origins} is no JSON list of origins with name, licence and used: {error}") from error


def compare_with(exact: EncodeInput, artifact: Path, corpus: Corpus, *, size: int) -> ReleaseParity:
    """A model beside the artifact that was made of it, on pictures of the validation split."""
    served = onnx_encoder(artifact)
    rough = check_parity(exact, served, size=size)
    exam = Exam.of(corpus, split=VALIDATION, gallery=_PICTURES)
    store = exam.studio.store
    asked, there = exam.queries[:_PICTURES], exam.gallery

    def embed(encode: EncodeInput, rows: NDArray[np.intp]) -> Vectors:
        return encode_pictures(encode, (store.pixels(row) for row in rows), size=size)["embedding"]

    (q, g), (served_q, served_g) = ((embed(e, asked), embed(e, there)) for e in (exact, served))
    truths = (exam.agreement(agree)[:_PICTURES] for agree in LEVELS.values())
    lost = [precision_at_10(q, g, right) - precision_at_10(served_q, served_g, right) for right in truths]
    cosine = (q * served_q).sum(axis=1).min()
    return ReleaseParity(min(float(cosine), rough.embedding), 100 * float(np.max(lost)))
