"""A design: an article on its way to being drawn, with its cloths cut and its chance at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from numpy.random import Generator

from houndstooth.demo.article import Article
from houndstooth.demo.cloth import MATERIALS, Cloth, Rgb, plain
from houndstooth.demo.palette import is_light, mixed
from houndstooth.demo.patterns import DENSITY, pattern


@dataclass(frozen=True, slots=True)
class Design:
    """What the draughtsman of a garment works with."""

    article: Article
    cloth: Cloth
    rng: Generator

    @classmethod
    def of(cls, article: Article, rng: Generator) -> Design:
        """Cut the main cloth of an article: its material in its colours and pattern."""
        colours = [article.colour.rgb, *(shade.rgb for shade in article.partners)]
        if article.pattern == "Melange":
            colours[1] = mixed(colours[0], (0.95, 0.95, 0.93), 0.75)
        if article.pattern == "Herringbone":
            colours[1] = mixed(colours[0], (0.92, 0.9, 0.86) if not is_light(colours[0]) else (0.2, 0.17, 0.15), 0.45)
        if article.pattern == "Camouflage":
            colours[1:] = [mixed(colours[0], (0.16, 0.15, 0.11), 0.55), mixed(colours[0], (0.60, 0.55, 0.42), 0.6)]
        if article.pattern == "Leopard":
            colours = [mixed((0.78, 0.62, 0.42), colours[0], 0.25), (0.13, 0.10, 0.08), (0.45, 0.28, 0.14)]
        tile = pattern(article.pattern, colours, rng)
        return cls(article, Cloth(MATERIALS[article.material], tile, DENSITY), rng)

    def feature(self, name: str, default: str = "") -> str:
        """One feature of the cut, such as its sleeve or its collar."""
        return self.article.features.get(name, default)

    def vary(self, low: float, high: float) -> float:
        """A measure that differs a little from article to article."""
        return float(self.rng.uniform(low, high))

    @property
    def colour(self) -> Rgb:
        """The article's own colour, as displayed."""
        return self.article.colour.rgb

    @property
    def accent(self) -> Rgb:
        """The colour that goes with it, as displayed."""
        return self.article.partners[0].rgb

    @property
    def thread(self) -> Rgb:
        """Thread that shows a little on the cloth."""
        return mixed(self.colour, (0.08, 0.07, 0.07) if is_light(self.colour) else (0.9, 0.88, 0.84), 0.3)

    def solid(self, material: str | None = None, *, tone: float = 1.0) -> Cloth:
        """The article's colour without its pattern, in its own or another material."""
        cloth = plain(material or self.article.material, self.colour)
        return cloth.toned(tone) if tone != 1.0 else cloth

    def second(self, material: str | None = None) -> Cloth:
        """The accent colour, in the article's own or another material."""
        return plain(material or self.article.material, self.accent)

    def inside(self) -> Cloth:
        """The wrong side of the cloth, seen in necks and openings: paler and flatter."""
        matte = replace(self.cloth.material, gloss=self.cloth.material.gloss * 0.3)
        return replace(self.cloth, material=matte).toned(0.92)
