"""What the options of a product are called (Size, Farbe, Couleur), and the column that each of them is."""

from __future__ import annotations

from collections.abc import Iterable

from houndstooth.catalog.words import key_of

COLOUR, SIZE, GENDER, MATERIAL = "colour", "size", "gender", "material"

_NAMES = {
    COLOUR: (
        "color", "colour", "colors", "colours", "farbe", "farben", "couleur", "couleurs", "colore", "kleur", "kolor",
        "cor", "färg", "farve", "color name", "base colour",
    ),
    SIZE: (
        "size", "sizes", "größe", "grösse", "groesse", "größen", "taille", "tailles", "pointure", "talla", "taglia",
        "maat", "storlek", "størrelse", "rozmiar", "tamanho", "tamaño", "shoe size", "clothing size", "schuhgröße",
    ),
    GENDER: ("gender", "geschlecht", "genre", "género", "genere", "sex", "target gender"),
    MATERIAL: ("material", "materials", "fabric", "stoff", "matière", "matériau", "materiale", "tejido"),
}  # fmt: skip
_COLUMN = {key_of(name): column for column, names in _NAMES.items() for name in names}
_NO_OPTION = ("title", "default title")
"""What Shopify calls the only option of a product that has none, and its value."""


def option_values(options: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Pairs of name and value as columns: ours where the name is known, else the name itself; empty ones are none."""
    found: dict[str, str] = {}
    for name, value in ((name.strip(), value.strip()) for name, value in options):
        if not name or not value or (key_of(name), key_of(value)) == _NO_OPTION:
            continue
        column = _COLUMN.get(key_of(name.removeprefix("pa_")), name)
        found.setdefault(column, value)
    return found
