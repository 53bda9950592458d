"""Profiles: what is believed of shoppers, told to them, and put right by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from houndstooth.domain.access import Principal
from houndstooth.domain.assortment import Assortment
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.domain.errors import Conflict, Forbidden, InvalidInput
from houndstooth.domain.event import Who
from houndstooth.domain.event_ports import Events, History, Identity, Past
from houndstooth.domain.shopper import NO_CONSENT, SINGLE, Consent, Facts, ProfileCorrection, Purpose, Verdict
from houndstooth.domain.shopper_ports import ProfileCorrections, ShopperFacts
from houndstooth.recommenders.profile import Profile, Said, profile_of
from houndstooth.recommenders.profile_evidence import Evidences
from houndstooth.recommenders.profile_opinions import ProfileOptions, event_weights
from houndstooth.services.assortment import Assortments
from houndstooth.services.audit import Audit
from houndstooth.services.beliefs import Belief, Ground, beliefs_of
from houndstooth.services.profile_said import Words, said_of, settled, with_answers

MOST_EVENTS = 300
"""A profile is made of the last so many interactions; it is made anew at each request, and costs a millisecond."""

MOST_ANSWERS = 100
MOST_WISHES = 100
"""Corrections that are taken at once."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """All that a list is made from of somebody, at one moment (seconds since 1970), in the codes of one assortment."""

    identity: Identity | None
    history: History
    assortment: Assortment
    words: Words
    said: Said
    profile: Profile
    at: float

    @property
    def facts(self) -> Facts | None:
        """What they declared; ``None`` without consent."""
        return self.words.facts


@dataclass(frozen=True, slots=True)
class Account:
    """A portrait as it is told to its subject."""

    portrait: Portrait
    beliefs: tuple[Belief, ...]
    events: int
    """How many events it is made of."""
    consents: tuple[Consent, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a shopper wants put right; without a verdict a correction is taken back."""

    field: str
    value: str
    verdict: Verdict | None


