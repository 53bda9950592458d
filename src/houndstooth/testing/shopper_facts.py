"""What every ``ShopperFacts`` must do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from houndstooth.domain.errors import Conflict, InvalidInput
from houndstooth.domain.shopper import AgeBand, Consent, Facts, Purpose
from houndstooth.domain.shopper_ports import ShopperFacts

SHOP = "shop"
NOW = datetime(2026, 7, 1, 12, 30, 15, 250_000, tzinfo=UTC)
FACTS = Facts(AgeBand.FROM_25, "Frauen – 女性", {"Schuhe & Stiefel": "38 ½", "Shirts": "M"})
_PURPOSE = Purpose.DECLARED_FACTS


class ShopperFactsContract:
    """Give a fixture ``shopper_facts``: without any."""

    def test_nothing_is_kept_without_consent(self, shopper_facts: ShopperFacts) -> None:
        """The remedy is told; the consent of somebody else, or one in another shop, is none."""
        shopper_facts.declare(SHOP, [8], FACTS, at=NOW, wording="v1")
        shopper_facts.declare("other", [7], FACTS, at=NOW, wording="v1")
        with pytest.raises(Conflict, match="consent"):
            shopper_facts.declare(SHOP, [7], FACTS, at=NOW)
        assert shopper_facts.facts(SHOP, [7]) is None
        assert shopper_facts.consents(SHOP, [7]) == ()

    def test_facts_come_back_as_they_were_declared(self, shopper_facts: ShopperFacts) -> None:
        """Once consent is given it need not be given again; new facts replace the old ones whole."""
        shopper_facts.declare(SHOP, [7], FACTS, at=NOW, wording="2026-05, Ä")
        assert shopper_facts.facts(SHOP, [7]) == FACTS
        assert shopper_facts.consents(SHOP, [7]) == (Consent(_PURPOSE, "2026-05, Ä", NOW),)
        shopper_facts.declare(SHOP, [7], Facts(gender="Men"), at=NOW + timedelta(days=1))
        assert shopper_facts.facts(SHOP, [7]) == Facts(gender="Men")
        assert shopper_facts.facts("other", [7]) is None
        assert shopper_facts.facts(SHOP, [8]) is None
        assert shopper_facts.facts(SHOP, []) is None

    def test_who_withdraws_is_forgotten_at_once(self, shopper_facts: ShopperFacts) -> None:
        """The proof that there was consent stays, with its end; without a new one nothing is kept again."""
        later = NOW + timedelta(days=2)
        shopper_facts.declare(SHOP, [7], FACTS, at=NOW, wording="v1")
        shopper_facts.declare(SHOP, [8], FACTS, at=NOW, wording="v1")
        assert shopper_facts.withdraw(SHOP, [7], _PURPOSE, at=later)
        assert shopper_facts.facts(SHOP, [7]) is None
        assert shopper_facts.consents(SHOP, [7]) == (Consent(_PURPOSE, "v1", NOW, later),)
        assert not shopper_facts.withdraw(SHOP, [7], _PURPOSE, at=later + timedelta(days=1))
        assert shopper_facts.consents(SHOP, [7])[0].withdrawn_at == later
        with pytest.raises(Conflict):
            shopper_facts.declare(SHOP, [7], FACTS, at=later)
        shopper_facts.declare(SHOP, [7], FACTS, at=later, wording="v2")
        assert [consent.holds for consent in shopper_facts.consents(SHOP, [7])] == [False, True]
        assert shopper_facts.facts(SHOP, [8]) == FACTS

    def test_what_a_session_said_is_its_shoppers(self, shopper_facts: ShopperFacts) -> None:
        """The later facts count; consent, new facts and withdrawal are those of the one person."""
        old, new = Facts(gender="Men"), Facts(gender="Women")
        shopper_facts.declare(SHOP, [5], new, at=NOW + timedelta(hours=1), wording="v1")
        assert shopper_facts.facts(SHOP, [9, 5]) == new
        shopper_facts.declare(SHOP, [9], old, at=NOW, wording="v1")
        assert shopper_facts.facts(SHOP, [9, 5]) == new
        assert len(shopper_facts.consents(SHOP, [9, 5])) == 2
        shopper_facts.declare(SHOP, [9, 5], FACTS, at=NOW)
        assert shopper_facts.facts(SHOP, [9, 5]) == FACTS
        assert shopper_facts.withdraw(SHOP, [9, 5], _PURPOSE, at=NOW + timedelta(days=1))
        assert shopper_facts.facts(SHOP, [9, 5]) is None
        assert not any(consent.holds for consent in shopper_facts.consents(SHOP, [9, 5]))

    def test_a_wording_that_cannot_be_kept_keeps_nothing(self, shopper_facts: ShopperFacts) -> None:
        """Nor are the facts."""
        with pytest.raises(InvalidInput, match="wording"):
            shopper_facts.declare(SHOP, [7], FACTS, at=NOW, wording=" ")
        assert (shopper_facts.facts(SHOP, [7]), shopper_facts.consents(SHOP, [7])) == (None, ())
