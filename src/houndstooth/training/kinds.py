"""The bridge between shoppers' words for a photo and the article types of a catalogue.

A photo called 'Pants' shows jeans, trousers or something like them: the map says which article types count as right.
It serves twice: as a partial label in training (the true type is one of these), and as the truth when photos are
searched in the catalogue.
"""

from __future__ import annotations

KIND_TO_CATEGORIES: dict[str, tuple[str, ...]] = {
    "Blazer": ("Blazers", "Jackets", "Nehru Jackets", "Waistcoat"),
    "Dress": ("Dresses",),
    "Hat": ("Caps", "Hat"),
    "Hoodie": ("Sweatshirts",),
    "Longsleeve": ("Tshirts", "Sweatshirts", "Sweaters", "Tops"),
    "Outwear": ("Jackets", "Rain Jacket"),
    "Pants": ("Jeans", "Trousers", "Track Pants", "Leggings", "Jeggings", "Capris", "Lounge Pants", "Tights"),
    "Polo": ("Tshirts",),
    "Shirt": ("Shirts",),
    "Shoes": ("Casual Shoes", "Sports Shoes", "Formal Shoes", "Heels", "Flats", "Sandals", "Flip Flops", "Booties"),
    "Shorts": ("Shorts", "Lounge Shorts"),
    "Skirt": ("Skirts",),
    "T-Shirt": ("Tshirts",),
    "Undershirt": ("Innerwear Vests", "Camisoles"),
}
"""The 14 clear kinds; 'Not sure', 'Other', 'Skip', 'Body', 'Top' and 'Blouse' name nothing that can be checked."""
