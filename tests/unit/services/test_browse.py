from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houndstooth.domain.catalogue import Offer
from houndstooth.domain.category_path import nodes_of
from houndstooth.domain.directory import Sort
from houndstooth.domain.errors import InvalidFilter, InvalidInput
from houndstooth.domain.filter import Filter
from houndstooth.domain.filter_reading import read_tree
from houndstooth.domain.item import Availability, Item, Price
from houndstooth.domain.listing import Asked, Cursor, FacetValue
from houndstooth.services import directories, directory_view
from houndstooth.services.browse import Browse
from houndstooth.services.directories import Directories, title_key
from houndstooth.services.directory_view import View
from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.database import Database
from houndstooth.testing.catalogue import ARTIFACT, SHOP, entry
from houndstooth.testing.filters import FILTERS, passes, shelf


@pytest.fixture(name="catalogue")
def _catalogue(tmp_path):
    """An empty one."""
    database = Database.open_sqlite(tmp_path / "h.db")
    yield SqlCatalogue(database)
    database.close()


@pytest.fixture(name="browse")
def _browse(catalogue):
    """Over the catalogue."""
    return Browse(catalogue)


def eur(amount):
    return Price(Decimal(amount), "EUR")


def product(item_id, **fields):
    return Item(SHOP, item_id, fields.pop("title", f"Item {item_id}"), **fields)


def stock():
    """48 items, some of them variants of products that lie apart; drawn with a fixed seed."""
    draw = np.random.default_rng(7)

    def one(*values):
        return values[draw.integers(len(values))]

    return [
        product(
            f"{number:02}",
            title=one("Äpfel", "apfel", "Zebra", "Éclair", "echo", "Mütze"),
            category=one("Dresses", "Coats", None),
            category_path=one("Women > Dresses", "Women > Dresses > Maxi", "Women > Coats", "Sale > Dresses", None),
            colour=one("Red", "Blue", "Green", None),
            brand=one("Acme", "Other"),
            group=one(None, "g1", "g2", "g3", "g4"),
            price=one(None, eur("9.99"), eur("20"), eur("20"), eur("49.5"), eur("120")),
            availability=one(None, Availability.IN_STOCK, Availability.OUT_OF_STOCK),
            attributes={"fit": one("Slim", "Wide"), "sku": f"sku-{number}"},
        )
        for number in range(48)
    ]


def fill(catalogue, items):
    catalogue.write([replace(entry(item.id), item=item) for item in items], artifact_id=ARTIFACT)


def ids(listing):
    return [stored.item.id for stored in listing.items]


def walk(browse, asked, between=lambda: None):
    """All pages, one after the other."""
    found = []
    while True:
        page = browse.list(SHOP, asked)
        found += ids(page)
        if page.next is None:
            return found
        between()
        asked = replace(asked, cursor=Cursor.read(page.next.write(), asked.sort))


def key_of(item, sort):
    """The slow way to sort."""
    if sort is Sort.TITLE:
        return title_key(item.title)
    if sort is Sort.NEWEST:
        return -int(item.id)
    if sort in {Sort.PRICE_UP, Sort.PRICE_DOWN}:
        amount = item.price.amount if item.price else Decimal("Infinity")
        return -amount if sort is Sort.PRICE_DOWN and item.price else amount
    return int(item.id)


def expected_list(items, where, sort, *, grouped):
    found, seen = [], set()
    for item in sorted((one for one in items if passes(one, where)), key=lambda one: (key_of(one, sort), one.id)):
        if not grouped or item.group is None or item.group not in seen:
            found.append(item.id)
            seen.add(item.group)
    return found


def expected_counts(items, where, field, *, grouped):
    had = set()
    for item in items:
        if passes(item, where.without(field)):
            for value in values_of(item, field):
                had.add((value, (item.group if grouped else None) or f"alone {item.id}"))
    return Counter(value for value, _ in had)


def values_of(item, field):
    if field == "category_path":
        path = item.category_path or item.category
        return nodes_of(path) if path else ()
    if field == "in_stock":
        return (str(item.availability in {None, Availability.IN_STOCK}).lower(),)
    value = getattr(item, field, None) or item.attributes.get(field)
    return (value,) if value else ()


