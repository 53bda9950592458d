"""What every ``AuditLog`` must do."""

from __future__ import annotations

from houndstooth.domain.access import Actor
from houndstooth.domain.access_ports import AuditLog
from houndstooth.domain.audit import AuditEntry
from houndstooth.testing.keys import NOW


def _entry(number: int, shop_id: str = "shop") -> AuditEntry:
    details = {"labels": {"colour": "Röt", "gender": None}, "number": number}
    return AuditEntry(NOW, shop_id, Actor.PERSON, "p1", "ann@shop.example", "item.corrected", f"i{number}", details)


class AuditLogContract:
    """Give a fixture ``log``: an empty one."""

    def test_pages_newest_first(self, log: AuditLog) -> None:
        """Each entry once, as it was written, also when more is written between two pages."""
        for number in range(7):
            log.append(_entry(number))
        first = log.page("shop", limit=3)
        log.append(_entry(7))
        second = log.page("shop", limit=3, before=first.next)
        third = log.page("shop", limit=3, before=second.next)
        assert [*first.entries, *second.entries, *third.entries] == [_entry(number) for number in range(6, -1, -1)]
        assert third.next is None

    def test_a_shop_reads_its_own(self, log: AuditLog) -> None:
        """An exactly full page is the last one."""
        log.append(_entry(1))
        log.append(_entry(2, "other"))
        log.append(_entry(3))
        page = log.page("shop", limit=2)
        assert (page.entries, page.next) == ((_entry(3), _entry(1)), None)
        assert log.page("nobody", limit=2).entries == ()
