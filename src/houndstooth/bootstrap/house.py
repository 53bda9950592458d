"""The services of one installation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from houndstooth.bootstrap.recommending import Recommending
from houndstooth.bootstrap.searching import Searching
from houndstooth.cache.attempts import MemoryAttempts
from houndstooth.cache.buckets import MemoryBuckets
from houndstooth.catalog.source import Source, open_source
from houndstooth.domain.access_ports import Buckets
from houndstooth.domain.feed import Feed
from houndstooth.encoders.manifest import Manifest
from houndstooth.net.addresses import Network, read_networks
from houndstooth.net.feed_files import FeedFiles
from houndstooth.net.fetcher import Fetcher
from houndstooth.net.pictures import OnlinePicture
from houndstooth.services.development import Developer
from houndstooth.services.duplicates import DuplicateSearch
from houndstooth.services.feeds import Feeds
from houndstooth.services.ingest import Ingest
from houndstooth.services.intake import Intake
from houndstooth.services.key_ring import KeyRing
from houndstooth.services.reindexing import Reindexing
from houndstooth.services.removal import Removal
from houndstooth.services.renewal import Renewal
from houndstooth.services.search_lists import SearchLists
from houndstooth.services.shoppers import Shoppers
from houndstooth.services.sign_in import SignIn
from houndstooth.services.staff import Staff
from houndstooth.services.submissions import Submissions
from houndstooth.services.vectors import Vectors
from houndstooth.services.worker import Worker
from houndstooth.storage.artifact_files import ArtifactFiles
from houndstooth.storage.duplicates import SqlDuplicates
from houndstooth.storage.feeds import SqlFeeds
from houndstooth.storage.jobs import SqlJobs
from houndstooth.storage.keys import SqlKeys
from houndstooth.storage.people import SqlPeople, SqlSessions
from houndstooth.storage.vector_store import SqlVectorStore

_LARGE = (
    "search", "search_lists", "suggestions", "galleries", "duplicates", "text_encoder", "recommender", "assortments",
    "encoder", "_developer", "vectors",
)  # fmt: skip


@dataclass(frozen=True)
class House(Recommending, Searching):
    """The services of one installation. Each is made when it is first needed, and made once."""

    @cached_property
    def fetcher(self) -> Fetcher:
        """The one client for everything outside."""
        return Fetcher(read_networks(self.settings.fetch_networks))

    def picture_at(self, address: str) -> OnlinePicture:
        """The picture at a web address, fetched when it is read."""
        return OnlinePicture(address, self.fetcher)

    @cached_property
    def search_lists(self) -> SearchLists:
        """Searches whose answers are lists."""
        return SearchLists(self.search, self.recommender)

    @cached_property
    def duplicates(self) -> DuplicateSearch:
        """Items that look like one."""
        return DuplicateSearch(
            store=SqlDuplicates(self.database),
            pictures=self.pictures,
            galleries=self.galleries,
            audit=self.audit,
            artifact_id=self.encoder.artifact_id,
        )

    @cached_property
    def ingest(self) -> Ingest:
        """Taking catalogues in."""
        return Ingest(
            catalogue=self.catalogue,
            pictures=self.pictures,
            intake=self.intake,
            duplicates=self.duplicates,
            workers=self.settings.workers,
            default_currency=self.settings.currency,
        )

    @cached_property
    def intake(self) -> Intake:
        """What of some rows must be written."""
        if not self.artifact_uses.all():  # with the first vectors their artifact is one that was in use
            self.reindexing.switch(self.encoder.artifact_id, self.settings.artifact_path)
        return Intake(
            catalogue=self.catalogue,
            pictures=self.pictures,
            developer=self._developer,
            label_confidence=self.settings.label_confidence,
        )

    @cached_property
    def jobs(self) -> SqlJobs:
        """Work that was accepted."""
        return SqlJobs(self.database)

    @cached_property
    def submissions(self) -> Submissions:
        """Items that programs send."""
        return Submissions(ingest=self.ingest, jobs=self.jobs, online=self.picture_at, words=self.words)

    @cached_property
    def feeds(self) -> Feeds:
        """Catalogues somewhere else."""
        copies = FeedFiles(self.fetcher, self.settings.home / "feeds", most_bytes=self.settings.max_feed_bytes)
        return Feeds(
            store=SqlFeeds(self.database),
            copies=copies,
            catalogue=self.catalogue,
            ingest=self.ingest,
            open_copy=self.open_copy,
            reports=self.settings.home / "reports",
        )

    def open_copy(self, feed: Feed, path: Path) -> Source:
        """The copy of a feed as a source."""
        return open_source(path, feed.columns, online=self.picture_at, words=self.words(), site=feed.site)

    @cached_property
    def reindexing(self) -> Reindexing:
        """The way from one artifact to the next."""
        return Reindexing(
            vectors=SqlVectorStore(self.database),
            pictures=self.pictures,
            uses=self.artifact_uses,
            keep=ArtifactFiles(self.settings.home / "artifacts").keep,
            label_confidence=self.settings.label_confidence,
        )

    def developer_of(self, artifact: Path) -> Developer:
        """What encodes with another artifact than the one at work."""
        return self._developer_of(self.open_artifact(artifact))

    @property
    def is_superseded(self) -> bool:
        """Whether another artifact was put to work since this one was loaded."""
        uses = self.artifact_uses.all()
        return bool(uses) and uses[-1].artifact_id != self.encoder.artifact_id

    def let_go(self) -> None:
        """Forget what is large and hangs on the artifact; what is under way goes on."""
        for name in _LARGE:
            self.__dict__.pop(name, None)

    def new_worker(self) -> Worker:
        """A thread that does what waits; not started yet."""
        wished = self.settings.artifact_path
        renewal = Renewal(
            reindexing=self.reindexing,
            at_work=self._developer,
            wished=(Manifest.read(wished.with_suffix(".json")).artifact, wished),
            developer_of=self.developer_of,
        )
        return Worker([self.submissions.work, self.feeds.work, renewal.work])

    @cached_property
    def removal(self) -> Removal:
        """Taking items out."""
        return Removal(catalogue=self.catalogue, pictures=self.pictures)

    @cached_property
    def vectors(self) -> Vectors:
        """The vectors of a source as arrays."""
        return Vectors(developer=self._developer, workers=self.settings.workers)

    @cached_property
    def key_ring(self) -> KeyRing:
        """The keys of programs and web pages."""
        return KeyRing(keys=SqlKeys(self.database), vault=self.vault, audit=self.audit)

    @cached_property
    def staff(self) -> Staff:
        """The people of a shop."""
        return Staff(people=SqlPeople(self.database), vault=self.vault, audit=self.audit)

    @cached_property
    def sign_in(self) -> SignIn:
        """The door for people."""
        return SignIn(
            people=SqlPeople(self.database),
            sessions=SqlSessions(self.database),
            attempts=MemoryAttempts(),
            vault=self.vault,
            audit=self.audit,
        )

    @cached_property
    def shoppers(self) -> Shoppers:
        """Whom a token of a shop speaks for."""
        return Shoppers(key_ring=self.key_ring, vault=self.vault)

    @cached_property
    def buckets(self) -> Buckets:
        """How often who asked lately."""
        return MemoryBuckets()

    @cached_property
    def trusted_proxies(self) -> tuple[Network, ...]:
        """Networks whose word on where a request came from is believed."""
        return read_networks(self.settings.trusted_proxies)

    def close(self) -> None:
        """Give back what was opened."""
        if "lists" in self.__dict__:
            self.lists.flush()
        if "rule_book" in self.__dict__:
            self.rule_book.close()
        if "database" in self.__dict__:
            self.database.close()
        if "fetcher" in self.__dict__:
            self.fetcher.close()
