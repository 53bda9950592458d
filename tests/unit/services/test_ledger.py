from __future__ import annotations

from dataclasses import dataclass, field, fields
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houndstooth.domain.assortment import FIELDS, ItemColumns
from houndstooth.services import ledger as ledger_module
from houndstooth.services.ledger import Ledger

DIMENSION, STYLE = 3, 2


@dataclass(frozen=True)
class Thing:
    """An item, as the slow reference keeps it."""

    number: int
    id: str
    colour: str | None = None
    group: str | None = None
    price: float | None = None
    in_stock: bool = True
    retired: bool = False
    direction: int | None = 0
    style: int | None = 0


def columns(things=(), *, removed=(), revision=1):
    """What a catalogue would say of things."""

    def vectors(axes, length):
        if all(axis is None for axis in axes):
            return np.zeros((len(axes), 0), np.float32)
        rows = np.vstack([np.eye(length, dtype=np.float32), np.zeros((1, length), np.float32)])
        return rows[[length if axis is None else axis for axis in axes]]

    return ItemColumns(
        revision=revision,
        removed=np.array(removed, np.int64),
        numbers=np.array([one.number for one in things], np.int64),
        ids=tuple(one.id for one in things),
        groups=tuple(one.group for one in things),
        words={name: tuple(one.colour if name == "colour" else None for one in things) for name in FIELDS},
        prices=np.array([one.price for one in things], np.float64),
        currencies=tuple(None if one.price is None else "EUR" for one in things),
        in_stock=np.array([one.in_stock for one in things], np.bool_),
        retired=np.array([one.retired for one in things], np.bool_),
        created=np.array([one.number for one in things], np.float64),
        embeddings=vectors([one.direction for one in things], DIMENSION),
        styles=vectors([one.style for one in things], STYLE),
    )


def told(assortment, number):
    """What an assortment says of one item, as a thing; ``None`` where it has none of that number."""
    [row] = assortment.rows_of_numbers(np.array([number]))
    if row < 0:
        return None
    colour, group = int(assortment.codes["colour"][row]), int(assortment.groups[row])
    price = float(assortment.prices[row])
    assert assortment.rows_of([assortment.ids[row]]).tolist() in ([row], [-1])
    assert assortment.created[row] == number
    return Thing(
        number=int(assortment.numbers[row]),
        id=assortment.ids[row],
        colour=None if colour < 0 else assortment.vocabularies["colour"][colour],
        group=None if group < 0 else f"g{group}",
        price=None if np.isnan(price) else price,
        in_stock=bool(assortment.in_stock[row]),
        retired=not assortment.in_sight[row],
        direction=int(assortment.embedding[row].argmax()) if assortment.embedding[row].any() else None,
        style=int(assortment.style[row].argmax()) if assortment.style[row].any() else None,
    )


THINGS = st.builds(
    lambda number, **more: Thing(number=number, id=f"Ä {number % 7}", **more),
    number=st.integers(1, 14),
    colour=st.sampled_from([None, "Red", "Blau", "青"]),
    group=st.none(),
    price=st.sampled_from([None, 1.5, 20.0]),
    in_stock=st.booleans(),
    retired=st.booleans(),
    direction=st.sampled_from([None, 0, 1, 2]),
    style=st.sampled_from([None, 0, 1]),
)


@dataclass
class Shop:
    """The slow reference: a dictionary. As in a catalogue, an id in use has one number, and numbers never come back."""

    things: dict[int, Thing] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)

    def write(self, wanted):
        taken = {}
        for thing in wanted:
            holders = {one.number for one in [*self.things.values(), *taken.values()] if one.id == thing.id}
            if thing.number not in self.gone and holders <= {thing.number}:
                taken[thing.number] = thing
        self.things |= taken
        return list(taken.values())

    def remove(self, numbers):
        there = [number for number in numbers if number in self.things]
        self.gone |= set(there)
        for number in there:
            del self.things[number]
        return there


def contents(assortment):
    return {number: told(assortment, number) for number in range(1, 15) if told(assortment, number)}


