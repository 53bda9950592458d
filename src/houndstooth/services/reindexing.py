"""Re-indexing: the vectors of another artifact are built beside those at work, and searches switch when they are whole.

Nothing is lost on the way: what stops half-way goes on where it was, searches use the old vectors until the last new
one is there, and the old ones stay, so that going back takes a moment.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from houndstooth.domain.artifact import ArtifactUse, ArtifactUses, NewVector, Unencoded, VectorStore
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.errors import Conflict, InvalidPicture, NotFound
from houndstooth.domain.ports import PictureStore
from houndstooth.services.development import Developer
from houndstooth.services.labelling import predict

BATCH = 32
_RELABELLED = 200

_log = logging.getLogger("houndstooth.reindexing")


@dataclass(frozen=True, slots=True)
class Built:
    """How far the vectors of an artifact are.

    Args:
        encoded: how many pictures were encoded just now.
        after: the number of the last item that was looked at; the next look begins there.
        unreadable: numbers of items whose pictures are lost or damaged.
    """

    encoded: int = 0
    after: int = 0
    unreadable: tuple[int, ...] = ()


@dataclass(frozen=True)
class Reindexing:
    """Builds vectors, switches, and goes back.

    Args:
        vectors: of all items.
        pictures: as they are shown, from which vectors are made anew.
        uses: which artifact is at work.
        keep: keeps an artifact's file, and says where.
        label_confidence: how sure an artifact must be of a label.
        clock: gives the time.
    """

    vectors: VectorStore
    pictures: PictureStore
    uses: ArtifactUses
    keep: Callable[[Path], Path]
    label_confidence: float
    clock: Clock = field(default=utc_now)

    def build(self, developer: Developer, *, on_step: Callable[[int], None] = lambda _: None) -> Built:
        """Encode what has no vector of an artifact yet, until all has, and tell each time how many were encoded.

        What is written meanwhile is found by looking again until a look finds nothing.
        """
        whole = Built()
        while True:
            before, whole = whole.encoded, replace(whole, after=0, unreadable=())
            while (step := self.step(developer, after=whole.after, at_work=False)) is not None:
                unreadable = whole.unreadable + step.unreadable
                whole = Built(whole.encoded + step.encoded, step.after, unreadable)
                on_step(step.encoded)
            if whole.encoded == before:
                return whole

    def step(self, developer: Developer, *, after: int, at_work: bool) -> Built | None:
        """One batch of items beyond a number; ``None`` where there are none left.

        Args:
            developer: of the artifact.
            after: see ``Built``.
            at_work: whether searches use this artifact.
        """
        missing = self.vectors.unencoded(developer.artifact_id, after=after, limit=BATCH)
        if not missing:
            return None
        made = self._encode(developer, missing)
        encoded = self.vectors.add_vectors(made, artifact_id=developer.artifact_id, at_work=at_work)
        readable = {one.of for one in made}
        return Built(encoded, missing[-1].number, tuple(one.number for one in missing if one not in readable))

    def switch(self, artifact_id: str, path: Path) -> ArtifactUse:
        """Put an artifact to work in the whole installation; running servers follow within seconds."""
        use = ArtifactUse(artifact_id, str(self.keep(path)), self.clock())
        self.uses.add(use)
        return use

    def back(self) -> ArtifactUse:
        """Put the artifact to work that was before.

        Raises:
            Conflict: there was none.
        """
        uses = self.uses.all()
        before = [one for one in uses if one.artifact_id != uses[-1].artifact_id]
        if not before:
            raise Conflict("no other artifact was in use before; there is nothing to go back to")
        use = replace(before[-1], at=self.clock())
        self.uses.add(use)
        return use

    def relabel(self, artifact_id: str) -> bool:
        """Let some items have the labels of the artifact at work; whether there were any."""
        return self.vectors.relabel(artifact_id, limit=_RELABELLED) > 0

    def _encode(self, developer: Developer, missing: Sequence[Unencoded]) -> list[NewVector]:
        prepared = []
        for one in missing:
            try:
                data = self.pictures.get(one.picture_key, "full")
                prepared.append((one, developer.prepare(developer.decode(data))))
            except (NotFound, InvalidPicture) as error:
                _log.warning("item number %d cannot be encoded: %s", one.number, error)
        if not prepared:
            return []
        encoding = developer.encode([pixels for _, pixels in prepared])
        said = predict(encoding.attributes, len(prepared), least=self.label_confidence)
        styles = [None] * len(prepared) if encoding.style is None else list(encoding.style)
        rows = zip(prepared, encoding.embedding, styles, said, strict=True)
        return [NewVector(one, embedding, style, labels) for (one, _), embedding, style, labels in rows]
