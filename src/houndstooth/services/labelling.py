"""Labelling: what the encoder saw becomes predictions, where it is sure enough of them."""

from __future__ import annotations

from collections.abc import Mapping

from houndstooth.domain.encoding import AttributeProbabilities
from houndstooth.domain.label import LABELLED, Prediction

_NO_LABEL = "other"
"""What the encoder calls everything it has no class for."""


def predict(
    attributes: Mapping[str, AttributeProbabilities], count: int, *, least: float
) -> list[dict[str, Prediction]]:
    """For each of ``count`` pictures the likeliest value of every field that is at least ``least`` likely."""
    predictions: list[dict[str, Prediction]] = [{} for _ in range(count)]
    for name in LABELLED:
        if name not in attributes:
            continue
        head = attributes[name]
        best = head.probabilities.argmax(axis=1)
        for row, at in enumerate(best.tolist()):
            confidence = float(head.probabilities[row, at])
            if confidence >= least and head.labels[at] != _NO_LABEL:
                predictions[row][name] = Prediction(head.labels[at], round(confidence, 4))
    return predictions
