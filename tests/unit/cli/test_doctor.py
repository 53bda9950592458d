"""What the doctor finds."""

from __future__ import annotations

import builtins
import json

from typer.testing import CliRunner

from houndstooth.cli.app import app


def test_without_the_openmp_runtime(monkeypatch, tmp_path):
    """The ranker's library says what it lacks; the doctor says what to install."""
    real = builtins.__import__

    def without(name, *rest, **named):
        if name == "lightgbm":
            raise OSError("libgomp.so.1: cannot open shared object file: No such file or directory")
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    done = CliRunner(env={"HOUNDSTOOTH_HOME": str(tmp_path)}).invoke(app, ["doctor", "--json"])
    assert done.exit_code == 1
    ranker = next(one for one in json.loads(done.stdout) if one["name"] == "ranker")
    assert not ranker["well"]
    assert "libgomp.so.1" in ranker["found"]
    assert "libgomp1" in ranker["remedy"]


def test_with_it(tmp_path):
    """Well."""
    done = CliRunner(env={"HOUNDSTOOTH_HOME": str(tmp_path)}).invoke(app, ["doctor"])
    assert "ranker: LightGBM" in done.stdout
