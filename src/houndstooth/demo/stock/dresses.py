"""Dresses that the demo shop sells."""

from __future__ import annotations

from houndstooth.demo.stock.kind import PRINTS, WOMEN, Kind

DRESSES: tuple[Kind, ...] = (
    Kind(
        "dress", "Dress", "Dresses", ("Dress",), ("viscose", "cotton", "jersey", "satin"), (49, 149), WOMEN, PRINTS,
        features={
            "shape": ("flared", "wrap", "shift", "tiered", "flared"),
            "length": ("knee length", "midi", "mini", "maxi"),
            "sleeve": (
                "short sleeve", "long sleeve", "puff sleeve", "sleeveless", "three-quarter sleeve", "balloon sleeve",
            ),
            "neckline": ("v-neck", "crew neck", "square neck", "scoop neck", "boat neck"),
        },
        details=("", "tie belt", "buttoned front"), usages=("Casual", "Party", "Smart Casual"),
    ),
    Kind(
        "dress", "Dress", "Dresses", ("Slip Dress", "Strappy Dress"), ("satin", "silk", "velvet"), (59, 189), WOMEN,
        ("Solid", "Solid", "Floral", "Leopard"),
        features={
            "shape": ("slip", "slip", "flared"), "length": ("midi", "maxi", "knee length"),
            "sleeve": ("spaghetti straps",), "neckline": ("v-neck", "sweetheart neck"),
        },
        usages=("Party", "Formal"), seasons=("Summer", "Autumn"),
    ),
    Kind(
        "dress", "Dress", "Dresses", ("Shirt Dress",), ("poplin", "linen", "viscose"), (55, 129), WOMEN,
        ("Solid", "Vertical Stripe", "Gingham", "Polka Dot", "Checked"),
        features={
            "shape": ("shirt dress",), "length": ("knee length", "midi"),
            "sleeve": ("long sleeve", "short sleeve", "three-quarter sleeve"),
        },
        details=("tie belt", ""), usages=("Casual", "Smart Casual"),
    ),
)  # fmt: skip
"""Dresses of every length."""
