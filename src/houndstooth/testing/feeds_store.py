"""What every store of ``Feeds`` must do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from houndstooth.domain.errors import Conflict, NotFound
from houndstooth.domain.feed import Feed, FeedState
from houndstooth.domain.work_ports import Feeds

_DAILY = Feed(
    "shop", "daily", "https://shop.example/feed.xml", timedelta(hours=4), {"title": "name"}, "https://shop.example", 0.2
)
_LONG = timedelta(hours=1)


class FeedsContract:
    """Give a fixture ``open_feeds``: lease -> feeds, always over the same, at first empty, store."""

    @pytest.fixture
    def feeds(self, open_feeds: Callable[[timedelta], Feeds]) -> Feeds:
        """With a long lease."""
        return open_feeds(_LONG)

    def test_gives_back_what_was_kept(self, feeds: Feeds) -> None:
        """Each feed of each shop, with how it ended last."""
        theirs = replace(_DAILY, shop_id="other", location="/srv/feed.csv", every=None)
        feeds.add(_DAILY)
        feeds.add(theirs)
        assert (feeds.get("shop", "daily"), feeds.get("other", "daily")) == (_DAILY, theirs)
        now = datetime.now(UTC)
        ended = replace(
            _DAILY, state=FeedState.HELD, validators={"etag": '"x"'}, failures=2, problem="gone", report={"rows": 1},
            pulled_at=now, next_at=now + timedelta(hours=4),
        )  # fmt: skip
        feeds.save(ended)
        assert feeds.all("shop") == (ended,)

    def test_a_name_is_given_once(self, feeds: Feeds) -> None:
        """In a shop."""
        feeds.add(_DAILY)
        with pytest.raises(Conflict, match="daily"):
            feeds.add(_DAILY)

    def test_what_is_removed_stays_removed(self, feeds: Feeds) -> None:
        """Also if somebody was pulling it."""
        feeds.add(_DAILY)
        feeds.remove("shop", "daily")
        feeds.save(_DAILY)
        assert feeds.all("shop") == ()
        for act in (feeds.get, feeds.remove):
            with pytest.raises(NotFound, match="daily"):
                act("shop", "daily")

    def test_tells_whose_time_has_come(self, feeds: Feeds) -> None:
        """The longest due first; neither those of later, nor those that wait to be asked for."""
        now = datetime.now(UTC)
        for name, ago in (("late", 1), ("later", 5), ("soon", -5)):
            feeds.add(replace(_DAILY, name=name, next_at=now - timedelta(hours=ago)))
        feeds.add(replace(_DAILY, name="asked", next_at=None))
        assert feeds.due() == (("shop", "later"), ("shop", "late"))

    def test_a_pull_that_began_forgets_what_was_taken_before(self, feeds: Feeds) -> None:
        """Its validators; everything else is as it was."""
        known = replace(_DAILY, validators={"etag": "x"})
        feeds.add(known)
        feeds.begin("shop", "daily")
        assert feeds.get("shop", "daily") == replace(known, validators={})

    def test_one_at_a_time(self, feeds: Feeds, open_feeds: Callable[[timedelta], Feeds]) -> None:
        """A feed that is pulled is nobody else's until it is saved, or its lease runs out."""
        feeds.add(replace(_DAILY, next_at=datetime.now(UTC) - _LONG))
        assert feeds.lease("shop", "daily")
        assert not feeds.lease("shop", "daily")
        assert feeds.due() == ()
        feeds.save(replace(_DAILY, next_at=datetime.now(UTC) - _LONG))
        brief = open_feeds(timedelta(0))
        assert brief.lease("shop", "daily")
        assert feeds.due() == (("shop", "daily"),)
        feeds.tell("shop", "daily")
        assert not brief.lease("shop", "daily")
