"""Settings become ready services: the only place that picks adapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from houndstooth.cache.attempts import MemoryAttempts
from houndstooth.cache.buckets import MemoryBuckets
from houndstooth.catalog.source import Source, open_source
from houndstooth.catalog.words import Words, load_words
from houndstooth.domain.access_ports import Buckets
from houndstooth.domain.event_ports import Events
from houndstooth.domain.feed import Feed
from houndstooth.encoders.onnx_encoder import OnnxEncoder
from houndstooth.index.exact import ExactIndex
from houndstooth.net.addresses import Network, read_networks
from houndstooth.net.feed_files import FeedFiles
from houndstooth.net.fetcher import Fetcher
from houndstooth.net.pictures import OnlinePicture
from houndstooth.recommenders.profile_opinions import ProfileOptions
from houndstooth.services.assortment import Assortments
from houndstooth.services.audit import Audit
from houndstooth.services.development import Developer
from houndstooth.services.event_import import EventImport
from houndstooth.services.feedback import Feedback
from houndstooth.services.feeds import Feeds
from houndstooth.services.gallery import Galleries
from houndstooth.services.ingest import Ingest
from houndstooth.services.intake import Intake
from houndstooth.services.key_ring import KeyRing
from houndstooth.services.list_log import ListLog
from houndstooth.services.profiles import Profiles
from houndstooth.services.removal import Removal
from houndstooth.services.rule_book import RuleBook
from houndstooth.services.rule_desk import RuleDesk
from houndstooth.services.search import Search
from houndstooth.services.shoppers import Shoppers
from houndstooth.services.sign_in import SignIn
from houndstooth.services.staff import Staff
from houndstooth.services.submissions import Submissions
from houndstooth.services.vectors import Vectors
from houndstooth.services.worker import Worker
from houndstooth.settings import Settings
from houndstooth.storage.audit_log import SqlAuditLog
from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.database import Database
from houndstooth.storage.events import SqlEvents
from houndstooth.storage.feeds import SqlFeeds
from houndstooth.storage.jobs import SqlJobs
from houndstooth.storage.keys import SqlKeys
from houndstooth.storage.people import SqlPeople, SqlSessions
from houndstooth.storage.picture_files import PictureFiles
from houndstooth.storage.profile_corrections import SqlProfileCorrections
from houndstooth.storage.rules import SqlRules
from houndstooth.storage.shopper_facts import SqlShopperFacts
from houndstooth.storage.slates import SqlSlates
from houndstooth.vault.installation_secret import check_secret, kept_secret
from houndstooth.vault.strongbox import Strongbox


@dataclass(frozen=True)
class House:
    """The services of one installation. Each is made when it is first needed, and made once."""

    settings: Settings

    @cached_property
    def database(self) -> Database:
        """The database, with the newest schema."""
        address = self.settings.database
        if address is not None:
            return Database.open_postgres(address.get_secret_value())
        return Database.open_sqlite(self.settings.home / "houndstooth.db")

    @cached_property
    def catalogue(self) -> SqlCatalogue:
        """Items and vectors."""
        return SqlCatalogue(self.database)

    @cached_property
    def pictures(self) -> PictureFiles:
        """Pictures for pages."""
        return PictureFiles(self.settings.home / "pictures")

    @cached_property
    def encoder(self) -> OnnxEncoder:
        """The artifact at work."""
        return OnnxEncoder(self.settings.artifact_path, threads=self.settings.encoder_threads)

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
    def search(self) -> Search:
        """Reverse image search."""
        dimension = self.encoder.dimension
        galleries = Galleries(self.catalogue, lambda: ExactIndex(dimension), artifact_id=self.encoder.artifact_id)
        return Search(
            catalogue=self.catalogue,
            galleries=galleries,
            developer=self._developer,
            label_confidence=self.settings.label_confidence,
        )

    @cached_property
    def assortments(self) -> Assortments:
        """The items of each shop as arrays."""
        return Assortments(
            self.catalogue,
            artifact_id=self.encoder.artifact_id,
            dimension=self.encoder.dimension,
            style_dimension=self.encoder.style_dimension,
        )

    @cached_property
    def events(self) -> Events:
        """What shoppers did."""
        return SqlEvents(self.database)

    @cached_property
    def lists(self) -> ListLog:
        """The lists that were shown."""
        return ListLog(SqlSlates(self.database))

    @cached_property
    def feedback(self) -> Feedback:
        """Taking events in."""
        return Feedback(self.events, self.lists, self.knows, self.settings.currency)

    @cached_property
    def event_import(self) -> EventImport:
        """Taking past events in."""
        return EventImport(self.events, self.settings.currency)

    def knows(self, shop_id: str, ids: Sequence[str]) -> Sequence[bool]:
        """Of which of these ids a shop has items."""
        known: list[bool] = (self.assortments.of(shop_id).rows_of(ids) >= 0).tolist()
        return known

    @cached_property
    def profiles(self) -> Profiles:
        """What is believed of shoppers."""
        settings = self.settings
        return Profiles(
            events=self.events,
            facts=SqlShopperFacts(self.database),
            corrections=SqlProfileCorrections(self.database),
            assortments=self.assortments,
            audit=self.audit,
            options=ProfileOptions(settings.profile_half_life, settings.weights),
            currency=settings.currency,
        )

    @cached_property
    def rules(self) -> SqlRules:
        """What shops want of their lists."""
        return SqlRules(self.database)

    @cached_property
    def rule_book(self) -> RuleBook:
        """The rules in force, ready for lists."""
        return RuleBook(self.rules, self.catalogue, self.assortments)

    @cached_property
    def rule_desk(self) -> RuleDesk:
        """Where rules are made and changed."""
        return RuleDesk(rules=self.rules, book=self.rule_book, catalogue=self.catalogue, audit=self.audit)

    @cached_property
    def ingest(self) -> Ingest:
        """Taking catalogues in."""
        return Ingest(
            catalogue=self.catalogue,
            pictures=self.pictures,
            intake=self.intake,
            artifact_id=self.encoder.artifact_id,
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
    def vault(self) -> Strongbox:
        """Chance, hashes and encryption."""
        return Strongbox(self._secret)

    @cached_property
    def audit(self) -> Audit:
        """Who changed what."""
        return Audit(SqlAuditLog(self.database))

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

    def _secret(self) -> str:
        given = self.settings.secret
        if given is None and self.settings.on_loopback:
            return kept_secret(self.settings.home)
        return check_secret(None if given is None else given.get_secret_value())

    @cached_property
    def _developer(self) -> Developer:
        return Developer(encoder=self.encoder, preprocessing=self.encoder.preprocessing, limits=self.settings.limits)
