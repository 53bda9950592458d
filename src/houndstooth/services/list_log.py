"""The log of lists: kept a moment after they are shown, so that nobody waits for the disk."""

from __future__ import annotations

import atexit
import logging
from collections.abc import Collection, Mapping, Sequence
from threading import Condition, Lock, Thread

from houndstooth.domain.event_ports import Slates
from houndstooth.domain.slate import Slate

_MOST = 5_000
"""So many lists may wait; whoever shows one more writes them itself."""

_log = logging.getLogger("houndstooth.lists")


class ListLog:
    """Keeps lists in the background, in groups; what waits is found as if it were kept. Safe to share between threads.

    A process that is killed loses the lists of its last moments; events that name them are kept, and say so.
    """

    def __init__(self, slates: Slates, *, pause: float = 0.2) -> None:
        self._slates = slates
        self._pause = pause
        self._waiting: dict[str, Slate] = {}
        self._changed = Condition()
        self._writing = Lock()
        """Held by whoever writes, so that nobody writes the same lists."""
        self._thread: Thread | None = None

    def keep(self, slate: Slate) -> None:
        """Keep a list that is being shown."""
        with self._changed:
            self._waiting[slate.list_id] = slate
            if self._thread is None:
                self._thread = Thread(target=self._run, name="lists", daemon=True)
                self._thread.start()
                atexit.register(self.flush)
            full = len(self._waiting) >= _MOST
            self._changed.notify()
        if full:
            self.flush()

    def get(self, shop_id: str, list_id: str) -> Slate | None:
        """A list that was shown."""
        return self.find(shop_id, [list_id]).get(list_id)

    def find(self, shop_id: str, list_ids: Collection[str]) -> Mapping[str, Slate]:
        """Those of the lists that were shown, by their ids."""
        with self._changed:
            waiting = {one: slate for one in list_ids if (slate := self._waiting.get(one)) and slate.shop_id == shop_id}
        kept = self._slates.find(shop_id, [one for one in list_ids if one not in waiting])
        return {**kept, **waiting}

    def last_shown(self, shop_id: str, shopper: int, *, lists: int) -> tuple[tuple[str, ...], ...]:
        """The item ids of the last lists that somebody was shown, newest first."""
        with self._changed:
            mine = [one for one in self._waiting.values() if (one.shop_id, one.shopper) == (shop_id, shopper)]
        waiting = [tuple(pick.item_id for pick in slate.picks) for slate in reversed(mine)]
        kept = self._slates.last_shown(shop_id, shopper, lists=lists) if len(waiting) < lists else ()
        return tuple([*waiting, *kept][:lists])

    def flush(self) -> None:
        """Write down what waits, now."""
        with self._changed:
            waiting = list(self._waiting.values())
        if waiting:
            self._write(waiting)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._waiting:
                    self._changed.wait()
                self._changed.wait(self._pause)  # others come meanwhile, and are written together
                waiting = list(self._waiting.values())
            try:
                self._write(waiting)
            except Exception:  # the lists wait on, and the next round tries again
                _log.exception("%d lists could not be kept yet", len(waiting))

    def _write(self, slates: Sequence[Slate]) -> None:
        with self._writing:
            with self._changed:
                mine = [slate for slate in slates if slate.list_id in self._waiting]
            self._slates.keep(mine)
            with self._changed:
                for slate in mine:
                    self._waiting.pop(slate.list_id, None)
