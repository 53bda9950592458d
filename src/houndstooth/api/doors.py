"""What routes ask for: the services, the workshop, the shop, and parameters that several share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends, Query, Request

from houndstooth.api.problems import MEDIA_TYPE
from houndstooth.api.schemas import ProblemOut
from houndstooth.api.workshop import Workshop
from houndstooth.bootstrap import House
from houndstooth.domain.filter import Filter


def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


def _workshop(request: Request) -> Workshop:
    workshop: Workshop = request.app.state.workshop
    return workshop


def _where(
    where: Annotated[
        list[str] | None,
        Query(
            description="A condition, `field=value`; may be given several times. Conditions with `=` on one field are "
            "alternatives, everything else must hold at once. Also `!=`, and `price>=` and `price<=`.",
            examples=[["category=Dresses", "price<=50"]],
        ),
    ] = None,
) -> Filter:
    return Filter.parse(where or ())


class Variants(StrEnum):
    """How many of the variants of a product are shown."""

    ONE = "one"
    ALL = "all"


VariantsQuery = Annotated[
    Variants, Query(description="`one`: of the sizes and colours of a product the first that fits; `all`: every item.")
]
HouseDoor = Annotated[House, Depends(_house)]
WorkshopDoor = Annotated[Workshop, Depends(_workshop)]
WhereQuery = Annotated[Filter, Depends(_where)]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the OpenAPI description: the errors that a route answers with."""
    content = {MEDIA_TYPE: {"schema": ProblemOut.model_json_schema()}}
    return {status: {"description": "A problem", "content": content} for status in (*statuses, 503)}
