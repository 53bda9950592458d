"""Trousers, jeans, shorts and skirts that the demo shop sells."""

from __future__ import annotations

from houndstooth.demo.stock.kind import DENIMS, OFFICE, PRINTS, SUITING, WOMEN, Kind

BOTTOMS: tuple[Kind, ...] = (
    Kind(
        "trousers", "Bottomwear", "Trousers", ("Trousers",), ("suiting wool", "twill cotton", "linen",
        "viscose"), (45, 129),
        patterns=SUITING,
        features={"fit": ("tapered", "wide leg", "straight", "slim fit"), "length": ("", "", "cropped")},
        details=("", "front pleats", "drawstring waist"), usages=OFFICE,
    ),
    Kind(
        "trousers", "Bottomwear", "Trousers", ("Chinos", "Corduroys"), ("twill cotton", "corduroy"), (45, 89),
        ("Men", "Women"), colours=("Beige", "Navy Blue", "Olive", "Brown", "Burgundy", "Grey", "Black", "Green"),
        features={"fit": ("slim fit", "straight", "tapered")},
        details=("", "side pockets"), usages=("Casual", "Smart Casual"),
    ),
    Kind(
        "jeans", "Bottomwear", "Jeans", ("Jeans",), ("denim",), (49, 119), colours=DENIMS,
        features={
            "fit": ("skinny", "slim fit", "straight", "wide leg", "flared", "bootcut"),
            "length": ("", "", "cropped"),
        },
        details=("", "washed", "faded thighs"),
    ),
    Kind(
        "shorts", "Bottomwear", "Shorts", ("Shorts",), ("twill cotton", "linen", "jersey"), (25, 65),
        patterns=("Solid", "Solid", "Striped", "Gingham", "Camouflage"),
        features={"fit": ("regular fit",), "length": ("knee length", "short")},
        details=("", "turn-up hem", "drawstring waist"), seasons=("Summer",), usages=("Casual", "Sports"),
    ),
    Kind(
        "shorts", "Bottomwear", "Shorts", ("Denim Shorts",), ("denim",), (29, 59), WOMEN, colours=DENIMS,
        features={"fit": ("regular fit",), "length": ("short", "knee length")},
        details=("turn-up hem", "washed", ""), seasons=("Summer",),
    ),
    Kind(
        "leggings", "Bottomwear", "Leggings", ("Leggings",), ("jersey", "nylon"), (25, 69), WOMEN,
        ("Solid", "Solid", "Leopard"), ("Black", "Navy Blue", "Grey", "Burgundy", "Purple", "Teal", "Olive"),
        {"fit": ("slim fit",), "rise": ("high rise",)}, ("", "side stripe"), usages=("Sports", "Casual"),
    ),
    Kind(
        "skirt", "Bottomwear", "Skirts", ("Skirt",), ("viscose", "satin", "cotton", "suiting wool",
        "corduroy"), (35, 99),
        WOMEN, (*PRINTS, "Houndstooth", "Checked"),
        features={
            "shape": ("pleated", "flared", "a-line", "pencil", "tiered"),
            "length": ("midi", "knee length", "mini", "maxi"),
        },
        details=("", "elastic waist", "buttoned front"), usages=("Casual", "Formal", "Party"),
    ),
    Kind(
        "skirt", "Bottomwear", "Skirts", ("Denim Skirt",), ("denim",), (39, 75), WOMEN, colours=DENIMS,
        features={"shape": ("a-line", "pencil"), "length": ("mini", "knee length", "midi")},
        details=("side pockets", "buttoned front", ""),
    ),
)  # fmt: skip
"""Trousers, jeans, shorts, leggings and skirts."""
