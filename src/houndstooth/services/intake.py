"""Intake: what of some rows must be written, looked at as cheaply as each of them allows.

A row whose words, pictures and vector are stored costs one look. New words alone are rewritten: pictures at web
addresses are not fetched for them. A picture that some item is searched by already is not encoded again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from houndstooth.catalog.row import PictureFile
from houndstooth.domain.catalogue import Encoded, Entry, Fingerprint, Rewrite, StoredPicture
from houndstooth.domain.encoding import Pixels
from houndstooth.domain.errors import HoundstoothError
from houndstooth.domain.ports import Catalogue, PictureStore
from houndstooth.services.development import Developer, key_of, render, stored
from houndstooth.services.ingest_report import Rejection
from houndstooth.services.labelling import predict
from houndstooth.services.lineup import UNUSABLE, Candidate
from houndstooth.services.stopwatch import Stopwatch

_AT_ONCE = 16
"""How many pictures of the web one batch waits for together; how many of them one host gives, the client decides."""


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
    """A row with the bytes of its picture, and its other pictures."""

    candidate: Candidate
    data: bytes
    key: str
    more: Mapping[str, tuple[PictureFile, bytes]]
    """By key."""
    left_out: tuple[Rejection, ...]
    """Other pictures that could not be read."""

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key, *self.more)


@dataclass(frozen=True, slots=True)
class _Developed:
    read: _Read
    picture: StoredPicture
    more: tuple[StoredPicture, ...]


class Intake:
    """Takes rows in, several at a time; safe to call from several threads."""

    def __init__(
        self, *, catalogue: Catalogue, pictures: PictureStore, developer: Developer, label_confidence: float
    ) -> None:
        self._catalogue = catalogue
        self._pictures = pictures
        self._developer = developer
        self._label_confidence = label_confidence

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
        read: list[_Read] = []
        for one in self._read_all(unread):
            before = None if isinstance(one, Rejection) else known.get(one.candidate.item.id)
            if isinstance(one, Rejection):
                taken.rejected.append(one)
            elif before is not None and before.encoded and before.picture_keys == one.keys and self._has(before):
                _reword(one.candidate, before, feed, taken)
            else:
                taken.remarks += one.left_out
                read.append(one)
        watch.lap("read")
        self._develop(read, feed, taken, watch)
        taken.replaced += [key for one in read for key in _keys_of(known.get(one.candidate.item.id))]
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
        return addresses is not None and addresses == before.addresses and before.encoded and self._has(before)

    def _has(self, before: Fingerprint) -> bool:
        return all(map(self._pictures.has, before.picture_keys))

    def _read_all(self, rows: Sequence[Candidate]) -> Iterable[_Read | Rejection]:
        """The rows with their pictures; those of the web are waited for together."""
        if not any(row.picture is not None and row.picture.address for row in rows):
            return map(self._read, rows)
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="fetch") as pool:
            return list(pool.map(self._read, rows))

    def _read(self, row: Candidate) -> _Read | Rejection:
        most = self._developer.limits.max_bytes
        assert row.picture is not None  # noqa: S101 - narrows the type: rows without one are kept apart
        try:
            data = row.picture.read(most)
        except UNUSABLE as error:
            return row.refused(error)
        more: dict[str, tuple[PictureFile, bytes]] = {}
        left_out: list[Rejection] = []
        for picture in row.more_pictures:
            try:
                found = picture.read(most)
                more.setdefault(key_of(found), (picture, found))
            except UNUSABLE as error:
                left_out.append(_left_out(row, picture, error))
        key = key_of(data)
        more.pop(key, None)
        return _Read(row, data, key, more, tuple(left_out))

    def _develop(self, read: Sequence[_Read], feed: str | None, taken: Taken, watch: Stopwatch) -> None:
        artifact_id = self._developer.artifact_id
        encoded = dict(self._catalogue.encoded([one.key for one in read], artifact_id=artifact_id)) if read else {}
        encoded = {key: of for key, of in encoded.items() if self._pictures.has(key)}
        fresh: dict[str, tuple[StoredPicture, Pixels]] = {}
        developed: list[_Developed] = []
        for one in read:
            try:
                if one.key not in encoded and one.key not in fresh:
                    fresh[one.key] = self._develop_one(one.key, one.data, watch)
            except UNUSABLE as error:
                taken.rejected.append(one.candidate.refused(error))
                continue
            picture = encoded[one.key].picture if one.key in encoded else fresh[one.key][0]
            developed.append(_Developed(one, picture, tuple(self._develop_more(one, taken, watch))))
        encoded |= self._encode(fresh)
        watch.lap("encode")
        taken.entries += [_entry(one, encoded[one.picture.key], feed) for one in developed]

    def _develop_one(self, key: str, data: bytes, watch: Stopwatch) -> tuple[StoredPicture, Pixels]:
        picture = self._developer.decode(data)
        prepared = self._developer.prepare(picture)
        watch.lap("decode")
        renditions = render(picture)
        watch.lap("render")
        self._pictures.put(key, card=renditions.card, full=renditions.full)
        watch.lap("write")
        return stored(key, picture), prepared

    def _develop_more(self, one: _Read, taken: Taken, watch: Stopwatch) -> Iterable[StoredPicture]:
        for key, (picture, data) in one.more.items():
            try:
                yield self._develop_one(key, data, watch)[0]
            except UNUSABLE as error:
                taken.remarks.append(_left_out(one.candidate, picture, error))

    def _encode(self, fresh: Mapping[str, tuple[StoredPicture, Pixels]]) -> dict[str, Encoded]:
        if not fresh:
            return {}
        encoding = self._developer.encode([prepared for _, prepared in fresh.values()])
        said = predict(encoding.attributes, len(fresh), least=self._label_confidence)
        pictures = (picture for picture, _ in fresh.values())
        rows = zip(pictures, encoding.embedding, said, strict=True)
        return {picture.key: Encoded(picture, embedding, of) for picture, embedding, of in rows}


def addresses_of(row: Candidate) -> str | None:
    """The digest of the web addresses of a row's pictures; ``None`` if one of them is a file here."""
    addresses = [picture.address if picture else None for picture in (row.picture, *row.more_pictures)]
    if None in addresses:
        return None
    return hashlib.sha256("\n".join(map(str, addresses)).encode()).hexdigest()


def _reword(row: Candidate, before: Fingerprint, feed: str | None, taken: Taken) -> None:
    if before.row_digest == row.row_digest and before.feed == feed and not before.retired:
        taken.unchanged += 1
        return
    taken.rewrites.append(Rewrite(row.item, row.row_digest, feed))
    taken.lines[row.item.id] = row.line


def _entry(one: _Developed, encoded: Encoded, feed: str | None) -> Entry:
    row = one.read.candidate
    return Entry(
        row.item,
        row.row_digest,
        one.picture,
        encoded.embedding,
        encoded.predictions,
        more=one.more,
        addresses=addresses_of(row),
        feed=feed,
    )


def _keys_of(before: Fingerprint | None) -> tuple[str, ...]:
    return () if before is None else before.picture_keys


def _left_out(row: Candidate, picture: PictureFile, error: HoundstoothError) -> Rejection:
    return row.rejected("left-out-picture", f"{picture.name}: {error}")
