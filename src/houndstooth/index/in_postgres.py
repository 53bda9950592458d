"""The index inside PostgreSQL: pgvector, shared by all workers, with nothing to keep beside the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from threading import local
from typing import Any, Protocol
from uuid import uuid4

import numpy as np
from sqlalchemy import Connection, Row, TextClause, text
from sqlalchemy.exc import DBAPIError

from houndstooth.domain.catalogue import Numbers
from houndstooth.domain.encoding import Vectors
from houndstooth.domain.errors import InvalidInput, Unavailable
from houndstooth.index.best import Scores, best
from houndstooth.index.postgres_values import BigInts, as_text
from houndstooth.index.subject import Subject

_SCHEMA = "houndstooth_search"

_MADE = (
    "SELECT pg_advisory_xact_lock(hashtext('{schema}'))",
    "CREATE EXTENSION IF NOT EXISTS vector",
    "CREATE SCHEMA IF NOT EXISTS {schema}",
    "CREATE TABLE IF NOT EXISTS {schema}.standing"
    " (name text PRIMARY KEY, revision bigint NOT NULL DEFAULT 0, mark text)",
    "INSERT INTO {schema}.standing (name) VALUES ('{name}') ON CONFLICT DO NOTHING",
    "CREATE TABLE IF NOT EXISTS {table} (number bigint PRIMARY KEY, embedding vector({dimension}) NOT NULL)",
)
_STANDING = "SELECT revision, mark FROM {schema}.standing WHERE name = '{name}'"
_STAND = "UPDATE {schema}.standing SET revision = :revision, mark = :mark WHERE name = '{name}'"
_PUT = """
INSERT INTO {table} AS of
SELECT number, CAST(embedding AS vector) FROM unnest(:numbers, CAST(:vectors AS text[])) AS put (number, embedding)
ON CONFLICT (number) DO UPDATE SET embedding = excluded.embedding WHERE of.embedding <> excluded.embedding
"""
_REMOVE = "DELETE FROM {table} WHERE number = ANY(:numbers)"
_SET_UP = (
    "SET LOCAL hnsw.iterative_scan = relaxed_order",
    "SET LOCAL hnsw.ef_search = {effort}",
    "SET LOCAL jit = off",
)
_PASSING = "SELECT number, embedding FROM {table}"
_AMONG = " WHERE number = ANY(:allowed)"
_NEAREST = (
    " ORDER BY CAST(embedding AS halfvec({dimension})) <#> CAST(CAST(:query AS text) AS halfvec({dimension}))"
    " LIMIT :wanted"
)
_SCORED = (
    "WITH found AS MATERIALIZED ({found})"
    " SELECT number, -(embedding <#> CAST(CAST(:query AS text) AS vector)) AS score FROM found"
)
_BEST = " ORDER BY score DESC, number LIMIT :wanted"
_FEW = (
    "SELECT to_regclass('{schema}.{graph}') IS NOT NULL OR count(*) < :least"
    " FROM (SELECT 1 FROM {table} LIMIT :least) AS few"
)
_BUILD = (
    "CREATE INDEX IF NOT EXISTS {graph} ON {table} USING hnsw (CAST(embedding AS halfvec({dimension})) halfvec_ip_ops)"
)

_LONGEST = 4000
"""pgvector's graphs take half-precision vectors up to this length."""

_GRAPH_FROM = 8_192
"""With fewer vectors there is no graph: all are compared."""

_EXACT_ROWS = 16_384
"""Where no more pass a filter they are compared one by one; otherwise the graph is walked, past those that do not."""

_SPARE = 64
_EFFORT = 200


class Transactions(Protocol):
    """A PostgreSQL database."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one moment, and changes nothing."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that commits at the end, or leaves no trace."""
        ...


