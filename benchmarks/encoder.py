"""What the encoder is worth, beside ImageNet features and beside a colour histogram with a perceptual hash.

    python benchmarks/encoder.py RUN --artifact ARTIFACT.onnx --data DATA --cache CACHE [--only PART]

RUN is the training run (its test split was never trained or tuned on); DATA the folder that holds `hm-sample` and
`mango-outfits`, which are used to evaluate only; CACHE the folder of decoded pictures, as in training. PART is one of
`quality`, `peers`, `outside`, `ablation` (of the run, which `houndstooth train ablation` made), `parity`, `speed`.
Writes `benchmarks/results/encoder.json`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from encoder_peers import histogram_and_hash, runtimes
from figures import Figure, record
from houndstooth.encoders.onnx_encoder import OnnxEncoder
from houndstooth.imaging.decode import decode
from houndstooth.training.ablation import CNN, JOINT, RESNET
from houndstooth.training.encode import EncodeInput, encode_pictures, onnx_encoder, torch_encoder
from houndstooth.training.exam import Exam, answer
from houndstooth.training.imagenet import SIZE, export_imagenet
from houndstooth.training.measure import Findings, measure
from houndstooth.training.outside import judge_other_views, judge_outfits
from houndstooth.training.release import compare_with
from houndstooth.training.report import ABLATION_FILE
from houndstooth.training.runs import open_config, open_encoder, open_run_corpus
from houndstooth.training.sources import STREET_TABLE, read_source
from houndstooth.training.splits import TEST

ATTRIBUTE_AIMS = {"category": 0.93, "colour": 0.68, "gender": 0.94, "usage": 0.93}
LEVEL_AIMS = {"category": 0.92, "category+colour": 0.62, "gender+category+colour+usage": 0.58}
MILLISECONDS_AIM, PHOTOS_AIM = 25.0, 60.0
STYLES, PAIRS = 600, 8000
NEAR, WELL_ABOVE = 0.1, 0.05
"""What we take 'near chance' and 'well above' to mean."""


def main() -> None:
    """Measure what was asked for and merge it into the results."""
    options = _options()
    rows: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        imagenet = export_imagenet(Path(folder))
        if options.only in (None, "quality"):
            rows += quality(options.run, options.cache, options.artifact)
        if options.only in (None, "peers"):
            rows += compare(options.run, options.cache, imagenet)
        if options.only in (None, "outside"):
            rows += outside(options.data, options.artifact, imagenet)
        if options.only in (None, "ablation"):
            rows += ablation(options.run)
        if options.only in (None, "parity"):
            rows += parity(options.run, options.cache, options.artifact)
        if options.only in (None, "speed"):
            rows += speed(options.run, options.artifact)
    record("encoder", rows)


def quality(run: Path, cache: Path, artifact: Path) -> list[Figure]:
    """The held-out split of the catalogue and of customers' photos, for the artifact."""
    exam = Exam.of(open_run_corpus(run, cache=cache), split=TEST)
    size = OnnxEncoder(artifact).preprocessing.size
    own = measure(exam, answer(exam, onnx_encoder(artifact), size=size), short=open_config(run).model.short)
    return _attribute_rows(own) + _retrieval_rows(own, "encoder", aims=True) + _style_rows(own)


def compare(run: Path, cache: Path, imagenet: Path) -> list[Figure]:
    """The same held-out split for the peers."""
    exam = Exam.of(open_run_corpus(run, cache=cache), split=TEST)
    rows: list[Figure] = []
    peers: dict[str, tuple[EncodeInput, int]] = {
        "ImageNet features": (onnx_encoder(imagenet), SIZE),
        "histogram + hash": (histogram_and_hash, 128),
    }
    for name, (encode, side) in peers.items():
        rows += _retrieval_rows(measure(exam, answer(exam, encode, size=side)), name, aims=False)
    return rows


def outside(data: Path, artifact: Path, imagenet: Path) -> list[Figure]:
    """Data that trained nothing: other views of unseen garments, and outfits put together by stylists."""
    before, own = (_outside(data, path) for path in (imagenet, artifact))
    well_above = own["outfits, outfit AUC embedding"] + WELL_ABOVE
    aims = {k: v for k, v in before.items() if "R@" in k} | {"outfits, outfit AUC style": well_above}
    rows = [row(f"{figure} [encoder]", value, "outside", aim=aims.get(figure)) for figure, value in own.items()]
    return rows + [row(f"{figure} [ImageNet features]", value, "outside") for figure, value in before.items()]


def _outside(data: Path, path: Path) -> dict[str, float]:
    encode = partial(encode_pictures, onnx_encoder(path), size=OnnxEncoder(path).preprocessing.size)
    views = judge_other_views(data / "hm-sample", encode, styles=STYLES)
    outfits = judge_outfits(data / "mango-outfits", encode, pairs=PAIRS)
    return {f"unseen garments, {k}": v for k, v in views.items()} | {f"outfits, {k}": v for k, v in outfits.items()}


def ablation(run: Path) -> list[Figure]:
    """Every variant at the same small budget, on the validation split; joint must beat the better tower alone."""
    found = json.loads((run / ABLATION_FILE).read_text())
    rows = []
    for variant, figures in found.items():
        for figure, value in figures.items():
            aim = max(found[tower][figure] for tower in (CNN, RESNET)) if variant == JOINT else None
            is_search = "P@10" in figure or "recall" in figure
            rows.append(row(f"ablation: {figure} [{variant}]", value, "ablation", aim=aim if is_search else None))
    return rows


