"""Labels: what kind of thing an item is, as the shop says, as the encoder sees it, and as a person corrected it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from houndstooth.domain.errors import InvalidItem
from houndstooth.domain.item import MAX_ATTRIBUTES, MAX_TEXT, Item, has_control_characters

_FIELDS = ("category", "colour", "gender")
_ATTRIBUTES = ("sub_category", "usage", "season", "pattern")

LABELLED = (*_FIELDS, *_ATTRIBUTES)
"""What may be predicted and corrected; all but the first three stand among an item's attributes."""


class Origin(StrEnum):
    """Who said the value that counts."""

    SHOP = "shop"
    PREDICTED = "predicted"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the encoder says, and its probability, 0 to 1."""

    value: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Label:
    """Everything that was said of one field of one item. A correction counts before the shop, the shop before us."""

    shop: str | None = None
    prediction: Prediction | None = None
    correction: str | None = None
    """``None``: nobody corrected it; empty: a person said that it has no value."""

    @property
    def value(self) -> str | None:
        """What counts."""
        if self.correction is not None:
            return self.correction or None
        return self.shop or (self.prediction.value if self.prediction else None)

    @property
    def origin(self) -> Origin:
        """Who said it."""
        if self.correction is not None:
            return Origin.CORRECTED
        return Origin.SHOP if self.shop else Origin.PREDICTED


Labels = Mapping[str, Label]
"""Field (of ``LABELLED``) -> label; fields of which nobody said anything are left out."""


def collect(item: Item, predictions: Mapping[str, Prediction], corrections: Mapping[str, str]) -> dict[str, Label]:
    """The labels of an item as the shop sends it."""
    labels = {name: Label(_said(item, name), predictions.get(name), corrections.get(name)) for name in LABELLED}
    return {name: label for name, label in labels.items() if label != Label()}


def correct(labels: Labels, corrections: Mapping[str, str | None]) -> dict[str, Label]:
    """The labels with corrections made, or (``None``) taken back; a field may be left of which nobody says anything."""
    changed = {name: replace(labels.get(name, Label()), correction=value) for name, value in corrections.items()}
    return {**labels, **changed}


def apply(item: Item, labels: Labels) -> Item:
    """The item with the values that count; a predicted attribute that finds no room is left out."""
    fields = {name: labels[name].value for name in _FIELDS if name in labels}
    attributes = {name: value for name, value in item.attributes.items() if name not in labels}
    for name in _ATTRIBUTES:
        value = labels[name].value if name in labels else None
        if value and (len(attributes) < MAX_ATTRIBUTES or name in item.attributes):
            attributes[name] = value
    return replace(item, **fields, attributes=attributes)  # type: ignore[arg-type]


def check_corrections(corrections: Mapping[str, str | None]) -> None:
    """Refuse corrections that cannot be kept.

    Raises:
        InvalidItem: a field that cannot be corrected, or a value that no item can have.
    """
    for name, value in corrections.items():
        if name not in LABELLED:
            raise InvalidItem(f"{name[:80]!r} cannot be corrected; what can be is {', '.join(LABELLED)}")
        if value is not None and (len(value) > MAX_TEXT or has_control_characters(value) or value != value.strip()):
            raise InvalidItem(
                f"{name} {value[:40]!r} has blanks around it, a control character, or more than {MAX_TEXT} characters"
            )


def _said(item: Item, name: str) -> str | None:
    said: str | None = getattr(item, name) if name in _FIELDS else item.attributes.get(name)
    return said or None
