"""Times as files of events have them: ISO 8601, days, numbers of seconds or finer since 1970, and a few other forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_FORMS = ("%Y/%m/%d", "%Y/%m/%d %H:%M:%S", "%B %d, %Y", "%b %d, %Y", "%m %d, %Y", "%d %b %Y", "%d %B %Y")
"""Forms that can only mean one day; 03/04/2026 is none."""
_FIRST_DAY, _LAST_DAY = 19_000_000, 30_000_000
"""Between them a number is a day, 20260531; as seconds it would be one of 1970."""
_UNITS = ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3))
"""From which size on a number counts nanoseconds, microseconds or milliseconds."""


def seconds_of(values: Any) -> NDArray[np.float64]:
    """Seconds since 1970 of an array of times, days or text; nan where there is none that can be read.

    What comes without a zone is taken to be in UTC.
    """
    if not pa.types.is_temporal(values.type):
        return _by_distinct(values, _seconds)
    zone = values.type.tz if pa.types.is_timestamp(values.type) else None
    micros = pc.cast(pc.cast(values, pa.timestamp("us", zone), safe=False), pa.int64())
    seconds = pc.divide(pc.cast(micros, pa.float64(), safe=False), 1e6)
    found: NDArray[np.float64] = pc.fill_null(seconds, np.nan).to_numpy(zero_copy_only=False)
    return found


def numbers_of(values: Any) -> NDArray[np.float64]:
    """The numbers of an array of text; nan where there is none."""
    return _by_distinct(values, _number)


def _by_distinct(values: Any, read: Callable[[str], float]) -> NDArray[np.float64]:
    """Each text is read once, however often it stands in the column."""
    encoded = values.dictionary_encode()
    known = np.array([read(text) for text in encoded.dictionary.to_pylist()] + [np.nan], np.float64)
    places = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    found: NDArray[np.float64] = known[places]
    return found


def _seconds(text: str) -> float:
    number = _number(text)
    if not np.isnan(number):
        return _of_number(number)
    try:
        return _of_moment(datetime.fromisoformat(text))
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return _of_moment(datetime.strptime(text, form).replace(tzinfo=UTC))
        except ValueError:
            continue
    return np.nan


def _of_moment(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _of_number(number: float) -> float:
    if _FIRST_DAY <= number < _LAST_DAY and number.is_integer():
        try:
            return _of_moment(datetime.strptime(str(int(number)), "%Y%m%d").replace(tzinfo=UTC))
        except ValueError:
            return np.nan
    return number / next((unit for size, unit in _UNITS if abs(number) >= size), 1.0)


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return np.nan
    return number if np.isfinite(number) else np.nan
