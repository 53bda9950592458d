"""What everything else of an installation stands on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from houndstooth.encoders.onnx_encoder import OnnxEncoder
from houndstooth.services.assortment import Assortments
from houndstooth.services.audit import Audit
from houndstooth.services.development import Developer
from houndstooth.settings import Settings
from houndstooth.storage.artifact_uses import SqlArtifactUses
from houndstooth.storage.audit_log import SqlAuditLog
from houndstooth.storage.catalogue import SqlCatalogue
from houndstooth.storage.database import Database
from houndstooth.storage.picture_files import PictureFiles
from houndstooth.vault.installation_secret import check_secret, kept_secret
from houndstooth.vault.strongbox import Strongbox


@dataclass(frozen=True)
class Foundations:
    """What everything else of an installation stands on. Each is made when it is first needed, and made once."""

    settings: Settings

    @cached_property
    def database(self) -> Database:
        """The database, with the newest schema."""
        address = self.settings.database
        if address is not None:
            return Database.open_postgres(address.get_secret_value())
        return Database.open_sqlite(self._sqlite)

    @cached_property
    def catalogue(self) -> SqlCatalogue:
        """Items and vectors."""
        return SqlCatalogue(self.database)

    @cached_property
    def pictures(self) -> PictureFiles:
        """Pictures for pages."""
        return PictureFiles(self.settings.home / "pictures")

    @cached_property
    def artifact_uses(self) -> SqlArtifactUses:
        """Which artifacts were in use."""
        return SqlArtifactUses(self.database)

    @cached_property
    def encoder(self) -> OnnxEncoder:
        """The artifact at work: the one that was put to work last, before any was the one that the settings name."""
        uses = self.artifact_uses.all() if self._has_database else ()
        return self.open_artifact(Path(uses[-1].path) if uses else self.settings.artifact_path)

    def open_artifact(self, path: Path) -> OnnxEncoder:
        """An artifact."""
        return OnnxEncoder(path, threads=self.settings.encoder_threads)

    @property
    def _has_database(self) -> bool:
        return self.settings.database is not None or self._sqlite.exists()

    @property
    def _sqlite(self) -> Path:
        return self.settings.home / "houndstooth.db"

    @cached_property
    def vault(self) -> Strongbox:
        """Chance, hashes and encryption."""
        return Strongbox(self._secret)

    @cached_property
    def audit(self) -> Audit:
        """Who changed what."""
        return Audit(SqlAuditLog(self.database))

    @cached_property
    def assortments(self) -> Assortments:
        """The items of each shop as arrays."""
        return Assortments(
            self.catalogue,
            artifact_id=self.encoder.artifact_id,
            dimension=self.encoder.dimension,
            style_dimension=self.encoder.style_dimension,
        )

    @cached_property
    def _developer(self) -> Developer:
        return self._developer_of(self.encoder)

    def _developer_of(self, encoder: OnnxEncoder) -> Developer:
        return Developer(encoder=encoder, preprocessing=encoder.preprocessing, limits=self.settings.limits)

    def _secret(self) -> str:
        given = self.settings.secret
        if given is None and self.settings.on_loopback:
            return kept_secret(self.settings.home)
        return check_secret(None if given is None else given.get_secret_value())
