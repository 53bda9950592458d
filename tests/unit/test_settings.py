from __future__ import annotations

import pytest

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.event import DEFAULT_WEIGHTS, EventKind
from houndstooth.settings import load_settings


def test_weights_of_events_are_a_table(tmp_path, monkeypatch):
    """Those that are not named keep their defaults; the environment says it as JSON."""
    (tmp_path / "houndstooth.toml").write_text("profile_half_life = 7\n[event_weights]\nview_item = 0\nlike = 3\n")
    settings = load_settings(home=tmp_path)
    assert settings.profile_half_life == 7
    assert settings.weights == {**DEFAULT_WEIGHTS, EventKind.VIEW_ITEM: 0, EventKind.LIKE: 3}
    monkeypatch.setenv("HOUNDSTOOTH_EVENT_WEIGHTS", '{"dislike": -5}')
    assert load_settings(home=tmp_path / "other").weights[EventKind.DISLIKE] == -5


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("event_weights = {viewed = 1}", "viewed"),
        ("event_weights = {like = 11}", "11"),
        ("event_weights = {like = nan}", "nan"),
        ("event_weights = {like = 'much'}", "much"),
        ("profile_half_life = 0", "profile_half_life"),
        ("profile_half_life = inf", "profile_half_life"),
    ],
)
def test_weights_that_cannot_be_are_told(tmp_path, line, named):
    (tmp_path / "houndstooth.toml").write_text(line + "\n")
    with pytest.raises(InvalidInput, match=named):
        load_settings(home=tmp_path)
