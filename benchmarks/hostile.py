"""10,000 hostile or broken files through each door: the decoder, the route and ingest.

    python benchmarks/hostile.py [--files 10000]

Each door is its own process, watched for crashes, hangs and memory. Ends with 1 when an aim is missed. Writes
`benchmarks/results/whole-path.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path

import httpx2

from figures import Figure, record
from houndstooth.domain.errors import InvalidPicture
from houndstooth.imaging.decode import decode
from houndstooth.testing.hostile import HostileFile, hostile_files
from serving import serving

SEED = 2026
HANG_SECONDS = 30


def main() -> None:
    """Run the campaign through all doors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--decoder", action="store_true", help="internal: be the process that decodes")
    options = parser.parse_args()
    if options.decoder:
        print(json.dumps(through_decoder(options.files)))
        return
    figures = [*decoder(options.files), *route(options.files), *ingest(options.files)]
    record("whole-path", figures)
    sys.exit(any(figure.met is False for figure in figures))


def decoder(files: int) -> list[Figure]:
    """In a process of its own, one file after the other."""
    command = [sys.executable, __file__, "--decoder", "--files", str(files)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return _figures("decoder", files, wrong=found["wrong"], slowest=found["slowest"], peak=found["peak"])


def through_decoder(files: int) -> dict[str, float]:
    """Decode all; what raises anything but InvalidPicture, or has another verdict than its own, is wrong."""
    wrong, slowest = 0, 0.0
    for file in hostile_files(SEED, files):
        start = time.perf_counter()
        wrong += not _as_expected(file)
        slowest = max(slowest, time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wrong": wrong, "slowest": slowest, "peak": peak}


def route(files: int) -> list[Figure]:
    """Uploaded to a server, two at a time."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), rate_per_address="0") as server:
        with httpx2.Client(base_url=server.address, timeout=HANG_SECONDS) as client, ThreadPoolExecutor(2) as pool:
            stream = hostile_files(SEED, files)
            outcomes: list[tuple[bool, float]] = []
            while part := list(islice(stream, 200)):
                outcomes += pool.map(partial(_upload, client), part)
            alive = client.get("/healthz").status_code == 200
        peak = _peak_of_server(server.pid)
    wrong = sum(not good for good, _ in outcomes) + (not alive)
    return _figures("route", files, wrong=wrong, slowest=max(seconds for _, seconds in outcomes), peak=peak)


def ingest(files: int) -> list[Figure]:
    """As a folder of pictures."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        source.mkdir()
        for number, file in enumerate(hostile_files(SEED, files)):
            (source / f"{number:05}.jpg").write_bytes(file.data)
        home, path = Path(folder) / "home", Path(folder) / "report.json"
        command = [sys.executable, "-m", "houndstooth", "--home", str(home), "ingest", str(source)]
        process = subprocess.Popen([*command, "--report", str(path)], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        report = json.loads(path.read_text())
    told = report["accepted"] + len(report["rejected"])
    unexplained = sum(not rejection["reason"] for rejection in report["rejected"])
    wrong = files - told + unexplained + (status != 0)
    return _figures("ingest", files, wrong=wrong, slowest=None, peak=usage.ru_maxrss / 1024)


def _as_expected(file: HostileFile) -> bool:
    try:
        decode(file.data)
    except InvalidPicture as error:
        return file.reasons is None or error.reason in file.reasons
    except Exception:  # whatever else comes out is what this campaign looks for
        return False
    return not file.reasons


def _upload(client: httpx2.Client, file: HostileFile) -> tuple[bool, float]:
    start = time.perf_counter()
    try:
        answer = client.post("/v1/search/image", files={"image": file.data}, data={"k": 1})
        good = answer.status_code in {200, 413, 422} and (answer.status_code == 200 or bool(answer.json()["detail"]))
    except (httpx2.HTTPError, ValueError):
        good = False
    return good, time.perf_counter() - start


def _peak_of_server(pid: int) -> float:
    """The most memory that a process ever held, in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _figures(door: str, files: int, *, wrong: int, slowest: float | None, peak: float) -> list[Figure]:
    name = f"hostile files, {door}"
    figures = [
        Figure(f"{name}: tried", files, "files", 10_000),
        Figure(f"{name}: crashed, hung, lost or without a clear error", wrong, "files", 0, at_least=False),
        Figure(f"{name}: peak memory of the process", round(peak), "MB", 1000, at_least=False),
    ]
    if slowest is not None:
        figures.append(Figure(f"{name}: slowest file", round(slowest, 2), "s", HANG_SECONDS, at_least=False))
    return figures


if __name__ == "__main__":
    main()