class PostgresIndex:
    """``VectorIndex`` as a table with a graph (HNSW, Malkov and Yashunin 2016) over half-precision numbers.

    What the graph finds is compared again exactly. The schema ``houndstooth_search`` holds nothing that cannot be made
    anew from the catalogue, and may be dropped while nobody works.

    Several processes take over the same changes at once. So the first that writes after ``settle`` leaves its mark;
    what comes from a process whose mark is gone, or which began at another revision, is passed over. It will find the
    index at another revision than it meant, and begin again.

    Args:
        database: where the extension pgvector 0.8 or newer can be had.
        subject: whose vectors these are.
        graph_from: how many vectors there are when the graph is built; whoever settles then waits for it.

    Raises:
        InvalidInput: vectors are longer than pgvector's graphs take.
        Unavailable: the database has no pgvector.
    """

    def __init__(self, database: Transactions, subject: Subject, *, graph_from: int = _GRAPH_FROM) -> None:
        if subject.dimension > _LONGEST:
            raise InvalidInput(
                f"vectors of {subject.dimension} numbers; pgvector takes {_LONGEST}: search_index=embedded"
            )
        self._database = database
        self._graph_from = graph_from
        self._names: Mapping[str, Any] = {
            "schema": _SCHEMA,
            "name": subject.short_name,
            "table": f"{_SCHEMA}.of_{subject.short_name}",
            "graph": f"graph_{subject.short_name}",
            "dimension": subject.dimension,
            "effort": _EFFORT,
        }
        self._mark: str | None = None
        self._seen = local()
        """The revision that each thread saw last: what it takes over begins there."""
        self._make()

    def __len__(self) -> int:
        with self._database.reading() as connection:
            count: int = connection.execute(self._sql("SELECT count(*) FROM {table}")).scalar_one()
            return count

    @property
    def revision(self) -> int:
        """See ``VectorIndex.revision``."""
        with self._database.reading() as connection:
            revision: int = connection.execute(self._sql(_STANDING)).one().revision
        self._seen.revision = revision
        return revision

    def put(self, numbers: Numbers, vectors: Vectors) -> None:
        """See ``VectorIndex.put``."""
        if vectors.shape != (len(numbers), self._names["dimension"]):
            raise ValueError(
                f"vectors of shape {vectors.shape} for {len(numbers)} numbers of {self._names['dimension']}"
            )
        last = list(dict(zip(numbers.tolist(), range(len(numbers)), strict=True)).values())
        given = {"numbers": BigInts(numbers[last]), "vectors": as_text(vectors[last])}
        self._write(_PUT, given)

    def remove(self, numbers: Numbers) -> None:
        """See ``VectorIndex.remove``."""
        if len(numbers):
            self._write(_REMOVE, {"numbers": BigInts(numbers)})

    def settle(self, revision: int) -> None:
        """See ``VectorIndex.settle``; builds the graph when there are enough vectors and it is not there yet."""
        settled = self._write(_STAND, {"revision": revision, "mark": None})
        self._mark = None
        if not settled:
            return
        self._seen.revision = revision
        with self._database.writing() as connection:
            if not connection.execute(self._sql(_FEW), {"least": self._graph_from}).scalar_one():
                connection.execute(self._sql(_BUILD))

    def clear(self) -> None:
        """See ``VectorIndex.clear``."""
        with self._database.writing() as connection:
            connection.execute(self._sql(_STAND), {"revision": 0, "mark": None})
            connection.execute(self._sql("TRUNCATE {table}"))
        self._mark, self._seen.revision = None, 0

    def search(self, queries: Vectors, k: int, *, allowed: Numbers | None = None) -> tuple[list[Numbers], list[Scores]]:
        """See ``VectorIndex.search``."""
        with self._database.reading() as connection:
            for statement in _SET_UP:
                connection.execute(self._sql(statement))
            among = None if allowed is None else BigInts(allowed)
            found = [self._nearest(connection, query, k, among) for query in as_text(queries)]
        return [numbers for numbers, _ in found], [scores for _, scores in found]

    def _nearest(self, connection: Connection, query: str, k: int, among: BigInts | None) -> tuple[Numbers, Scores]:
        passing = _PASSING if among is None else _PASSING + _AMONG
        wanted = 2 * k + _SPARE
        given = {"query": query, "wanted": wanted, **({} if among is None else {"allowed": among})}
        rows: Sequence[Row[Any]] = ()
        if among is None or len(among) > _EXACT_ROWS:
            rows = connection.execute(self._sql(_SCORED, found=passing + _NEAREST), given).all()
        if len(rows) < wanted:  # the graph gave up, or few pass
            rows = connection.execute(self._sql(_SCORED + _BEST, found=passing), given | {"wanted": k}).all()
        numbers = np.fromiter((row.number for row in rows), np.int64, len(rows))
        return best(numbers, np.fromiter((row.score for row in rows), np.float32, len(rows)), k)

    def _write(self, statement: str, given: Mapping[str, Any]) -> bool:
        """Change the index, if nobody else has begun to since this one did."""
        with self._database.writing() as connection:
            mine = self._is_mine(connection)
            if mine:
                connection.execute(self._sql(statement), given)
        return mine

    def _is_mine(self, connection: Connection) -> bool:
        standing = connection.execute(self._sql(_STANDING + " FOR UPDATE")).one()
        if self._mark is None:
            self._mark = uuid4().hex
            if getattr(self._seen, "revision", standing.revision) != standing.revision:
                return False
            connection.execute(self._sql(_STAND), {"revision": standing.revision, "mark": self._mark})
            return True
        return bool(standing.mark == self._mark)

    def _make(self) -> None:
        try:
            with self._database.writing() as connection:
                for statement in _MADE:
                    connection.execute(self._sql(statement))
        except DBAPIError as error:
            told = str(error.orig).strip().splitlines()[0]
            raise Unavailable(
                f"PostgreSQL cannot search: {told}; install pgvector 0.8, or search_index=embedded"
            ) from error

    def _sql(self, statement: str, **parts: str) -> TextClause:
        return text(
            statement.format(**{name: part.format(**self._names) for name, part in parts.items()}, **self._names)
        )
