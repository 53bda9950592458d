"""Feeds: catalogues somewhere else that are kept in step with.

A pull fetches the feed if it changed, looks through it whole, and takes in what is new. What the feed no longer holds
retires; but where too much of it is gone at once, nothing is touched until a person has looked. A pull that is killed
leaves whole items behind and is begun again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from houndstooth.catalog.source import Source
from houndstooth.domain.errors import Busy, HoundstoothError, InvalidSource
from houndstooth.domain.feed import Feed, FeedState
from houndstooth.domain.fetched import Copy
from houndstooth.domain.ports import Catalogue
from houndstooth.domain.work_ports import FeedCopies
from houndstooth.domain.work_ports import Feeds as FeedStore
from houndstooth.services.ingest import Ingest, OnProgress
from houndstooth.services.ingest_report import IngestReport

_PASSING = {"fetch-failed"}
"""Codes of rejections that may be over when the feed is pulled again, though it did not change."""

_BROKEN = "broken-source"

_FIRST_WAIT = timedelta(minutes=5)
_TOLD = 100
"""So many rejections are kept with the feed; the report has them all."""

_FEW = 10
"""So many items may always be gone: a share of a small feed says little."""

_log = logging.getLogger("houndstooth.feeds")


OpenCopy = Callable[[Feed, Path], Source]
"""Opens the copy of a feed."""


class Outcome(StrEnum):
    """How a pull ended."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Pull:
    """What a pull did; without a report where there was nothing to take in."""

    outcome: Outcome
    feed: Feed
    report: IngestReport | None = None
    retired: int = 0
    path: Path | None = None
    """Where the whole report is."""


@dataclass(frozen=True, slots=True)
class _Survey:
    """What a look through the whole feed told."""

    gone: tuple[str, ...]
    """Ids of items that the feed brought once and no longer holds."""
    before: int
    """How many items it had brought."""


