"""Several processes train one model: here two on the processor, as torchrun starts them on several GPUs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch")

import torch

from houndstooth.training.checkpoint import LATEST, load_checkpoint
from houndstooth.training.config import LossConfig, ModelConfig, Phase, TrainingConfig

STEPS = 4


def test_two_processes_train_one_model(toy_folders: list[Path], tmp_path: Path) -> None:
    """One run comes out, of the steps asked for, led by one process; the other's pictures taught it too."""
    phase = Phase(size=32, steps=STEPS, shares={"catalogue": 1.0, "photos": 1.0})
    model = ModelConfig(
        towers=("resnet",), pretrained=False, widths=(8, 16), depths=(1, 1), embedding=32, short=8, style=16
    )
    config = TrainingConfig(
        batch=12, phases=(phase,), warmup=1, workers=0, ema=0.5, model=model, loss=LossConfig(memory=128)
    )
    config.save(tmp_path / "config.json")
    for run, processes in (("alone", 1), ("together", 2)):
        _train(toy_folders, tmp_path / run, tmp_path / "config.json", processes)
    alone, together = (load_checkpoint(tmp_path / run / LATEST) for run in ("alone", "together"))
    assert together["step"] == STEPS
    assert (tmp_path / "together" / "finished.pt").is_file()
    lines = [json.loads(line) for line in (tmp_path / "together" / "log.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines if "validation" in line] == [STEPS]
    weight = "towers.resnet.stem.0.weight"
    assert not torch.equal(alone["encoder"][weight], together["encoder"][weight])


def _train(folders: list[Path], run: Path, config: Path, processes: int) -> None:
    launcher = ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
    data = [part for folder in folders for part in ("--data", str(folder))]
    options = ["--run", str(run), *data, "--config", str(config), "--threads", "1"]
    command = [sys.executable, *launcher, "-m", "--", "houndstooth", "train", *options]
    done = subprocess.run(
        command, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
