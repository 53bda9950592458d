"""What somebody asks of a list of recommendations."""

from __future__ import annotations

from dataclasses import dataclass, field

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.event import Who
from houndstooth.domain.filter import Filter
from houndstooth.domain.slate import Surface

MOST = 200
MOST_IN_CART = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """A list that is asked for.

    Args:
        surface: where it will be shown.
        k: how many items, 1 to ``MOST``.
        who: for whom; ``None``: nobody in particular.
        items: the item of an item page, or those of a cart.
        where: only items that pass.
        diversity: 0: the best alone; 1: as different as can be; ``None``: as the settings say.
        fresh: whether what was shown lately is left out where there is enough else.
        taste: of a search, how much the shopper's taste counts beside likeness: from 0, not at all, to 1, alone.

    Raises:
        InvalidInput: what makes no sense; the message names it and the remedy.
    """

    surface: Surface
    k: int
    who: Who | None = None
    items: tuple[str, ...] = ()
    where: Filter = field(default_factory=Filter)
    diversity: float | None = None
    fresh: bool = True
    taste: float = 0.0

    def __post_init__(self) -> None:
        if not 1 <= self.k <= MOST:
            raise InvalidInput(f"k is {self.k}; ask for 1 to {MOST} items")
        if self.diversity is not None and not 0 <= self.diversity <= 1:
            raise InvalidInput(f"diversity is {self.diversity}; it goes from 0 to 1")
        if not 0 <= self.taste <= 1:
            raise InvalidInput(f"taste is {self.taste}; it goes from 0 to 1")
        if self.surface in {Surface.SIMILAR, Surface.BOUGHT_TOGETHER} and len(self.items) != 1:
            raise InvalidInput(f"the surface {self.surface} is of one item; name it with item=")
        if self.surface is Surface.CART and not 1 <= len(self.items) <= MOST_IN_CART:
            raise InvalidInput(f"the surface cart is of 1 to {MOST_IN_CART} items; name each with item=")
