"""``GET`` and ``POST /v1/rules``, ``GET``, ``PUT`` and ``DELETE /v1/rules/{id}``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.concurrency import run_in_threadpool

from houndstooth.api.doors import HouseDoor, PrincipalDoor, ShopDoor, problems
from houndstooth.api.rule_schemas import PreviewIn, PreviewOut, RuleIn, RuleOut, RulesOut
from houndstooth.bootstrap import House
from houndstooth.domain.access import Principal
from houndstooth.domain.clock import utc_now
from houndstooth.domain.event import Who
from houndstooth.services.rule_preview import Preview, preview
from houndstooth.services.wish import Wish

router = APIRouter(prefix="/v1", tags=["rules"])

RuleId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="The id of the rule.")]


@router.get("/rules", summary="The rules of the shop", responses=problems(401, 403))
async def list_rules(house: HouseDoor, shop: ShopDoor) -> RulesOut:
    """Oldest first, those that are over or switched off too, each with how many items it is about and what is wrong."""
    found = await run_in_threadpool(house.rule_desk.all, shop)
    now = utc_now()
    return RulesOut(rules=[RuleOut.of(standing, now) for standing in found])


@router.post("/rules", status_code=201, summary="Make a rule", responses=problems(401, 403, 409, 422))
async def create_rule(house: HouseDoor, principal: PrincipalDoor, wanted: RuleIn) -> RuleOut:
    """It holds from the next list on. Items that the shop does not have are no error: `problem` tells of them."""
    return RuleOut.of(await run_in_threadpool(house.rule_desk.add, principal, wanted.draft()), utc_now())


@router.post("/rules/preview", summary="See what a rule would change", responses=problems(401, 403, 404, 422))
async def preview_rule(house: HouseDoor, principal: PrincipalDoor, tried: PreviewIn) -> PreviewOut:
    """The list without and with it. Nobody is shown either, and nothing is kept."""
    return PreviewOut.of(await run_in_threadpool(_preview, house, principal, tried))


@router.get("/rules/{rule_id}", summary="A rule", responses=problems(401, 403, 404, 422))
async def get_rule(house: HouseDoor, shop: ShopDoor, rule_id: RuleId) -> RuleOut:
    """As it stands now."""
    return RuleOut.of(await run_in_threadpool(house.rule_desk.get, shop, rule_id), utc_now())


@router.put("/rules/{rule_id}", summary="Replace a rule", responses=problems(401, 403, 404, 422))
async def replace_rule(house: HouseDoor, principal: PrincipalDoor, rule_id: RuleId, wanted: RuleIn) -> RuleOut:
    """All of it but its age: what is left out is as if it were never said."""
    changed = await run_in_threadpool(house.rule_desk.change, principal, rule_id, wanted.draft())
    return RuleOut.of(changed, utc_now())


@router.delete("/rules/{rule_id}", status_code=204, summary="Take a rule out", responses=problems(401, 403, 404, 422))
async def delete_rule(house: HouseDoor, principal: PrincipalDoor, rule_id: RuleId) -> None:
    """From the next list on it is as if it had never been."""
    await run_in_threadpool(house.rule_desk.remove, principal, rule_id)


def _preview(house: House, principal: Principal, tried: PreviewIn) -> Preview:
    named = tried.shopper is not None or tried.session is not None
    who = Who(tried.shopper, tried.session) if named else None
    wish = Wish(tried.surface, tried.limit, who, () if tried.item is None else (tried.item,), fresh=False)
    rule = None
    if tried.rule is not None:
        rule = house.rule_desk.draft(principal, tried.rule.draft(), instead_of=tried.instead_of)
    compose = partial(house.recommender.preview, principal, wish)
    return preview(compose, tried.surface, rule=rule, instead_of=tried.instead_of)
