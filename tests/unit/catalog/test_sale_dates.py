from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.catalog.sale_dates import is_on_sale

NOON = datetime(2026, 5, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (None, True),
        ("2026-05-01/2026-05-31", True),
        ("2026-05-10/2026-05-10", True),
        ("2026-05-11/2026-05-31", False),
        ("2026-05-01/2026-05-09", False),
        ("2026-05-01T00:00-0800/2026-05-10T04:30-0800", True),
        ("2026-05-01T00:00-0800/2026-05-10T03:30-0800", False),
        ("2026-05-10T12:00Z/2026-06-01T00:00Z", True),
        ("/2026-05-31", True),
        ("2026-05-01/", True),
        ("2026-05-01", False),
        ("soon/later", False),
        ("2026-13-45/2026-05-31", False),
    ],
)
def test_a_sale_price_counts_inside_its_dates(dates, expected):
    """Days, times and zones as feeds write them; what cannot be read is no sale."""
    assert is_on_sale(dates, NOON) is expected


@given(st.text(max_size=40))
def test_any_text_is_a_yes_or_a_no(text):
    """Nothing else happens."""
    assert is_on_sale(text, NOON) in {True, False}
