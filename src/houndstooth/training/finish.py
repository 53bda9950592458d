"""The last touches to trained weights, none of which needs a gradient."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray

from houndstooth.domain.encoding import Vectors
from houndstooth.training.assembly import fit_assembly
from houndstooth.training.calibration import fit_temperature
from houndstooth.training.checkpoint import FINISHED, save_checkpoint
from houndstooth.training.corpus import Corpus
from houndstooth.training.encode import Arrays, encode_pictures, feature_encoder, torch_encoder
from houndstooth.training.erasure import fit_erasure
from houndstooth.training.evaluate import mark
from houndstooth.training.exam import Answers, Exam, answer
from houndstooth.training.labels import ATTRIBUTES, COMPOSITE, LEARNT, MISSING
from houndstooth.training.model import JOINT, Encoder, Heads
from houndstooth.training.runs import open_encoder
from houndstooth.training.splits import TRAIN, VALIDATION

FINISH_FILE = "finish.json"

_BALANCES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def finish(
    run: Path, corpus: Corpus, *, size: int, balance: float | None = None, progress: Callable[[str], None] = print
) -> Encoder:
    """Finish the best checkpoint of ``run``: ``finished.pt`` and ``finish.json`` in it.

    In this order, for every set of heads: probabilities are made honest by the validation split; the category is taken
    out of the style vector, and the embedding put together anew, by the training pictures. What other
    balances of its two blocks would give on the validation split is written down.

    Args:
        run: the run's folder; it may still be training.
        corpus: the run's own.
        size: side of the input that the encoder will be served with, in pixels.
        balance: the share of the coarse block in a cosine; as the run's settings say. The validation split, which is
            of the shop that the labels come from, always asks for more than the garments of another shop would.
        progress: told what is being done.
    """
    encoder, _, config = open_encoder(run, finished=False)
    exam = Exam.of(corpus, split=VALIDATION)
    found: dict[str, object] = {"size": size, "temperatures": {}}
    for name in encoder.heads:
        progress(f"making probabilities honest: {name}")
        answers = answer(replace(exam, gallery=exam.gallery[:1]), torch_encoder(encoder, heads=name), size=size)
        cast("dict[str, object]", found["temperatures"])[name] = calibrate(_heads(encoder, name), exam, answers)
    progress("taking the category out of the style vector, and putting the embedding together")
    touch_up(encoder, corpus, size=size)
    for name in encoder.heads:
        _heads(encoder, name).assembly.balance.fill_(config.model.balance if balance is None else balance)
    progress("weighing the two blocks of the embedding")
    found["balances"] = weigh(encoder, exam, answer(exam, torch_encoder(encoder), size=size))
    save_checkpoint({"encoder": encoder.state_dict()}, run / FINISHED)
    (run / FINISH_FILE).write_text(json.dumps(found, indent=1), encoding="utf-8")
    return encoder


def calibrate(heads: Heads, exam: Exam, answers: Answers) -> dict[str, float]:
    """Scale each attribute's logits so that its probabilities are honest on held-out pictures; returns the scales.

    On the shop's own pictures and, as often, on copies of them on other grounds: a shopper's photo is no studio's, and
    nobody believes an encoder again that was sure of nonsense once.
    """
    asked: dict[str, tuple[tuple[Arrays, ...], NDArray[np.int64]]] = {
        name: ((answers.queries, answers.copies), np.tile(exam.truth(name), 2)) for name in ATTRIBUTES
    }
    asked["kind"] = ((answers.photos,), exam.kinds())
    temperatures = {}
    for name, (given, truth) in asked.items():
        known = truth != MISSING
        if known.any():
            chances = np.concatenate([arrays[f"attribute_{name}"] for arrays in given])
            temperatures[name] = fit_temperature(chances[known], truth[known])
            with torch.no_grad():
                for parameter in heads.attributes[name].parameters():
                    parameter.div_(temperatures[name])
    return temperatures


def touch_up(encoder: Encoder, corpus: Corpus, *, size: int) -> None:
    """Fit, on the training pictures as the shop shows them, what heads need beyond their weights."""
    shelf = Exam.of(corpus).studio
    category = shelf.targets[:, LEARNT.index("category")]
    rows = shelf.rows(TRAIN)
    rows = rows[category[rows] != MISSING]
    features = encode_pictures(feature_encoder(encoder), (shelf.store.pixels(row) for row in rows), size=size)
    for name in encoder.heads:
        of = np.concatenate(list(features.values()), axis=1) if name == JOINT else features[name]
        _clear_style(_heads(encoder, name), of, category[rows])
        _assemble(_heads(encoder, name), of)


def _clear_style(heads: Heads, features: Vectors, classes: NDArray[np.int64]) -> None:
    """Erase the article type inside the linear layer: ``style(x - removal (x - mean))`` is one again."""
    erasure = fit_erasure(features, classes)
    weight = heads.style.weight.detach().double().numpy()
    change = weight @ erasure.removal
    with torch.no_grad():
        heads.style.weight.copy_(torch.from_numpy(weight - change))
        heads.style.bias.add_(torch.from_numpy(change @ erasure.mean))


def _assemble(heads: Heads, features: Vectors) -> None:
    with torch.inference_mode():
        outputs = heads(torch.from_numpy(features))
    logits = {name: outputs.logits[name].numpy() for name in COMPOSITE}
    heads.assembly.finish(fit_assembly(outputs.fine.numpy(), logits, short=outputs.coarse.shape[1]))


def weigh(encoder: Encoder, exam: Exam, answers: Answers) -> dict[str, dict[str, float]]:
    """The quick figures for shares of the coarse block in a cosine, without asking the encoder again."""
    width, balance = encoder.joint.coarse.out_features, float(encoder.joint.assembly.balance)
    return {f"{share}": _figures(exam, answers, width, balance, share) for share in _BALANCES}


def _figures(exam: Exam, answers: Answers, width: int, balance: float, share: float) -> dict[str, float]:
    coarser, finer = (share / balance) ** 0.5, ((1 - share) / (1 - balance)) ** 0.5

    def weighed(arrays: Arrays) -> Arrays:
        if not arrays:
            return {}
        embedding = arrays["embedding"]
        return {"embedding": np.concatenate([embedding[:, :width] * coarser, embedding[:, width:] * finer], axis=1)}

    names = ("queries", "gallery", "photos", "copies")
    return mark(exam, replace(answers, **{name: weighed(getattr(answers, name)) for name in names}))


def _heads(encoder: Encoder, name: str) -> Heads:
    return cast("Heads", encoder.heads[name])
