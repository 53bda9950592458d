"""What goes over the wire of duplicates."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from houndstooth.api.schemas import ItemOut
from houndstooth.domain.duplicate import KeptPair, Likeness, PairPage, Verdict

_EXAMPLE: dict[str, Any] = {"verdict": "different"}


class VerdictIn(BaseModel):
    """What somebody says of a pair."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _EXAMPLE})

    verdict: Annotated[
        Verdict | None,
        Field(
            description="`same`: one product, of which lists show one item; `different`: it is not asked about again; "
            "`null` takes it back."
        ),
    ]


class PairOut(BaseModel):
    """Two items that look like one."""

    id: int
    first: ItemOut
    second: ItemOut
    likeness: Annotated[Likeness, Field(description="`exact`: the same file; `near`: a changed copy of it.")]
    sureness: Annotated[float, Field(ge=0, le=1)]
    verdict: Verdict | None
    decided_by: str | None
    decided_at: datetime | None

    @classmethod
    def of(cls, pair: KeptPair) -> PairOut:
        """A pair as it is shown."""
        return cls(
            id=pair.id,
            first=ItemOut.of(pair.first),
            second=ItemOut.of(pair.second),
            likeness=pair.likeness,
            sureness=pair.sureness,
            verdict=pair.verdict,
            decided_by=pair.decided_by,
            decided_at=pair.decided_at,
        )


class PairsOut(BaseModel):
    """A stretch of pairs; send `next` as `cursor` for the following one."""

    pairs: list[PairOut]
    total: int
    next: str | None

    @classmethod
    def of(cls, page: PairPage) -> PairsOut:
        """A page as it is shown."""
        following = None if page.next is None else str(page.next)
        return cls(pairs=[PairOut.of(pair) for pair in page.pairs], total=page.total, next=following)
