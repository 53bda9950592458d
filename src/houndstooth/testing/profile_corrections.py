"""What every ``ProfileCorrections`` must do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from houndstooth.domain.errors import Conflict
from houndstooth.domain.shopper import ProfileCorrection, Verdict
from houndstooth.domain.shopper_ports import MAX_CORRECTIONS, ProfileCorrections

SHOP = "shop"
NOW = datetime(2026, 7, 1, 12, 30, 15, 250_000, tzinfo=UTC)
WIDE = "\U0001f9e5" * 500


def said(field: str, value: str, verdict: Verdict = Verdict.AVOID, *, hours: int = 0) -> ProfileCorrection:
    """A correction, so many hours after noon."""
    return ProfileCorrection(field, value, verdict, NOW + timedelta(hours=hours))


class ProfileCorrectionsContract:
    """Give a fixture ``profile_corrections``: without any."""

    def test_corrections_come_back_as_they_were_made(self, profile_corrections: ProfileCorrections) -> None:
        """Oldest first; whatever script they are in, and as long as they may be."""
        made = [
            said("colour", "Weiß", hours=2),
            said("brand", "O'Neill; DROP TABLE", Verdict.PREFER, hours=1),
            said("item", "a/b ü?#", Verdict.FORGET, hours=3),
            said("brand", WIDE, Verdict.FORGET, hours=4),
            said("price_most", "60.00 EUR", Verdict.PREFER, hours=5),
        ]
        profile_corrections.change(SHOP, [7], made=made)
        assert profile_corrections.all(SHOP, [7]) == (made[1], made[0], *made[2:])
        for shop, shopper in (("other", [7]), (SHOP, [8]), (SHOP, [])):
            assert profile_corrections.all(shop, shopper) == ()

    def test_the_last_word_counts(self, profile_corrections: ProfileCorrections) -> None:
        """Of one value; of a price and of a time there is one alone, whatever its value."""
        profile_corrections.change(
            SHOP, [7], made=[said("colour", "Red"), said("price_most", "60.00 EUR", Verdict.PREFER)]
        )
        again = [
            said("colour", "Red", Verdict.PREFER, hours=1),
            said("price_most", "50.00 EUR", Verdict.PREFER, hours=2),
            said("price_most", "40.00 EUR", Verdict.PREFER, hours=3),
        ]
        profile_corrections.change(SHOP, [7], made=again)
        assert profile_corrections.all(SHOP, [7]) == (again[0], again[2])

    def test_a_correction_can_be_taken_back(self, profile_corrections: ProfileCorrections) -> None:
        """Those of others stay."""
        kept = said("colour", "Blue")
        for shop, shopper in ((SHOP, [7]), (SHOP, [8]), ("other", [9])):
            profile_corrections.change(shop, shopper, made=[said("colour", "Red"), kept])
        named = [("colour", "Red"), ("colour", "Red"), ("brand", "none")]
        profile_corrections.change(SHOP, [7, 9], taken_back=named)
        assert profile_corrections.all(SHOP, [7]) == (kept,)
        assert len(profile_corrections.all(SHOP, [8])) == len(profile_corrections.all("other", [9])) == 2
        instead = said("brand", "Ä", Verdict.PREFER)
        profile_corrections.change(SHOP, [7], made=[instead], taken_back=[kept.about, instead.about])
        assert profile_corrections.all(SHOP, [7]) == (instead,)

    def test_what_a_session_said_is_its_shoppers(self, profile_corrections: ProfileCorrections) -> None:
        """The later of two about the same counts, whoever said it; taken back, both are."""
        profile_corrections.change(
            SHOP, [5], made=[said("colour", "Red", Verdict.PREFER, hours=2), said("colour", "Blue")]
        )
        profile_corrections.change(SHOP, [9], made=[said("colour", "Red", hours=1)])
        both = profile_corrections.all(SHOP, [9, 5])
        assert [(one.value, one.verdict) for one in both] == [("Blue", Verdict.AVOID), ("Red", Verdict.PREFER)]
        profile_corrections.change(SHOP, [9, 5], made=[said("colour", "Red", Verdict.FORGET)])
        assert [one.verdict for one in profile_corrections.all(SHOP, [9, 5])] == [Verdict.AVOID, Verdict.FORGET]
        profile_corrections.change(SHOP, [9, 5], taken_back=[("colour", "Red"), ("colour", "Blue")])
        assert profile_corrections.all(SHOP, [9, 5]) == ()

    def test_there_is_an_end(self, profile_corrections: ProfileCorrections) -> None:
        """One too many keeps none of those sent; replacing is always possible."""
        many = [said("brand", str(number)) for number in range(MAX_CORRECTIONS)]
        profile_corrections.change(SHOP, [7], made=many)
        with pytest.raises(Conflict, match=f"{MAX_CORRECTIONS + 1}"):
            profile_corrections.change(SHOP, [7], made=[said("brand", "one more"), said("brand", "1", Verdict.PREFER)])
        assert {one.verdict for one in profile_corrections.all(SHOP, [7])} == {Verdict.AVOID}
        profile_corrections.change(SHOP, [7], made=[said("brand", "1", Verdict.PREFER)])
        assert len(profile_corrections.all(SHOP, [7])) == MAX_CORRECTIONS
