"""The training loop: resumable to the batch, with a moving average of the weights and a log of everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from math import cos, pi
from pathlib import Path
from typing import Any, cast

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from houndstooth.training.batches import Batch, load_batches
from houndstooth.training.checkpoint import BEST, LATEST, load_checkpoint, read_averaged
from houndstooth.training.config import TrainingConfig
from houndstooth.training.corpus import Corpus
from houndstooth.training.diary import Clock, Diary
from houndstooth.training.imagenet import MEAN, STD
from houndstooth.training.losses import Objective
from houndstooth.training.model import Encoder
from houndstooth.training.teacher import Taught, teach
from houndstooth.training.team import Team
from houndstooth.training.towers import ResNetTower

_LOG_EVERY = 20

Evaluate = Callable[[Encoder, int], dict[str, float]]
"""The averaged encoder and the step -> figures; ``score`` among them decides which checkpoint is best."""


@dataclass(slots=True)
class _State:
    """What changes while training; all of it goes into a checkpoint."""

    encoder: Encoder
    averaged: AveragedModel
    objective: Objective
    optimiser: torch.optim.Optimizer
    step: int = 0
    best: float = float("-inf")
    waited: int = 0


def train(
    corpus: Corpus,
    config: TrainingConfig,
    run: Path,
    *,
    evaluate: Evaluate | None = None,
    progress: Callable[[str], None] = print,
) -> Encoder:
    """Train, or go on where ``run`` was left, and return the encoder with averaged weights.

    Under ``torchrun`` every process trains on batches of its own (``config.batch`` pictures each) and all share the
    gradients; a run is resumed bit for bit by as many processes as began it.

    Args:
        corpus: pictures, labels and splits.
        config: kept as ``config.json`` in ``run``.
        run: folder of the checkpoints (``latest.pt``, ``best.pt``) and the log (``log.jsonl``).
        evaluate: called every ``config.evaluate_every`` steps and at the end.
        progress: told the losses and the time left every few steps.
    """
    team = Team.join()
    diary = Diary(run, progress if team.leads else None)
    diary.open(corpus.vocabulary, config)
    torch.manual_seed(config.seed)
    state = _start(corpus, config, team.device)
    _restore(state, run / LATEST)
    lesson = team.share(_Lesson(state.encoder, state.objective))
    clock = Clock(config, state.step)
    taught = _taught(corpus, config, run, team, diary)
    for batch in load_batches(corpus, config, start=state.step, rank=team.rank, taught=taught):
        losses = _step(state, lesson, batch.to(team.device), config)
        state.step += 1
        if state.step % _LOG_EVERY == 0:
            diary.note({"step": state.step, **losses}, clock.tell(state.step, losses))
        if _is_due(state.step, config) and evaluate is not None:
            if team.leads:
                _judge(state, evaluate, diary)
            state.waited = team.told(state.waited)
        if clock.is_time_to_save():
            diary.save(_collect(state), LATEST)
        if state.waited >= config.patience:
            diary.say(f"stopped early: {state.waited} evaluations without a better score")
            break
    diary.save(_collect(state), LATEST)
    return averaged_encoder(state.averaged)


def _taught(corpus: Corpus, config: TrainingConfig, run: Path, team: Team, diary: Diary) -> Taught | None:
    if not config.loss.teacher:
        return None
    width = config.model.embedding - config.model.short
    with team.leader_first():
        return teach(corpus, run, number=config.model.cnn, width=width, progress=diary.say)


def averaged_encoder(averaged: AveragedModel) -> Encoder:
    """The encoder inside a moving average, ready to encode."""
    return cast("Encoder", averaged.module).eval()


def standardise(pixels: torch.Tensor) -> torch.Tensor:
    """``uint8[n, s, s, 3]`` -> ``float32[n, 3, s, s]`` as the artifact's manifest will say, channels last in memory."""
    mean, std = (torch.tensor(of, device=pixels.device) * 255 for of in (MEAN, STD))
    return ((pixels.float() - mean) / std).permute(0, 3, 1, 2)


def new_encoder(corpus: Corpus, config: TrainingConfig) -> Encoder:
    """An untrained encoder for this vocabulary."""
    encoder = Encoder(config.model, corpus.vocabulary.sizes())
    return encoder.to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


