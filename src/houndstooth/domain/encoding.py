"""What one pass of an encoder gives for a batch of pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""``float32[n, d]``, rows L2-normalised unless the name says otherwise."""

Pixels = NDArray[np.uint8]
"""``uint8[height, width, 3]``, RGB, upright."""

ModelInput = NDArray[np.float32]
"""``float32[n, 3, height, width]``, standardised as the artifact's manifest says."""


@dataclass(frozen=True, slots=True)
class AttributeProbabilities:
    """For one attribute: its ``c`` labels and ``float32[n, c]`` probabilities (rows sum to 1)."""

    labels: tuple[str, ...]
    probabilities: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoding:
    """One encoder pass over ``n`` pictures.

    ``embedding`` says what the article is, exactly; ``style`` (``None`` where the
    artifact has no style head) how it looks with the category taken out.
    """

    embedding: Vectors
    style: Vectors | None = None
    attributes: Mapping[str, AttributeProbabilities] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.embedding)
