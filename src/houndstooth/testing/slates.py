"""What every ``Slates`` must do."""

from __future__ import annotations

from datetime import timedelta

from houndstooth.domain.event_ports import Slates
from houndstooth.domain.slate import Pick, Reason, ReasonKind, Slate, Surface, new_list_id
from houndstooth.testing.events import NOW


def a_slate(*items: str, minutes: float = 0, shopper: int | None = 7, shop_id: str = "shop") -> Slate:
    """A list of these items."""
    reason = Reason(ReasonKind.BOUGHT_TOGETHER, {"item": "Ü", "lift": 2.5})
    picks = tuple(Pick(item, 0.5 - place / 64, reason, 0.25) for place, item in enumerate(items))
    at = NOW + timedelta(minutes=minutes)
    return Slate(new_list_id(), shop_id, Surface.HOME, at, picks, shopper, "m1", "arm b", {"item": "x"})


class SlatesContract:
    """Give a fixture ``slates``: an empty one."""

    def test_as_it_was_shown(self, slates: Slates) -> None:
        """Each detail comes back, in its own shop."""
        one, other = a_slate("a", "b"), a_slate("c", shopper=None)
        slates.keep([one, other])
        assert slates.get("shop", one.list_id) == one
        assert slates.get("shop", other.list_id) == other
        assert slates.get("other", one.list_id) is None
        assert slates.get("shop", "no such list") is None
        ids = [one.list_id, "no such list", "n\x00", "x" * 200, one.list_id]
        assert slates.find("shop", ids) == {one.list_id: one}
        assert slates.find("shop", []) == slates.find("other", ids) == {}

    def test_last_shown(self, slates: Slates) -> None:
        """Newest first, of one shopper."""
        slates.keep([a_slate("a", minutes=1), a_slate("b", "c", minutes=3), a_slate("d", minutes=2)])
        slates.keep([a_slate("x", minutes=9, shopper=8), a_slate("y", minutes=9, shopper=None)])
        assert slates.last_shown("shop", 7, lists=2) == (("b", "c"), ("d",))
        assert slates.last_shown("shop", 9, lists=2) == ()

    def test_since(self, slates: Slates) -> None:
        """By time, from a moment on, of one shop."""
        shown = [a_slate(str(minute), minutes=minute) for minute in range(5)]
        slates.keep([*reversed(shown), a_slate("z", minutes=3, shop_id="other")])
        assert list(slates.since("shop", NOW + timedelta(minutes=2), part=2)) == shown[2:]
