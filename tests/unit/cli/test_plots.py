"""Plots of comparisons: what stands in them, and what is refused before anything is computed."""

from __future__ import annotations

import sys
from xml.etree import ElementTree

import numpy as np
import pytest

from houndstooth.cli.plots import check_plot, plot_comparison
from houndstooth.domain.errors import InvalidInput, MissingExtra
from houndstooth.domain.interactions import Interactions
from houndstooth.evaluation.comparison import compare
from houndstooth.evaluation.evaluation import evaluate
from houndstooth.evaluation.splits import Stage, last_out


@pytest.fixture(scope="module", name="comparison")
def _comparison():
    rng = np.random.default_rng(0)
    everything = Interactions.of(
        rng.integers(0, 30, 300), rng.integers(0, 80, 300), np.arange(300), n_shoppers=30, n_items=80
    )
    split = last_out(everything, Stage.TEST)
    told = {f"model {name}": rng.random((30, 80)).astype(np.float32) for name in "ABC"}
    return compare(
        {name: evaluate(lambda audience, own=own: own[audience.shoppers], split) for name, own in told.items()},
        "model A",
        samples=50,
    )


def test_svg(comparison, tmp_path):
    """All recommenders, both metrics, all lengths of lists, as text; the same figures give the same file."""
    for name in ("one.svg", "two.svg"):
        plot_comparison(comparison, tmp_path / name)
    text = "".join(ElementTree.parse(tmp_path / "one.svg").getroot().itertext())
    for word in ("model A", "model B", "model C", "NDCG", "Recall", "first 5", "first 10", "first 20", "first 50"):
        assert word in text
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_png(comparison, tmp_path):
    """By the ending of the name, in capitals too."""
    plot_comparison(comparison, tmp_path / "one.PNG")
    assert (tmp_path / "one.PNG").read_bytes().startswith(b"\x89PNG")


def test_what_is_refused(tmp_path, monkeypatch):
    """Other endings, folders that are not there, and any plot where matplotlib is not installed."""
    with pytest.raises(InvalidInput, match=r"end it in \.svg or \.png"):
        check_plot(tmp_path / "one.pdf")
    with pytest.raises(InvalidInput, match=r"no folder .*nowhere; make it first"):
        check_plot(tmp_path / "nowhere" / "one.svg")
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtra, match=r"houndstooth\[evaluate\]"):
        check_plot(tmp_path / "one.svg")
