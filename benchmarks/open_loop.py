"""Open-loop load: requests leave at fixed times, whatever the answers do, and are timed from when they were due.

A closed loop, which waits for each answer before it asks again, hides every queue (coordinated omission).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import httpx2

Send = Callable[[httpx2.AsyncClient, int], Awaitable[httpx2.Response]]
"""Sends request number so-and-so."""


def measure_search(address: str, photos: list[bytes], *, rate: float, seconds: float) -> tuple[list[float], int]:
    """Send photos in turn to ``POST /v1/search/image``; the times in milliseconds, and how many failed."""
    return measure(
        address,
        lambda client, n: client.post("/v1/search/image", files={"image": photos[n % len(photos)]}, data={"k": 24}),
        rate=rate,
        seconds=seconds,
    )


def measure(address: str, send: Send, *, rate: float, seconds: float) -> tuple[list[float], int]:
    """Send requests; the times in milliseconds of those that were answered well, and how many were not."""
    return asyncio.run(_measure(address, send, rate, int(rate * seconds)))


async def _measure(address: str, send: Send, rate: float, requests: int) -> tuple[list[float], int]:
    async with httpx2.AsyncClient(base_url=address, timeout=30) as client:
        start = time.perf_counter() + 0.5
        tasks = [_one(client, send, n, start + n / rate) for n in range(requests)]
        times = await asyncio.gather(*tasks)
    good = [one for one in times if one is not None]
    return good, requests - len(good)


async def _one(client: httpx2.AsyncClient, send: Send, number: int, due: float) -> float | None:
    await asyncio.sleep(max(0.0, due - time.perf_counter()))
    try:
        answer = await send(client, number)
    except httpx2.HTTPError:
        return None
    return 1000 * (time.perf_counter() - due) if answer.status_code == 200 else None
