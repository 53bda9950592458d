"""Intake: what of some rows must be written, looked at as cheaply as each of them allows.

A row whose words, pictures and vector are stored costs one look. New words alone are rewritten: pictures at web
addresses are not fetched for them. A picture that some item is searched by already is not encoded again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from houndstooth.domain.batches import batched
from houndstooth.domain.catalogue import Encoded, Entry, Fingerprint, Rewrite, StoredPicture
from houndstooth.domain.encoding import Pixels
from houndstooth.domain.ports import Catalogue, PictureStore
from houndstooth.imaging.picture import Picture
from houndstooth.services.development import Developer, key_of, render, stored
from houndstooth.services.ingest_report import Rejection
from houndstooth.services.labelling import predict
from houndstooth.services.lineup import UNUSABLE, Candidate
from houndstooth.services.stopwatch import Stopwatch

_AT_ONCE = 8
"""How many rows' pictures of the web are waited for together, and held; how many one host gives, the client decides."""


@dataclass(slots=True)
class Taken:
    """What is to be written of some rows, and what became of the others."""

    entries: list[Entry] = field(default_factory=list)
    rewrites: list[Rewrite] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    remarks: list[Rejection] = field(default_factory=list)
    """What was left out of rows that are taken: other pictures that cannot be used."""
    unchanged: int = 0
    replaced: list[str] = field(default_factory=list)
    """Keys of pictures that the entries no longer show."""
    lines: dict[str, int] = field(default_factory=dict)
    """Where the rows of the rewrites stood, by id."""
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Read:
    """A row with the bytes of its picture; the other pictures are stored already."""

    candidate: Candidate
    data: bytes
    key: str
    more: tuple[StoredPicture, ...]
    left_out: tuple[Rejection, ...]
    """Other pictures that cannot be used."""

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key, *(picture.key for picture in self.more))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A picture, ready for the encoder."""

    picture: StoredPicture
    pixels: Pixels


@dataclass(slots=True)
class _Darkroom:
    """The rows of one batch whose pictures are new to them, on the way to their vectors."""

    rows: list[_Read] = field(default_factory=list)
    shared: dict[str, Encoded] = field(default_factory=dict)
    """What other items are searched by already, by key."""
    fresh: dict[str, _Prepared] = field(default_factory=dict)
    """What must go through the encoder, by key."""


class Intake:
    """Takes rows in, several at a time; safe to call from several threads."""

    def __init__(
        self, *, catalogue: Catalogue, pictures: PictureStore, developer: Developer, label_confidence: float
    ) -> None:
        self._catalogue = catalogue
        self._pictures = pictures
        self._developer = developer
        self._label_confidence = label_confidence

    @property
    def artifact_id(self) -> str:
        """The artifact that encodes what comes in."""
        return self._developer.artifact_id

    def take(
        self,
        rows: Iterable[Candidate | Rejection],
        known: Mapping[str, Fingerprint],
        *,
        refetch: bool = False,
        feed: str | None = None,
    ) -> Taken:
        """Look at rows.

        Args:
            rows: of one shop, each id once.
            known: what is stored of their ids.
            refetch: fetch pictures again that were fetched from the same web addresses before.
            feed: that the rows come from.
        """
        taken, watch = Taken(), Stopwatch()
        unread: list[Candidate] = []
        for row in rows:
            before = None if isinstance(row, Rejection) else known.get(row.item.id)
            if isinstance(row, Rejection):
                taken.rejected.append(row)
            elif row.picture is None:
                self._keep_pictures(row, before, feed, taken)
            elif before is not None and not refetch and self._is_fetched(row, before):
                _reword(row, before, feed, taken)
            else:
                unread.append(row)
        darkroom = _Darkroom()
        for one in self._read_all(unread, known):
            before = None if isinstance(one, Rejection) else known.get(one.candidate.item.id)
            if isinstance(one, Rejection):
                taken.rejected.append(one)
            elif before is not None and before.picture_keys == one.keys and self._is_whole(before):
                # A picture that was left out is asked for again the next time.
                _reword(one.candidate, before, feed, taken, addresses=_all_addresses(one))
            else:
                self._develop(one, darkroom, taken, watch)
        watch.lap("read")
        encoded = darkroom.shared | self._encode(darkroom.fresh)
        watch.lap("encode")
        taken.entries += [_entry(one, encoded[one.key], feed) for one in darkroom.rows]
        taken.replaced += [key for one in darkroom.rows for key in _keys_of(known.get(one.candidate.item.id))]
        taken.seconds = watch.seconds
        return taken

    def _keep_pictures(self, row: Candidate, before: Fingerprint | None, feed: str | None, taken: Taken) -> None:
        if before is None:
            reason = "the item is new and comes without a picture; send one, or its web address"
            taken.rejected.append(row.rejected("missing-picture", reason))
        else:
            _reword(row, before, feed, taken)

    def _is_fetched(self, row: Candidate, before: Fingerprint) -> bool:
        """Whether the pictures that its web addresses gave are stored."""
        addresses = addresses_of(row)
        return addresses is not None and addresses == before.addresses and self._is_whole(before)

    def _is_whole(self, before: Fingerprint) -> bool:
        """Whether there is nothing to be had from its pictures that is not stored."""
        encoded = before.encoded and (before.styled or not self._developer.gives_styles)
        return encoded and all(map(self._pictures.has, before.picture_keys))

    def _read_all(self, rows: Sequence[Candidate], known: Mapping[str, Fingerprint]) -> Iterator[_Read | Rejection]:
        """The rows with their pictures; a few of the web are waited for together, so that few are held at once."""

        def read(row: Candidate) -> _Read | Rejection:
            return self._read(row, known.get(row.item.id))

        if not any(row.picture is not None and row.picture.address for row in rows):
            yield from map(read, rows)
            return
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="fetch") as pool:
            for part in batched(rows, _AT_ONCE):
                yield from pool.map(read, part)

    def _read(self, row: Candidate, before: Fingerprint | None) -> _Read | Rejection:
        most = self._developer.limits.max_bytes
        assert row.picture is not None  # noqa: S101 - narrows the type: rows without one are kept apart
        stored_before = {picture.key: picture for picture in before.pictures} if before else {}
        try:
            data = row.picture.read(most)
        except UNUSABLE as error:
            return row.refused(error)
        key, more, left_out = key_of(data), dict[str, StoredPicture](), list[Rejection]()
        for picture in row.more_pictures:
            try:
                other = picture.read(most)
                more[key_of(other)] = self._store(other, stored_before)
            except UNUSABLE as error:
                left_out.append(row.rejected("left-out-picture", f"{picture.name}: {error}"))
        more.pop(key, None)
        return _Read(row, data, key, tuple(more.values()), tuple(left_out))

    def _store(self, data: bytes, known: Mapping[str, StoredPicture]) -> StoredPicture:
        """Keep a picture that is shown and not searched."""
        key = key_of(data)
        if key in known and self._pictures.has(key):
            return known[key]
        return self._keep(key, self._developer.decode(data))

    def _keep(self, key: str, picture: Picture, lap: Callable[[str], None] = lambda _: None) -> StoredPicture:
        renditions = render(picture)
        lap("render")
        self._pictures.put(key, card=renditions.card, full=renditions.full)
        lap("write")
        return stored(key, picture)

    def _develop(self, one: _Read, darkroom: _Darkroom, taken: Taken, watch: Stopwatch) -> None:
        """Prepare the picture of a row for the encoder, unless some item is searched by it already."""
        watch.lap("read")
        try:
            if one.key not in darkroom.fresh and not self._is_shared(one.key, darkroom.shared):
                picture = self._developer.decode(one.data)
                pixels = self._developer.prepare(picture)
                watch.lap("decode")
                darkroom.fresh[one.key] = _Prepared(self._keep(one.key, picture, watch.lap), pixels)
        except UNUSABLE as error:
            taken.rejected.append(one.candidate.refused(error))
            return
        taken.remarks += one.left_out
        darkroom.rows.append(replace(one, data=b""))

    def _is_shared(self, key: str, shared: dict[str, Encoded]) -> bool:
        """Whether some item is searched by the picture already; then ``shared`` has what it is searched by."""
        if key not in shared and self._pictures.has(key):
            known = self._catalogue.encoded([key], artifact_id=self._developer.artifact_id).get(key)
            if known is not None and (known.style is not None or not self._developer.gives_styles):
                shared[key] = known
        return key in shared

    def _encode(self, fresh: Mapping[str, _Prepared]) -> dict[str, Encoded]:
        if not fresh:
            return {}
        encoding = self._developer.encode([one.pixels for one in fresh.values()])
        said = predict(encoding.attributes, len(fresh), least=self._label_confidence)
        styles = [None] * len(fresh) if encoding.style is None else list(encoding.style)
        rows = zip(fresh.values(), encoding.embedding, said, styles, strict=True)
        return {one.picture.key: Encoded(one.picture, embedding, of, style) for one, embedding, of, style in rows}


def addresses_of(row: Candidate) -> str | None:
    """The digest of the web addresses of a row's pictures; ``None`` if one of them is a file here."""
    addresses = [picture.address if picture else None for picture in (row.picture, *row.more_pictures)]
    if None in addresses:
        return None
    return hashlib.sha256("\n".join(map(str, addresses)).encode()).hexdigest()


def _reword(
    row: Candidate, before: Fingerprint, feed: str | None, taken: Taken, *, addresses: str | None = None
) -> None:
    if before.row_digest == row.row_digest and before.feed == feed and not before.retired:
        taken.unchanged += 1
        return
    taken.rewrites.append(Rewrite(row.item, row.row_digest, feed, addresses))
    taken.lines[row.item.id] = row.line


def _entry(one: _Read, encoded: Encoded, feed: str | None) -> Entry:
    row = one.candidate
    return Entry(
        row.item,
        row.row_digest,
        encoded.picture,
        encoded.embedding,
        encoded.predictions,
        more=one.more,
        addresses=_all_addresses(one),
        feed=feed,
        style=encoded.style,
    )


def _all_addresses(one: _Read) -> str | None:
    return None if one.left_out else addresses_of(one.candidate)


def _keys_of(before: Fingerprint | None) -> tuple[str, ...]:
    return () if before is None else before.picture_keys
