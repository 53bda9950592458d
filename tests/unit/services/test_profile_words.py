from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.assortment import FIELDS
from houndstooth.domain.event import EventKind
from houndstooth.domain.shopper import ProfileCorrection, Verdict
from houndstooth.recommenders.profile_evidence import Evidence
from houndstooth.services import profile_words as words

DAY = 86_400


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-5, "day"), (0.5, "day"), (1, "2 days"), (13.5, "14 days"), (14, "3 weeks"), (62, "9 weeks"),
        (63, "3 months"), (400, "14 months"),
    ],
)  # fmt: skip
def test_how_long_it_took(days, told):
    """In days, weeks and months; never longer ago than said."""
    assert words.since(days * DAY) == f"in the last {told}"


@given(
    st.sampled_from(FIELDS),
    st.text(),
    st.dictionaries(st.sampled_from(EventKind), st.integers(1, 300), min_size=1),
    st.integers(1, 300),
)
def test_any_value_can_be_told(field, value, done, liked):
    """Braces and all, from any kind of event: the settings may let each say something."""
    evidence = Evidence(done, 0.0, liked, 300, liked, 300, rows=None)
    for told in (words.leans_to(field, value, evidence, done, DAY), words.leans_away(field, value, evidence)):
        assert value in told
        assert told.endswith(".")
    for verdict in Verdict:
        if value.strip() == value != "" and value.isprintable():
            assert value in words.corrected(ProfileCorrection(field, value[:500], verdict, datetime.now(UTC)))
