"""The HTML page of a report: one file, no scripts, nothing fetched."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from PIL import Image

from houndstooth.domain.encoding import Pixels

_WIDE, _HIGH = 420, 160
_LINES = ("#1d4e89", "#c8553d", "#3c7a57", "#7d5ba6", "#b08900", "#3b8ea5", "#8a8a8a", "#222222")
_MOST_CONFUSED = 12


@dataclass(frozen=True, slots=True)
class Example:
    """A query and what was found for it."""

    pixels: Pixels
    text: str
    found: Sequence[tuple[Pixels, str, bool]]
    """Picture, labels, whether it is right; best first."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A picture of which the encoder is sure of one label and the shop says another; either may be wrong."""

    pixels: Pixels
    told: str
    seen: str
    confidence: float


def render_page(
    findings: Mapping[str, Any],
    shown: Mapping[str, Sequence[Example]],
    mistakes: Mapping[str, Sequence[Mistake]],
) -> str:
    """The whole page as HTML.

    Args:
        findings: what was measured.
        shown: the best and the worst answers.
        mistakes: for each attribute the surest mistakes.
    """
    environment = Environment(
        loader=PackageLoader("houndstooth.training", "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
    )
    environment.filters |= {"share": _share, "picture": _picture}
    curves = findings["curves"]
    return environment.get_template("report.html").render(
        **findings,
        examples=shown,
        mistakes=mistakes,
        loss_chart=_chart(curves["losses"]),
        validation_chart=_chart(curves["validation"]),
        confused=_confused(findings["trained"]["attributes"]),
    )


def _share(found: Mapping[str, float] | float) -> str:
    """A figure with its interval, or without where it has none."""
    if isinstance(found, Mapping):
        return f"{found['value']:.3f} ({found['low']:.3f}-{found['high']:.3f})"
    return f"{found:.3f}"


def _picture(pixels: Pixels) -> str:
    """A small JPEG as a data URI."""
    image = Image.fromarray(pixels)
    image.thumbnail((96, 128))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _chart(rows: Sequence[Mapping[str, float]]) -> Markup:
    """Every column over ``step`` as a line, each on its own scale, with its last value."""
    if len(rows) < 2:
        return Markup("<p>Too few points for a curve yet.</p>")
    names = [name for name in rows[0] if name != "step"]
    charts = [
        _line(name, [(row["step"], row[name]) for row in rows if name in row], _LINES[at % len(_LINES)])
        for at, name in enumerate(names)
    ]
    return Markup("").join(charts)


def _line(name: str, points: Sequence[tuple[float, float]], colour: str) -> Markup:
    low, high = min(y for _, y in points), max(y for _, y in points)
    first, last = points[0][0], points[-1][0]
    across, up = _WIDE / max(last - first, 1), (_HIGH - 20) / max(high - low, 1e-9)
    path = " ".join(f"{(x - first) * across:.1f},{_HIGH - 10 - (y - low) * up:.1f}" for x, y in points)
    return Markup(
        '<figure><svg viewBox="0 0 {w} {h}" role="img" aria-label="{name}"><polyline points="{path}" fill="none" '
        'stroke="{colour}" stroke-width="2"/></svg><figcaption>{name}: {low} to {high}, at the end {end}</figcaption>'
        "</figure>"
    ).format(
        w=_WIDE, h=_HIGH, name=name, path=path, colour=colour, low=f"{low:.3f}", high=f"{high:.3f}",
        end=f"{points[-1][1]:.3f}",
    )  # fmt: skip


def _confused(attributes: Mapping[str, Any]) -> dict[str, list[tuple[str, str, int]]]:
    """For each attribute what was most often taken for what: truth, answer, how often."""
    worst = {}
    for name, found in attributes.items():
        labels, counts = found["confusion"]["labels"], found["confusion"]["counts"]
        pairs = [
            (labels[t], labels[s], count)
            for t, row in enumerate(counts)
            for s, count in enumerate(row)
            if t != s and count
        ]
        worst[name] = sorted(pairs, key=lambda pair: -pair[2])[:_MOST_CONFUSED]
    return worst
