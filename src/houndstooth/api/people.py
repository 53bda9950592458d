"""``/v1/people``: who signs in to the shop."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.access_schemas import NewPasswordOut, PeopleOut, PersonIn, PersonOut, ResetIn, RoleIn
from houndstooth.api.doors import HouseDoor, PrincipalDoor, WorkshopDoor, problems
from houndstooth.domain.people import Person

router = APIRouter(prefix="/v1", tags=["access"])

PersonId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="The id of the person.")]


@router.get("/people", summary="The people of the shop", responses=problems(401, 403))
async def list_people(house: HouseDoor, principal: PrincipalDoor) -> PeopleOut:
    """By name."""
    found = await run_in_threadpool(house.staff.all, principal.shop_id)
    return PeopleOut(people=[PersonOut.of(person) for person in found])


@router.post("/people", status_code=201, summary="Take somebody in", responses=problems(401, 403, 409, 422))
async def add_person(
    house: HouseDoor, workshop: WorkshopDoor, principal: PrincipalDoor, wanted: PersonIn
) -> NewPasswordOut:
    """Without a password a random one is made, and shown this once."""
    person, password = await workshop.run(
        house.staff.add, principal, name=wanted.name, role=wanted.role, password=wanted.password
    )
    return _with_password(person, password if wanted.password is None else None)


@router.patch("/people/{person_id}", summary="Change a role", responses=problems(401, 403, 404, 409, 422))
async def change_person(house: HouseDoor, principal: PrincipalDoor, person_id: PersonId, change: RoleIn) -> PersonOut:
    """The last owner stays one."""
    return PersonOut.of(await run_in_threadpool(house.staff.change_role, principal, person_id, change.role))


@router.post("/people/{person_id}/reset", summary="Reset a password", responses=problems(401, 403, 404, 422))
async def reset_person(
    house: HouseDoor,
    workshop: WorkshopDoor,
    principal: PrincipalDoor,
    person_id: PersonId,
    reset: ResetIn | None = None,
) -> NewPasswordOut:
    """All their sessions end. Without a password a random one is made, and shown this once."""
    given = None if reset is None else reset.password
    person, password = await workshop.run(house.staff.reset, principal, person_id, given)
    return _with_password(person, password if given is None else None)


@router.delete(
    "/people/{person_id}", status_code=204, summary="Take somebody out", responses=problems(401, 403, 404, 409, 422)
)
async def remove_person(house: HouseDoor, principal: PrincipalDoor, person_id: PersonId) -> Response:
    """All their sessions end. The last owner stays."""
    await run_in_threadpool(house.staff.remove, principal, person_id)
    return Response(status_code=204)


def _with_password(person: Person, password: str | None) -> NewPasswordOut:
    return NewPasswordOut(**PersonOut.of(person).model_dump(), password=password)
