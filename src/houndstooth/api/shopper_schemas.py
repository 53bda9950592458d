"""What goes over the wire of shoppers: their profiles, what they declare and what they put right."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from houndstooth.domain.event import Who
from houndstooth.domain.shopper import MAX_SIZES, AgeBand, Consent, Facts, ProfileCorrection, Purpose, Verdict
from houndstooth.recommenders.taste import Tastes
from houndstooth.services.beliefs import Basis, Belief, item_ids
from houndstooth.services.profile_words import corrected
from houndstooth.services.profiles import MOST_WISHES, Account, Portrait, Wish

_STRICT = ConfigDict(extra="forbid")
_EXAMPLE: dict[str, Any] = {
    "shopper": "customer 7",
    "session": None,
    "known": True,
    "events": 12,
    "summary": [
        "You told us that Red is not for you.",
        "You looked at 7 things from Dresses in the last 2 weeks, so we think you like Dresses.",
    ],
    "beliefs": [
        {
            "field": "colour", "value": "Red", "says": "You told us that Red is not for you.", "basis": "corrected",
            "strength": -1.0, "confidence": 1.0, "items": [],
        },
        {
            "field": "category", "value": "Dresses", "basis": "observed", "strength": 0.48, "confidence": 0.57,
            "says": "You looked at 7 things from Dresses in the last 2 weeks, so we think you like Dresses.",
            "items": ["D-0012", "D-0077"],
        },
    ],
    "tastes": [{"category": "Dresses", "share": 0.7, "items": ["D-0012", "D-0077"]}],
    "corrections": [
        {
            "field": "colour", "value": "Red", "verdict": "avoid", "at": "2026-05-31T18:00:00Z",
            "says": "You told us that Red is not for you.",
        }
    ],
    "facts": {"age_band": "25-34", "gender": "Women", "sizes": {"Shoes": "38"}},
    "consents": [
        {
            "purpose": "declared_facts", "wording": "2026-05", "given_at": "2026-05-31T18:00:00Z",
            "withdrawn_at": None,
        }
    ],
}  # fmt: skip


class BeliefOut(BaseModel):
    """Something that is believed of a shopper."""

    field: Annotated[
        str,
        Field(
            description="A field of items, `age_band`, `price`, `price_level` (beside the usual price of the "
            "category), `price_least` or `price_most`."
        ),
    ]
    value: str
    says: Annotated[str, Field(description="The belief and its reason, in words.")]
    basis: Annotated[Basis, Field(description="What it rests on.")]
    strength: Annotated[float, Field(ge=-1, le=1, description="From -1, avoids, to 1, prefers.")]
    confidence: Annotated[float, Field(ge=0, le=1, description="How much of it is known rather than assumed.")]
    items: Annotated[list[str], Field(description="Ids of items that it comes from, the most telling first.")]

    @classmethod
    def of(cls, belief: Belief) -> BeliefOut:
        """A belief as it is told."""
        return cls(
            field=belief.field,
            value=belief.value,
            says=belief.says,
            basis=belief.basis,
            strength=belief.strength,
            confidence=belief.confidence,
            items=list(belief.item_ids),
        )


class TasteOut(BaseModel):
    """One of the several things that a shopper shops for."""

    category: str | None
    share: Annotated[float, Field(ge=0, le=1, description="Its part of all that the shopper likes.")]
    items: list[str]


class CorrectionOut(BaseModel):
    """What a shopper put right."""

    field: str
    value: str
    verdict: Verdict
    says: str
    at: datetime

    @classmethod
    def of(cls, correction: ProfileCorrection) -> CorrectionOut:
        """A correction as it is told."""
        return cls(
            field=correction.field,
            value=correction.value,
            verdict=correction.verdict,
            says=corrected(correction),
            at=correction.at,
        )


class FactsOut(BaseModel):
    """What a shopper declared."""

    age_band: AgeBand | None
    gender: str | None
    sizes: dict[str, str]

    @classmethod
    def of(cls, facts: Facts) -> FactsOut:
        """Facts as they are told."""
        return cls(age_band=facts.age_band, gender=facts.gender, sizes=dict(facts.sizes))


class ConsentOut(BaseModel):
    """To what a shopper consented, and until when."""

    purpose: Purpose
    wording: Annotated[str, Field(description="The version of the words that they were shown.")]
    given_at: datetime
    withdrawn_at: datetime | None

    @classmethod
    def of(cls, consent: Consent) -> ConsentOut:
        """A consent as it is told."""
        return cls(
            purpose=consent.purpose,
            wording=consent.wording,
            given_at=consent.given_at,
            withdrawn_at=consent.withdrawn_at,
        )


class ProfileOut(BaseModel):
    """What is believed of a shopper, and why."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    shopper: str | None
    session: str | None
    known: Annotated[bool, Field(description="Whether they ever did or said anything.")]
    events: Annotated[
        int, Field(description="Of how many events the profile is made: the last ones that say anything.")
    ]
    summary: Annotated[list[str], Field(description="The whole in words: what they said first.")]
    beliefs: list[BeliefOut]
    tastes: Annotated[list[TasteOut], Field(description="By category, the strongest first.")]
    corrections: Annotated[list[CorrectionOut], Field(description="Oldest first.")]
    facts: Annotated[FactsOut | None, Field(description="Only with consent.")]
    consents: Annotated[list[ConsentOut], Field(description="Those that were withdrawn too, oldest first.")]

    @classmethod
    def of(cls, who: Who, account: Account) -> ProfileOut:
        """An account as it is sent."""
        portrait = account.portrait
        beliefs = sorted(account.beliefs, key=lambda one: list(Basis).index(one.basis))
        corrections = [CorrectionOut.of(one) for one in portrait.words.corrections]
        return cls(
            shopper=who.shopper,
            session=who.session,
            known=portrait.identity is not None,
            events=account.events,
            summary=list(dict.fromkeys([one.says for one in corrections] + [one.says for one in beliefs])),
            beliefs=[BeliefOut.of(belief) for belief in beliefs],
            tastes=_tastes(portrait, portrait.profile.tastes),
            corrections=corrections,
            facts=None if portrait.facts is None else FactsOut.of(portrait.facts),
            consents=[ConsentOut.of(consent) for consent in account.consents],
        )


