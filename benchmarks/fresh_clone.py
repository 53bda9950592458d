"""From a fresh clone to the page: `make demo`, the first time and again.

    python benchmarks/fresh_clone.py

Clones the committed state into an empty folder and waits for the page to answer. Writes
`benchmarks/results/whole-path.json`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import httpx2

from figures import Figure, record

ROOT = Path(__file__).parents[1]
PORT = 8765


def main() -> None:
    """Start it twice."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), folder], check=True)
        first, again = seconds_to_page(folder), seconds_to_page(folder)
    record(
        "whole-path",
        [
            Figure("make demo, fresh clone: until the page answers", round(first, 1), "s", 300, at_least=False),
            Figure("make demo, again: until the page answers", round(again, 1), "s", 10, at_least=False),
        ],
    )


def seconds_to_page(folder: str) -> float:
    """Run `make demo` until a search for a drawn item's kind answers, then stop it."""
    start = time.perf_counter()
    command = ["make", "--silent", "demo", f"PORT={PORT}"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        while not _answers():
            if process.poll() is not None:
                raise RuntimeError(f"make demo ended with {process.returncode}")
            time.sleep(0.2)
        return time.perf_counter() - start
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)


def _answers() -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{PORT}/v1/items", timeout=1).json()["total"] >= 400
    except (httpx2.HTTPError, ValueError, KeyError):
        return False


if __name__ == "__main__":
    main()
