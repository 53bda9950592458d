"""The training of a text tower: resumable to the batch, with a moving average of the weights."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from houndstooth.domain.batches import batched
from houndstooth.domain.encoding import Vectors
from houndstooth.encoders.tokens import tokenise
from houndstooth.training.checkpoint import BEST, LATEST, load_checkpoint, read_averaged, save_checkpoint
from houndstooth.training.diary import CONFIG_FILE, LOG_FILE
from houndstooth.training.loop import rate_at
from houndstooth.training.splits import TRAIN
from houndstooth.training.words.config import WordsConfig
from houndstooth.training.words.contrast import Contrast, meant
from houndstooth.training.words.exam import EncodeTexts, WordsExam, take_words_exam
from houndstooth.training.words.material import Material
from houndstooth.training.words.texts import Writer
from houndstooth.training.words.tower import TextTower

_LOG_EVERY = 50
_ENCODED_AT_ONCE = 1024

Progress = Callable[[str], None]


@dataclass(slots=True)
class _State:
    """What changes while training; all of it goes into a checkpoint."""

    tower: TextTower
    averaged: AveragedModel
    contrast: Contrast
    optimiser: torch.optim.Optimizer
    step: int = 0
    best: float = float("-inf")


def train_words(
    material: Material, writer: Writer, config: WordsConfig, run: Path, *, progress: Progress = print
) -> TextTower:
    """Train, or go on where ``run`` was left, and return the tower with the best averaged weights.

    Args:
        material: what is learnt from; its training split alone teaches, its validation split judges.
        writer: draws the texts.
        config: kept as ``config.json`` in ``run``.
        run: folder of the checkpoints (``latest.pt``, ``best.pt``) and the log (``log.jsonl``).
        progress: told the losses and the time left every few steps.
    """
    config.save(run / CONFIG_FILE)
    torch.manual_seed(config.seed)
    state = _start(material, config)
    _restore(state, run / LATEST)
    exam = WordsExam.of(material)
    lessons = _Lessons(material, writer, config)
    began, first, saved = time.monotonic(), state.step, time.monotonic()
    while state.step < config.steps:
        losses = _step(state, lessons, config)
        state.step += 1
        if state.step % _LOG_EVERY == 0:
            left = (time.monotonic() - began) / (state.step - first) * (config.steps - state.step) / 60
            told = " ".join(f"{name} {value:.3f}" for name, value in losses.items())
            _note(run, {"step": state.step, **losses})
            progress(f"{state.step}/{config.steps} {left:.0f} min left · {told}")
        if state.step % config.evaluate_every == 0 or state.step == config.steps:
            _judge(state, exam, config, run, progress)
        if time.monotonic() - saved > config.checkpoint_seconds or state.step == config.steps:
            save_checkpoint(_collect(state), run / LATEST)
            saved = time.monotonic()
    return open_tower(run, config, material.embeddings.shape[1])


def open_tower(run: Path, config: WordsConfig, dimension: int) -> TextTower:
    """The averaged tower of a run, usable at any moment of the training.

    Raises:
        NotFound: the run has no checkpoint yet.
    """
    tower = TextTower(config, dimension)
    tower.load_state_dict(read_averaged(run))
    return tower.eval()


def text_encoder(tower: TextTower, config: WordsConfig) -> EncodeTexts:
    """Encode with a torch model."""

    def encode(texts: Sequence[str]) -> Vectors:
        with torch.inference_mode():
            parts = [tower(*_read(part, config)).numpy() for part in batched(texts, _ENCODED_AT_ONCE)]
        return np.concatenate(parts)

    return encode


class _Lessons:
    """Batch number *n*, from the seed and *n* alone."""

    def __init__(self, material: Material, writer: Writer, config: WordsConfig) -> None:
        self._writer, self._config, self._material = writer, config, material
        self._rows = material.rows(TRAIN)
        _, self._titles = np.unique([title.casefold() for title in material.titles], return_inverse=True)

    def __getitem__(self, step: int) -> tuple[Sequence[str], NDArray[np.intp], NDArray[np.bool_]]:
        """Texts, the rows of the pictures (those of the texts first), and which pictures each text may mean."""
        rng = np.random.default_rng((self._config.seed, step))
        count = min(self._config.batch + self._config.others, len(self._rows))
        pictures = rng.choice(self._rows, count, replace=False)
        rows = pictures[: self._config.batch]
        texts = self._writer.write(rows, rng)
        codes = self._material.codes
        same = self._titles[rows][:, None] == self._titles[pictures][None]
        return texts.texts, pictures, meant(texts.asked, codes[rows], codes[pictures], same)

    def embeddings(self, rows: NDArray[np.intp]) -> Vectors:
        """The embeddings of pictures."""
        return self._material.embeddings[rows]


def _start(material: Material, config: WordsConfig) -> _State:
    tower = TextTower(config, material.embeddings.shape[1])
    contrast = Contrast(config.temperature)
    averaged = AveragedModel(tower, multi_avg_fn=get_ema_multi_avg_fn(config.ema))  # type: ignore[no-untyped-call]
    parameters = [*tower.parameters(), *contrast.parameters()]
    decaying = [one for one in parameters if one.ndim > 1]
    others = [one for one in parameters if one.ndim <= 1]
    groups = [{"params": decaying, "weight_decay": config.decay}, {"params": others, "weight_decay": 0.0}]
    return _State(tower, averaged, contrast, torch.optim.AdamW(groups, lr=config.rate, fused=True))


def _step(state: _State, lessons: _Lessons, config: WordsConfig) -> dict[str, float]:
    """One update. Chance (dropout) follows from the step's number, so that a resumed run repeats it."""
    torch.manual_seed(config.seed * 1_000_003 + state.step)
    for group in state.optimiser.param_groups:
        group["lr"] = config.rate * rate_at(state.step, warmup=config.warmup, steps=config.steps)
    texts, rows, right = lessons[state.step]
    state.tower.train()
    pictures = torch.from_numpy(lessons.embeddings(rows))
    parts = state.contrast(state.tower(*_read(texts, config)), pictures, torch.from_numpy(right))
    total = torch.stack(list(parts.values())).mean()
    state.optimiser.zero_grad(set_to_none=True)
    total.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(state.tower.parameters(), 5.0)
    state.optimiser.step()
    state.averaged.update_parameters(state.tower)
    sharpness = state.contrast.sharpness.exp().item()
    return {**{name: part.item() for name, part in parts.items()}, "temperature": 1 / sharpness}