@dataclass(frozen=True)
class Profiles:
    """What is believed of shoppers. Safe to call from several threads.

    Args:
        events: what they did.
        facts: what they declared.
        corrections: what they put right.
        assortments: of all shops.
        audit: where changes by staff and by secret keys are noted.
        options: how profiles are made.
        currency: of prices that are said without one.
        clock: gives the time.
    """

    events: Events
    facts: ShopperFacts
    corrections: ProfileCorrections
    assortments: Assortments
    audit: Audit
    options: ProfileOptions
    currency: str
    clock: Clock = field(default=utc_now)

    def of(self, shop_id: str, who: Who) -> Portrait:
        """Somebody as they are known now: an event that is kept is in the next portrait."""
        return self._portrait(shop_id, self._past(shop_id, who))

    def account(self, by: Principal, who: Who) -> Account:
        """What is believed of somebody, in words, and why.

        Raises:
            Forbidden: a web page asks for a session of somebody who has signed in since, without their token.
        """
        past = self._past(by.shop_id, who)
        _check_known(by, who, past.identity)
        portrait, identity = self._portrait(by.shop_id, past), past.identity
        weights = event_weights(portrait.history, self.options, portrait.at, portrait.said.forgotten)
        profile, assortment = portrait.profile, portrait.assortment
        evidences = Evidences(portrait.history, weights, profile.opinions, assortment)
        ground = Ground(profile, portrait.said, portrait.words, evidences, assortment, self.currency, portrait.at)
        consents = self.facts.consents(by.shop_id, identity.numbers) if identity else ()
        return Account(portrait, tuple(beliefs_of(ground)), len(evidences), consents)

    def correct(self, by: Principal, who: Who, wishes: Sequence[Wish]) -> Account:
        """Put a profile right, all at once or, on any error, not at all; returns it as it is then.

        Raises:
            InvalidInput: nothing that can be put right, or too much; the message says what can.
            Conflict: there would be too many corrections.
            Forbidden: as in :meth:`account`.
        """
        if not 1 <= len(wishes) <= MOST_WISHES:
            raise InvalidInput(f"{len(wishes)} corrections; send 1 to {MOST_WISHES} at once")
        identity, shop_id = self._identity(by, who), by.shop_id
        assortment = self.assortments.of(shop_id)
        now = self.clock()
        made = [
            ProfileCorrection(one.field, settled(one.field, one.value, assortment, self.currency), one.verdict, now)
            for one in wishes
            if one.verdict is not None
        ]
        back = [one for one in wishes if one.verdict is None]
        if made:
            identity = identity or self.events.introduce(shop_id, who)
        if identity is not None:
            numbers = identity.numbers
            taken_back = _named(back, self.corrections.all(shop_id, numbers))
            self.corrections.change(shop_id, numbers, made=made, taken_back=taken_back)
        self._note(by, "profile.corrected", identity, fields=sorted({one.field for one in wishes}))
        return self.account(by, who)

    def declare(self, by: Principal, who: Who, facts: Facts, wording: str | None) -> Account:
        """Keep what somebody declares of themselves; with ``wording`` also that they consent to that.

        Raises:
            Conflict: they have not consented.
            InvalidInput: the wording cannot be kept.
            Forbidden: as in :meth:`account`.
        """
        identity, now = self._identity(by, who), self.clock()
        if wording is not None:
            Consent(Purpose.DECLARED_FACTS, wording, now)  # whoever sends nonsense is not introduced for it
            identity = identity or self.events.introduce(by.shop_id, who)
        if identity is None:
            raise Conflict(NO_CONSENT)
        self.facts.declare(by.shop_id, identity.numbers, facts, at=now, wording=wording)
        self._note(by, "facts.declared", identity, consent=wording)
        return self.account(by, who)

    def withdraw(self, by: Principal, who: Who) -> None:
        """Withdraw the consent: what was declared is deleted at once.

        Raises:
            Forbidden: as in :meth:`account`.
        """
        identity = self._identity(by, who)
        if identity is not None:
            self.facts.withdraw(by.shop_id, identity.numbers, Purpose.DECLARED_FACTS, at=self.clock())
            self._note(by, "facts.withdrawn", identity)

    def _identity(self, by: Principal, who: Who) -> Identity | None:
        identity = self.events.identity(by.shop_id, who)
        _check_known(by, who, identity)
        return identity

    def _past(self, shop_id: str, who: Who) -> Past:
        return self.events.past(shop_id, who, limit=MOST_EVENTS, answers=MOST_ANSWERS)

    def _portrait(self, shop_id: str, past: Past) -> Portrait:
        assortment, now = self.assortments.of(shop_id), self.clock().timestamp()
        identity, words = past.identity, Words()
        if identity is not None:
            facts = with_answers(self.facts.facts(shop_id, identity.numbers), past.answers)
            words = Words(past.answers, facts, self.corrections.all(shop_id, identity.numbers))
        said = said_of(words, assortment, self.options, now, self.currency)
        profile = profile_of(past.history, assortment, now, self.options, said)
        return Portrait(identity, past.history, assortment, words, said, profile, now)

    def _note(self, by: Principal, action: str, identity: Identity | None, **details: object) -> None:
        """In the audit log, unless it is the shopper's own page that asks. A number stands there, and no name."""
        if not by.public and identity is not None:
            self.audit.record(by, action, f"shopper {identity.number}", details)


def _check_known(by: Principal, who: Who, identity: Identity | None) -> None:
    if by.public and who.shopper is None and identity is not None and identity.named:
        raise Forbidden("the session is of a shopper who has signed in; send their shopper token")


def _named(wishes: Sequence[Wish], kept: Sequence[ProfileCorrection]) -> list[tuple[str, str]]:
    """Field and value of the kept corrections that wishes name; upper and lower case do not count."""
    named = {(one.field, "" if one.field in SINGLE else one.value.strip().casefold()) for one in wishes}
    return [(one.field, one.value) for one in kept if (one.field, one.about[1].casefold()) in named]
