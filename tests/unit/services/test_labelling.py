from __future__ import annotations

import numpy as np

from houndstooth.domain.encoding import AttributeProbabilities
from houndstooth.domain.label import Prediction
from houndstooth.services.labelling import predict

COLOUR = AttributeProbabilities(("Blue", "Red", "other"), np.array([[0.7, 0.2, 0.1], [0.5, 0.4, 0.1], [0, 0.1, 0.9]]))


def test_only_what_is_sure_and_named_is_said():
    """The second picture is not sure enough, the third is of no class."""
    kind = AttributeProbabilities(("T-Shirt",), np.ones((3, 1), np.float32))
    said = predict({"colour": COLOUR, "kind": kind}, 3, least=0.6)
    assert said == [{"colour": Prediction("Blue", 0.7)}, {}, {}]


def test_an_encoder_without_attributes_says_nothing():
    assert predict({}, 2, least=0.6) == [{}, {}]