class Feeds:
    """Keeps catalogues in step with feeds."""

    def __init__(
        self,
        *,
        store: FeedStore,
        copies: FeedCopies,
        catalogue: Catalogue,
        ingest: Ingest,
        open_copy: OpenCopy,
        reports: Path,
    ) -> None:
        self.store = store
        self._copies = copies
        self._catalogue = catalogue
        self._ingest = ingest
        self._open_copy = open_copy
        self._reports = reports

    def pull(
        self,
        shop_id: str,
        name: str,
        *,
        again: bool = False,
        release: bool = False,
        on_progress: OnProgress | None = None,
    ) -> Pull:
        """Pull one feed.

        Args:
            shop_id: the shop.
            name: the feed's.
            again: also if it did not change.
            release: also if much of it is gone: a person has looked.
            on_progress: told how far it is.

        Raises:
            NotFound: the shop has no such feed.
            Busy: somebody pulls it already.
            HoundstoothError: it cannot be fetched or read; nothing was changed, and the feed says why.
        """
        feed = self.store.get(shop_id, name)
        if not self.store.lease(shop_id, name):
            raise Busy(f"the feed {name!r} is being pulled already; wait for it to end")
        try:
            pull = self._pull(feed, again=again or release, release=release, on_progress=on_progress)
        except HoundstoothError as error:
            self.store.save(_failed(feed, str(error)))
            raise
        self.store.save(pull.feed)
        return pull

    def work(self) -> bool:
        """Pull the feed whose turn it is, if there is one; returns whether there was."""
        for shop_id, name in self.store.due():
            try:
                pull = self.pull(shop_id, name)
            except Busy:
                continue
            except HoundstoothError as error:
                _log.warning("feed %s of shop %s: %s", name, shop_id, error)
            else:
                _log.info("feed %s of shop %s: %s", name, shop_id, pull.outcome)
            return True
        return False

    def _pull(self, feed: Feed, *, again: bool, release: bool, on_progress: OnProgress | None) -> Pull:
        copy = self._copies.renew(feed, again=again)
        if copy is None:
            # As when it was last taken in whole, so a hole that was in it meanwhile is filled.
            return Pull(Outcome.UNCHANGED, _ended(feed, state=FeedState.GOOD, problem=None))
        source = self._open_copy(feed, copy.path)
        survey = self._survey(feed, source)
        if not release and _is_too_much(feed, survey):
            return Pull(Outcome.HELD, _ended(feed, state=FeedState.HELD, problem=_why_held(feed, survey)))
        return self._take(feed, copy, source, survey, on_progress)

    def _take(self, feed: Feed, copy: Copy, source: Source, survey: _Survey, on_progress: OnProgress | None) -> Pull:
        told = self._telling(feed, on_progress)
        self.store.begin(feed.shop_id, feed.name)
        report = self._ingest.run(feed.shop_id, source, feed=feed.name, on_progress=told)
        codes = {rejection.code for rejection in report.rejected}
        broken = [rejection.reason for rejection in report.rejected if rejection.code == _BROKEN]
        retired = len(self._catalogue.retire(feed.shop_id, survey.gone))
        # Where sale prices have their dates, a feed says something else tomorrow though it does not change.
        whole = not codes & (_PASSING | {_BROKEN}) and "sale_dates" not in source.columns.fields
        path = self._reports / f"feed-{feed.name}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.json"
        report.write(path)
        problem = f"the feed breaks off: {broken[0]}" if broken else None
        state = FeedState.FAILING if problem else FeedState.GOOD
        validators = copy.validators if whole else {}
        kept = replace(feed, validators=validators, report=_in_short(report, retired, path))
        return Pull(Outcome.TAKEN, _ended(kept, state=state, problem=problem), report, retired, path)

    def _survey(self, feed: Feed, source: Source) -> _Survey:
        """Which items are gone. A row counts by its id, whatever else is wrong with it."""
        column = source.columns.fields["id"]
        before = self._catalogue.of_feed(feed.shop_id, feed.name)
        try:
            there = {(row.values.get(column) or "").strip() for row in source.rows()}
        except InvalidSource:  # what a broken feed would have held further down nobody knows
            return _Survey((), len(before))
        return _Survey(tuple(sorted(before - there)), len(before))

    def _telling(self, feed: Feed, on_progress: OnProgress | None) -> OnProgress:
        def tell(done: int, total: int) -> None:
            self.store.tell(feed.shop_id, feed.name)
            if on_progress:
                on_progress(done, total)

        return tell


def _in_short(report: IngestReport, retired: int, path: Path) -> dict[str, Any]:
    told = report.summary()
    shortened = {name: told[name][:_TOLD] for name in ("rejected", "remarks")} | {"unmapped": report.unmapped}
    more = {"rejections": report.rejections_by_code, "retired": retired, "elapsed": round(report.elapsed, 2)}
    return {**told, **shortened, **more, "file": path.name}


def _is_too_much(feed: Feed, survey: _Survey) -> bool:
    return len(survey.gone) > max(_FEW, feed.most_gone * survey.before)


def _why_held(feed: Feed, survey: _Survey) -> str:
    share = len(survey.gone) / survey.before
    return (
        f"{len(survey.gone):,} of {survey.before:,} items ({share:.0%}) are no longer in it; look at the feed, and if "
        f"that is right, run 'houndstooth feed release {feed.name}'"
    )


def _ended(feed: Feed, *, state: FeedState, problem: str | None) -> Feed:
    now = datetime.now(UTC)
    turn = None if feed.every is None else now + feed.every
    return replace(feed, state=state, problem=problem, failures=0, pulled_at=now, next_at=turn)


def _failed(feed: Feed, problem: str) -> Feed:
    """Tried again soon, then later and later, at the latest when its next turn would have been."""
    now = datetime.now(UTC)
    wait = _FIRST_WAIT * 2 ** min(feed.failures, 10)
    turn = None if feed.every is None else now + min(wait, feed.every)
    # It may have failed in the middle: then the next pull has to look at everything again.
    known = replace(feed, validators={})
    return replace(known, state=FeedState.FAILING, problem=problem, failures=feed.failures + 1, next_at=turn)
