"""Tuning for a trial: what is found goes into the fit that is judged, and the test is not looked at."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.interactions import DAY, Interactions
from houndstooth.recommenders.demographic import Segments
from houndstooth.recommenders.hybrid import HybridRecipe
from houndstooth.recommenders.traits import Traits
from houndstooth.services.trial import Holdout, Trial
from houndstooth.services.trial_tuning import TrialTuning
from houndstooth.services.tuning import Choice
from houndstooth.services.tuning_report import tuning_as_json, tuning_table
from houndstooth.services.tuning_spaces import SPACES, options_of, space_of, with_options

N_ITEMS, SHOPPERS, DAYS = 60, 80, 120


def events(dated=True, seed=0):
    """Each shopper keeps to one of three thirds, and what sells wanders through it within days."""
    rng = np.random.default_rng(seed)
    n = SHOPPERS * 10
    shoppers, days = rng.integers(0, SHOPPERS, n), np.sort(rng.random(n)) * DAYS
    place = (days / DAYS * 40 + rng.normal(0, 1.5, n)).astype(int) % 20
    return Interactions.of(
        shoppers, shoppers % 3 * 20 + place, days * DAY, n_shoppers=SHOPPERS, n_items=N_ITEMS, dated=dated
    )


def recipe_of(**given):
    sources = HybridRecipe().sources
    small = replace(sources.factorisation, factors=16, iterations=3)
    return replace(HybridRecipe(days=10.0), sources=replace(sources, factorisation=small, **given))


def trial_of(**given):
    usual = {"interactions": events(), "protocol": Holdout.TIME_SPLIT, "days": 10.0, "count": 1, "recipe": recipe_of()}
    return Trial(**usual | given)


def test_found_options_are_fitted_and_judged():
    """The best half-life stands among the popularities; sources have the options that were found."""
    told = []
    tuned, found = TrialTuning(trial_of(), 3, on_step=told.append).run()
    assert set(found) == {"popular", "co_occurrence", "cosine", "two_steps", "successors", "linear", "factorised"}
    recipe = tuned.recipe.sources
    assert found["popular"].options["half_life"] in recipe.half_lives
    assert recipe.cosine.shrink == found["cosine"].options["shrink"]
    assert recipe.co_occurrence.recency.step == found["co_occurrence"].options["recency.step"]
    assert recipe.factorisation.factors == found["factorised"].options["factors"]
    for name, one in found.items():
        assert one.trials == 3
        assert name == "popular" or one.value >= one.before  # what it had was tried first
    assert told[0] == "Tuning popular: 0 of 3"
    assert told[-1].startswith("Tuning factorised: 3 of 3") or told[-1].startswith("Tuning linear: 3 of 3")
    models = tuned.fit(next(iter(tuned.splits())))
    assert f"popular_{found['popular'].options['half_life']}d" in models


def test_the_options_given_are_the_first_tried():
    """With one trial nothing changes."""
    recipe = recipe_of(linear=None)
    tuned, found = TrialTuning(
        trial_of(recipe=recipe, interactions=events(dated=False), protocol=Holdout.LAST_OUT), 1
    ).run()
    assert tuned.recipe == recipe
    assert all(one.value == one.before for one in found.values())


def test_what_the_test_holds_back_cannot_be_felt():
    """With another end of the events, which is the test's alone, the same is found."""
    one = trial_of(interactions=replace(events(), n_items=2 * N_ITEMS))
    known = one.interactions.times < one.interactions.end + 1 - one.count * one.days * DAY
    items = np.where(known, one.interactions.items, one.interactions.items + N_ITEMS)
    other = replace(one, interactions=replace(one.interactions, items=items))
    assert TrialTuning(one, 2, seed=3).run()[1] == TrialTuning(other, 2, seed=3).run()[1]


def test_ranker_and_everything_else_that_is_known():
    """Looks, what shoppers say of themselves, and the ranker are tuned where they are there."""
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(N_ITEMS, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    traits = replace(Traits.unknown(N_ITEMS), embedding=vectors)
    segments, of = Segments.of({"age": (np.arange(SHOPPERS) % 3 * 10.0 + 20, True)})
    recipe = recipe_of(linear=None)
    recipe = replace(recipe, learning=replace(recipe.learning, none=1))
    trial = trial_of(recipe=recipe, traits=traits, segments=segments, segment_of=of)
    tuned, found = TrialTuning(trial, 2, ranker=True).run()
    assert {"looks", "demographic", "hybrid"} <= set(found)
    assert "linear" not in found
    assert tuned.recipe.learning.penalty == found["hybrid"].options["penalty"]
    assert tuned.recipe.sources.content.least == found["looks"].options["least"]


def test_a_journal_knows_for_what_it_searched(tmp_path):
    """Gone on with for the same events, begun anew for others; a file of something else is refused."""
    journal = tmp_path / "search.journal"
    first = TrialTuning(trial_of(), 2, journal=journal).run()[1]
    told = []
    again = TrialTuning(trial_of(), 2, journal=journal, on_step=told.append).run()[1]
    assert again == first
    assert not [one for one in told if "at best" in one]  # nothing was tried
    other = TrialTuning(trial_of(interactions=events(seed=5)), 2, journal=journal).run()[1]
    assert other != first
    (tmp_path / "letter.txt").write_text("Dear Sir,\n\nno journal\n")
    with pytest.raises(InvalidInput, match="no journal of a search"):
        TrialTuning(trial_of(), 2, journal=tmp_path / "letter.txt").run()


@pytest.mark.parametrize("name", [name for name in SPACES if name != "popular"])
def test_spaces_name_options_that_there_are(name):
    """Each option is one of the recipe, whose own value the space allows."""
    recipe = HybridRecipe()
    field = {"factorised": "factorisation", "looks": "content"}.get(name, name)
    part = recipe.learning if name == "hybrid" else getattr(recipe.sources, field)
    options = options_of(part, SPACES[name])
    assert with_options(part, options) == part
    assert {one.partition(".")[0] for one in options} <= {one.name for one in fields(part)}
    for option, allowed in SPACES[name].items():
        value = options[option]
        assert value in allowed.values if isinstance(allowed, Choice) else allowed.low <= value <= allowed.high


def test_spaces_without_times():
    """Where only an order is known, days say nothing."""
    assert set(space_of("successors", dated=False)) == {"reach", "step", "back", "recency.step"}


def test_as_text_and_as_values():
    """What never fades is no number in JSON."""
    _, found = TrialTuning(trial_of(), 1).run()
    told = tuning_as_json(found)["cosine"]
    assert told["options"]["half_life"] is None
    assert told["best"] == told["before"]
    row = next(row for row in tuning_table(found).rows if row[0] == "cosine")
    assert "shrink=10" in row[-1]
    assert "half_life=inf" in row[-1]
