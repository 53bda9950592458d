"""Full-text search: FTS5 of SQLite, or ``tsvector`` of PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, case, cast, column, func, literal, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.sql.expression import literal_column

from houndstooth.domain.filter import Filter
from houndstooth.domain.wording import stem, words_of
from houndstooth.storage.conditions import matching
from houndstooth.storage.database import Database
from houndstooth.storage.item_words import shop_word
from houndstooth.storage.queries import check_fields
from houndstooth.storage.tables import items
from houndstooth.storage.word_tables import item_words

_HEAD_WEIGHT = 3.0
"""How much more a word of the title and the like counts than one of the description."""

_LOOKED_AT = 500
"""Titles are chosen from so many items."""

_ANY = Filter()


class SqlFullText:
    """``FullText`` over the words that are written with the items."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, shop_id: str, text: str, *, where: Filter, limit: int) -> list[tuple[int, float]]:
        """See ``FullText.find``."""
        stems = list(dict.fromkeys(map(stem, words_of(text))))
        with self._database.reading() as connection:
            check_fields(connection, shop_id, where)
            if not stems:
                return []
            found, score = _side(connection).ranked(connection, shop_id, stems)
            query = found.where(matching(shop_id, where)).order_by(score.desc(), items.c.number).limit(limit)
            return [(number, float(value)) for number, value in connection.execute(query)]

    def titles(self, shop_id: str, text: str, *, limit: int) -> tuple[str, ...]:
        """See ``FullText.titles``."""
        words = words_of(text)
        if not words:
            return ()
        with self._database.reading() as connection:
            # The beginning too is compared with stems: of a whole plural only its stem is a beginning.
            having = _side(connection).beginning(shop_id, list(map(stem, words)))
            some = having.where(matching(shop_id, _ANY)).limit(_LOOKED_AT).subquery()
            often = func.count().label("uses")
            query = select(some.c.title).group_by(some.c.title).order_by(often.desc(), some.c.title).limit(limit)
            return tuple(connection.execute(query).scalars())


class _Sqlite:
    """The words as an expression of FTS5: only letters and digits, and always in quotation marks."""

    _index = table("item_words_index", column("rowid", Integer))
    _name: ColumnElement[Any] = literal_column("item_words_index")

    def ranked(
        self, _connection: Connection, shop_id: str, stems: Sequence[str]
    ) -> tuple[Select[Any], ColumnElement[float]]:
        """Number and score by BM25 (Robertson & Zaragoza 2009), which FTS5 gives below 0, of items with any word."""
        score = (-func.bm25(self._name, 0.0, _HEAD_WEIGHT, 1.0)).label("score")
        return self._matching(select(items.c.number, score), shop_id, " OR ".join(map(_quoted, stems))), score

    def beginning(self, shop_id: str, words: Sequence[str]) -> Select[Any]:
        """The titles of items with all words, the last of which is a beginning."""
        *whole, last = map(_quoted, words)
        return self._matching(select(items.c.title), shop_id, " AND ".join([*whole, f"{last} *"]))

    def _matching(self, query: Select[Any], shop_id: str, words: str) -> Select[Any]:
        asked = f"shop_word : {_quoted(shop_word(shop_id))} AND {{head body}} : ({words})"
        joined = query.join_from(self._index, items, items.c.number == self._index.c.rowid)
        return joined.where(self._name.op("MATCH")(asked))


class _Postgres:
    """The words as lexemes of a ``tsquery``: only letters and digits, and always in quotation marks."""

    _heads: ColumnElement[Any] = column("heads", TSVECTOR, _selectable=item_words)
    _whole: ColumnElement[Any] = column("whole", TSVECTOR, _selectable=item_words)

    def ranked(
        self, connection: Connection, shop_id: str, stems: Sequence[str]
    ) -> tuple[Select[Any], ColumnElement[float]]:
        """Number and score of items with any word.

        The database knows no BM25; of it the weights of words are taken. How often a word stands in a text that is a
        title says nothing.
        """
        words = [_lexeme(word) for word in stems]
        any_word = " | ".join(words)
        having: list[ColumnElement[int]] = [func.count().filter(self._has(word)) for word in words]
        counting: Select[Any] = select(*having)  # type: ignore[assignment] # one column for each word
        counts = self._matching(counting, shop_id, any_word)
        of_shop = select(func.count()).select_from(items).where(items.c.shop_id == shop_id)
        every, seen = connection.execute(of_shop).scalar_one(), connection.execute(counts).one()
        parts = [
            case((self._heads.op("@@")(_tsquery(word)), _HEAD_WEIGHT), (self._has(word), 1.0), else_=0.0)
            * literal(_rarity(count, every))
            for word, count in zip(words, seen, strict=True)
        ]
        score: ColumnElement[float] = sum(parts[1:], start=parts[0]).label("score")
        return self._matching(select(items.c.number, score), shop_id, any_word), score

    def beginning(self, shop_id: str, words: Sequence[str]) -> Select[Any]:
        """The titles of items with all words, the last of which is a beginning."""
        *whole, last = map(_lexeme, words)
        return self._matching(select(items.c.title), shop_id, " & ".join([*whole, f"{last}:*"]))

    def _matching(self, query: Select[Any], shop_id: str, words: str) -> Select[Any]:
        joined = query.join_from(item_words, items, items.c.number == item_words.c.number)
        return joined.where(self._whole.op("@@")(_tsquery(f"{_lexeme(shop_word(shop_id))} & ({words})")))

    def _has(self, word: str) -> ColumnElement[bool]:
        return self._whole.op("@@", is_comparison=True)(_tsquery(word))


def _side(connection: Connection) -> _Sqlite | _Postgres:
    return _Postgres() if connection.dialect.name == "postgresql" else _Sqlite()


def _quoted(word: str) -> str:
    return f'"{word}"'


def _lexeme(word: str) -> str:
    return f"'{word}'"


def _tsquery(text: str) -> ColumnElement[Any]:
    return cast(literal(text), TSQUERY)


def _rarity(count: int, every: int) -> float:
    """The inverse document frequency of BM25, above 0."""
    return log(1 + (every - count + 0.5) / (count + 0.5))
