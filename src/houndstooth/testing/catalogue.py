"""What every ``Catalogue`` must do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from houndstooth.domain.catalogue import Correction, Entry, Fingerprint, StoredPicture
from houndstooth.domain.errors import InvalidFilter, InvalidItem, NotFound
from houndstooth.domain.filter import Filter
from houndstooth.domain.item import Item, Price
from houndstooth.domain.label import Origin, Prediction
from houndstooth.domain.ports import Catalogue

SHOP = "shop"
ARTIFACT = "artifact-1"
_ALL = Filter()


def entry(item_id: str, *, shop_id: str = SHOP, picture: str = "00", direction: int = 0, **fields: object) -> Entry:
    """An entry whose embedding (``float32[4]``) points along one axis."""
    item = Item(shop_id=shop_id, id=item_id, title=f"Item {item_id}", **fields)  # type: ignore[arg-type]
    return Entry(item, "digest", StoredPicture(picture * 32, 30, 40), np.eye(4, dtype=np.float32)[direction])


def _shelf() -> list[Entry]:
    def eur(amount: str) -> Price:
        return Price(Decimal(amount), "EUR")

    return [
        entry("a", category="Dresses", colour="Red", price=eur("39.90"), attributes={"season": "Summer"}),
        entry("b", category="Dresses", colour="Blue", price=eur("59.90"), direction=1),
        entry("c", category="Skirts", colour="Red", price=eur("0.0001"), attributes={"season": "Winter"}),
        entry("d", category="Coats", price=eur("120")),
    ]


def _ids(catalogue: Catalogue, *conditions: str) -> list[str]:
    return [stored.item.id for stored in catalogue.page(SHOP, where=Filter.parse(conditions), limit=10).items]


class CatalogueContract:
    """Give a fixture ``catalogue``: an empty one."""

    def test_gives_back_what_was_written(self, catalogue: Catalogue) -> None:
        """Every field survives, whatever script it is written in."""
        item = Item(
            shop_id=SHOP, id="Ärmel/7 🧥", title="Robe d'été – 夏のドレス", category="Kleider & Röcke", colour="Weiß",
            brand="O'Neill; DROP TABLE", gender="Women", price=Price(Decimal("1234567.8901"), "JPY"),
            url="https://shop.example/ä?x=1", attributes={"Größe": "42", "note": '"quoted" \\ %'},
        )  # fmt: skip
        catalogue.write([replace(entry("x"), item=item)], artifact_id=ARTIFACT)
        stored = catalogue.get(SHOP, item.id)
        assert stored.item == item
        assert stored.picture == StoredPicture("00" * 32, 30, 40)

    def test_writing_tells_new_from_changed(self, catalogue: Catalogue) -> None:
        """An id keeps its number when it is written again, and shows its new content."""
        first = catalogue.write([entry("a"), entry("b")], artifact_id=ARTIFACT)
        number = catalogue.get(SHOP, "a").number
        second = catalogue.write([entry("a", colour="Green"), entry("c")], artifact_id=ARTIFACT)
        assert (first.added, first.changed) == (("a", "b"), ())
        assert (second.added, second.changed) == (("c",), ("a",))
        assert catalogue.get(SHOP, "a").number == number
        assert catalogue.get(SHOP, "a").item.colour == "Green"

    def test_a_failed_write_leaves_no_trace(self, catalogue: Catalogue) -> None:
        """When one entry cannot be written, none is."""
        broken = replace(entry("b"), embedding=None)  # type: ignore[arg-type]
        with pytest.raises(AttributeError):
            catalogue.write([entry("a"), broken], artifact_id=ARTIFACT)
        assert catalogue.count(SHOP) == 0
        assert catalogue.revision(SHOP) == 0

    def test_removed_items_are_gone(self, catalogue: Catalogue) -> None:
        """Removing tells which ids were there; the others stay."""
        catalogue.write(_shelf(), artifact_id=ARTIFACT)
        assert catalogue.remove(SHOP, ["b", "nobody", "b"]) == ("b",)
        assert catalogue.count(SHOP) == 3
        with pytest.raises(NotFound, match="'b'"):
            catalogue.get(SHOP, "b")

    @pytest.mark.parametrize("item_id", ["a\x00", "\ud800", "\n"])
    def test_an_id_that_nothing_can_have_is_not_found(self, catalogue: Catalogue, item_id: str) -> None:
        """Whatever the database thinks of such characters."""
        with pytest.raises(NotFound):
            catalogue.get(SHOP, item_id)

    def test_an_id_that_comes_back_has_a_new_number(self, catalogue: Catalogue) -> None:
        """Numbers are never used again, so that no index confuses old and new."""
        catalogue.write([entry("a")], artifact_id=ARTIFACT)
        before = catalogue.get(SHOP, "a").number
        catalogue.remove(SHOP, ["a"])
        catalogue.write([entry("a")], artifact_id=ARTIFACT)
        assert catalogue.get(SHOP, "a").number > before

    @pytest.mark.parametrize(
        ("conditions", "expected"),
        [
            ([], "abcd"),
            (["category=Dresses"], "ab"),
            (["category=Dresses", "category=Skirts"], "abc"),
            (["category=Dresses", "colour=Red"], "a"),
            (["colour!=Red"], "bd"),
            (["price<=39.90"], "ac"),
            (["price>=59.9", "price<=100"], "b"),
            (["season=Summer", "season=Winter"], "ac"),
            (["season!=Summer"], "bcd"),
            (["id=a", "id=d"], "ad"),
            (["kind=product"], "abcd"),
            (["colour='; DROP TABLE items; --"], ""),
        ],
    )
    def test_filters(self, catalogue: Catalogue, conditions: list[str], expected: str) -> None:
        """Alternatives on one field, everything else at once; numbers and pages agree."""
        catalogue.write(_shelf(), artifact_id=ARTIFACT)
        where = Filter.parse(conditions)
        page = catalogue.page(SHOP, where=where, limit=10)
        assert "".join(stored.item.id for stored in page.items) == expected
        assert page.total == len(expected)
        assert catalogue.numbers(SHOP, where=where).tolist() == [stored.number for stored in page.items]

    def test_an_unknown_field_is_refused(self, catalogue: Catalogue) -> None:
        """A slip of the pen is told, instead of finding nothing."""
        catalogue.write(_shelf(), artifact_id=ARTIFACT)
        with pytest.raises(InvalidFilter, match="categorie"):
            catalogue.numbers(SHOP, where=Filter.parse(["categorie=Dresses"]))
        with pytest.raises(InvalidFilter, match="categorie"):
            catalogue.page(SHOP, where=Filter.parse(["categorie=Dresses"]), limit=5)

    def test_pages_cover_everything_once(self, catalogue: Catalogue) -> None:
        """Following ``next`` visits each item once, also when items are removed on the way."""
        catalogue.write([entry(f"{i:02}") for i in range(25)], artifact_id=ARTIFACT)
        seen: list[str] = []
        after: int | None = 0
        while after is not None:
            page = catalogue.page(SHOP, where=_ALL, limit=10, after=after)
            seen += [stored.item.id for stored in page.items]
            after = page.next
            catalogue.remove(SHOP, ["00"])
        assert seen == [f"{i:02}" for i in range(25)]

    def test_fingerprints_tell_what_is_stored(self, catalogue: Catalogue) -> None:
        """Also whether there is a vector of the artifact at hand."""
        catalogue.write([entry("a")], artifact_id=ARTIFACT)
        known = catalogue.fingerprints(SHOP, ["a", "b"], artifact_id=ARTIFACT)
        other = catalogue.fingerprints(SHOP, ["a"], artifact_id="artifact-2")
        assert known == {"a": Fingerprint("digest", (StoredPicture("00" * 32, 30, 40),), None, encoded=True)}
        assert other == {"a": Fingerprint("digest", (StoredPicture("00" * 32, 30, 40),), None, encoded=False)}

    def test_changes_follow_the_revisions(self, catalogue: Catalogue) -> None:
        """From any revision, what came and what went since, with the vectors of one artifact."""
        catalogue.write(_shelf(), artifact_id=ARTIFACT)
        start = catalogue.revision(SHOP)
        removed = catalogue.get(SHOP, "a").number
        catalogue.write([entry("b", direction=3)], artifact_id=ARTIFACT)
        catalogue.remove(SHOP, ["a"])
        parts = list(catalogue.changes(SHOP, artifact_id=ARTIFACT, since=start, limit=2))
        fresh = [
            (int(n), vector.tolist()) for part in parts for n, vector in zip(part.numbers, part.vectors, strict=True)
        ]
        assert fresh == [(catalogue.get(SHOP, "b").number, [0, 0, 0, 1])]
        assert [int(number) for part in parts for number in part.removed] == [removed]
        assert {part.revision for part in parts} == {catalogue.revision(SHOP)}
        assert catalogue.revision(SHOP) > start

    def test_predictions_fill_in_and_corrections_stay(self, catalogue: Catalogue) -> None:
        """A predicted value is shown and filtered by; a person's counts more, also after the item is written again."""
        blue = replace(entry("a", category="Dresses"), predictions={"colour": Prediction("Blue", 0.8)})
        catalogue.write([blue, entry("b", colour="Red")], artifact_id=ARTIFACT)
        before = catalogue.revision(SHOP)
        assert catalogue.get(SHOP, "a").labels["colour"].origin is Origin.PREDICTED
        assert _ids(catalogue, "colour=Blue") == ["a"]
        corrected = catalogue.correct(SHOP, "a", {"colour": "Red", "usage": "Party"})
        assert (corrected.item.colour, corrected.item.attributes["usage"]) == ("Red", "Party")
        assert catalogue.revision(SHOP) > before
        catalogue.write([blue], artifact_id=ARTIFACT)
        assert _ids(catalogue, "colour=Red", "category=Dresses", "usage=Party") == ["a"]
        assert catalogue.corrections(SHOP) == (
            Correction("a", "colour", "Red", "Blue"), Correction("a", "usage", "Party", None)
        )  # fmt: skip

    def test_a_correction_can_be_taken_back(self, catalogue: Catalogue) -> None:
        """Then the shop's own value counts again; an empty one says that there is none."""
        catalogue.write([entry("a", colour="Red")], artifact_id=ARTIFACT)
        assert catalogue.correct(SHOP, "a", {"colour": ""}).item.colour is None
        assert catalogue.correct(SHOP, "a", {"colour": None}).item.colour == "Red"
        assert catalogue.corrections(SHOP) == ()

    def test_a_correction_that_cannot_be_made_changes_nothing(self, catalogue: Catalogue) -> None:
        """Of an item that is not there, or of a field that has no label."""
        catalogue.write([entry("a", colour="Red")], artifact_id=ARTIFACT)
        with pytest.raises(NotFound, match="'b'"):
            catalogue.correct(SHOP, "b", {"colour": "Blue"})
        with pytest.raises(InvalidItem, match="title"):
            catalogue.correct(SHOP, "a", {"colour": "Blue", "title": "New"})
        assert catalogue.get(SHOP, "a").item.colour == "Red"

    def test_vectors_of_two_artifacts_are_kept_apart(self, catalogue: Catalogue) -> None:
        """Each artifact gives its own vector, or none."""
        catalogue.write([entry("a", direction=1)], artifact_id=ARTIFACT)
        catalogue.write([entry("a", direction=2)], artifact_id="artifact-2")
        number = catalogue.get(SHOP, "a").number
        directions = [catalogue.vector(number, artifact_id=f"artifact-{n}") for n in (1, 2, 3)]
        assert [None if vector is None else int(vector.argmax()) for vector in directions] == [1, 2, None]

    def test_shops_never_meet(self, catalogue: Catalogue) -> None:
        """The same ids in two shops are different items."""
        catalogue.write([entry("a", colour="Red")], artifact_id=ARTIFACT)
        catalogue.write([entry("a", shop_id="other", colour="Blue")], artifact_id=ARTIFACT)
        theirs = catalogue.get("other", "a")
        assert (catalogue.get(SHOP, "a").item.colour, theirs.item.colour) == ("Red", "Blue")
        assert catalogue.by_numbers(SHOP, [theirs.number]) == {}
        catalogue.remove(SHOP, ["a"])
        assert catalogue.count("other") == 1

    def test_a_picture_is_shown_by_the_shop_of_its_item(self, catalogue: Catalogue) -> None:
        """By no other, and no longer than the item is there."""
        catalogue.write([entry("a", picture="01"), entry("a", picture="02", shop_id="other")], artifact_id=ARTIFACT)
        one, two = "01" * 32, "02" * 32
        assert [catalogue.shows(SHOP, one), catalogue.shows(SHOP, two), catalogue.shows("other", two)] == [
            True, False, True,
        ]  # fmt: skip
        catalogue.remove(SHOP, ["a"])
        assert not catalogue.shows(SHOP, one)

    def test_pictures_are_shared_and_told_unused(self, catalogue: Catalogue) -> None:
        """Items that show the same picture are told; a picture is unused when the last of them goes."""
        one, two = "01" * 32, "02" * 32
        catalogue.write(
            [entry("a", picture="01"), entry("b", picture="01"), entry("c", picture="02")], artifact_id=ARTIFACT
        )
        assert catalogue.same_pictures(SHOP) == (("a", "b"),)
        catalogue.remove(SHOP, ["a", "c"])
        assert catalogue.unused_pictures([one, two]) == (two,)
