"""The last touches to trained weights, none of which needs a gradient."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from houndstooth.domain.encoding import Vectors
from houndstooth.training.calibration import fit_temperature
from houndstooth.training.checkpoint import FINISHED, save_checkpoint
from houndstooth.training.corpus import Corpus
from houndstooth.training.encode import Arrays, encode_pictures, feature_encoder, torch_encoder
from houndstooth.training.erasure import fit_erasure
from houndstooth.training.evaluate import mark
from houndstooth.training.exam import Answers, Exam, answer
from houndstooth.training.labels import ATTRIBUTES, LEARNT, MISSING
from houndstooth.training.model import JOINT, Encoder, Heads
from houndstooth.training.runs import open_encoder
from houndstooth.training.splits import TRAIN, VALIDATION

FINISH_FILE = "finish.json"

_BALANCES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_WEIGHED = (
    "P@10 category",
    "P@10 category+colour",
    "P@10 gender+category+colour+usage",
    "P@10 photo->category",
    "copy recall@1",
)


def finish(run: Path, corpus: Corpus, *, size: int, progress: Callable[[str], None] = print) -> Encoder:
    """Finish the best checkpoint of ``run``: ``finished.pt`` and ``finish.json`` in it.

    The category is erased from the style vector as the training pictures have it; the two blocks of the embedding are
    weighed against each other, and the attributes' probabilities made honest, by the validation split.

    Args:
        run: the run's folder; it may still be training.
        corpus: the run's own.
        size: side of the input that the encoder will be served with, in pixels.
        progress: told what is being done.
    """
    encoder, _, _ = open_encoder(run, finished=False)
    progress("taking the category out of the style vector")
    clear_style(encoder, corpus, size=size)
    progress("weighing the two blocks of the embedding, and calibrating probabilities")
    exam = Exam.of(corpus, split=VALIDATION)
    answers = answer(exam, torch_encoder(encoder), size=size)
    found = {"size": size, "balances": weigh(encoder, exam, answers), "temperatures": calibrate(encoder, exam, answers)}
    save_checkpoint({"encoder": encoder.state_dict()}, run / FINISHED)
    (run / FINISH_FILE).write_text(json.dumps(found, indent=1), encoding="utf-8")
    return encoder


def clear_style(encoder: Encoder, corpus: Corpus, *, size: int) -> None:
    """Erase the article type from the features that every style vector is read from, inside its linear layer."""
    shelf = Exam.of(corpus).studio
    category = shelf.targets[:, LEARNT.index("category")]
    rows = shelf.rows(TRAIN)
    rows = rows[category[rows] != MISSING]
    features = encode_pictures(feature_encoder(encoder), (shelf.store.pixels(row) for row in rows), size=size)
    for name, heads in encoder.heads.items():
        of = np.concatenate(list(features.values()), axis=1) if name == JOINT else features[name]
        _fold(heads, of, category[rows])


def _fold(heads: torch.nn.Module, features: Vectors, classes: NDArray[np.int64]) -> None:
    """``style(x - removal (x - mean))`` is again a linear layer of ``x``."""
    assert isinstance(heads, Heads)  # noqa: S101 - for the type checker
    erasure = fit_erasure(features, classes)
    weight = heads.style.weight.detach().double().numpy()
    change = weight @ erasure.removal
    with torch.no_grad():
        heads.style.weight.copy_(torch.from_numpy(weight - change))
        heads.style.bias.add_(torch.from_numpy(change @ erasure.mean))


def weigh(encoder: Encoder, exam: Exam, answers: Answers) -> dict[str, dict[str, float]]:
    """Try shares of the coarse block in a cosine, keep the best in ``encoder``; returns the figures of each."""
    width, balance = encoder.joint.coarse.out_features, float(encoder.joint.balance)
    tried = {share: _figures(exam, answers, width, balance, share) for share in _BALANCES}
    best = max(tried, key=lambda share: np.mean([tried[share][name] for name in _WEIGHED if name in tried[share]]))
    for heads in encoder.heads.values():
        heads.balance.fill_(best)  # type: ignore[operator]
    return {f"{share}": figures for share, figures in tried.items()}


def calibrate(encoder: Encoder, exam: Exam, answers: Answers) -> dict[str, float]:
    """Scale each attribute's logits so that its probabilities are honest on held-out pictures; returns the scales."""
    asked = {name: (answers.queries, exam.truth(name)) for name in ATTRIBUTES}
    asked["kind"] = (answers.photos, exam.kinds())
    temperatures = {}
    for name, (given, truth) in asked.items():
        known = truth != MISSING
        if known.any():
            temperatures[name] = fit_temperature(given[f"attribute_{name}"][known], truth[known])
            with torch.no_grad():
                for parameter in encoder.joint.attributes[name].parameters():
                    parameter.div_(temperatures[name])
    return temperatures


def _figures(exam: Exam, answers: Answers, width: int, balance: float, share: float) -> dict[str, float]:
    coarser, finer = (share / balance) ** 0.5, ((1 - share) / (1 - balance)) ** 0.5

    def weighed(arrays: Arrays) -> Arrays:
        if not arrays:
            return {}
        embedding = arrays["embedding"]
        return {"embedding": np.concatenate([embedding[:, :width] * coarser, embedding[:, width:] * finer], axis=1)}

    names = ("queries", "gallery", "photos", "copies")
    return mark(exam, replace(answers, **{name: weighed(getattr(answers, name)) for name in names}))
