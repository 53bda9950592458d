"""Everything a run depends on; kept beside its result as ``config.json``."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from houndstooth.training.label_map import LabelMap


class Strict(BaseModel):
    """Frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Phase(Strict):
    """A stretch of training at one input size."""

    size: int = Field(ge=32, multiple_of=32)
    """Side of the square input, in pixels."""
    steps: int = Field(ge=1)
    shares: dict[str, float]
    """Source name -> its share of the pictures drawn; the shares are scaled to sum to 1."""


class ModelConfig(Strict):
    """The network."""

    towers: tuple[str, ...] = ("cnn", "resnet")
    """``cnn`` (EfficientNet-Lite), ``resnet``, or both."""
    cnn: int = Field(default=0, ge=0, le=2)
    """Which EfficientNet-Lite; measured side by side by ``benchmarks/backbones.py``."""
    pretrained: bool = True
    """Start the CNN from its ImageNet weights."""
    frozen_blocks: int = Field(default=3, ge=0)
    """How many of the CNN's first blocks, with the stem, keep their ImageNet weights."""
    resnet: str | None = None
    """A pretrained ResNet by its name on a model hub, or a folder with one; ``None`` builds one of the sizes below."""
    widths: tuple[int, ...] = (32, 96, 192, 384)
    """Channels of the ResNet's stages."""
    depths: tuple[int, ...] = (2, 2, 2, 2)
    """Blocks of the ResNet's stages."""
    embedding: int = 256
    short: int = 64
    """The first so many numbers of the embedding are trained to be used alone."""
    balance: float = Field(default=0.5, gt=0, lt=1)
    """The share of the first numbers in a cosine of two embeddings."""
    style: int = 128
    dropout: float = Field(default=0.2, ge=0, lt=1)


class LossConfig(Strict):
    """The weight of each part of the loss."""

    attributes: float = 1.0
    composite: float = 0.5
    """Proxy classification of composite labels on the first numbers of the embedding."""
    labels: float = 1.0
    """Proxy classification of type, colour, gender and usage, each for itself, on the same numbers."""
    graded: float = 0.5
    """Supervised contrast at four levels, on the same numbers: composite, type and colour, type, sub-category."""
    instance: float = 2.0
    """Contrast of two views of one picture with everything else, on the other numbers of the embedding."""
    memory: int = Field(default=4096, ge=128)
    """How many embeddings of past batches the contrast of instances is with."""
    instance_temperature: float = Field(default=0.07, gt=0)
    teacher: float = Field(default=1.0, ge=0)
    """The fine block of the embedding keeps to what ImageNet features say of the clean picture; 0 does without."""
    words: float = 0.5
    """Which words the title has."""
    style: float = 0.3
    adversary: float = 0.3
    distil: float = 1.0
    """The ResNet learns the CNN's features."""
    tower: float = 0.3
    """The same losses on each tower alone."""
    smoothing: float = Field(default=0.1, ge=0, lt=1)
    temperature: float = Field(default=0.1, gt=0)


class TrainingConfig(Strict):
    """One run."""

    seed: int = 7
    init: Path | None = None
    """A run whose averaged weights a new run starts from."""
    labels: LabelMap = LabelMap()
    """How the columns and words of the data are put into ours."""
    batch: int = Field(default=96, ge=4)
    """Pictures in one step of one process."""
    phases: tuple[Phase, ...]
    street_share: float = Field(default=0.2, ge=0, lt=1)
    """The share of a batch that is shoppers' photos."""
    pair_share: float = Field(default=0.4, ge=0, le=1)
    """The share of studio pictures that appear in two views: as the shop shows them, and as a photo might."""
    plain_share: float = Field(default=0.5, ge=0, le=1)
    """The share of the other studio pictures that appear as the shop shows them."""
    ground_share: float = Field(default=0.7, ge=0, le=1)
    """How often a photo-like view of a studio picture has another ground; 0 switches background replacement off."""
    rate: float = Field(default=4e-4, gt=0)
    """Peak learning rate of pretrained weights."""
    fresh_rate: float = Field(default=2e-3, gt=0)
    """Peak learning rate of everything else."""
    decay: float = 0.02
    warmup: int = 100
    ema: float = Field(default=0.998, ge=0, lt=1)
    checkpoint_seconds: float = 240
    evaluate_every: int = Field(default=0, ge=0)
    """Steps between two evaluations on the validation split; 0 for the end alone."""
    patience: int = Field(default=3, ge=1)
    """Stop after so many evaluations without a better score."""
    workers: int = Field(default=1, ge=0)
    model: ModelConfig = ModelConfig()
    loss: LossConfig = LossConfig()

    @property
    def steps(self) -> int:
        """Steps of the whole run."""
        return sum(phase.steps for phase in self.phases)

    def phase_at(self, step: int) -> Phase:
        """The phase that step number ``step`` (from 0) belongs to."""
        for phase in self.phases:
            if step < phase.steps:
                return phase
            step -= phase.steps
        return self.phases[-1]

    def save(self, path: Path) -> None:
        """Write the config as JSON."""
        path.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> TrainingConfig:
        """Read what :meth:`save` wrote."""
        return cls.model_validate_json(path.read_text(encoding="utf-8"))
