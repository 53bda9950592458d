"""Cloth: what a piece is made of, how it shines and how it falls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from houndstooth.demo.raster import Colours, to_linear

Rgb = tuple[float, float, float]
"""A colour as displayed: red, green and blue, 0..1."""


@dataclass(frozen=True, slots=True)
class Material:
    """The character of a material.

    ``relief`` is the height of its weave in points, ``cavity`` how much darker its pores
    are, ``gloss`` and ``polish`` the strength and the sharpness of its highlights, ``fuzz``
    the softness of its edge in points, ``softness`` how much it folds and ``crumple`` how
    much it creases (both about 0 to 2), ``thickness`` that of a hem in points.
    """

    weave: str = "plain"
    relief: float = 0.05
    cavity: float = 0.05
    gloss: float = 0.0
    polish: float = 12.0
    fuzz: float = 0.0
    softness: float = 1.0
    crumple: float = 0.5
    thickness: float = 1.2
    metal: bool = False
    weave_size: float = 1.0


MATERIALS: dict[str, Material] = {
    "cotton": Material("plain", 0.06, 0.06, softness=1.0, crumple=0.5),
    "organic cotton": Material("plain", 0.07, 0.07, softness=0.9, crumple=0.45),
    "poplin": Material("plain", 0.04, 0.04, gloss=0.03, softness=0.8, crumple=0.9),
    "oxford cotton": Material("canvas", 0.06, 0.06, softness=0.7, crumple=0.8),
    "linen": Material("linen", 0.12, 0.1, softness=0.8, crumple=1.5),
    "viscose": Material("plain", 0.04, 0.04, gloss=0.05, polish=7, softness=1.5, crumple=0.4),
    "silk": Material("smooth", 0.05, 0.03, gloss=0.2, polish=9, softness=1.7, crumple=0.15, thickness=0.8),
    "satin": Material("smooth", 0.05, 0.03, gloss=0.3, polish=8, softness=1.8, crumple=0.15, thickness=0.8),
    "velvet": Material("suede", 0.1, 0.14, gloss=0.16, polish=3, fuzz=0.5, softness=1.3, crumple=0.4),
    "jersey": Material("plain", 0.05, 0.05, softness=1.1, crumple=0.35),
    "sweat cotton": Material("felt", 0.1, 0.07, fuzz=0.3, softness=0.9, crumple=0.3, thickness=2.2),
    "fleece": Material("fleece", 0.7, 0.2, fuzz=1.0, softness=0.5, crumple=0.2, thickness=3),
    "denim": Material("denim", 0.16, 0.16, softness=0.6, crumple=0.9, thickness=2),
    "twill cotton": Material("twill", 0.08, 0.07, softness=0.7, crumple=0.7, thickness=1.6),
    "corduroy": Material("corduroy", 0.5, 0.2, gloss=0.06, polish=4, softness=0.6, crumple=0.4, thickness=2),
    "wool": Material("felt", 0.12, 0.1, fuzz=0.6, softness=0.6, crumple=0.25, thickness=2.6),
    "tweed": Material("tweed", 0.25, 0.3, fuzz=0.5, softness=0.5, crumple=0.25, thickness=2.4),
    "suiting wool": Material("twill", 0.05, 0.05, softness=0.7, crumple=0.25, thickness=1.8),
    "merino": Material("fine knit", 0.18, 0.12, fuzz=0.5, softness=0.9, crumple=0.25, thickness=1.8),
    "cashmere": Material("fine knit", 0.14, 0.09, fuzz=1.1, softness=1.0, crumple=0.25, thickness=2),
    "chunky wool": Material("knit", 0.55, 0.24, fuzz=1.0, softness=0.7, crumple=0.2, thickness=3.4),
    "cable wool": Material("cable", 1.15, 0.13, fuzz=0.9, softness=0.5, crumple=0.15, thickness=3.4, weave_size=0.85),
    "ribbed knit": Material("rib", 0.42, 0.16, fuzz=0.6, softness=0.8, crumple=0.2, thickness=2),
    "leather": Material("leather", 0.14, 0.08, gloss=0.17, polish=16, softness=0.6, crumple=0.7, thickness=1.8),
    "smooth leather": Material("leather", 0.05, 0.03, gloss=0.24, polish=22, softness=0.3, crumple=0.2, thickness=1.8),
    "patent leather": Material("smooth", 0.03, 0.0, gloss=0.75, polish=48, softness=0.2, crumple=0.15, thickness=1.6),
    "suede": Material("suede", 0.12, 0.1, gloss=0.04, polish=3, fuzz=0.4, softness=0.4, crumple=0.3, thickness=1.8),
    "canvas": Material("canvas", 0.16, 0.12, softness=0.5, crumple=0.6, thickness=1.8),
    "nylon": Material("plain", 0.03, 0.03, gloss=0.16, polish=14, softness=0.7, crumple=1.0, thickness=1.2),
    "mesh": Material("mesh", 0.3, 0.3, softness=0.3, crumple=0.1),
    "quilted nylon": Material("quilt", 0.9, 0.06, gloss=0.12, polish=12, softness=0.4, crumple=0.5, thickness=3),
    "quilted leather": Material("quilt", 0.8, 0.06, gloss=0.22, polish=18, softness=0.2, crumple=0.2, thickness=2),
    "felt": Material("felt", 0.12, 0.1, fuzz=0.5, softness=0.3, crumple=0.15, thickness=2.2),
    "straw": Material("straw", 0.45, 0.28, gloss=0.05, polish=8, softness=0.15, crumple=0.1, thickness=2.5),
    "rubber": Material("plain", 0.05, 0.04, gloss=0.06, polish=8, softness=0.1, crumple=0.05, thickness=2),
    "acetate": Material("smooth", 0.02, 0.0, gloss=0.6, polish=40, softness=0, crumple=0, thickness=2.5),
    "metal": Material("smooth", 0.03, 0.0, softness=0, crumple=0, thickness=1.6, metal=True),
    "glass": Material("smooth", 0.0, 0.0, gloss=0.5, polish=30, softness=0, crumple=0, thickness=0.6),
    "enamel": Material("smooth", 0.0, 0.0, gloss=0.1, polish=20, softness=0, crumple=0, thickness=0.2),
}
"""Every material that a piece can be made of, by name."""


@dataclass(frozen=True, slots=True)
class Cloth:
    """A material with its colours: ``print`` is a tile of linear colours, ``density`` its pixels per point."""

    material: Material
    print: Colours
    density: float = 1.0
    opacity: float = 1.0

    def toned(self, factor: float) -> Cloth:
        """The same cloth, darker (below 1) or lighter."""
        return replace(self, print=np.clip(self.print * np.float32(factor), 0, 1))


@cache
def plain(material: str, colour: Rgb) -> Cloth:
    """A cloth of one colour (as displayed, 0..1)."""
    tile = np.broadcast_to(to_linear(np.asarray(colour)), (2, 2, 3))
    return Cloth(MATERIALS[material], np.ascontiguousarray(tile))
