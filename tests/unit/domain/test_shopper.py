from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.shopper import AgeBand, Facts, ProfileCorrection, Topic, Verdict, read_moment

NOW = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "band"),
    [(15.9, None), (-1, None), (16, "16-24"), (24.9, "16-24"), (25, "25-34"), (64, "55-64"), (65, "65+"), (120, "65+")],
)
def test_ages_fall_into_bands(age, band):
    assert AgeBand.of(age) == band


@given(st.datetimes(timezones=st.timezones()).filter(lambda one: 1000 < one.year < 9000))
def test_a_moment_is_read_in_utc(moment):
    """Whatever zone it is told in."""
    assert read_moment(moment.isoformat()) == moment.astimezone(UTC)


@given(st.dates(min_value=datetime(1000, 1, 1).date()))
def test_a_day_begins_in_utc(day):
    assert read_moment(day.isoformat()) == datetime(day.year, day.month, day.day, tzinfo=UTC)


@given(st.text())
def test_whatever_is_no_moment_is_told(text):
    """Never by another error."""
    try:
        assert read_moment(text).utcoffset() == timedelta(0)
    except InvalidInput as error:
        assert "2026" in str(error)


@given(st.sampled_from(["colour", *Topic]), st.text(), st.sampled_from(Verdict))
def test_a_correction_is_sound_or_refused(field, value, verdict):
    """What is kept can be read back: its price and its time too."""
    try:
        made = ProfileCorrection(field, value, verdict, NOW)
    except InvalidInput:
        return
    if field == Topic.BEFORE:
        assert made.moment.tzinfo is UTC
    elif field in {Topic.PRICE_MOST, Topic.PRICE_LEAST}:
        assert made.price.amount >= 0
    else:
        assert value == value.strip() != ""


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"gender": ""}, "gender"),
        ({"gender": "x" * 41}, "gender"),
        ({"gender": "a\x00"}, "gender"),
        ({"sizes": {"Shoes": " 38"}}, "38"),
        ({"sizes": {"\ud800": "38"}}, "category"),
        ({"sizes": {str(n): "M" for n in range(51)}}, "51 sizes"),
    ],
)
def test_facts_that_cannot_be_kept_are_refused(facts, named):
    with pytest.raises(InvalidInput, match=named):
        Facts(**facts)