WHERE = [
    [],
    ["colour=Red"],
    ["colour=Red", "colour=Blue", "price<=20"],
    ["category_path=Women", "colour!=Green"],
    ["in_stock=true", "fit=Slim"],
    ["colour=Purple"],
]
FIELDS = ("category", "category_path", "colour", "brand", "in_stock", "availability", "fit")


@pytest.mark.parametrize("where", WHERE, ids=" ".join)
@pytest.mark.parametrize("grouped", [True, False])
@pytest.mark.parametrize("cells", [0, 1 << 25])
def test_counts_are_those_of_counting_one_by_one(browse, catalogue, monkeypatch, where, grouped, cells):
    """Items, or products with a variant of the value; a field's own condition does not count against it."""
    monkeypatch.setattr(directory_view, "_MOST_CELLS", cells)
    items = stock()
    fill(catalogue, items)
    asked = Asked(Filter.parse(where), grouped=grouped)
    listing = browse.list(SHOP, asked)
    for field in FIELDS:
        counted = {one.value: one.count for one in listing.facets[field]}
        assert counted == expected_counts(items, asked.where, field, grouped=grouped), field
        told = [(-one.count, one.value) for one in listing.facets[field]]
        assert told == sorted(told)
    assert "sku" not in listing.facets
    assert listing.total == len(expected_list(items, asked.where, Sort.ARRIVAL, grouped=grouped))
    assert listing.total_items == len(expected_list(items, asked.where, Sort.ARRIVAL, grouped=False))


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("grouped", [True, False])
@pytest.mark.parametrize("where", WHERE, ids=" ".join)
def test_pages_are_the_whole_list_cut_up(browse, catalogue, sort, grouped, where):
    """In every order, whatever is filtered; of variants the first in that order."""
    items = stock()
    fill(catalogue, items)
    asked = Asked(Filter.parse(where), sort, limit=5, grouped=grouped, facets=())
    assert walk(browse, asked) == expected_list(items, asked.where, sort, grouped=grouped)


def test_arrival_is_the_order_of_the_catalogue(browse, catalogue):
    """As the database itself pages."""
    fill(catalogue, stock())
    for grouped in (True, False):
        page = catalogue.page(SHOP, where=Filter.parse(["brand=Acme"]), limit=99, grouped=grouped)
        asked = Asked(Filter.parse(["brand=Acme"]), limit=99, grouped=grouped)
        assert ids(browse.list(SHOP, asked)) == [stored.item.id for stored in page.items]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("grouped", [True, False])
def test_what_comes_in_between_neither_repeats_nor_hides(browse, catalogue, sort, grouped):
    """Also where it is a variant of a product that was shown, or is yet to come; and where shown items go."""
    items = stock()
    fill(catalogue, items)
    fresh = iter(range(100, 200))

    def between():
        number = next(fresh)
        fill(catalogue, [product(f"{number}", title="aaa", price=eur("1"), group="g1" if number % 2 else None)])
        fill(catalogue, [product(f"{number}b", title="zzz", price=eur("999"), group=f"g{number % 5}")])

    asked = Asked(sort=sort, limit=4, grouped=grouped, facets=())
    found = [item_id for item_id in walk(browse, asked, between) if len(item_id) == 2]
    assert found == expected_list(items, Filter(), sort, grouped=grouped)


def test_a_cursor_holds_where_its_item_is_gone(browse, catalogue):
    """The next page begins where it would have begun."""
    items = stock()
    fill(catalogue, items)
    for sort in Sort:
        whole = walk(browse, Asked(sort=sort, grouped=False, facets=()))
        first = browse.list(SHOP, Asked(sort=sort, grouped=False, limit=6, facets=()))
        catalogue.retire(SHOP, [whole[5]])
        assert ids(browse.list(SHOP, Asked(sort=sort, grouped=False, cursor=first.next, facets=()))) == whole[6:]
        fill(catalogue, items)


