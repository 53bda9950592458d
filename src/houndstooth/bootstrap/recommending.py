"""What shoppers do, and what is recommended to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from houndstooth.bootstrap.foundations import Foundations
from houndstooth.domain.errors import NotFound
from houndstooth.domain.event_ports import Events
from houndstooth.recommenders.hybrid import HybridRecipe
from houndstooth.recommenders.linear import Linear
from houndstooth.recommenders.profile_opinions import ProfileOptions
from houndstooth.recommenders.sources import Recipe
from houndstooth.services.event_import import EventImport
from houndstooth.services.feedback import Feedback
from houndstooth.services.fitting import Fitting
from houndstooth.services.list_batch import ListBatch
from houndstooth.services.list_log import ListLog
from houndstooth.services.model_room import ModelRoom
from houndstooth.services.profiles import Profiles
from houndstooth.services.recommend import Policy, Recommender
from houndstooth.services.rule_book import RuleBook
from houndstooth.services.rule_desk import RuleDesk
from houndstooth.storage.events import SqlEvents
from houndstooth.storage.models import SqlModels
from houndstooth.storage.profile_corrections import SqlProfileCorrections
from houndstooth.storage.rules import SqlRules
from houndstooth.storage.shopper_facts import SqlShopperFacts
from houndstooth.storage.slates import SqlSlates


@dataclass(frozen=True)
class Recommending(Foundations):
    """What shoppers do, and what is recommended to them. Each is made when it is first needed, and made once."""

    @cached_property
    def events(self) -> Events:
        """What shoppers did."""
        return SqlEvents(self.database)

    @cached_property
    def lists(self) -> ListLog:
        """The lists that were shown."""
        return ListLog(SqlSlates(self.database))

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
    def models(self) -> SqlModels:
        """What was fitted."""
        return SqlModels(self.database, self.settings.home / "models")

    @cached_property
    def fitting(self) -> Fitting:
        """Fitting models."""
        return Fitting(
            events=self.events,
            slates=SqlSlates(self.database),
            facts=SqlShopperFacts(self.database),
            assortments=self.assortments,
            models=self.models,
            weights=self.settings.weights,
            artifact_id=self.encoder.artifact_id,
            recipe=HybridRecipe(sources=Recipe(linear=self._linear)),
        )

    @cached_property
    def recommender(self) -> Recommender:
        """Making lists."""
        settings = self.settings
        return Recommender(
            catalogue=self.catalogue,
            profiles=self.profiles,
            assortments=self.assortments,
            models=ModelRoom(self.models, self.encoder.artifact_id),
            rules=self.rule_book,
            lists=self.lists,
            policy=Policy(
                settings.diversity, settings.repeat_lists, settings.bought_days, settings.recommend_out_of_stock
            ),
        )

    @cached_property
    def list_batch(self) -> ListBatch:
        """Making a list for each of many."""
        return ListBatch(self.recommender, self.events, self.lists)

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
    def feedback(self) -> Feedback:
        """Taking events in."""
        return Feedback(self.events, self.lists, self.knows, self.settings.currency, inherit=self._inherit)

    @cached_property
    def event_import(self) -> EventImport:
        """Taking past events in."""
        return EventImport(self.events, self.knows, self.settings.currency, self._inherit)

    @property
    def _linear(self) -> Linear | None:
        memory = int(self.settings.linear_memory * 1024**3)
        return Linear(memory=memory) if memory else None

    @property
    def _inherit(self) -> timedelta:
        return timedelta(days=self.settings.attribution_days)

    def title_of(self, shop_id: str, item_id: str) -> str | None:
        """The title of an item; ``None`` where the shop has none of this id."""
        try:
            return self.catalogue.get(shop_id, item_id).item.title
        except NotFound:
            return None

    def knows(self, shop_id: str, ids: Sequence[str]) -> Sequence[bool]:
        """Of which of these ids a shop has items."""
        known: list[bool] = (self.assortments.of(shop_id).rows_of(ids) >= 0).tolist()
        return known
