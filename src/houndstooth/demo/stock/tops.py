"""Tops and knitwear that the demo shop sells."""

from __future__ import annotations

from houndstooth.demo.stock.kind import COLD, KNITS, MEN, OFFICE, PRINTS, WARM, WOMEN, WOVEN, Kind

TOPS: tuple[Kind, ...] = (
    Kind(
        "tshirt", "Topwear", "T-Shirts", ("T-Shirt", "Tee"), ("jersey", "organic cotton"), (15, 39),
        patterns=("Solid", "Solid", "Striped", "Melange", "Solid", "Camouflage"),
        features={
            "fit": ("regular fit", "slim fit", "oversized"),
            "sleeve": ("short sleeve", "short sleeve", "long sleeve"),
            "neckline": ("crew neck", "crew neck", "v-neck", "scoop neck"),
            "length": ("", "", "cropped"),
        },
        details=("graphic print", "", "chest pocket", "embroidered logo", "graphic print", "chest stripe"),
    ),
    Kind(
        "tshirt", "Topwear", "T-Shirts", ("Breton Top", "Boat Neck Tee"), ("jersey", "organic cotton"), (25, 45), WOMEN,
        ("Striped",), ("White", "Navy Blue", "Cream", "Red", "Blue", "Green"),
        {"fit": ("regular fit",), "sleeve": ("long sleeve", "three-quarter sleeve"), "neckline": ("boat neck",)},
    ),
    Kind(
        "shirt", "Topwear", "Shirts", ("Shirt",), ("poplin", "oxford cotton", "linen", "twill cotton",
        "cotton"), (29, 89),
        patterns=(*WOVEN, "Houndstooth", "Polka Dot", "Pinstripe"),
        features={
            "fit": ("regular fit", "slim fit", "relaxed fit"),
            "sleeve": ("long sleeve", "long sleeve", "short sleeve"),
            "collar": ("classic collar", "button-down collar", "classic collar", "band collar"),
        },
        details=("", "chest pocket", "two chest pockets", "contrast buttons"), usages=OFFICE,
    ),
    Kind(
        "shirt", "Topwear", "Shirts", ("Camp Collar Shirt", "Resort Shirt"), ("viscose", "linen"), (35, 69), MEN,
        ("Tropical", "Floral", "Vertical Stripe", "Polka Dot", "Leopard"),
        features={"fit": ("relaxed fit",), "sleeve": ("short sleeve",), "collar": ("camp collar",)},
        details=("", "chest pocket"), seasons=("Summer",),
    ),
    Kind(
        "polo", "Topwear", "Polo Shirts", ("Polo Shirt",), ("organic cotton", "jersey"), (29, 75),
        ("Men", "Women", "Men"), ("Solid", "Solid", "Striped"),
        features={"fit": ("regular fit", "slim fit"), "sleeve": ("short sleeve", "short sleeve", "long sleeve")},
        details=("", "tipped collar"), seasons=WARM,
    ),
    Kind(
        "blouse", "Topwear", "Blouses", ("Blouse",), ("viscose", "satin", "silk", "cotton"), (35, 119), WOMEN, PRINTS,
        features={
            "fit": ("regular fit", "relaxed fit"),
            "sleeve": ("long sleeve", "balloon sleeve", "puff sleeve"),
            "neckline": ("v-neck", "pussy bow", "v-neck"),
        },
        details=("", "ruffled neck", "covered buttons"), usages=OFFICE,
    ),
    Kind(
        "vest", "Topwear", "Camisoles", ("Camisole", "Strappy Top"), ("satin", "silk", "viscose"), (19, 59),
        WOMEN, PRINTS,
        features={
            "straps": ("spaghetti straps", "spaghetti straps", "wide straps"),
            "neckline": ("v-neck", "sweetheart neck", "scoop neck"),
        },
        details=("", "lace hem"), seasons=WARM, usages=("Casual", "Party"),
    ),
    Kind(
        "sweatshirt", "Topwear", "Sweatshirts", ("Sweatshirt",), ("sweat cotton",), (39, 79),
        patterns=("Solid", "Melange", "Solid"),
        features={"fit": ("regular fit", "oversized", "relaxed fit"), "neckline": ("crew neck",)},
        details=("", "graphic print", "embroidered logo", "chest stripe"), usages=("Casual", "Sports"),
    ),
    Kind(
        "hoodie", "Topwear", "Hoodies", ("Hoodie",), ("sweat cotton", "sweat cotton", "fleece"), (45, 95),
        patterns=("Solid", "Melange", "Solid", "Camouflage"),
        features={"fit": ("regular fit", "oversized", "relaxed fit")},
        details=("kangaroo pocket", "zip front"), usages=("Casual", "Sports"),
    ),
    Kind(
        "jumper", "Knitwear", "Jumpers", ("Jumper", "Sweater"),
        ("merino", "cashmere", "chunky wool", "cable wool", "ribbed knit"), (49, 189), patterns=KNITS,
        features={
            "fit": ("regular fit", "oversized", "relaxed fit"),
            "neckline": ("crew neck", "roll neck", "v-neck", "crew neck"),
        },
        details=("", "ribbed cuffs"), seasons=COLD, usages=("Casual", "Smart Casual"),
    ),
    Kind(
        "cardigan", "Knitwear", "Cardigans", ("Cardigan",), ("merino", "chunky wool", "cable wool",
        "cashmere"), (55, 179),
        ("Women", "Men", "Women"), ("Solid", "Solid", "Melange", "Striped"),
        features={"fit": ("regular fit", "relaxed fit"), "length": ("", "long")},
        details=("patch pockets", "horn buttons"), seasons=COLD, usages=("Casual", "Smart Casual"),
    ),
)  # fmt: skip
"""T-shirts, shirts, blouses, sweatshirts and knitwear."""