@pytest.mark.parametrize(
    "text", ["", "x", "²", "-5", "99999999999999999999999", "WzFd", "W10", "bnVsbA", "é", "[" * 900]
)
def test_a_cursor_that_is_none_of_ours_is_refused(text):
    """With a remedy."""
    with pytest.raises(InvalidInput, match="start again without it"):
        Cursor.read(text, Sort.ARRIVAL)


def test_a_cursor_is_of_one_order():
    """Another order has no such place."""
    with pytest.raises(InvalidInput, match="sorted by title, not by newest"):
        Cursor.read(Cursor(Sort.TITLE, "6162", 3, 9).write(), Sort.NEWEST)
    for bad in (Cursor(Sort.NEWEST, "61", 3), Cursor(Sort.TITLE, 61, 3), Cursor(Sort.TITLE, "zz", 3)):
        with pytest.raises(InvalidInput, match="not one that we gave"):
            Cursor.read(bad.write(), bad.sort)


@given(st.text(max_size=60))
def test_any_cursor_is_read_or_refused(text):
    """Nothing else happens."""
    try:
        Cursor.read(text, Sort.PRICE_UP)
    except InvalidInput:
        pass


def test_the_directory_follows_the_catalogue(browse, catalogue):
    """Whatever is written, priced, retired or removed: the next list is as if it had been read afresh."""
    items = {item.id: item for item in stock()}
    changes = st.lists(
        st.tuples(st.sampled_from(["write", "price", "retire", "remove"]), st.integers(0, 60)), max_size=6
    )
    fill(catalogue, items.values())

    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(changes)
    def check(steps):
        for step, number in steps:
            item_id = f"{number:02}"
            if step == "write":
                extra = {"new field": "x" if number % 2 else "y"} if number > 30 else {}
                fill(catalogue, [product(item_id, colour=f"C{number % 3}", group="g1", attributes=extra)])
            elif step == "price":
                catalogue.reprice(SHOP, {item_id: lambda item: Offer(eur("7"), None, item.availability)})
            else:
                getattr(catalogue, step)(SHOP, [item_id])
        asked = Asked(sort=Sort.PRICE_UP, facets=(*FIELDS, "price"), limit=200)
        assert browse.list(SHOP, asked) == Browse(catalogue).list(SHOP, asked)

    check()


def test_the_shops_own_fields_are_counted_where_they_are_a_choice(browse, catalogue, monkeypatch):
    """Neither numbers that differ from item to item nor one word for all; asked for by name, nearly every field is."""
    monkeypatch.setattr(directories, "MOST_VALUES", 30)
    items = [product(f"{n:02}", attributes={"fit": "ab"[n % 2], "lot": f"{n // 2}", "all": "same"}) for n in range(40)]
    fill(catalogue, [replace(item, attributes={**item.attributes, "sku": item.id}) for item in items])
    facets = browse.list(SHOP, Asked()).facets
    assert {"fit", "lot"} <= facets.keys()
    assert not {"all", "sku"} & facets.keys()
    assert browse.list(SHOP, Asked(facets=("all",))).facets == {"all": (FacetValue("same", 40),)}
    for unknown in ("sku", "nothing"):
        with pytest.raises(InvalidFilter, match=f"{unknown}.*there are .*fit"):
            browse.list(SHOP, Asked(facets=(unknown,)))
    assert browse.list(SHOP, Asked(Filter.parse(["sku=07"]))).total == 1


def test_a_field_that_no_filter_can_name_is_not_offered(browse, catalogue):
    """What is counted can be chosen; an attribute called like a field of every item is that field."""
    names = {"a/b": "x", "price": "cheap", "fit": "Slim"}
    fill(
        catalogue,
        [product(f"{n}", attributes={name: f"{value}{n % 2}" for name, value in names.items()}) for n in range(8)],
    )
    assert {"fit", "price", "a/b"} & browse.list(SHOP, Asked()).facets.keys() == {"fit"}


