"""The report of a run: everything measured, as JSON for programs and as one HTML page for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from houndstooth.training.corpus import Corpus
from houndstooth.training.diary import LOG_FILE
from houndstooth.training.encode import imagenet_encoder, torch_encoder
from houndstooth.training.evaluate import LEVELS, judged_queries
from houndstooth.training.exam import Answers, Exam, answer
from houndstooth.training.imagenet import SIZE
from houndstooth.training.labels import LEARNT
from houndstooth.training.measure import Findings, measure
from houndstooth.training.page import Example, Mistake, render_page
from houndstooth.training.runs import open_encoder
from houndstooth.training.splits import TEST

JSON_FILE, HTML_FILE, ABLATION_FILE = "report.json", "report.html", "ablation.json"

_SHOWN = 6
_HIT = 5


def write_report(
    run: Path, corpus: Corpus, *, size: int, progress: Callable[[str], None] = lambda _: None
) -> tuple[Path, Path]:
    """Measure the best checkpoint of ``run`` on the test split; write ``report.json`` and ``report.html`` into it.

    Args:
        run: the run's folder.
        corpus: the run's own.
        size: side of the input to encode with, in pixels.
        progress: told what is being measured.
    """
    encoder, _, config = open_encoder(run)
    exam = Exam.of(corpus, split=TEST)
    progress("encoding with the trained encoder")
    answers = answer(exam, torch_encoder(encoder), size=size)
    progress("encoding with unchanged ImageNet features")
    before = answer(exam, imagenet_encoder(), size=SIZE)
    findings: Findings = {
        "run": run.name,
        "input": size,
        "config": config.model_dump(mode="json"),
        "curves": read_curves(run),
        "trained": measure(exam, answers, short=config.model.short),
        "imagenet": measure(exam, before),
        "ablation": _read_json(run / ABLATION_FILE),
    }
    (run / JSON_FILE).write_text(json.dumps(findings, indent=1, default=float), encoding="utf-8")
    page = render_page(findings, examples(exam, answers), surest_mistakes(exam, answers))
    (run / HTML_FILE).write_text(page, encoding="utf-8")
    return run / JSON_FILE, run / HTML_FILE


def read_curves(run: Path) -> dict[str, list[dict[str, float]]]:
    """The log of a run: losses by step, and validation figures by step (a step logged twice counts once, the last)."""
    losses: dict[int, dict[str, float]] = {}
    figures: dict[int, dict[str, float]] = {}
    for line in (run / LOG_FILE).read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if "validation" in entry:
            figures[entry["step"]] = {"step": entry["step"], **entry["validation"]}
        else:
            losses[entry["step"]] = {name: value for name, value in entry.items() if name != "at"}
    return {"losses": [losses[s] for s in sorted(losses)], "validation": [figures[s] for s in sorted(figures)]}


def examples(exam: Exam, answers: Answers, *, count: int = _SHOWN) -> dict[str, list[Example]]:
    """The queries answered best and worst: by how many of the first five agree in all of the strictest level."""
    similar = answers.queries["embedding"] @ answers.gallery["embedding"].T
    first = np.argsort(-similar, axis=1)[:, :_HIT]
    right = exam.agreement(list(LEVELS.values())[-1])
    possible = np.nonzero(right.sum(axis=1) >= _HIT)[0]
    hits = np.take_along_axis(right, first, axis=1)[possible]
    # Among equals the closer ones are better, and the further ones worse.
    order = possible[np.lexsort((similar.max(axis=1)[possible], hits.sum(axis=1)))]
    return {
        "best": [_example(exam, row, first[row], right[row]) for row in order[::-1][:count]],
        "worst": [_example(exam, row, first[row], right[row]) for row in order[:count]],
    }


def surest_mistakes(
    exam: Exam, answers: Answers, *, names: tuple[str, ...] = ("category", "colour", "gender", "usage"), count: int = 24
) -> dict[str, list[Mistake]]:
    """For each attribute the pictures whose label the encoder is surest is another one: where label noise is found."""
    found = {}
    for name in names:
        chances, truth = answers.queries[f"attribute_{name}"], exam.truth(name)
        said, labels = chances.argmax(axis=1), exam.corpus.vocabulary.labels[name]
        wrong = np.nonzero(judged_queries(exam, name) & (said != truth))[0]
        order = wrong[np.argsort(-chances[wrong].max(axis=1), kind="stable")][:count]
        found[name] = [
            Mistake(
                exam.studio.store.pixels(int(exam.queries[row])),
                labels[truth[row]],
                labels[said[row]],
                float(chances[row].max()),
            )
            for row in order
        ]
    return found


def _example(
    exam: Exam, row: int, found: np.ndarray[Any, np.dtype[np.intp]], right: np.ndarray[Any, np.dtype[np.bool_]]
) -> Example:
    def describe(shelf_row: int) -> str:
        labels, target = exam.corpus.vocabulary.labels, exam.studio.targets[shelf_row]
        named = ((name, target[LEARNT.index(name)]) for name in ("gender", "category", "colour", "usage"))
        return " · ".join(labels[name][at] for name, at in named if at >= 0)

    asked = int(exam.queries[row])
    hits = [int(exam.gallery[at]) for at in found]
    return Example(
        exam.studio.store.pixels(asked),
        describe(asked),
        [(exam.studio.store.pixels(hit), describe(hit), bool(right[at])) for hit, at in zip(hits, found, strict=True)],
    )


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
