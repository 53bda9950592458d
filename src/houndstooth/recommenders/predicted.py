"""Collaborative vectors of items that nobody chose yet, predicted from picture and attributes.

Source: Z. Gantner et al., "Learning attribute-to-feature mappings for cold-start recommendations", 2010.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.interactions import Floats
from houndstooth.recommenders.traits import Traits

_MOST_VALUES = 200


@dataclass(frozen=True, slots=True)
class Predicted:
    """A linear map from traits to factors.

    Args:
        values: of each attribute, the places of those words that have a column.
        map: ``float32[traits, f]``.
    """

    values: Mapping[str, NDArray[np.int32]]
    map: Floats

    @classmethod
    def nothing(cls, traits: Traits, factors: int) -> Predicted:
        """One that knows nothing, and gives zeros: for traits of another encoder than the one it learnt from."""
        columns = 1 + traits.embedding.shape[1] + traits.style.shape[1]
        return cls({}, np.zeros((columns, factors), np.float32))

    def factors(self, traits: Traits) -> Floats:
        """``float32[n, f]``, in the space of the factorisation that it was fitted to."""
        predicted: Floats = _design(traits, self.values) @ self.map
        return predicted

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """For a file."""
        return {"map": self.map, **{f"values_{name}": codes for name, codes in self.values.items()}}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Predicted:
        """From what ``arrays`` gave."""
        prefix = "values_"
        values = {name.removeprefix(prefix): codes for name, codes in arrays.items() if name.startswith(prefix)}
        return cls(values, arrays["map"])  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Prediction:
    """How the map is fitted.

    Args:
        penalty: the L2 penalty, relative to the mean weight of an item.
        least: how many likings an item must have to be learnt from.
    """

    penalty: float = 3.0
    least: int = 2

    def fit(self, traits: Traits, factors: Floats, popularity: Floats) -> Predicted:
        """Ridge regression, items weighed by how much is known of them.

        Args:
            traits: of all items.
            factors: ``float32[n, f]``, what is to be predicted.
            popularity: ``float32[n]``, how many likings each has.
        """
        known = popularity >= self.least
        values = {name: _frequent(codes[known]) for name, codes in traits.fields.items()}
        design = _design(traits.take(np.flatnonzero(known)), values).astype(np.float64)
        weights = np.sqrt(popularity[known].astype(np.float64))
        gram = (design.T * weights) @ design
        penalty = self.penalty * max(float(weights.mean()) if len(weights) else 1.0, 1e-9)
        gram[np.diag_indices(len(gram))] += penalty
        solved = np.linalg.solve(gram, (design.T * weights) @ factors[known])
        return Predicted(values, solved.astype(np.float32))


def _frequent(codes: NDArray[np.int32]) -> NDArray[np.int32]:
    values, counts = np.unique(codes[codes >= 0], return_counts=True)
    return np.sort(values[np.argsort(-counts, kind="stable")[:_MOST_VALUES]]).astype(np.int32)


def _design(traits: Traits, values: Mapping[str, NDArray[np.int32]]) -> Floats:
    """``float32[n, traits]``: one, embedding, style, and a column for each value that has one."""
    columns = [np.ones((len(traits), 1), np.float32), traits.embedding, traits.style]
    for name, codes in values.items():
        columns.append((traits.fields[name][:, None] == codes[None]).astype(np.float32))
    return np.concatenate(columns, axis=1)
