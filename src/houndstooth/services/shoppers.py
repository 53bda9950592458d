"""Shoppers: whom a token signed by the shop speaks for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from houndstooth.domain.access import Principal
from houndstooth.domain.access_ports import Vault
from houndstooth.domain.clock import Clock, utc_now
from houndstooth.services.key_ring import KeyRing


@dataclass(frozen=True)
class Shoppers:
    """Reads shopper tokens."""

    key_ring: KeyRing
    vault: Vault
    clock: Clock = field(default=utc_now)

    def introduce(self, principal: Principal, token: str) -> Principal:
        """The principal, speaking for the shopper of a token.

        Raises:
            Unauthenticated: the token does not hold, or not in this shop.
        """
        signing_secret = self.key_ring.signing_secret(principal.shop_id, self.vault.signer_of(token))
        shopper = self.vault.shopper_in(
            token, signing_secret=signing_secret, shop_id=principal.shop_id, now=self.clock()
        )
        return replace(principal, shopper=shopper)
