"""A trained text tower -> the artifact that `encoders` serves, with proof that it says the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch

from houndstooth.encoders.manifest import sha256_of
from houndstooth.encoders.onnx_text_encoder import BUCKETS, EMBEDDING, WEIGHTS, OnnxTextEncoder
from houndstooth.encoders.tokens import VERSION
from houndstooth.encoders.words_manifest import TokensUsed, WordsManifest
from houndstooth.training.artifact import LICENCE, trace
from houndstooth.training.words.config import WordsConfig
from houndstooth.training.words.exam import WordsExam, take_words_exam
from houndstooth.training.words.loop import text_encoder
from houndstooth.training.words.material import Material
from houndstooth.training.words.tower import ServedTower, TextTower


@dataclass(frozen=True, slots=True)
class WordsParity:
    """Torch beside the artifact, on the texts of the exam."""

    cosine: float
    """The smallest cosine between the two vectors of one text."""
    lost: float
    """The loss of the exam's score."""


def release_words(
    tower: TextTower,
    target_dir: Path,
    material: Material,
    *,
    artifact: str,
    config: WordsConfig,
    data: Sequence[Mapping[str, str]],
) -> tuple[Path, WordsParity]:
    """Export a tower, compare the artifact with it, and measure it on the validation split for its manifest.

    Args:
        tower: in ``eval`` mode.
        target_dir: made if it is not there.
        material: what it was trained with.
        artifact: the new artifact's id.
        config: of the run.
        data: origin and licence of everything that trained it.
    """
    target_dir.mkdir(parents=True, exist_ok=True)
    path = target_dir / f"{artifact}.onnx"
    _write(tower, path)
    manifest = WordsManifest(
        artifact=artifact,
        belongs_to=material.artifact,
        tokens=TokensUsed(version=VERSION, buckets=config.buckets),
        dim=material.embeddings.shape[1],
        sha256=sha256_of(path),
        licence=LICENCE,
        data=[dict(one) for one in data],
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    manifest.write(path.with_suffix(".json"))
    exam, served, exact = WordsExam.of(material), OnnxTextEncoder(path), text_encoder(tower, config)
    figures = take_words_exam(exam, served.encode)
    texts = [*exam.attributes, *exam.misspelt]
    cosine = float((served.encode(texts) * exact(texts)).sum(axis=1).min())
    parity = WordsParity(cosine, take_words_exam(exam, exact)["score"] - figures["score"])
    measured: dict[str, Any] = {"validation": figures, "parity": {"cosine": cosine, "lost": parity.lost}}
    rounded = json.loads(json.dumps(measured), parse_float=lambda text: round(float(text), 4))
    manifest.model_copy(update={"metrics": rounded}).write(path.with_suffix(".json"))
    return path, parity


def _write(tower: TextTower, path: Path) -> None:
    beside = path.with_suffix(".writing")
    example = {BUCKETS: torch.zeros(2, 3, dtype=torch.int64), WEIGHTS: torch.zeros(2, 3)}
    varying = {0: "n", 1: "t"}
    trace(ServedTower(tower).eval(), beside, example, [EMBEDDING], {BUCKETS: varying, WEIGHTS: varying})
    beside.replace(path)
