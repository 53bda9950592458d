"""What goes over the wire about searches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from houndstooth.api.schemas import NO_COLOURS, Colours, ItemOut, item_fields
from houndstooth.services.answer_pages import Place
from houndstooth.services.search import MAX_DEPTH, Answer
from houndstooth.services.suggestions import Suggestion


class HitOut(ItemOut):
    """An item that was found."""

    score: Annotated[
        float,
        Field(
            ge=-1,
            le=1,
            description="Cosine similarity with the query; 1 is the same picture. Of a search by words alone: how far "
            "up it stands among what has the words and what looks like them, 0 to 1.",
        ),
    ]


class SeenOut(BaseModel):
    """What the encoder sees in a photo, and how surely."""

    value: str
    confidence: Annotated[float, Field(ge=0, le=1)]


class AnswerOut(BaseModel):
    """What was found, best first."""

    results: list[HitOut]
    next: Annotated[
        str | None,
        Field(description=f"Send it as `cursor` for the following page; at most {MAX_DEPTH} results in all."),
    ]
    seen: Annotated[
        dict[str, SeenOut],
        Field(description="What is in the photo, by field, where the encoder is sure; usable as conditions."),
    ]
    understood: Annotated[
        list[str],
        Field(
            description="What words were taken for, as conditions. What is to be (`=`) comes first, what is not to be "
            "and prices hold for all results.",
            examples=[["colour=Red", "pattern!=Striped", "price<=39.8999"]],
        ),
    ]
    list_id: Annotated[str, Field(description="Names the list: send it as `list_id` with the events that answer it.")]
    artifact: str
    took_ms: float

    @classmethod
    def of(cls, answer: Answer, colours: Colours = NO_COLOURS, following: Place | None = None) -> AnswerOut:
        """An answer as it is sent."""
        results = [HitOut(**item_fields(hit.stored, colours), score=round(hit.score, 6)) for hit in answer.hits]
        took = round(1000 * sum(answer.seconds.values()), 1)
        seen = {name: SeenOut(value=said.value, confidence=said.confidence) for name, said in answer.seen.items()}
        return cls(
            results=results,
            next=None if following is None else following.write(),
            seen=seen,
            understood=[str(condition) for condition in answer.understood],
            list_id=answer.list_id,
            artifact=answer.artifact_id,
            took_ms=took,
        )


class SuggestionOut(BaseModel):
    """A text to search by."""

    text: str
    field: Annotated[str, Field(description="What its end is a value of, or `title`.", examples=["category"])]
    count: Annotated[int | None, Field(description="How many items have that value; `null` for titles.")]


class SuggestionsOut(BaseModel):
    """What a search box may offer, best first."""

    suggestions: list[SuggestionOut]

    @classmethod
    def of(cls, suggestions: Sequence[Suggestion]) -> SuggestionsOut:
        """Suggestions as they are sent."""
        return cls(suggestions=[SuggestionOut(text=s.text, field=s.field, count=s.count) for s in suggestions])