class CorrectionIn(BaseModel):
    """Something to be put right."""

    model_config = _STRICT

    field: Annotated[
        str,
        Field(
            max_length=40,
            description="A field of items (`category`, `colour`, `brand`, `gender`, `size`, `pattern`, `usage`, "
            "`season`); `price_most` or `price_least` (prefer); `item`, an id, or `before`, a day (forget).",
        ),
    ]
    value: Annotated[str, Field(max_length=500, description="Such as `Red`, `60 EUR`, `D-0012`, `2026-05-31`.")]
    verdict: Annotated[Verdict | None, Field(description="`null` takes a correction back.")]


class CorrectionsIn(BaseModel):
    """What is to be put right; all of it, or none."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "corrections": [
                    {"field": "colour", "value": "Red", "verdict": "avoid"},
                    {"field": "price_most", "value": "60 EUR", "verdict": "prefer"},
                    {"field": "item", "value": "D-0012", "verdict": "forget"},
                    {"field": "brand", "value": "Alder & Wren", "verdict": None},
                ]
            }
        },
    )

    corrections: Annotated[list[CorrectionIn], Field(min_length=1, max_length=MOST_WISHES)]

    def wishes(self) -> list[Wish]:
        """For the service."""
        return [Wish(one.field, one.value, one.verdict) for one in self.corrections]


class ConsentIn(BaseModel):
    """That the shopper said yes."""

    model_config = _STRICT

    wording: Annotated[str, Field(max_length=200, description="The version of the words that they were shown.")]


class FactsIn(BaseModel):
    """What a shopper declares of themselves; it replaces what they declared before."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "age_band": "25-34", "gender": "Women", "sizes": {"Shoes": "38"}, "consent": {"wording": "2026-05"},
            }
        },
    )  # fmt: skip

    age_band: AgeBand | None = None
    gender: Annotated[str | None, Field(description="In the shop's words.")] = None
    sizes: Annotated[dict[str, str], Field(max_length=MAX_SIZES, description="Category -> size.")] = {}
    consent: Annotated[ConsentIn | None, Field(description="Needed, unless one that was given before holds.")] = None

    def facts(self) -> Facts:
        """As a value.

        Raises:
            InvalidInput: a value cannot be kept.
        """
        return Facts(self.age_band, self.gender, self.sizes)


def _tastes(portrait: Portrait, tastes: Tastes) -> list[TasteOut]:
    names = portrait.assortment.vocabularies["category"]
    return [
        TasteOut(
            category=None if code < 0 else names[code],
            share=round(min(1.0, share), 3),
            items=list(item_ids(portrait.assortment, rows)),
        )
        for code, share, rows in zip(tastes.categories.tolist(), tastes.shares.tolist(), tastes.of, strict=True)
    ]
