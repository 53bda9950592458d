"""Blazers, jackets and coats that the demo shop sells."""

from __future__ import annotations

from houndstooth.demo.stock.kind import COLD, DENIMS, SOBER, SUITING, Kind

OUTERWEAR: tuple[Kind, ...] = (
    Kind(
        "blazer", "Outerwear", "Blazers", ("Blazer",), ("suiting wool", "linen", "velvet", "tweed"), (89, 299),
        patterns=SUITING, colours=SOBER,
        features={"fit": ("slim fit", "regular fit"), "front": ("single-breasted", "double-breasted",
        "single-breasted")},
        details=("", "flap pockets", "gold buttons"), usages=("Formal", "Smart Casual"),
    ),
    Kind(
        "denim jacket", "Outerwear", "Jackets", ("Denim Jacket", "Denim Trucker"), ("denim",), (65, 129),
        colours=DENIMS,
        features={"fit": ("regular fit", "oversized")}, details=("chest pockets", "contrast stitching"),
    ),
    Kind(
        "bomber", "Outerwear", "Jackets", ("Bomber Jacket",), ("nylon", "satin", "suede", "nylon"), (79, 199),
        colours=("Olive", "Black", "Navy Blue", "Burgundy", "Brown", "Teal", "Pink", "Orange", "Grey"),
        features={"fit": ("regular fit", "oversized")}, details=("ribbed trims", "contrast trims"),
    ),
    Kind(
        "biker", "Outerwear", "Jackets", ("Biker Jacket",), ("leather", "leather", "suede"), (179, 449),
        colours=("Black", "Brown", "Burgundy", "Black", "Navy Blue", "Beige", "Olive"),
        features={"fit": ("slim fit", "regular fit")}, details=("zipped pockets",), seasons=("Spring", "Autumn"),
    ),
    Kind(
        "puffer", "Outerwear", "Puffer Jackets", ("Puffer Jacket", "Down Jacket"), ("nylon",), (99, 259),
        features={"fit": ("regular fit", "oversized")}, details=("high collar",), seasons=("Winter",),
    ),
    Kind(
        "coat", "Outerwear", "Coats", ("Coat", "Overcoat"), ("wool", "tweed", "cashmere"), (149, 449),
        patterns=("Solid", "Solid", "Houndstooth", "Herringbone", "Checked", "Windowpane"),
        colours=(*SOBER, "Pink", "Red", "Blue"),
        features={
            "fit": ("regular fit", "relaxed fit"), "front": ("single-breasted", "double-breasted"),
            "length": ("knee length", "midi", ""),
        },
        details=("", "tie belt", "welt pockets"), seasons=COLD, usages=("Formal", "Casual"),
    ),
    Kind(
        "trench", "Outerwear", "Coats", ("Trench Coat",), ("twill cotton",), (129, 329),
        colours=("Beige", "Navy Blue", "Black", "Olive", "Cream", "Brown"),
        features={"fit": ("regular fit",), "front": ("double-breasted",), "length": ("midi", "knee length")},
        details=("buckled belt",), seasons=("Spring", "Autumn"), usages=("Formal", "Casual"),
    ),
)  # fmt: skip
"""Jackets and coats."""
