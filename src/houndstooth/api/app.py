"""The application: ``create_app`` puts routes, errors, headers and the page together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI

from houndstooth import __version__
from houndstooth.api import (
    audit,
    duplicates,
    events,
    item_writes,
    items,
    jobs,
    keys,
    me,
    page,
    people,
    pictures,
    recommendations,
    rules,
    search,
    sessions,
    shoppers,
    status,
)
from houndstooth.api.body_limit import BodyLimit
from houndstooth.api.caller import Callers
from houndstooth.api.cross_origin import CrossOrigin
from houndstooth.api.gate import Gate, confirm
from houndstooth.api.headers import SecureHeaders
from houndstooth.api.limits import AddressLimits
from houndstooth.api.problems import handle_problems
from houndstooth.api.request_id import RequestId
from houndstooth.api.succession import Succession
from houndstooth.api.time_limit import TimeLimit
from houndstooth.api.workshop import Workshop
from houndstooth.bootstrap import House

MULTIPART_ROOM = 64 * 1024
"""Bytes that a form may need around its picture."""

_DESCRIPTION = """Reverse image search over a fashion catalogue.

Errors are `application/problem+json` (RFC 9457): show `detail` to people, branch on `code`.
Show who you are with a key, `Authorization: Bearer ht_…`, or sign in; on loopback a search needs neither.
Every answer carries `X-Request-ID`; send your own to find a request again in both logs.
"""


def create_app(house: House) -> FastAPI:
    """The ASGI application over the services of ``house``.

    Raises:
        ArtifactMissing: at start-up, when there is no encoder to answer with.
    """
    app = FastAPI(
        title="houndstooth",
        version=__version__,
        description=_DESCRIPTION,
        lifespan=_lifespan,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(confirm)],
    )
    app.state.house = house
    app.state.workshop = Workshop(workers=house.settings.workers, queue=house.settings.queue)
    for routes in (
        search, items, item_writes, recommendations, events, jobs, pictures, shoppers, rules, duplicates, sessions, me,
        keys, people, audit, status, page,
    ):  # fmt: skip
        app.include_router(routes.router)
    handle_problems(app)
    _add_middleware(app, house)
    return app


def _add_middleware(app: FastAPI, house: House) -> None:
    """What a request passes on its way in: the last one added is the first."""
    app.add_middleware(Gate, house=house)
    app.add_middleware(BodyLimit, limit=house.settings.max_picture_bytes + MULTIPART_ROOM)
    app.add_middleware(CrossOrigin, house=house)
    app.add_middleware(TimeLimit, seconds=house.settings.request_seconds)
    app.add_middleware(AddressLimits, house=house)
    app.add_middleware(SecureHeaders)
    app.add_middleware(Callers, trusted=house.trusted_proxies)
    app.add_middleware(RequestId)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open everything before the first request, so that none of them waits for it and a fault shows at once."""
    succession = Succession(app)
    succession.start()
    yield
    succession.stop()
