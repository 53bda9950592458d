"""The services of one installation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from houndstooth.bootstrap.recommending import Recommending
from houndstooth.cache.attempts import MemoryAttempts
from houndstooth.cache.buckets import MemoryBuckets
from houndstooth.catalog.source import Source, open_source
from houndstooth.catalog.words import Words, load_words
from houndstooth.domain.access_ports import Buckets
from houndstooth.domain.feed import Feed
from houndstooth.index.exact import ExactIndex
from houndstooth.net.addresses import Network, read_networks
from houndstooth.net.feed_files import FeedFiles
from houndstooth.net.fetcher import Fetcher
from houndstooth.net.pictures import OnlinePicture
from houndstooth.services.duplicates import DuplicateSearch
from houndstooth.services.feeds import Feeds
from houndstooth.services.gallery import Galleries
from houndstooth.services.ingest import Ingest
from houndstooth.services.intake import Intake
from houndstooth.services.key_ring import KeyRing
from houndstooth.services.removal import Removal
from houndstooth.services.search import Search
from houndstooth.services.shoppers import Shoppers
from houndstooth.services.sign_in import SignIn
from houndstooth.services.staff import Staff
from houndstooth.services.submissions import Submissions
from houndstooth.services.vectors import Vectors
from houndstooth.services.worker import Worker
from houndstooth.storage.duplicates import SqlDuplicates
from houndstooth.storage.feeds import SqlFeeds
from houndstooth.storage.jobs import SqlJobs
from houndstooth.storage.keys import SqlKeys
from houndstooth.storage.people import SqlPeople, SqlSessions


@dataclass(frozen=True)
class House(Recommending):
    """The services of one installation. Each is made when it is first needed, and made once."""

    @cached_property
    def fetcher(self) -> Fetcher:
        """The one client for everything outside."""
        return Fetcher(read_networks(self.settings.fetch_networks))

    def picture_at(self, address: str) -> OnlinePicture:
        """The picture at a web address, fetched when it is read."""
        return OnlinePicture(address, self.fetcher)

    def words(self) -> Words:
        """The words for colours, sizes, genders and categories, as the mapping files are now."""
        return load_words(self.settings.home / "mappings")

    @cached_property
    def galleries(self) -> Galleries:
        """The searchable vectors of each shop."""
        dimension = self.encoder.dimension
        return Galleries(self.catalogue, lambda: ExactIndex(dimension), artifact_id=self.encoder.artifact_id)

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
    def search(self) -> Search:
        """Reverse image search."""
        return Search(
            catalogue=self.catalogue,
            galleries=self.galleries,
            developer=self._developer,
            label_confidence=self.settings.label_confidence,
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

    def new_worker(self) -> Worker:
        """A thread that does what waits; not started yet."""
        return Worker([self.submissions.work, self.feeds.work])

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
