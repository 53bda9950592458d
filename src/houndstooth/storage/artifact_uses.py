"""Which artifacts an installation used, in an SQL database."""

from __future__ import annotations

from sqlalchemy import insert, select

from houndstooth.domain.artifact import ArtifactUse
from houndstooth.storage.artifact_tables import artifact_uses
from houndstooth.storage.database import Database


class SqlArtifactUses:
    """``ArtifactUses`` over SQLAlchemy Core."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, use: ArtifactUse) -> None:
        """See ``ArtifactUses.add``."""
        values = {"artifact_id": use.artifact_id, "path": use.path, "at": use.at}
        with self._database.writing() as connection:
            connection.execute(insert(artifact_uses).values(values))

    def all(self) -> tuple[ArtifactUse, ...]:
        """See ``ArtifactUses.all``."""
        query = select(artifact_uses).order_by(artifact_uses.c.number)
        with self._database.reading() as connection:
            return tuple(ArtifactUse(row.artifact_id, row.path, row.at) for row in connection.execute(query))
