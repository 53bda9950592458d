"""What goes over the wire of shop rules."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from houndstooth.domain.rule import MAX_ITEMS, MAX_PLACE, MAX_STRENGTH, USUAL_STRENGTH, RuleKind, RuleState
from houndstooth.domain.slate import Surface
from houndstooth.services.rule_desk import Draft
from houndstooth.services.rule_preview import Preview
from houndstooth.services.rule_standing import Standing

_EXAMPLE: dict[str, Any] = {
    "name": "Acme in January", "kind": "boost", "conditions": ["brand=Acme", "price<=200"], "surfaces": ["home"],
    "ends": "2027-02-01T00:00:00Z", "strength": 2, "note": "Agreed with their sales team",
}  # fmt: skip
_KEPT: dict[str, Any] = {
    **_EXAMPLE, "id": "3f6c0d9a51e24b7f", "item_ids": [], "starts": None, "place": None, "enabled": True,
    "created_at": "2027-01-02T09:30:00Z", "created_by": "ann", "changed_at": "2027-01-02T09:30:00Z",
    "changed_by": "ann", "state": "active", "items": 37, "problem": None,
}  # fmt: skip


class RuleIn(BaseModel):
    """A rule as somebody wants it. It is about the items it names, and about those that meet all conditions."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _EXAMPLE})

    name: Annotated[str, Field(description="What it is for, in a few words.")]
    kind: Annotated[
        RuleKind,
        Field(
            description="`pin` puts items at places, `boost` multiplies their scores, `bury` divides them, `block` "
            "leaves them out, `only` leaves everything else out."
        ),
    ]
    item_ids: Annotated[list[str], Field(description=f"At most {MAX_ITEMS:,}; of a pin in order.")] = []
    conditions: Annotated[
        list[str], Field(description="`field=value` and so on, as in `where` of `GET /v1/items`; not of a pin.")
    ] = []
    surfaces: Annotated[list[Surface], Field(description="Where it holds; everywhere where none is named.")] = []
    starts: Annotated[datetime | None, Field(description="From when it holds, with its time zone.")] = None
    ends: Annotated[datetime | None, Field(description="From when it no longer holds, with its time zone.")] = None
    strength: Annotated[
        float | None,
        Field(description=f"Of a boost or bury: a factor above 1 to {MAX_STRENGTH:g}; {USUAL_STRENGTH:g} by default."),
    ] = None
    place: Annotated[
        int | None, Field(description=f"Of a pin: where its first item stands, from 0 to {MAX_PLACE}.")
    ] = None
    enabled: bool = True
    note: str = ""

    def draft(self) -> Draft:
        """As the service takes it."""
        return Draft(
            name=self.name,
            kind=self.kind,
            item_ids=tuple(self.item_ids),
            conditions=tuple(self.conditions),
            surfaces=frozenset(self.surfaces),
            starts=self.starts,
            ends=self.ends,
            strength=self.strength,
            place=self.place,
            enabled=self.enabled,
            note=self.note,
        )


class RuleOut(RuleIn):
    """A rule as it is kept, and how it stands."""

    model_config = ConfigDict(json_schema_extra={"example": _KEPT})

    id: str
    created_at: Annotated[datetime, Field(description="Of two rules that want the same the older has it.")]
    created_by: str
    changed_at: datetime
    changed_by: str
    state: Annotated[RuleState, Field(description="`scheduled` before it starts, `over` after it ended.")]
    items: Annotated[int, Field(description="How many items in sight it is about now.")]
    problem: Annotated[str | None, Field(description="What is wrong with it: items or a field that are gone.")]

    @classmethod
    def of(cls, standing: Standing, now: datetime) -> RuleOut:
        """A rule as it is shown at a time."""
        rule = standing.rule
        return cls(
            id=rule.id,
            name=rule.name,
            kind=rule.kind,
            item_ids=list(rule.item_ids),
            conditions=list(rule.conditions),
            surfaces=sorted(rule.surfaces),
            starts=rule.starts,
            ends=rule.ends,
            strength=rule.strength,
            place=rule.place,
            enabled=rule.enabled,
            note=rule.note,
            created_at=rule.created_at,
            created_by=rule.created_by,
            changed_at=rule.changed_at,
            changed_by=rule.changed_by,
            state=rule.state(now),
            items=standing.items,
            problem=standing.problem,
        )


class RulesOut(BaseModel):
    """The rules of a shop, oldest first."""

    rules: list[RuleOut]


class PreviewIn(BaseModel):
    """What is to be tried: a new rule, another one `instead_of` one there is, or the end of that one."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"rule": _EXAMPLE, "surface": "home", "shopper": "customer 7"}}
    )

    surface: Annotated[Surface, Field(description="Where the list would be shown.")]
    rule: Annotated[RuleIn | None, Field(description="It counts as switched on and in force, whatever its dates.")] = (
        None
    )
    instead_of: Annotated[str | None, Field(description="The id of a rule that it takes the place of.")] = None
    shopper: Annotated[str | None, Field(max_length=200, description="For whom; for nobody known by default.")] = None
    session: Annotated[str | None, Field(max_length=200, description="For which anonymous session.")] = None
    item: Annotated[str | None, Field(max_length=200, description="On surfaces that are about an item.")] = None
    limit: Annotated[int, Field(ge=1, le=MAX_PLACE + 1, description="How many places are looked at.")] = 24

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.rule is None and self.instead_of is None:
            raise ValueError("nothing is to be tried; send a rule, or as instead_of the id of one that would end")
        return self


class MoveOut(BaseModel):
    """An item that stands elsewhere. Places are from 0."""

    item_id: str
    before: int
    after: int


class PreviewOut(BaseModel):
    """A list without and with the rule: ids of items by their places."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "before": ["D-0012", "D-0077", "D-0003"], "after": ["D-0003", "D-0012", "D-0101"],
                "came": ["D-0101"], "went": ["D-0077"], "moved": [{"item_id": "D-0003", "before": 2, "after": 0}],
            }
        }
    )  # fmt: skip

    before: list[str]
    after: list[str]
    came: list[str]
    went: list[str]
    moved: Annotated[list[MoveOut], Field(description="Without those that only made room for others.")]

    @classmethod
    def of(cls, preview: Preview) -> PreviewOut:
        """A preview as it is shown."""
        return cls(
            before=list(preview.before),
            after=list(preview.after),
            came=list(preview.came),
            went=list(preview.went),
            moved=[MoveOut(item_id=move.item_id, before=move.before, after=move.after) for move in preview.moved],
        )
