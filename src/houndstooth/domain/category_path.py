"""Paths of a category tree: ``Women > Dresses > Maxi``."""

from __future__ import annotations

import re

from houndstooth.domain.errors import InvalidItem

STEP = " > "
"""What stands between the steps of a path as we keep it."""

MAX_STEPS = 12

_BETWEEN = re.compile(r"\s*[>›»]\s*")


def steps_of(text: str) -> tuple[str, ...]:
    """The steps of a path as shops write it, from the root; empty ones are left out."""
    return tuple(step for step in _BETWEEN.split(text.strip()) if step)


def join_path(text: str) -> str:
    """A path as we keep it: ``Women>Dresses`` is ``Women > Dresses``.

    Raises:
        InvalidItem: it has no step at all, or more than ``MAX_STEPS``.
    """
    steps = steps_of(text)
    if not 1 <= len(steps) <= MAX_STEPS:
        raise InvalidItem(
            f"category path {text[:80]!r} has {len(steps)} steps; write 1 to {MAX_STEPS}, such as Women > Dresses"
        )
    return STEP.join(steps)


def nodes_of(path: str) -> tuple[str, ...]:
    """All nodes that an item with this path is below, from the root: itself is the last."""
    steps = path.split(STEP)
    return tuple(STEP.join(steps[: depth + 1]) for depth in range(len(steps)))
