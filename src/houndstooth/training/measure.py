"""Everything that is measured of an encoder on the held-out split, with 95 % intervals."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import precision_recall_fscore_support  # type: ignore[import-untyped]

from houndstooth.domain.encoding import Vectors
from houndstooth.training.calibration import calibration_error
from houndstooth.training.evaluate import LEVELS, found_copies, judged_queries, top_3
from houndstooth.training.exam import Answers, Exam
from houndstooth.training.labels import ATTRIBUTES, LEARNT
from houndstooth.training.retrieval import Retrieval, judge

_RESAMPLES = 1000
_LEAST_ITEMS = 10

Findings = dict[str, Any]
"""JSON values; a figure is ``{"value", "low", "high", "n"}``."""


def measure(exam: Exam, answers: Answers, *, short: int | None = None) -> Findings:
    """Attributes, retrieval at every level, photos, copies and style.

    Args:
        exam: the questions.
        answers: one encoder's answers.
        short: also measure retrieval with so many first numbers of the embedding alone.
    """
    findings: Findings = {
        "queries": len(exam.queries),
        "gallery": len(exam.gallery),
        "attributes": _attributes(exam, answers),
        "retrieval": _retrieval(exam, answers),
        "copies": {"recall@1": figure(found_copies(answers).astype(np.float64))},
    }
    if answers.photos:
        findings["photos"] = _photos(exam, answers)
    if short is not None:
        findings["short"] = _retrieval(exam, answers, width=short)
    if "style" in answers.queries:
        findings["probe"] = _probes(exam, answers)
    return findings


def figure(values: NDArray[np.float64], *, seed: int = 0) -> dict[str, float | int]:
    """A mean with its 95 % interval by the percentile bootstrap (Efron 1979) over queries."""
    if not len(values):
        return {"value": float("nan"), "low": float("nan"), "high": float("nan"), "n": 0}
    rng = np.random.default_rng(seed)
    means = [values[rng.integers(len(values), size=len(values))].mean() for _ in range(_RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return {"value": float(values.mean()), "low": float(low), "high": float(high), "n": len(values)}


def probe(train: Vectors, labels: NDArray[np.int64], test: Vectors, truth: NDArray[np.int64]) -> float:
    """How well a logistic regression reads the class from a vector: accuracy on ``test``."""
    judge_ = LogisticRegression(max_iter=200, C=10.0)
    return float((judge_.fit(train, labels).predict(test) == truth).mean())


def _attributes(exam: Exam, answers: Answers) -> Findings:
    found = {}
    for name in ATTRIBUTES:
        output, judged = f"attribute_{name}", judged_queries(exam, name)
        if output in answers.queries and judged.any():
            chances, truth = answers.queries[output][judged], exam.truth(name)[judged]
            found[name] = _classification(chances, truth, exam.corpus.vocabulary.labels[name])
    return found


def _classification(chances: NDArray[np.float32], truth: NDArray[np.int64], labels: tuple[str, ...]) -> Findings:
    said = chances.argmax(axis=1)
    present = np.unique(truth)
    scores = precision_recall_fscore_support(truth, said, labels=present, average=None, zero_division=0.0)
    precision, recall, f1, support = (np.asarray(part) for part in scores)
    known, numbers = np.unique(np.concatenate([truth, said]), return_inverse=True)
    matrix = np.zeros((len(known), len(known)), np.int64)
    np.add.at(matrix, (numbers[: len(truth)], numbers[len(truth) :]), 1)
    return {
        "top-1": figure((said == truth).astype(np.float64)),
        "top-3": top_3(chances, truth),
        "calibration error": calibration_error(chances, truth),
        "macro": {"precision": precision.mean(), "recall": recall.mean(), "f1": f1.mean()},
        "weighted": {"f1": float(np.average(f1, weights=support))},
        "classes": {
            labels[at]: {"precision": float(p), "recall": float(r), "f1": float(f), "n": int(n)}
            for at, p, r, f, n in zip(present, precision, recall, f1, support, strict=True)
        },
        "confusion": {
            "labels": [labels[at] for at in known],
            "counts": matrix.tolist(),
        },
    }


def _retrieval(exam: Exam, answers: Answers, *, width: int | None = None) -> Findings:
    queries, gallery = _cut(answers.queries["embedding"], width), _cut(answers.gallery["embedding"], width)
    return {name: _summary(judge(queries, gallery, exam.agreement(agree))) for name, agree in LEVELS.items()}


def _cut(vectors: Vectors, width: int | None) -> Vectors:
    if width is None:
        return vectors
    short = vectors[:, :width]
    return np.asarray(short / np.linalg.norm(short, axis=1, keepdims=True))


def _summary(result: Retrieval) -> Findings:
    return {name: figure(values) for name, values in asdict(result).items()}


def _photos(exam: Exam, answers: Answers) -> Findings:
    found: Findings = {
        "retrieval": _summary(judge(answers.photos["embedding"], answers.gallery["embedding"], exam.bridged()))
    }
    if "attribute_kind" in answers.photos:
        labels = exam.corpus.vocabulary.labels["kind"]
        found["kind"] = _classification(answers.photos["attribute_kind"], exam.kinds(), labels)
    return found


def _probes(exam: Exam, answers: Answers) -> Findings:
    """A probe for the category: on the style vector it should fail, on the embedding it should not."""
    labels = exam.studio.targets[exam.gallery, LEARNT.index("category")]
    truth = exam.truth("category")
    often = np.nonzero(np.bincount(labels) >= _LEAST_ITEMS)[0]
    train, test = np.isin(labels, often), np.isin(truth, often)
    return {
        "chance": float(np.bincount(labels[train]).max() / train.sum()),
        **{
            name: probe(answers.gallery[name][train], labels[train], answers.queries[name][test], truth[test])
            for name in ("style", "embedding")
        },
    }
