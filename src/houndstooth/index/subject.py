"""Whose vectors an index holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """A shop and an artifact; ``dimension`` is the length of its embeddings."""

    shop_id: str
    artifact_id: str
    dimension: int

    @property
    def short_name(self) -> str:
        """For folders and tables: a shop may be called anything, they may not."""
        return hashlib.sha256(f"{self.shop_id}\0{self.artifact_id}".encode()).hexdigest()[:16]