class _Lesson(nn.Module):
    """The encoder and what it is asked, as one module, so that several processes can share it."""

    def __init__(self, encoder: Encoder, objective: Objective) -> None:
        super().__init__()
        self.encoder, self.objective = encoder, objective

    def forward(self, pixels: torch.Tensor, batch: Batch) -> dict[str, torch.Tensor]:
        parts: dict[str, torch.Tensor] = self.objective(self.encoder, pixels, batch)
        return parts


def _start(corpus: Corpus, config: TrainingConfig, device: torch.device) -> _State:
    encoder = new_encoder(corpus, config).to(device)
    if config.init is not None:
        encoder.load_state_dict(read_averaged(config.init))
    objective = Objective(
        config.loss,
        config.model,
        bridge=torch.from_numpy(corpus.vocabulary.bridge()),
        classes=corpus.vocabulary.sizes(),
        composites=len(corpus.composites()),
    ).to(device)
    decay = get_ema_multi_avg_fn(config.ema)  # type: ignore[no-untyped-call]
    averaged = AveragedModel(encoder, multi_avg_fn=decay, use_buffers=True)
    return _State(encoder, averaged, objective, _optimiser(encoder, objective, config))


def _optimiser(encoder: Encoder, objective: Objective, config: TrainingConfig) -> torch.optim.Optimizer:
    started = [tower for tower in encoder.towers.values() if config.model.pretrained and _comes_trained(tower)]
    known = {id(parameter) for tower in started for parameter in tower.parameters()}
    trained = [p for module in (encoder, objective) for p in module.parameters() if p.requires_grad]
    groups: list[dict[str, Any]] = []
    for rate, old in ((config.rate, True), (config.fresh_rate, False)):
        for decay, flat in ((config.decay, False), (0.0, True)):
            chosen = [p for p in trained if (id(p) in known) is old and (p.ndim < 2) is flat]
            groups.append({"params": chosen, "lr": rate, "peak": rate, "weight_decay": decay})
    return torch.optim.AdamW([group for group in groups if group["params"]], fused=True)


def _comes_trained(tower: nn.Module) -> bool:
    return not isinstance(tower, ResNetTower)


def _step(state: _State, lesson: nn.Module, batch: Batch, config: TrainingConfig) -> dict[str, float]:
    """One update. Chance (dropout) follows from the step's number, so that a resumed run repeats it."""
    torch.manual_seed(config.seed * 1_000_003 + state.step)
    for group in state.optimiser.param_groups:
        group["lr"] = group["peak"] * rate_at(state.step, warmup=config.warmup, steps=config.steps)
    state.encoder.train()
    parts = lesson(standardise(batch.pixels), batch)
    total = torch.stack(list(parts.values())).sum()
    state.optimiser.zero_grad(set_to_none=True)
    total.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(state.encoder.parameters(), 5.0)
    state.optimiser.step()
    state.averaged.update_parameters(state.encoder)
    return {"loss": total.item(), **{name: part.item() for name, part in parts.items()}}


def rate_at(step: int, *, warmup: int, steps: int) -> float:
    """The share of the peak learning rate: a linear warm-up, then a cosine down to a hundredth."""
    if step < warmup:
        return (step + 1) / warmup
    done = (step - warmup) / max(1, steps - warmup)
    return 0.01 + 0.99 * (1 + cos(pi * min(done, 1.0))) / 2


def _is_due(step: int, config: TrainingConfig) -> bool:
    return step == config.steps or (config.evaluate_every > 0 and step % config.evaluate_every == 0)


def _judge(state: _State, evaluate: Evaluate, diary: Diary) -> None:
    figures = evaluate(averaged_encoder(state.averaged), state.step)
    told = ", ".join(f"{name} {value:.3f}" for name, value in figures.items())
    diary.note({"step": state.step, "validation": figures}, f"step {state.step}: {told}")
    better = figures["score"] > state.best
    state.best, state.waited = max(state.best, figures["score"]), 0 if better else state.waited + 1
    if better:
        diary.save(_collect(state), BEST)


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