@given(
    st.lists(
        st.one_of(
            st.lists(THINGS, min_size=1, max_size=6, unique_by=lambda thing: thing.number),
            st.sets(st.integers(1, 14), max_size=3),
        ),
        max_size=12,
    ),
    st.sampled_from([0, 1, 4096]),
)
def test_it_says_what_a_dictionary_would(steps, spared):
    """After any sequence of writes and removals; and whatever was read before stays as it was read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger_module, "_SPARED", spared)
        ledger, shop, read = Ledger(dimension=DIMENSION, style_dimension=STYLE), Shop(), []
        for revision, step in enumerate(steps):
            if isinstance(step, list):
                ledger.take(columns(shop.write(step)))
            else:
                ledger.take(columns(removed=shop.remove(step)))
            read.append((ledger.read(revision), dict(shop.things)))
        for assortment, expected in read:
            assert contents(assortment) == expected
            assert assortment.in_sight.sum() == sum(not thing.retired for thing in expected.values())
            alone = assortment.groups[assortment.rows_of_numbers(np.array(sorted(expected), np.int64))]
            assert len(set(alone.tolist())) == len(expected)
        for before, after in pairwise(read):
            if before[0].layout == after[0].layout:
                np.testing.assert_array_equal(before[0].numbers, after[0].numbers[: len(before[0])])
                np.testing.assert_array_equal(before[0].embedding, after[0].embedding[: len(before[0])])


def test_writing_twice_is_writing_once():
    """A refresh that was broken off may be done again."""
    ledger = Ledger(dimension=DIMENSION, style_dimension=STYLE)
    part = columns([Thing(1, "a", colour="Red"), Thing(2, "b", direction=2)])
    ledger.take(part)
    ledger.take(part)
    assert len(ledger.read(1)) == 2


def test_a_new_price_copies_no_vectors():
    """The large matrices of two readings are the same memory, and so is every column that did not change."""
    ledger = Ledger(dimension=DIMENSION, style_dimension=STYLE)
    ledger.take(columns([Thing(number, str(number), colour="Red", price=1.0) for number in range(1, 200)]))
    before = ledger.read(1)
    ledger.take(columns([Thing(7, "7", colour="Red", price=2.0)]))
    after = ledger.read(2)
    [row] = after.rows_of(["7"])
    assert (before.prices[row], after.prices[row]) == (1.0, 2.0)
    for name in ("embedding", "style", "numbers", "ids", "in_stock", "in_sight"):
        assert np.shares_memory(getattr(before, name), getattr(after, name)), name
    assert np.shares_memory(before.codes["colour"], after.codes["colour"])
    assert not np.shares_memory(before.prices, after.prices)
    assert after.layout == before.layout


def test_what_is_read_cannot_be_written():
    """Readers share it."""
    ledger = Ledger(dimension=DIMENSION, style_dimension=STYLE)
    ledger.take(columns([Thing(1, "a")]))
    assortment = ledger.read(1)
    for one in fields(assortment):
        value = getattr(assortment, one.name)
        if isinstance(value, np.ndarray) and not one.name.startswith("sorted"):
            with pytest.raises(ValueError, match="read-only"):
                value[:] = 0


def test_variants_share_their_group():
    ledger = Ledger(dimension=DIMENSION, style_dimension=STYLE)
    ledger.take(columns([Thing(1, "a", group="g"), Thing(2, "b"), Thing(3, "c", group="g"), Thing(4, "d", group="h")]))
    a, b, c, d = ledger.read(1).groups.tolist()
    assert a == c
    assert len({a, b, d}) == 3
    assert b < 0 <= min(a, d)


def test_shares_and_usual_prices():
    """Of what is in sight; nobody knows what a value costs that nothing in sight has."""
    ledger = Ledger(dimension=DIMENSION, style_dimension=STYLE)
    prices = {1: 10.0, 2: 20.0, 3: 40.0, 4: None, 5: 1000.0}
    ledger.take(
        columns(
            [Thing(n, str(n), colour="Red" if n < 4 else "Blue", price=p, retired=n == 5) for n, p in prices.items()]
        )
    )
    made_of = ledger.read(1).makeup
    assert made_of.shares("colour", 3).tolist() == [0.75, 0.25, 0]
    assert made_of.shares("brand", 2).tolist() == [0, 0]
    usual = made_of.usual_prices(0, 2)
    assert np.isnan(usual[:2]).all()
    assert usual[-1] == 20
    assert np.isnan(made_of.usual_prices(7, 1)).all()


def test_shares_are_reckoned_anew_when_enough_has_changed():
    """One row in a hundred is not enough, two are."""
    ledger = Ledger(dimension=DIMENSION, style_dimension=STYLE)
    ledger.take(columns([Thing(number, str(number), colour="Red") for number in range(1, 101)]))
    before = ledger.read(1).makeup
    ledger.take(columns([Thing(1, "1", colour="Blue")]))
    assert ledger.read(2).makeup is before
    ledger.take(columns([Thing(2, "2", colour="Blue")]))
    assert ledger.read(3).makeup.shares("colour", 2).tolist() == pytest.approx([0.98, 0.02])


def test_no_style_at_all():
    """An artifact may give none."""
    ledger = Ledger(dimension=DIMENSION, style_dimension=0)
    ledger.take(columns([Thing(1, "a", style=None)]))
    ledger.take(columns([Thing(1, "a", style=None, price=3.0)]))
    assert ledger.read(1).style.shape == (1, 0)
