"""The few figures by which a run is watched and its best checkpoint chosen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from houndstooth.training.encode import EncodeInput, torch_encoder
from houndstooth.training.exam import Answers, Exam, answer
from houndstooth.training.labels import ATTRIBUTES, MISSING, OTHER
from houndstooth.training.model import Encoder
from houndstooth.training.retrieval import precision_at_10

LEVELS = {
    "category": ("category",),
    "category+colour": ("category", "colour"),
    "gender+category+colour+usage": ("gender", "category", "colour", "usage"),
}
"""What has to agree for a found item to be right."""

SCORE = (
    "category",
    "colour",
    "kind",
    "P@10 category",
    "P@10 category+colour",
    "P@10 gender+category+colour+usage",
    "P@10 photo->category",
    "copy recall@1",
)
"""The mean of these decides which checkpoint is best."""


def take_exam(exam: Exam, encode: EncodeInput, *, size: int) -> dict[str, float]:
    """Ask one encoder and mark its answers."""
    return mark(exam, answer(exam, encode, size=size))


def mark(exam: Exam, answers: Answers) -> dict[str, float]:
    """All quick figures; those of attributes only if there are any."""
    queries, gallery = answers.queries["embedding"], answers.gallery["embedding"]
    figures = {}
    for name in ATTRIBUTES:
        judged = judged_queries(exam, name)
        if f"attribute_{name}" in answers.queries and judged.any():
            chances, truth = answers.queries[f"attribute_{name}"][judged], exam.truth(name)[judged]
            figures[name] = float((chances.argmax(axis=1) == truth).mean())
            if name == "colour":
                figures["colour top-3"] = top_3(chances, truth)
    for name, agree in LEVELS.items():
        figures[f"P@10 {name}"] = precision_at_10(queries, gallery, exam.agreement(agree))
    figures["copy recall@1"] = float(found_copies(answers).mean())
    if answers.photos:
        photos = answers.photos["embedding"]
        figures["P@10 photo->category"] = precision_at_10(photos, gallery, exam.bridged())
        if "attribute_kind" in answers.photos:
            figures["kind"] = float((answers.photos["attribute_kind"].argmax(axis=1) == exam.kinds()).mean())
    return figures


def judged_queries(exam: Exam, name: str) -> NDArray[np.bool_]:
    """``bool[queries]``: those with a label that is a class of its own, not folded into 'other'."""
    labels, truth = exam.corpus.vocabulary.labels[name], exam.truth(name)
    folded = labels.index(OTHER) if OTHER in labels else MISSING
    return np.asarray((truth != MISSING) & (truth != folded))


def top_3(chances: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """The share of rows whose truth is among the three likeliest classes."""
    return float((np.argsort(-chances, axis=1)[:, :3] == truth[:, None]).any(axis=1).mean())


def found_copies(answers: Answers) -> NDArray[np.bool_]:
    """``bool[queries]``: the nearest of all clean pictures to a transformed copy is its own original."""
    whole = np.concatenate([answers.queries["embedding"], answers.gallery["embedding"]])
    nearest = (answers.copies["embedding"] @ whole.T).argmax(axis=1)
    return np.asarray(nearest == np.arange(len(nearest)))


def score(figures: dict[str, float]) -> float:
    """One number to choose a checkpoint by."""
    return float(np.mean([figures[name] for name in SCORE if name in figures]))


def watch(exam: Exam, *, size: int) -> Callable[[Encoder, int], dict[str, float]]:
    """The evaluation that the loop calls."""

    def evaluate(encoder: Encoder, _step: int) -> dict[str, float]:
        figures = take_exam(exam, torch_encoder(encoder), size=size)
        return {**figures, "score": score(figures)}

    return evaluate
