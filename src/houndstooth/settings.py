"""Settings: the only reader of the environment and of ``houndstooth.toml``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from houndstooth.domain.errors import InvalidInput
from houndstooth.domain.event import DEFAULT_WEIGHTS, EventKind
from houndstooth.imaging.limits import Limits

_WEIGHTS = Path(__file__).parent / "weights"
_TEXT_TOWER = "houndstooth-words"
"""What the files of text towers begin with."""


def default_home() -> Path:
    """``HOUNDSTOOTH_HOME``, else the user's folder for application data."""
    return Path(os.environ.get("HOUNDSTOOTH_HOME") or user_data_path("houndstooth"))


class Settings(BaseSettings):
    """Every setting: from the command line, else ``HOUNDSTOOTH_NAME``, else ``HOME/houndstooth.toml``."""

    model_config = SettingsConfigDict(env_prefix="HOUNDSTOOTH_", extra="forbid", frozen=True)

    home: Path = Field(default_factory=default_home)
    """Where everything lives: database, pictures, reports."""
    database: SecretStr | None = None
    """The address of a PostgreSQL database, ``postgresql://USER:PASSWORD@HOST/NAME``; else an SQLite file at home."""
    search_index: Literal["embedded", "pgvector"] = "embedded"
    """What searches: an index in each server process, or pgvector inside the PostgreSQL database."""
    shop: str = "default"
    """The shop that commands and unkeyed requests speak of."""
    artifact: Path | None = None
    """The encoder artifact (``NAME.onnx`` with ``NAME.json`` beside it); by default the one that comes with us."""
    words_artifact: Path | None = None
    """The text tower that goes with it, a file of the same kind; by default one that comes with us, if it belongs."""
    host: str = "127.0.0.1"
    """The address that the server listens on."""
    port: int = Field(default=8000, ge=0, le=65535)
    """The port that the server listens on; 0 takes a free one."""
    secret: SecretStr | None = None
    """What everything sealed or signed by us hangs on; on loopback one is made and kept at home when it is missing."""
    visitors: bool | None = None
    """Whether requests without a key may search; by default exactly when the server listens on loopback only."""
    trusted_proxies: tuple[str, ...] = ()
    """Networks of proxies whose ``X-Forwarded-For`` and ``X-Forwarded-Proto`` are believed."""
    rate_per_key: int = Field(default=12_000, ge=0)
    """Requests a minute that one key may make; 0 for any number."""
    rate_per_address: int = Field(default=6_000, ge=0)
    """Requests a minute that one address may make; 0 for any number."""
    concurrency_per_address: int = Field(default=64, ge=1)
    """Requests that one address may have under way at once."""
    request_seconds: float = Field(default=30.0, gt=0)
    """How long a request may take until its answer begins, reading its body included."""
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, le=256)
    """How many threads do heavy work (decode, encode) at once, in ingest and in each server process."""
    queue: int = Field(default=64, ge=0)
    """How many requests may wait for a worker; more are answered 503 with Retry-After."""
    encoder_threads: int = Field(default=1, ge=1, le=64)
    """How many cores one pass of the encoder uses."""
    currency: str = Field(default="EUR", pattern="^[A-Z]{3}$")
    """The currency of prices that come without one."""
    label_confidence: float = Field(default=0.6, ge=0, le=1)
    """How sure the encoder must be of a label before it says it of a photo, or gives it to an item without one."""
    profile_half_life: float = Field(default=30.0, gt=0, le=3650)
    """After how many days what a shopper did says half as much of their taste."""
    event_weights: dict[EventKind, Annotated[float, Field(ge=-10, le=10)]] = Field(default_factory=dict)
    """How much each kind of event says of its items, from -10 to 10; for kinds that are not named the default."""
    attribution_days: float = Field(default=7.0, ge=0, le=365)
    """How many days an event that names no list is owed to the list from which its shopper came to the item."""
    linear_memory: float = Field(default=2.0, ge=0, le=1024)
    """How many gigabytes the linear item-to-item model may take when models are fitted; 0 for none of it."""
    diversity: float = Field(default=0.2, ge=0, le=1)
    """How different the items of a list are, 0 (the best alone) to 1, where a request does not say it."""
    repeat_lists: int = Field(default=2, ge=0, le=20)
    """What a shopper was shown in the last so many lists is not shown again while there is enough else."""
    bought_days: float = Field(default=90.0, ge=0, le=3650)
    """What a shopper bought so many days ago or less is not recommended."""
    recommend_out_of_stock: bool = False
    """Whether items that are out of stock are recommended."""
    fetch_networks: tuple[str, ...] = ()
    """Private networks that pictures may be fetched from, such as ``10.1.0.0/16``; otherwise only the open internet."""
    max_feed_bytes: int = Field(default=512 * 1024 * 1024, ge=1024)
    """The largest feed that is fetched, in bytes."""
    max_picture_bytes: int = Field(default=Limits().max_bytes, ge=1024)
    """The largest picture file that is read, in bytes."""
    max_picture_pixels: int = Field(default=Limits().max_pixels, ge=10_000)
    """The largest picture that is decoded, in pixels (width x height)."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The command line, the environment, the file: in this order."""
        home = Path(init_settings().get("home") or default_home())
        file = TomlConfigSettingsSource(settings_cls, home / "houndstooth.toml")
        return init_settings, env_settings, file

    @property
    def limits(self) -> Limits:
        """What a picture may cost."""
        return Limits(max_bytes=self.max_picture_bytes, max_pixels=self.max_picture_pixels)

    @property
    def weights(self) -> Mapping[EventKind, float]:
        """What each kind of event says of its items."""
        return {**DEFAULT_WEIGHTS, **self.event_weights}

    @property
    def on_loopback(self) -> bool:
        """Whether the server listens where only this machine reaches it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:  # a name
            return self.host == "localhost"

    @property
    def welcomes_visitors(self) -> bool:
        """Whether requests without a key may search."""
        return self.on_loopback if self.visitors is None else self.visitors

    @property
    def artifact_path(self) -> Path:
        """The ONNX file to serve: the setting, else the newest of those that came with the package."""
        if self.artifact is not None:
            return self.artifact
        ours = (path for path in _WEIGHTS.glob("*.onnx") if not path.stem.startswith(_TEXT_TOWER))
        shipped = sorted(ours, key=lambda path: (not path.stem.startswith("imagenet"), path.stem))
        return shipped[-1] if shipped else _WEIGHTS / "missing.onnx"

    @property
    def words_artifact_paths(self) -> tuple[Path, ...]:
        """The ONNX files of text towers that may be served: the setting, else those that came with the package."""
        if self.words_artifact is not None:
            return (self.words_artifact,)
        return tuple(sorted(_WEIGHTS.glob(f"{_TEXT_TOWER}*.onnx"), reverse=True))


def load_settings(**given: Any) -> Settings:
    """Read the settings; values that are ``None`` count as not given.

    Raises:
        InvalidInput: a value is out of range or a name unknown; the message names all of them.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))} = {e['input']!r}: {e['msg']}" for e in error.errors())
        raise InvalidInput(f"the settings cannot be used: {problems}") from error
    except ValueError as error:  # a houndstooth.toml that is not TOML
        raise InvalidInput(f"houndstooth.toml cannot be read: {error}") from error
