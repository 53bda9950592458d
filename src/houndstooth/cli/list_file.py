"""Files of lists: what a mailing is made from, and who shall have one."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from houndstooth.domain.errors import InvalidInput
from houndstooth.services.list_batch import Addressee

if TYPE_CHECKING:
    from houndstooth.api.recommendation_schemas import RecommendationsOut

Write = Callable[[str, "RecommendationsOut"], None]
"""Writes the list of a shopper."""

COLUMNS = (
    "shopper", "list_id", "position", "item_id", "title", "category", "colour", "brand", "price", "currency", "url",
    "reason_kind", "reason",
)  # fmt: skip
_NO_PICTURES = {"results": {"__all__": {"item": {"picture", "more_pictures"}}}}
"""Their addresses are those of a server, which a command does not know."""


def check_list_file(path: Path) -> None:
    """Before anything costly: whether lists can be written there.

    Raises:
        InvalidInput: the ending names no format of ours, or there is no such folder.
    """
    if path.suffix.lower() not in _FORMATS:
        raise InvalidInput(f"{path} is no name for a file of lists; end it in {', '.join(_FORMATS)}")
    if not path.absolute().parent.is_dir():
        raise InvalidInput(f"there is no folder {path.absolute().parent}; make it first")


@contextmanager
def list_file(path: Path) -> Iterator[Write]:
    """Opens a file of lists that is there when it is whole: whatever is killed leaves the one before as it was."""
    check_list_file(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            yield _FORMATS[path.suffix.lower()](file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read_addressees(path: Path, on_problem: Callable[[str], None]) -> Iterator[Addressee]:
    """The shoppers that a file names, one in each line, in UTF-8; empty lines name nobody, later ones nobody again.

    Raises:
        InvalidInput: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            lines: dict[str, int] = {}
            for line, raw in enumerate(file, 1):
                try:
                    name = raw.decode("utf-8-sig" if line == 1 else "utf-8").strip()
                except UnicodeDecodeError:
                    on_problem(f"line {line}: is not in UTF-8")
                    continue
                if name in lines:
                    on_problem(f"line {line}: {name[:200]!r} was on line {lines[name]} already")
                elif name:
                    lines[name] = line
                    yield Addressee(name, line)
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}") from error


def _json_lines(file: TextIO) -> Write:
    def write(shopper: str, told: RecommendationsOut) -> None:
        values = {"shopper": shopper, **told.model_dump(mode="json", exclude=_NO_PICTURES)}
        file.write(json.dumps(values, ensure_ascii=False) + "\n")

    return write


def _table(file: TextIO) -> Write:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(COLUMNS)

    def write(shopper: str, told: RecommendationsOut) -> None:
        for pick in told.results:
            item, price = pick.item, pick.item.price
            about = (item.id, item.title, item.category, item.colour, item.brand)
            money = (price.amount, price.currency) if price else (None, None)
            why = (pick.reason.kind, pick.reason.text)
            rows.writerow((shopper, told.list_id, pick.position, *about, *money, item.url, *why))

    return write


_FORMATS: dict[str, Callable[[TextIO], Write]] = {".jsonl": _json_lines, ".ndjson": _json_lines, ".csv": _table}