def _read(texts: Sequence[str], config: WordsConfig) -> tuple[torch.Tensor, torch.Tensor]:
    tokens = tokenise(texts, buckets=config.buckets)
    return torch.from_numpy(tokens.buckets), torch.from_numpy(tokens.weights)


def _judge(state: _State, exam: WordsExam, config: WordsConfig, run: Path, progress: Progress) -> None:
    tower = cast("TextTower", state.averaged.module).eval()
    figures = take_words_exam(exam, text_encoder(tower, config))
    _note(run, {"step": state.step, "validation": figures})
    progress(f"step {state.step}: " + ", ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    if figures["score"] > state.best:
        state.best = figures["score"]
        save_checkpoint(_collect(state), run / BEST)


def _note(run: Path, entry: dict[str, Any]) -> None:
    with (run / LOG_FILE).open("a", encoding="utf-8") as log:
        log.write(json.dumps({"at": round(time.time(), 1), **entry}) + "\n")


def _collect(state: _State) -> dict[str, Any]:
    values = {field.name: getattr(state, field.name) for field in fields(state)}
    return {name: v.state_dict() if hasattr(v, "state_dict") else v for name, v in values.items()}


def _restore(state: _State, path: Path) -> None:
    if not path.is_file():
        return
    for name, value in load_checkpoint(path).items():
        if isinstance(value, dict):
            getattr(state, name).load_state_dict(value)
        else:
            setattr(state, name, value)
