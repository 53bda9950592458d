"""What is believed of a shopper follows from what they did and said, as one would expect."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houndstooth.domain.assortment import FIELDS
from houndstooth.domain.event import DEFAULT_WEIGHTS, EventKind
from houndstooth.domain.event_ports import History
from houndstooth.domain.interactions import DAY
from houndstooth.domain.shopper import Verdict
from houndstooth.recommenders.profile import Said, profile_of
from houndstooth.recommenders.profile_leanings import CERTAIN, PRIOR, Stated
from houndstooth.recommenders.profile_opinions import Forgotten, ProfileOptions
from houndstooth.recommenders.profile_prices import PriceLimit
from houndstooth.recommenders.profile_scores import PROFILE_FEATURES, profile_features
from houndstooth.recommenders.taste import MOST_TASTES

NOW = 1_780_000_000.0
KINDS = ["Dresses", "Shirts", "Coats", "Shoes", "Bags", "Hats"]
ITEMS = st.builds("{} {}".format, st.sampled_from(KINDS), st.integers(0, 19))
LIKING = st.sampled_from([kind for kind, weight in DEFAULT_WEIGHTS.items() if weight > 0])
EVENTS = st.lists(st.tuples(ITEMS, st.sampled_from(list(EventKind)), st.floats(-1, 200, allow_nan=False)), max_size=30)


def features(profile, shop, *, of=None):
    """Name -> ``float32[c]``, of all items or of some."""
    rows = np.arange(len(shop), dtype=np.int32) if of is None else shop.rows_of(of)
    found = profile_features(profile, shop, rows)
    assert found.dtype == np.float32
    assert found.shape == (len(rows), len(PROFILE_FEATURES))
    return dict(zip(PROFILE_FEATURES, found.T, strict=True))


def affinity(profile, shop, field, value):
    return float(profile.leanings[field].affinity[shop.vocabularies[field].code(value)])


def test_nobody_is_neutral(shop):
    """Every feature of every item is 0."""
    for name, values in features(profile_of(History(), shop, NOW), shop).items():
        assert not values.any(), name


def test_an_empty_shop_has_profiles_too(assortment_of, history_of):
    """Before anything is ingested; what somebody did with items that are gone says nothing."""
    from houndstooth.services.ledger import Ledger

    empty = Ledger(dimension=8, style_dimension=4).read(0)
    profile = profile_of(history_of(("a", "like"), ("ü 🧥", "purchase")), empty, NOW)
    assert len(profile.tastes) == 0
    assert features(profile, empty)["taste"].shape == (0,)
    one = assortment_of([{"id": "ü 🧥"}])
    known = profile_of(history_of(("a", "like"), ("ü 🧥", "purchase")), one, NOW)
    assert known.opinions.rows.tolist() == [0]
    assert features(known, one)["category_affinity"].tolist() == [0]


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(shop, history_of, events, random):
    """Late ones, and those out of order, count as if they had come in time."""
    shuffled = random.sample(events, len(events))
    one, other = (profile_of(history_of(*some), shop, NOW) for some in (events, shuffled))
    for name, values in features(one, shop).items():
        np.testing.assert_allclose(values, features(other, shop)[name], atol=1e-4, err_msg=name)


@given(EVENTS, ITEMS, LIKING, st.floats(0, 100))
def test_liking_more_never_lowers_an_affinity(shop, history_of, events, item, kind, days):
    """To any value of the item that is liked once more."""
    before = features(profile_of(history_of(*events), shop, NOW), shop, of=[item])
    after = features(profile_of(history_of(*events, (item, kind, days)), shop, NOW), shop, of=[item])
    for field in FIELDS:
        assert after[f"{field}_affinity"] >= before[f"{field}_affinity"] - 1e-5


@given(EVENTS, ITEMS, st.sampled_from([EventKind.DISLIKE, EventKind.NOT_INTERESTED]), st.floats(0, 100))
def test_a_dislike_pushes_away(shop, history_of, events, item, kind, days):
    """It never raises the affinity to a value of the item."""
    before = features(profile_of(history_of(*events), shop, NOW), shop, of=[item])
    after = features(profile_of(history_of(*events, (item, kind, days)), shop, NOW), shop, of=[item])
    for field in FIELDS:
        assert after[f"{field}_affinity"] <= before[f"{field}_affinity"] + 1e-5


def test_what_is_disliked_is_below_neutral(shop, history_of):
    """It and what looks like it, while other kinds stay where they were."""
    profile = profile_of(history_of(*((f"Hats {number}", "dislike") for number in range(5))), shop, NOW)
    hats = features(profile, shop, of=["Hats 7"])
    bags = features(profile, shop, of=["Bags 7"])
    assert hats["category_affinity"] < -1
    assert bags["category_affinity"] > 0
    assert hats["aversion"] > 0.5 > bags["aversion"]


@given(ITEMS, LIKING, st.floats(0, 100), st.floats(0.5, 100))
def test_what_was_long_ago_says_less(shop, history_of, item, kind, days, more):
    """And never nothing at all."""
    newer, older = (
        features(profile_of(history_of((item, kind, ago)), shop, NOW), shop, of=[item]) for ago in (days, days + more)
    )
    assert newer["category_affinity"] >= older["category_affinity"] > 0


def test_the_half_life_is_one(shop, history_of):
    """After it an event says half as much, after two a quarter; one from the future as much as one of now."""
    options = ProfileOptions(half_life=10, weights={EventKind.LIKE: 1.0})
    weights = [
        profile_of(history_of(("Hats 1", "like", days)), shop, NOW, options).opinions.weights[0]
        for days in (-3, 0, 10, 20)
    ]
    assert weights == pytest.approx([1, 1, np.log2(1.5), np.log2(1.25)], abs=1e-6)


def test_weights_are_the_shops_own(shop, history_of):
    """A kind may be made to say nothing, or the contrary."""
    history = history_of(("Hats 1", "view_item"), ("Bags 1", "purchase"))
    options = ProfileOptions(weights={EventKind.VIEW_ITEM: 0.0, EventKind.PURCHASE: -2.0})
    opinions = profile_of(history, shop, NOW, options).opinions
    assert shop.ids[opinions.rows].tolist() == ["Bags 1"]
    assert opinions.weights[0] < 0


def slow_affinity(shop, history, field, value):
    """Said again in plain Python, from the definition."""
    summed = defaultdict(float)
    for item, kind, time in zip(history.item_ids, history.kinds, history.times, strict=True):
        summed[item] += DEFAULT_WEIGHTS.get(kind, 0) * 0.5 ** (max(0, NOW - time) / DAY / 30)
    codes, offered = shop.codes[field], defaultdict(int)
    for code in codes:
        offered[int(code)] += code >= 0
    wanted, lifts = shop.vocabularies[field].code(value), []
    for sign in (1, -1):
        opinions = {i: np.log2(1 + abs(w)) for i, w in summed.items() if w * sign > 0}
        of = {i: codes[shop.rows_of([i])[0]] for i in opinions}
        observed = sum(w for i, w in opinions.items() if of[i] == wanted)
        expected = sum(w for i, w in opinions.items() if of[i] >= 0) * offered[wanted] / sum(offered.values())
        lifts.append(np.log2((observed + PRIOR) / (expected + PRIOR)))
    return lifts[0] - lifts[1]


@settings(max_examples=40)
@given(EVENTS, st.sampled_from([("colour", "Blue"), ("category", "Hats"), ("brand", "Brand 3"), ("size", "M")]))
def test_affinities_are_those_of_the_slow_reference(shop, history_of, events, asked):
    history = history_of(*events)
    profile = profile_of(history, shop, NOW)
    assert affinity(profile, shop, *asked) == pytest.approx(slow_affinity(shop, history, *asked), abs=1e-4)


def test_one_click_is_no_passion(shop, history_of):
    """Ten likings are one; a lift is told in binary logarithms."""
    click, passion = (
        affinity(profile_of(history_of(*events), shop, NOW), shop, "category", "Hats")
        for events in ([("Hats 1", "view_item")], [(f"Hats {number}", "like") for number in range(10)])
    )
    assert 0 < click < 0.25
    assert passion > 1.5


def test_looking_at_one_thing_again_and_again_is_one_liking(shop, history_of):
    """Fifty looks at one item say less than ten likings of different ones."""
    looks = profile_of(history_of(*[("Hats 1", "view_item")] * 50), shop, NOW)
    likes = profile_of(history_of(*((f"Hats {number}", "like") for number in range(10))), shop, NOW)
    assert affinity(looks, shop, "category", "Hats") < affinity(likes, shop, "category", "Hats")


def test_people_shop_for_several_things(shop, history_of):
    """Each category is a taste of its own, the strongest first; an item is compared with the nearest."""
    liked = [*((f"Shoes {n}", "like") for n in range(6)), *((f"Bags {n}", "like") for n in range(3))]
    tastes = profile_of(history_of(*liked), shop, NOW).tastes
    assert [shop.vocabularies["category"][code] for code in tastes.categories] == ["Shoes", "Bags"]
    assert tastes.shares.tolist() == pytest.approx([2 / 3, 1 / 3])
    np.testing.assert_allclose(np.linalg.norm(tastes.embeddings, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(tastes.styles, axis=1), 1, atol=1e-5)
    assert {shop.ids[row] for row in tastes.of[1]} == {"Bags 0", "Bags 1", "Bags 2"}
    found = features(profile_of(history_of(*liked), shop, NOW), shop, of=["Bags 9", "Shoes 9", "Hats 9"])
    assert found["taste"][:2].min() > found["taste"][2]
    assert found["taste_share"][:2].tolist() == pytest.approx([1 / 3, 2 / 3])


def test_a_taste_is_the_mean_of_what_is_liked(shop, history_of):
    """Weighted, and of length 1; of many categories the strongest are kept."""
    profile = profile_of(history_of(("Hats 1", "like"), ("Hats 2", "view_item")), shop, NOW)
    rows = shop.rows_of(["Hats 1", "Hats 2"])
    mean = np.log2(2) * shop.embedding[rows[0]] + np.log2(1.3) * shop.embedding[rows[1]]
    np.testing.assert_allclose(profile.tastes.embeddings[0], mean / np.linalg.norm(mean), atol=1e-5)
    everything = profile_of(history_of(*((f"{kind} {n}", "like") for kind in KINDS for n in range(3))), shop, NOW)
    assert len(everything.tastes) == MOST_TASTES
    assert everything.tastes.shares.sum() == pytest.approx(MOST_TASTES / len(KINDS))


def test_style_is_liked_across_categories(shop, history_of):
    """Who likes one style of Hats gets it in Shoes."""
    same = [name for name in shop.ids if shop.style[shop.rows_of([name])[0]].argmax() == 1]
    liked = [name for name in same if "Hats" in name][:5] + [name for name in same if "Shirts" in name][:3]
    profile = profile_of(history_of(*((name, "like") for name in liked)), shop, NOW)
    shoes = [f"Shoes {number}" for number in range(20)]
    found = features(profile, shop, of=shoes)["style"]
    theirs = shop.style[shop.rows_of(shoes)].argmax(axis=1) == 1
    assert theirs.any()
    assert found[theirs].min() == pytest.approx(1)
    assert found[~theirs].max() == pytest.approx(0)


def test_retired_items_still_say_something(assortment_of, history_of):
    """What somebody bought last season is their taste still."""
    shop = assortment_of([{"id": "old", "category": "Hats", "retired": True}, {"id": "new", "category": "Hats"},
                          {"id": "bag", "category": "Bags"}])  # fmt: skip
    profile = profile_of(history_of(("old", "purchase"), ("gone", "purchase")), shop, NOW)
    assert affinity(profile, shop, "category", "Hats") > 0


def test_prices_that_fit(shop, history_of):
    """The band is that of the liked ones; what lies far outside does not fit; without a price nothing is said."""
    profile = profile_of(history_of(*((f"Dresses {number}", "like") for number in range(10))), shop, NOW)
    [band] = profile.prices.bands.values()
    paid = np.array([10.0 + number for number in range(10)])
    assert (band.low, band.typical, band.high) == pytest.approx(
        np.quantile(paid, [0.1, 0.5, 0.9], method="hazen").tolist()
    )
    found = features(profile, shop, of=["Dresses 5", "Hats 19"])["price_fit"]
    assert found[0] == pytest.approx(band.confidence)
    assert found[1] < -0.5
    assert band.fit(np.array([np.nan, 0], np.float32)).tolist() == pytest.approx([0, -band.confidence])


@given(st.floats(1, 400), st.floats(1, 5))
def test_the_further_from_the_band_the_worse(shop, history_of, price, ratio):
    """Upwards and downwards."""
    profile = profile_of(history_of(*((f"Dresses {number}", "like") for number in range(5))), shop, NOW)
    [band] = profile.prices.bands.values()
    dear = band.fit(np.array([band.high * price, band.high * price * ratio], np.float32))
    cheap = band.fit(np.array([band.low / price, band.low / price / ratio], np.float32))
    for nearer, further in (dear, cheap):
        assert nearer >= further - 1e-5


def test_dear_and_cheap_are_so_for_their_kind(shop, history_of):
    """Who takes the dearest hats is taken to want the dearer bags, whatever bags cost beside hats."""
    dearest = [f"Hats {number}" for number in range(14, 20)]
    profile = profile_of(history_of(*((name, "like") for name in dearest)), shop, NOW)
    assert 1.05 < profile.prices.level.typical < 1.3
    cheap, dear = features(profile, shop, of=["Dresses 0", "Dresses 12"])["price_level_fit"]
    assert dear > cheap


def test_currencies_are_never_compared(assortment_of, history_of):
    """A thousand yen are no thousand euros."""
    shop = assortment_of([{"id": "a", "price": 10.0}, {"id": "b", "price": 1500.0, "currency": "JPY"},
                          {"id": "c", "price": 1500.0}, {"id": "d"}])  # fmt: skip
    profile = profile_of(history_of(("a", "like"), ("b", "like")), shop, NOW)
    assert sorted(shop.currency_codes[code] for code in profile.prices.bands) == ["EUR", "JPY"]
    found = features(profile, shop, of=["a", "b", "c", "d"])["price_fit"]
    assert found[0] > 0 < found[1]
    assert found[2] < 0 == found[3]


def test_sizes_that_were_bought_fit_in_their_category(assortment_of, history_of):
    """In another category nothing is known; a look is no purchase; what was declared counts more."""
    items = [(f"{kind} {size}", kind, size) for kind in ("Shoes", "Shirts") for size in ("38", "39", None)]
    shop = assortment_of([{"id": name, "category": kind, "size": size} for name, kind, size in items])
    names = [name for name, _, _ in items]
    history = history_of(("Shoes 38", "purchase"), ("Shirts 39", "view_item"))
    profile = profile_of(history, shop, NOW)
    assert features(profile, shop, of=names)["size_fit"].tolist() == [0.5, -0.5, 0, 0, 0, 0]
    shoes, size = shop.vocabularies["category"].code("Shoes"), shop.vocabularies["size"].code("39")
    told = profile_of(history, shop, NOW, said=Said(sizes={shoes: size}))
    assert features(told, shop, of=names)["size_fit"].tolist() == [-1, 1, 0, 0, 0, 0]


def stated(shop, field, value, verdict, weight=None):
    return Stated(field, shop.vocabularies[field].code(value), verdict, weight)


@given(EVENTS)
def test_what_is_said_counts_before_what_was_done(shop, history_of, events):
    """Preferred, avoided or forgotten, whatever was done."""
    said = Said([stated(shop, "colour", "Red", Verdict.PREFER), stated(shop, "colour", "Blue", Verdict.AVOID),
                 stated(shop, "brand", "Brand 1", Verdict.FORGET)])  # fmt: skip
    profile = profile_of(history_of(*events), shop, NOW, said=said)
    assert affinity(profile, shop, "colour", "Red") >= CERTAIN
    assert affinity(profile, shop, "colour", "Blue") <= -CERTAIN
    assert affinity(profile, shop, "brand", "Brand 1") == 0


def test_no_taste_is_made_of_what_somebody_does_not_want(shop, history_of):
    history = history_of(*((f"Hats {number}", "like") for number in range(5)), ("Bags 1", "like"))
    for verdict in (Verdict.AVOID, Verdict.FORGET):
        profile = profile_of(history, shop, NOW, said=Said([stated(shop, "category", "Hats", verdict)]))
        assert [shop.vocabularies["category"][code] for code in profile.tastes.categories] == ["Bags"]


def test_an_answer_of_the_quiz_is_a_start_and_fades_beside_deeds(shop, history_of):
    """It weighs as so many likings, not for ever."""
    said = Said([stated(shop, "colour", "Red", Verdict.PREFER, 2.8)])
    alone = profile_of(History(), shop, NOW, said=said)
    assert 0.5 < affinity(alone, shop, "colour", "Red") < CERTAIN
    blue = [name for name in shop.ids if shop.codes["colour"][shop.rows_of([name])[0]] == 1]
    later = profile_of(history_of(*((name, "like") for name in blue)), shop, NOW, said=said)
    assert affinity(later, shop, "colour", "Red") < 0 < affinity(later, shop, "colour", "Blue")


def test_what_is_to_be_forgotten_is(shop, history_of):
    """An item, and everything before a day; as if it had never been."""
    history = history_of(("Hats 1", "like", 10), ("Bags 1", "like", 2), ("Shoes 1", "dislike", 1))
    forgotten = Forgotten(before=NOW - 5 * DAY, items=frozenset({"Shoes 1"}))
    expected = profile_of(history_of(("Bags 1", "like", 2)), shop, NOW)
    found = features(profile_of(history, shop, NOW, said=Said(forgotten=forgotten)), shop)
    for name, values in features(expected, shop).items():
        np.testing.assert_array_equal(values, found[name], err_msg=name)


def test_a_limit_of_prices_is_kept_to(shop, history_of):
    """Beyond it nothing fits, whatever was bought; within it nothing is refused for its price."""
    history = history_of(*((f"Hats {number}", "purchase") for number in range(5)))
    euro = shop.currency_codes.code("EUR")
    said = Said(limits=(PriceLimit(euro, least=15.0, most=25.0),))
    found = features(profile_of(history, shop, NOW, said=said), shop)["price_fit"]
    within = (shop.prices >= 15) & (shop.prices <= 25)
    assert found[within].min() >= 0
    assert set(found[~within].tolist()) == {-1}


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.text(max_size=4)), min_size=1, max_size=8))
def test_any_unicode(assortment_of, history_of, things):
    """Ids and values are the shop's own business."""
    things = list(dict(things).items())
    shop = assortment_of([{"id": name, "category": value, "colour": name, "price": 3.0} for name, value in things])
    profile = profile_of(history_of(*((name, "like") for name, _ in things)), shop, NOW)
    assert len(profile.opinions) == len(things)
    assert all(np.isfinite(values).all() for values in features(profile, shop).values())