def test_ranges_of_prices_cover_all_prices(browse, catalogue):
    """From the lowest to the highest, each with what a filter by it finds; the price asked for does not count."""
    amounts = ["4.99", "12", "19.99", "20", "20", "35.5", "37.4", "49", "99.95", "480"]
    fill(catalogue, [product(f"{n}", price=eur(amount)) for n, amount in enumerate(amounts)])
    fill(catalogue, [product("free of price")])
    ranges = browse.list(SHOP, Asked(Filter.parse(["price<=20"]))).prices
    assert (ranges[0].least, ranges[-1].most) == (eur("4.99"), eur("480"))
    assert [one.most for one in ranges[:-1]] == [one.least for one in ranges[1:]]
    assert all(edge.most.amount == edge.most.amount.to_integral_value() for edge in ranges)
    for one in ranges:
        where = Filter.parse([f"price>={one.least.text}", f"price<={one.most.text}"])
        assert browse.list(SHOP, Asked(where)).total == one.count


def test_prices_of_several_currencies_have_no_ranges(browse, catalogue):
    """Amounts of two currencies do not stand on one scale."""
    fill(catalogue, [product("a", price=eur("5")), product("b", price=Price(Decimal(5), "USD"))])
    assert browse.list(SHOP, Asked()).prices == ()
    assert [one.count for one in browse.list(SHOP, Asked(Filter.parse(["id=a"]))).prices] == [1]


def test_the_colours_of_a_product_are_those_of_its_variants(browse, catalogue):
    """In the order of arrival, each once; whatever is filtered."""
    fill(
        catalogue, [product(f"a{n}", group="g", colour=colour) for n, colour in enumerate(["Red", "Blue", None, "Red"])]
    )
    fill(catalogue, [product("b", colour="Green"), product("c", group="h")])
    shown = browse.list(SHOP, Asked(Filter.parse(["colour!=Red"]))).items
    assert browse.colours(SHOP, shown) == {"g:g": ("Red", "Blue"), "g:h": ()}
    catalogue.retire(SHOP, ["a1"])
    assert browse.colours(SHOP, shown)["g:g"] == ("Red",)


@pytest.mark.parametrize("passing", [[], [0], [2, 4], [1, 3, 5, 9], [99]])
def test_what_the_directory_does_not_know_yet_is_left_out(catalogue, passing):
    """The database may be asked a moment later than the directory was read."""
    fill(catalogue, [product(f"{n}") for n in range(6)])
    catalogue.remove(SHOP, ["2"])
    directory = Directories(catalogue).of(SHOP)
    view = View(directory, lambda _where: np.array(passing, np.int64))
    expected = np.isin(directory.numbers, passing)
    assert np.array_equal(view.mask(Filter.parse(["id=7"])), expected)


def test_arrays_say_what_the_database_says(catalogue):
    """Whatever is joined by and, or and not; the database is not asked."""
    items = shelf()
    fill(catalogue, items)
    view = View(Directories(catalogue).of(SHOP), pytest.fail)

    @settings(max_examples=500, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(FILTERS)
    def check(where):
        assert view.mask(where).tolist() == [passes(item, where) for item in items]

    check()


def test_a_field_that_all_items_have_lost_is_refused(browse, catalogue):
    """As one that none ever had."""
    fill(catalogue, [product("a", group="g", attributes={"fit": "Slim"})])
    assert browse.list(SHOP, Asked(Filter.parse(["fit=Slim", "group=g"]))).total == 1
    fill(catalogue, [product("a")])
    with pytest.raises(InvalidFilter, match="'fit'; there are"):
        browse.list(SHOP, Asked(Filter.parse(["fit=Slim"])))


def test_an_unknown_field_is_refused(browse, catalogue):
    """Also in a tree."""
    fill(catalogue, stock())
    with pytest.raises(InvalidFilter, match="'shape'; there are"):
        browse.list(SHOP, Asked(read_tree('{"not": {"shape": "round"}}')))


def test_an_empty_shop_has_an_empty_list(browse):
    """Of nothing, nothing is counted."""
    listing = browse.list(SHOP, Asked(Filter.parse(["colour=Red"])))
    assert (listing.items, listing.total, listing.next, listing.prices) == ((), 0, None, ())
    assert set(listing.facets.values()) == {()}
