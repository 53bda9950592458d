"""What goes over the wire about recommendations."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated

from pydantic import BaseModel, Field

from houndstooth.api.schemas import ItemOut
from houndstooth.domain.slate import Pick, ReasonKind, Surface
from houndstooth.services.reason_words import reason_in_words
from houndstooth.services.recommend import Recommended


class ReasonOut(BaseModel):
    """Why an item stands in the list."""

    kind: ReasonKind
    text: Annotated[str, Field(description="In words, for shoppers.")]
    details: Annotated[dict[str, str | float], Field(description="For programs: the item, the field and value…")]


class PickOut(BaseModel):
    """One item of a list."""

    position: Annotated[int, Field(description="Its place, from 0: send it as `index` with events.")]
    score: float
    propensity: Annotated[float, Field(description="How likely it was to be chosen for its place; 1 without chance.")]
    reason: ReasonOut
    item: ItemOut


class RecommendationsOut(BaseModel):
    """A list."""

    list_id: Annotated[str, Field(description="Names the list: send it as `list_id` with the events that answer it.")]
    surface: Surface
    model: Annotated[str, Field(description="The version of the models; empty where none was fitted yet.")]
    arm: Annotated[str, Field(description="Of an experiment; `default` where there is none.")]
    results: list[PickOut]

    @classmethod
    def of(cls, made: Recommended, title_of: Callable[[str], str | None]) -> RecommendationsOut:
        """A list as it is sent."""
        slate, title = made.slate, cache(title_of)  # few items are the reason of many picks
        results = [_pick(place, pick, made, title) for place, pick in enumerate(slate.picks)]
        return cls(list_id=slate.list_id, surface=slate.surface, model=slate.model, arm=slate.arm, results=results)


def _pick(place: int, pick: Pick, made: Recommended, title_of: Callable[[str], str | None]) -> PickOut:
    reason = pick.reason
    text = reason_in_words(reason, title_of)
    return PickOut(
        position=place,
        score=pick.score,
        propensity=pick.propensity,
        reason=ReasonOut(kind=reason.kind, text=text, details=dict(reason.details)),
        item=ItemOut.of(made.items[pick.item_id]),
    )
