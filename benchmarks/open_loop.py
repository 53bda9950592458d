"""Open-loop load: requests leave at fixed times, whatever the answers do, and are timed from when they were due.

A closed loop, which waits for each answer before it asks again, hides every queue (coordinated omission).
"""

from __future__ import annotations

import asyncio
import time

import httpx2


def measure_search(address: str, photos: list[bytes], *, rate: float, seconds: float) -> tuple[list[float], int]:
    """Send photos in turn to ``POST /v1/search/image``; the times in milliseconds, and how many failed."""
    return asyncio.run(_measure(address, photos, rate, int(rate * seconds)))


async def _measure(address: str, photos: list[bytes], rate: float, requests: int) -> tuple[list[float], int]:
    async with httpx2.AsyncClient(base_url=address, timeout=30) as client:
        start = time.perf_counter() + 0.5
        tasks = [_one(client, photos[n % len(photos)], start + n / rate) for n in range(requests)]
        times = await asyncio.gather(*tasks)
    good = [one for one in times if one is not None]
    return good, requests - len(good)


async def _one(client: httpx2.AsyncClient, photo: bytes, due: float) -> float | None:
    await asyncio.sleep(max(0.0, due - time.perf_counter()))
    try:
        answer = await client.post("/v1/search/image", files={"image": photo}, data={"k": 24})
    except httpx2.HTTPError:
        return None
    return 1000 * (time.perf_counter() - due) if answer.status_code == 200 else None
