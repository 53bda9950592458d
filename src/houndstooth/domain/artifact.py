"""Encoder artifacts over time: which one searches use, and vectors of the next one beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from houndstooth.domain.encoding import Vectors
from houndstooth.domain.label import Prediction


@dataclass(frozen=True, slots=True)
class ArtifactUse:
    """From when on searches used an artifact, and where its file is."""

    artifact_id: str
    path: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Unencoded:
    """An item that has no vector of an artifact yet, by its number, and the key of its picture."""

    number: int
    picture_key: str


@dataclass(frozen=True, slots=True)
class NewVector:
    """What an artifact says of the picture that an item had: ``float32[d]``, ``float32[s]`` or ``None``, and labels."""

    of: Unencoded
    embedding: Vectors
    style: Vectors | None = None
    predictions: Mapping[str, Prediction] = field(default_factory=dict)


class ArtifactUses(Protocol):
    """Which artifacts an installation used, and uses; each method is one transaction."""

    def add(self, use: ArtifactUse) -> None:
        """Put an artifact to work."""
        ...

    def all(self) -> tuple[ArtifactUse, ...]:
        """All uses, the first first; the last one is at work. Cheap."""
        ...


class VectorStore(Protocol):
    """Vectors of several artifacts side by side; each method is one transaction."""

    def revision(self) -> int:
        """A number that grows with every change of an item of any shop. Cheap."""
        ...

    def unencoded(self, artifact_id: str, *, after: int, limit: int) -> tuple[Unencoded, ...]:
        """Items of all shops without a vector of an artifact, by number, from beyond ``after``."""
        ...

    def count_unencoded(self, artifact_id: str) -> int:
        """How many there are."""
        ...

    def add_vectors(self, added: Sequence[NewVector], *, artifact_id: str, at_work: bool) -> int:
        """Keep vectors beside those of other artifacts; returns how many.

        One whose item is gone, or has another picture by now, is left out, and so is one that is there already.
        ``at_work``: searches use this artifact, and shall find the items from now on.
        """
        ...

    def relabel(self, artifact_id: str, *, limit: int) -> int:
        """Let so many items have the labels that came with vectors which were added; returns how many had some waiting.

        What the shop says and what people corrected stays.
        """
        ...
