"""The whole path on real photos: ingest, kill and resume, remove, and photo to results over HTTP.

    python benchmarks/whole_path.py [--data DATA] [--seconds 60]

DATA holds `sample/` and `catalog-medium/` (by default HOUNDSTOOTH_DATA, else ../shared/data). Each step runs the
installed command in its own process, in a home that is made for the run. Writes `benchmarks/results/whole-path.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from figures import Figure, record
from open_loop import measure_search
from serving import serving

ROOT = Path(__file__).parents[1]
KILLS = 5
REMOVED = 100


def main() -> None:
    """Measure everything and record it."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        record("whole-path", whole_sample(home / "sample", options.data / "sample"))
        record("whole-path", ingest_catalogue(home / "medium", options.data / "catalog-medium"))
        record("whole-path", search_over_http(home / "medium", options.data, options.seconds))
        record("whole-path", kill_and_resume(home / "killed", options.data / "catalog-medium"))


def whole_sample(home: Path, folder: Path) -> list[Figure]:
    """Ingest the small shop, and search it with every photo of its customers."""
    report = ingest(home, folder / "products.csv")
    answered = 0
    with serving(home) as server:
        for photo in sorted((folder / "photos").iterdir()):
            answered += len(search(server.address, photo.read_bytes(), 12)) == 12
    return [
        Figure("sample: products accepted of 320", report["accepted"], "items", 320),
        Figure("sample: customers' photos answered with 12 items, of 68", answered, "photos", 68),
    ]


def ingest_catalogue(home: Path, folder: Path) -> list[Figure]:
    """The first run, a second in which nothing changed, a removal and what brings it back."""
    first = ingest(home, folder / "products.csv")
    again = ingest(home, folder / "products.csv")
    ids = [f"{name}" for name in _ids(folder)[:REMOVED]]
    run(home, "remove", *ids)
    with serving(home) as server:
        gone = sum(_finds_itself(server.address, folder, item_id) for item_id in ids)
    back = ingest(home, folder / "products.csv")
    rate = first["rows"] / first["elapsed"]
    stages = [
        Figure(f"catalog-medium: {stage}, per worker", round(first["rows"] / first["seconds"][stage], 1), "items/s")
        for stage in ("read", "decode", "render", "encode", "write")
    ]
    return [
        Figure("catalog-medium: ingest, 2 cores", round(rate, 1), "items/s", 40),
        Figure("catalog-medium: rows accepted of 10,693", first["accepted"], "items", 10_693),
        *stages,
        Figure("catalog-medium: ingest again, nothing changed", round(again["elapsed"], 1), "s"),
        Figure(
            "catalog-medium: written again although unchanged", again["accepted"] + again["updated"], "items", 0, False
        ),
        Figure(f"catalog-medium: of {REMOVED} removed items still found", gone, "items", 0, False),
        Figure(f"catalog-medium: of {REMOVED} removed items back after ingest", back["accepted"], "items", REMOVED),
    ]


def kill_and_resume(home: Path, folder: Path) -> list[Figure]:
    """Killed (SIGKILL) at random moments; then the next run carries on."""
    moments = random.Random(1)
    for _ in range(KILLS):
        process = subprocess.Popen(command(home, "ingest", folder / "products.csv"), stdout=-3, stderr=-3)
        time.sleep(moments.uniform(2, 12))
        process.kill()
        process.wait()
    before = count(home)
    last = ingest(home, folder / "products.csv")
    return [
        Figure(f"catalog-medium: items that {KILLS} killed runs had written", before, "items"),
        Figure(
            "catalog-medium: of those, written again by the next run", before - last["unchanged"], "items", 0, False
        ),
        Figure("catalog-medium: items after the next run", count(home), "items", 10_693),
    ]


def search_over_http(home: Path, data: Path, seconds: int) -> list[Figure]:
    """Photo to 24 results over loopback, 10 requests a second whatever the answers do (open loop)."""
    photos = [path.read_bytes() for path in sorted((data / "sample" / "photos").iterdir())]
    with serving(home) as server:
        times, failed = measure_search(server.address, photos, rate=10, seconds=seconds)
    p50, p99 = np.percentile(times, [50, 99]).tolist()
    return [
        Figure("photo to results, 10,693 items, 10 requests/s: p50", round(p50, 1), "ms", 60, False),
        Figure("photo to results, 10,693 items, 10 requests/s: p99", round(p99, 1), "ms", 200, False),
        Figure("photo to results, 10,693 items, 10 requests/s: failed", failed, "requests", 0, False),
    ]


def ingest(home: Path, source: Path) -> dict[str, Any]:
    """Run ``houndstooth ingest`` and read its report."""
    report: dict[str, Any] = json.loads(run(home, "ingest", source, "--json"))
    return report


def run(home: Path, *arguments: object) -> str:
    """Run one command to its end."""
    return subprocess.run(command(home, *arguments), check=True, capture_output=True, text=True).stdout


def command(home: Path, *arguments: object) -> list[str]:
    """The command line."""
    return [sys.executable, "-m", "houndstooth", "--home", str(home), *map(str, arguments)]


def count(home: Path) -> int:
    """How many items a search can find, as ``doctor`` counts them."""
    findings = json.loads(run(home, "doctor", "--json"))
    [found] = [finding["found"] for finding in findings if finding["name"] == "catalogue"]
    return int(found.split()[0].replace(",", ""))


def search(address: str, photo: bytes, k: int) -> list[str]:
    """The ids of the results."""
    import httpx2

    answer = httpx2.post(f"{address}/v1/search/image", files={"image": photo}, data={"k": k}, timeout=30)
    return [result["id"] for result in answer.raise_for_status().json()["results"]]


def _finds_itself(address: str, folder: Path, item_id: str) -> bool:
    with zipfile.ZipFile(folder / "images.zip") as archive:
        return item_id in search(address, archive.read(f"{item_id}.jpg"), 5)


def _ids(folder: Path) -> list[str]:
    with zipfile.ZipFile(folder / "images.zip") as archive:
        return sorted(Path(name).stem for name in archive.namelist())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("HOUNDSTOOTH_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--seconds", type=int, default=60)
    return parser.parse_args()


if __name__ == "__main__":
    main()