def parity(run: Path, cache: Path, artifact: Path) -> list[Figure]:
    """The model beside the artifact that was made of it."""
    size = OnnxEncoder(artifact).preprocessing.size
    encoder, _, _ = open_encoder(run)
    found = compare_with(torch_encoder(encoder, half=False), artifact, open_run_corpus(run, cache=cache), size=size)
    return [
        row("artifact against model: P@10 lost at most", found.lost, "parity", unit="points", aim=1.0, least=False),
        row("artifact against model: cosine of embeddings at least", found.cosine, "parity", unit="cosine"),
    ]


def speed(run: Path, artifact: Path) -> list[Figure]:
    """Decode and encode customers' photos: one at a time on one core, and as many as go on two."""
    folders = map(Path, json.loads((run / "data.json").read_text()))
    street = read_source(next(folder for folder in folders if (folder / STREET_TABLE).is_file()))
    photos = [picture.read(10**8) for picture in street.pictures[:200]]
    encoder = OnnxEncoder(artifact, threads=1)

    def one(photo: bytes) -> None:
        picture = decode(photo, hint=encoder.preprocessing.size)
        encoder.encode(encoder.preprocessing(picture)[np.newaxis])

    times = np.array([_seconds(partial(one, photo)) for photo in photos]) * 1000
    inputs = encoder.preprocessing(decode(photos[0]))[np.newaxis]
    with ThreadPoolExecutor(2) as pool:
        whole = _seconds(lambda: list(pool.map(one, photos)))
    return [
        row(
            "decode and encode, one core, batch 1, median",
            float(np.median(times)),
            "speed",
            unit="ms",
            aim=MILLISECONDS_AIM,
            least=False,
        ),
        row("decode and encode, one core, batch 1, best", float(times.min()), "speed", unit="ms"),
        row("decode and encode, two cores", len(photos) / whole, "speed", unit="photos/s", aim=PHOTOS_AIM),
        *(
            row(
                f"encode alone, one core, batch 1, median [{name}]",
                _median_ms(partial(run, inputs)),
                "speed",
                unit="ms",
            )
            for name, run in runtimes(artifact).items()
        ),
        row("size of the artifact", artifact.stat().st_size / 2**20, "speed", unit="MiB", aim=30.0, least=False),
    ]


def row(
    figure: str,
    value: float | dict[str, float],
    only: str,
    *,
    aim: float | None = None,
    unit: str = "share",
    least: bool = True,
) -> Figure:
    """One row of the results; a figure with an interval brings it along."""
    spread = {k: round(v, 4) for k, v in value.items() if k != "value"} if isinstance(value, dict) else None
    number = round(value["value"] if isinstance(value, dict) else value, 4)
    command = f"python benchmarks/encoder.py RUN --artifact ARTIFACT.onnx --data DATA --cache CACHE --only {only}"
    return Figure(figure, number, unit, None if aim is None else round(aim, 4), least, spread, command)


def _attribute_rows(own: Findings) -> list[Figure]:
    found = own["attributes"]
    rows = [row(f"{name} top-1", of["top-1"], "quality", aim=ATTRIBUTE_AIMS.get(name)) for name, of in found.items()]
    rows.append(row("colour top-3", found["colour"]["top-3"], "quality", aim=0.92))
    return [*rows, row("customers' photos: kind top-1", own["photos"]["kind"]["top-1"], "quality", aim=0.88)]


def _retrieval_rows(own: Findings, name: str, *, aims: bool) -> list[Figure]:
    only = "quality" if aims else "peers"
    rows = []
    for level, found in own["retrieval"].items():
        rows.append(row(f"P@10 {level} [{name}]", found["precision"], only, aim=LEVEL_AIMS[level] if aims else None))
        rows += [
            row(f"{label} {level} [{name}]", found[key], only)
            for key, label in {
                "ceiling": "P@10 ceiling",
                "precision_at_1": "P@1",
                "average_precision": "mAP",
                "gain": "NDCG@10",
            }.items()
        ]
    rows += [
        row(f"P@10 {level}, first 64 numbers [{name}]", f["precision"], only)
        for level, f in own.get("short", {}).items()
    ]
    photos = own["photos"]["retrieval"]["precision"]
    rows.append(
        row(f"customers' photos -> catalogue P@10 by category [{name}]", photos, only, aim=0.80 if aims else None)
    )
    copies = own["copies"]["recall@1"]
    return [*rows, row(f"transformed copy recall@1 [{name}]", copies, only, aim=0.97 if aims else None)]


def _style_rows(own: Findings) -> list[Figure]:
    aims = {"style": own["probe"]["chance"] + NEAR}
    return [
        row(f"probe for the category: {name}", value, "quality", aim=aims.get(name), least=False)
        for name, value in own["probe"].items()
    ]


def _median_ms(work: Callable[[], object], *, times: int = 200) -> float:
    return 1000 * float(np.median([_seconds(work) for _ in range(times)]))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--artifact", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="folder of decoded pictures, as in training")
    parser.add_argument("--only", choices=["quality", "peers", "outside", "ablation", "parity", "speed"])
    return parser.parse_args()


if __name__ == "__main__":
    main()
