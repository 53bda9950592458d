"""What a text tower is asked on a held-out split."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from houndstooth.domain.encoding import Vectors
from houndstooth.training.retrieval import DEPTH, precision_at_10
from houndstooth.training.splits import TRAIN, VALIDATION
from houndstooth.training.words.material import FIELDS, Material
from houndstooth.training.words.texts import slip

ASKED = ("gender", "category", "colour")
"""What a text of attributes names."""

SCORE = ("title recall@10", "P@10 attributes", "P@10 attributes, misspelt")
"""The mean of these decides which checkpoint is best."""

EncodeTexts = Callable[[Sequence[str]], Vectors]
"""Texts -> unit rows ``float32[n, d]``."""


@dataclass(frozen=True, slots=True)
class WordsExam:
    """Titles of held-out items, and attributes as texts; the gallery is all items of the source with large pictures."""

    material: Material
    queries: NDArray[np.intp]
    gallery: NDArray[np.intp]
    attributes: list[str]
    """One text for each different combination of ``ASKED`` among the queries."""
    misspelt: list[str]
    right: NDArray[np.bool_]
    """``bool[texts, gallery]``: the item agrees in all of ``ASKED``."""

    @classmethod
    def of(cls, material: Material, *, split: str = VALIDATION, seed: int = 0) -> WordsExam:
        """``validation`` while anything may still change: then nothing of the test split is in the gallery either."""
        allowed = np.isin(material.split, (TRAIN, split)) if split == VALIDATION else np.ones(len(material.ids), bool)
        gallery = np.nonzero(material.finest & allowed)[0]
        queries = np.nonzero(material.finest & (material.split == split))[0]
        columns = [FIELDS.index(name) for name in ASKED]
        asked = np.unique(material.codes[queries][:, columns], axis=0)
        asked = asked[(asked >= 0).all(axis=1)]
        named = [[material.values[name][code] for name, code in zip(ASKED, row, strict=True)] for row in asked.tolist()]
        rng = np.random.default_rng(seed)
        texts = [" ".join(np.array(words)[rng.permutation(len(words))]) for words in named]
        misspelt = [" ".join(slip(word, rng, 0.5) for word in text.split()) for text in texts]
        right = (material.codes[gallery][:, columns][None] == asked[:, None]).all(axis=2)
        return cls(material, queries, gallery, texts, misspelt, right)


def take_words_exam(exam: WordsExam, encode: EncodeTexts) -> dict[str, float]:
    """All figures and their ``score``."""
    gallery = exam.material.embeddings[exam.gallery]
    titles = [exam.material.titles[row] for row in exam.queries]
    similar = encode(titles) @ gallery.T
    own = similar[np.arange(len(titles)), np.searchsorted(exam.gallery, exam.queries)]
    before = (similar > own[:, None]).sum(axis=1)
    figures = {
        "title recall@10": float((before < DEPTH).mean()),
        "title recall@50": float((before < 5 * DEPTH).mean()),
        "P@10 attributes": precision_at_10(encode(exam.attributes), gallery, exam.right),
        "P@10 attributes, misspelt": precision_at_10(encode(exam.misspelt), gallery, exam.right),
    }
    return {**figures, "score": float(np.mean([figures[name] for name in SCORE]))}
