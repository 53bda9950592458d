"""Everything that the training of a text tower depends on; kept beside its result as ``config.json``."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from houndstooth.training.config import Strict


class WordsConfig(Strict):
    """One run."""

    seed: int = 7
    buckets: int = Field(default=2**16, ge=2)
    """Into how many buckets the pieces of words are hashed."""
    width: int = Field(default=96, ge=1)
    """Numbers for each bucket."""
    hidden: int = Field(default=384, ge=1)
    dropout: float = Field(default=0.1, ge=0, lt=1)
    steps: int = Field(default=6000, ge=1)
    batch: int = Field(default=512, ge=2)
    """Texts in one step, each with its picture."""
    others: int = Field(default=3584, ge=0)
    """Pictures without a text in a step, among which those of the texts have to be found."""
    rate: float = Field(default=2e-3, gt=0)
    """Peak learning rate."""
    decay: float = Field(default=1e-4, ge=0)
    warmup: int = Field(default=200, ge=1)
    ema: float = Field(default=0.998, ge=0, lt=1)
    temperature: float = Field(default=0.05, gt=0)
    """Where the learnt temperature starts."""
    titles: float = Field(default=0.35, ge=0, le=1)
    """The share of texts that are titles."""
    extended: float = Field(default=0.15, ge=0, le=1)
    """The share of texts that are titles with attributes; the rest is attributes alone."""
    dropped: float = Field(default=0.15, ge=0, lt=1)
    """How often a word of a title is left out."""
    misspelt: float = Field(default=0.12, ge=0, lt=1)
    """How often a word has a slip of the finger."""
    evaluate_every: int = Field(default=500, ge=1)
    checkpoint_seconds: float = 120

    def save(self, path: Path) -> None:
        """Write the config as JSON."""
        path.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> WordsConfig:
        """Read what :meth:`save` wrote."""
        return cls.model_validate_json(path.read_text(encoding="utf-8"))
