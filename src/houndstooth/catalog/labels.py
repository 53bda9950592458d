"""Colours, sizes, genders and categories in one vocabulary, by mapping files (see ``words``).

* A colour of several (``navy/white``) is the first of them; all of them are kept as the attribute ``colours``.
* A category path (``A > B > C``) is its last part, unless the mapping knows the whole path; a bare number is one of
  Google's taxonomy.
* A size with a digit in it (``38``, ``W32/L34``) stays, unless the mapping knows it.
* Of children (Google's age groups ``kids``, ``toddler``, ``infant``, ``newborn``) the mapping is asked for ``kids`` and
  the gender together: ``kids men`` are Boys.
* What no mapping knows stays as the shop wrote it, and is noted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from houndstooth.catalog.words import Words, key_of
from houndstooth.domain.category_path import MAX_STEPS, STEP, steps_of

_SEVERAL = re.compile(r"\s*(?:[/,;|&+]|\s(?:and|und|et|y|e|mit|with)\s)\s*", re.IGNORECASE)
_CHILDREN = {"kids", "kid", "toddler", "infant", "newborn", "children"}


@dataclass(slots=True)
class Labeller:
    """Puts the labels of one row into our words; ``unmapped`` holds field and word of each that no mapping knows."""

    words: Words
    unmapped: list[tuple[str, str]] = field(default_factory=list)

    def colours(self, text: str | None) -> tuple[str | None, str | None]:
        """The colour, and all colours where there are several."""
        whole = self._find("colour", text)
        if text is None or whole is not None or not self.words.knows("colour"):
            return whole or text, None
        parts = [part for part in _SEVERAL.split(text) if part]
        first, *others = (self.words.find("colour", part) for part in parts or [text])
        if first is None:
            return self._unmapped("colour", text), None
        shown = [first, *(found or part for found, part in zip(others, parts[1:], strict=True))]
        return first, "/".join(shown) if len(set(shown)) > 1 else None

    def size(self, text: str | None) -> str | None:
        """One size."""
        found = self._find("size", text)
        if text is None or found is not None or any(map(str.isdigit, text)):
            return found or text
        return self._unmapped("size", text)

    def gender(self, text: str | None, age_group: str | None = None) -> str | None:
        """Whom it is for: Women, Men, Unisex, Girls, Boys."""
        found = self._find("gender", text)
        if key_of(age_group or "") in _CHILDREN:
            together = f"kids {found or text}" if text is not None else age_group
            found = self._find("gender", together) or found
        return found or (None if text is None else self._unmapped("gender", text))

    def category(self, text: str | None) -> str | None:
        """One category."""
        found = self._find("category", text)
        if text is None or found is not None or not self.words.knows("category"):
            return found or text
        last = (steps_of(text) or (text,))[-1]
        return self.words.find("category", last) or self._unmapped("category", last)

    def _find(self, name: str, text: str | None) -> str | None:
        return None if text is None else self.words.find(name, text)

    def _unmapped(self, name: str, text: str) -> str:
        if self.words.knows(name):
            self.unmapped.append((name, text))
        return text


def path_in(category: str | None) -> str | None:
    """A category that is a path of several steps, as one; it stays in the words of the shop."""
    steps = steps_of(category or "")
    return STEP.join(steps) if 1 < len(steps) <= MAX_STEPS else None
