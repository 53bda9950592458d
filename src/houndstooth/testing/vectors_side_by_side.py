"""What every store of vectors of several artifacts, and of their uses, must do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from houndstooth.domain.artifact import ArtifactUse, ArtifactUses, NewVector, Unencoded, VectorStore
from houndstooth.domain.label import Prediction
from houndstooth.domain.ports import Catalogue
from houndstooth.testing.catalogue import ARTIFACT, SHOP, entry

NEXT = "the-next"


def _new(of: Unencoded, **said: Prediction) -> NewVector:
    return NewVector(of, np.array([0, 0, 0, 1], np.float32), np.array([1, 0], np.float32), said)


def _missing(vectors: VectorStore, artifact_id: str = NEXT, *, after: int = 0) -> tuple[Unencoded, ...]:
    return vectors.unencoded(artifact_id, after=after, limit=10)


def _searchable(catalogue: Catalogue, artifact_id: str, since: int = 0) -> int:
    parts = catalogue.changes(SHOP, artifact_id=artifact_id, since=since, limit=10)
    return sum(len(part.numbers) for part in parts)


class VectorStoreContract:
    """Give fixtures ``catalogue``, an empty one, and ``vectors`` over the same database."""

    def test_what_has_no_vector_yet(self, catalogue: Catalogue, vectors: VectorStore) -> None:
        """Items of all shops, by number; none of the artifact that wrote them."""
        catalogue.write([entry("a"), entry("b", picture="01")], artifact_id=ARTIFACT)
        catalogue.write([entry("c", shop_id="other")], artifact_id=ARTIFACT)
        assert (_missing(vectors, ARTIFACT), vectors.count_unencoded(ARTIFACT)) == ((), 0)
        missing = _missing(vectors)
        assert [one.picture_key for one in missing] == ["00" * 32, "01" * 32, "00" * 32]
        assert _missing(vectors, after=missing[0].number) == missing[1:]
        assert (vectors.unencoded(NEXT, after=0, limit=2), vectors.count_unencoded(NEXT)) == (missing[:2], 3)

    def test_vectors_beside_those_at_work(self, catalogue: Catalogue, vectors: VectorStore) -> None:
        """Nobody who uses the old ones sees a change; twice is once."""
        catalogue.write([entry("a"), entry("b")], artifact_id=ARTIFACT)
        before = catalogue.revision(SHOP)
        added = [_new(one) for one in _missing(vectors)]
        assert vectors.add_vectors(added, artifact_id=NEXT, at_work=False) == 2
        vectors.add_vectors(added, artifact_id=NEXT, at_work=False)
        assert (catalogue.revision(SHOP), _missing(vectors)) == (before, ())
        assert [_searchable(catalogue, artifact) for artifact in (ARTIFACT, NEXT)] == [2, 2]

    def test_vectors_of_the_artifact_at_work_are_found_at_once(
        self, catalogue: Catalogue, vectors: VectorStore
    ) -> None:
        """Whoever is in step takes over these items with the next look."""
        catalogue.write([entry("a"), entry("b")], artifact_id=ARTIFACT)
        before = catalogue.revision(SHOP), vectors.revision()
        vectors.add_vectors([_new(_missing(vectors)[0])], artifact_id=NEXT, at_work=True)
        assert vectors.revision() > before[1]
        assert _searchable(catalogue, NEXT, since=before[0]) == 1

    def test_what_changed_meanwhile_is_left_out(self, catalogue: Catalogue, vectors: VectorStore) -> None:
        """An item that is gone, or has another picture by now."""
        catalogue.write([entry("a"), entry("b"), entry("c")], artifact_id=ARTIFACT)
        added = [_new(one) for one in _missing(vectors)]
        catalogue.remove(SHOP, ["a"])
        catalogue.write([entry("b", picture="02")], artifact_id=ARTIFACT)
        assert vectors.add_vectors(added, artifact_id=NEXT, at_work=False) == 1
        assert [one.picture_key for one in _missing(vectors)] == ["02" * 32]

    def test_another_picture_takes_all_vectors_away(self, catalogue: Catalogue, vectors: VectorStore) -> None:
        """That of the next artifact was of the old picture. Other words alone leave it."""
        catalogue.write([entry("a")], artifact_id=ARTIFACT)
        vectors.add_vectors([_new(_missing(vectors)[0])], artifact_id=NEXT, at_work=False)
        catalogue.write([entry("a", colour="Red")], artifact_id=ARTIFACT)
        assert _missing(vectors) == ()
        catalogue.write([entry("a", picture="03")], artifact_id=ARTIFACT)
        assert [one.picture_key for one in _missing(vectors)] == ["03" * 32]

    def test_labels_wait_with_the_vectors(self, catalogue: Catalogue, vectors: VectorStore) -> None:
        """Until they are asked for; what the shop says and what people corrected stays."""
        catalogue.write([entry("a", colour="Red"), entry("b")], artifact_id=ARTIFACT)
        catalogue.correct(SHOP, "b", {"gender": "Women"})
        said = {"colour": Prediction("Blue", 0.9), "gender": Prediction("Men", 0.8)}
        vectors.add_vectors([_new(one, **said) for one in _missing(vectors)], artifact_id=NEXT, at_work=False)
        assert catalogue.get(SHOP, "b").item.colour is None
        assert [vectors.relabel(NEXT, limit=1) for _ in range(3)] == [1, 1, 0]
        found = [catalogue.get(SHOP, item_id).item for item_id in "ab"]
        assert [(one.colour, one.gender) for one in found] == [("Red", "Men"), ("Blue", "Women")]

    def test_uses(self, uses: ArtifactUses) -> None:
        """In the order in which they were put to work, the same one again where it is gone back to."""
        assert uses.all() == ()
        now = datetime.now(UTC)
        told = tuple(ArtifactUse(name, f"/x/{name}.onnx", now + timedelta(days=day)) for day, name in enumerate("aba"))
        for one in told:
            uses.add(one)
        assert uses.all() == told
