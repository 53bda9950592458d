"""The palette: colour families as a shop filters them, each with several believable shades."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from houndstooth.demo.cloth import Rgb


@dataclass(frozen=True, slots=True)
class Shade:
    """One dye: the family that a shop files it under, its own name and its colour as displayed (0..1)."""

    family: str
    name: str
    rgb: Rgb


_DYES: dict[str, dict[str, str]] = {
    "Black": {"Black": "1b1b1d", "Jet": "141416", "Onyx": "222226"},
    "White": {"White": "f3f2ee", "Optic White": "f6f7f8", "Chalk": "eeece5"},
    "Grey": {"Slate": "6d737b", "Ash": "a3a5a6", "Charcoal": "45474b", "Dove": "c2c3c3"},
    "Navy Blue": {"Navy": "1f2a44", "Midnight": "1a2138", "Marine": "27375b"},
    "Blue": {"Cobalt": "2c54a3", "Denim Blue": "4a6c97", "Sky": "9cbedc", "Steel Blue": "5d7f9f", "Royal": "28439a"},
    "Teal": {"Teal": "1f6f75", "Petrol": "1d4f5c", "Lagoon": "3a9196"},
    "Green": {"Forest": "2b4f3a", "Sage": "9dab90", "Emerald": "1d7355", "Mint": "b5d3c0"},
    "Olive": {"Olive": "5d5f3b", "Khaki Green": "777550", "Moss": "4c5232"},
    "Red": {"Scarlet": "b3202a", "Cherry": "9c1f30", "Poppy": "c83a31"},
    "Burgundy": {"Burgundy": "5e1c2b", "Oxblood": "4b1a20", "Wine": "6c2438"},
    "Pink": {"Rose": "d58d98", "Blush": "e6c1bc", "Fuchsia": "b83a75", "Dusty Pink": "c79a98"},
    "Purple": {"Plum": "53304f", "Lilac": "b6a3c9", "Aubergine": "3b2638", "Violet": "6a4b92"},
    "Orange": {"Rust": "a64e2a", "Tangerine": "d9772f", "Terracotta": "b5694a", "Apricot": "e5a878"},
    "Yellow": {"Mustard": "c4982e", "Lemon": "ebd877", "Saffron": "dba531"},
    "Brown": {"Chocolate": "4a3226", "Cognac": "8e5630", "Tobacco": "6e4c33", "Mocha": "7c6253"},
    "Beige": {"Sand": "cfbc9c", "Camel": "b48e60", "Oat": "ddd0b8", "Stone": "beb6a5"},
    "Cream": {"Ecru": "ebe3d0", "Ivory": "f1ead9", "Vanilla": "eee0c0"},
}

FAMILIES: tuple[str, ...] = tuple(_DYES)
"""The colours that a shop files by."""

INDIGO = frozenset({"Denim Blue", "Steel Blue", "Sky", "Marine", "Charcoal", "Ash", "Slate"})
"""The shades that denim comes in."""

EARTHY = ("Black", "Brown", "Beige", "Burgundy", "Cream", "Navy Blue", "Olive", "Grey", "White", "Green")
"""What leather is dyed."""

_PARTNERS: dict[str, tuple[str, ...]] = {
    "Black": ("White", "Grey", "Cream", "Red", "Beige"),
    "White": ("Navy Blue", "Black", "Blue", "Red", "Green", "Pink"),
    "Grey": ("White", "Black", "Navy Blue", "Burgundy", "Yellow"),
    "Navy Blue": ("White", "Cream", "Red", "Blue", "Beige"),
    "Blue": ("White", "Navy Blue", "Cream", "Yellow"),
    "Teal": ("Cream", "Navy Blue", "Orange", "White"),
    "Green": ("White", "Cream", "Navy Blue", "Pink"),
    "Olive": ("Cream", "Black", "Beige", "Orange"),
    "Red": ("White", "Navy Blue", "Black", "Cream"),
    "Burgundy": ("Cream", "Pink", "Navy Blue", "Beige"),
    "Pink": ("White", "Red", "Burgundy", "Cream", "Green"),
    "Purple": ("Cream", "White", "Pink", "Yellow"),
    "Orange": ("Cream", "White", "Navy Blue", "Brown"),
    "Yellow": ("White", "Navy Blue", "Grey", "Green"),
    "Brown": ("Cream", "Beige", "Blue", "Orange"),
    "Beige": ("Brown", "White", "Navy Blue", "Black"),
    "Cream": ("Brown", "Navy Blue", "Green", "Burgundy", "Black", "Blue"),
}


def pick(family: str, rng: Generator, *, among: frozenset[str] = frozenset()) -> Shade:
    """One of the shades of a family; of those named in ``among``, where the family has any of them.

    Raises:
        KeyError: there is no such family.
    """
    names = [name for name in _DYES[family] if name in among] or list(_DYES[family])
    name = names[int(rng.integers(len(names)))]
    code = _DYES[family][name]
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return Shade(family, name, (red, green, blue))


def partner(family: str, rng: Generator) -> Shade:
    """A shade that goes with a family: for stripes, checks, prints and trimmings."""
    choices = _PARTNERS[family]
    return pick(choices[int(rng.integers(len(choices)))], rng)


def mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    """A colour between two: ``share`` of the other, 0..1."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return (red, green, blue)


def is_light(colour: Rgb) -> bool:
    """Whether dark thread shows better on it than light thread."""
    return 0.3 * colour[0] + 0.6 * colour[1] + 0.1 * colour[2] > 0.55
