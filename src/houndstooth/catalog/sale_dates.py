"""When a sale price counts: ``START/END`` in ISO 8601, as Google Merchant has it; either side may be empty.

A day without a time is the whole day, a time without a zone is in UTC. Dates that cannot be read hold no sale price.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta


def is_on_sale(dates: str | None, now: datetime) -> bool:
    """Whether ``now`` lies inside ``dates``; always, where there are none."""
    if dates is None:
        return True
    start, slash, end = (part.strip() for part in dates.partition("/"))
    try:
        begins = _moment(start) if start else None
        ends = _moment(end, last=True) if end else None
    except (ValueError, OverflowError):
        return False
    return bool(slash) and (begins is None or begins <= now) and (ends is None or now < ends)


def _moment(text: str, *, last: bool = False) -> datetime:
    """A moment; of a whole day its beginning, or for ``last`` that of the next day."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if last and moment.time() == time() and "T" not in text.upper() and ":" not in text:
        moment += timedelta(days=1)
    return moment
