"""The tables, as the newest migration leaves them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)

from houndstooth.domain.item import AMOUNT_SCALE


class Amount(TypeDecorator[Decimal]):
    """A ``Decimal`` of at most four decimals, kept as an integer, so that no database rounds it."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """``Decimal('39.90')`` becomes ``399000``."""
        return None if value is None else int(value * AMOUNT_SCALE)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """``399000`` becomes ``Decimal('39.9')``."""
        return None if value is None else Decimal(value) / AMOUNT_SCALE


class Moment(TypeDecorator[datetime]):
    """A time with its zone; SQLite, which knows none, keeps it in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Into UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite gives ids by itself only to a column declared INTEGER.
NUMBER = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData()

shops = Table(
    "shops",
    metadata,
    Column("shop_id", String(200), primary_key=True),
    Column("revision", BigInteger, nullable=False),
)

pictures = Table(
    "pictures",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("hash", LargeBinary),
)

items = Table(
    "items",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("shop_id", ForeignKey("shops.shop_id"), nullable=False),
    Column("item_id", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", String(500), nullable=False),
    Column("category", String(500)),
    Column("category_path", String(500)),
    Column("colour", String(500)),
    Column("brand", String(500)),
    Column("gender", String(500)),
    Column("size", String(500)),
    Column("price", Amount),
    Column("list_price", Amount),
    Column("currency", String(3)),
    Column("availability", String(20)),
    Column("group", String(200)),
    Column("url", String(2000)),
    Column("description", String(5000)),
    Column("attributes", JSON, nullable=False),
    Column("labels", JSON, nullable=False),
    Column("corrected", Boolean, nullable=False),
    Column("picture_key", ForeignKey("pictures.key"), nullable=False),
    Column("addresses", String(64)),
    Column("row_digest", String(64), nullable=False),
    Column("feed", String(200)),
    Column("family", String(200)),
    Column("retired", Boolean, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("shop_id", "item_id", name="uq_items_shop_item"),
    Index("ix_items_shop_revision", "shop_id", "revision"),
    Index("ix_items_shop_category", "shop_id", "category"),
    Index("ix_items_shop_colour", "shop_id", "colour"),
    Index("ix_items_shop_brand", "shop_id", "brand"),
    Index("ix_items_shop_price", "shop_id", "price"),
    Index("ix_items_picture", "picture_key"),
    Index("ix_items_shop_group", "shop_id", "group"),
    Index("ix_items_shop_feed", "shop_id", "feed"),
    Index("ix_items_shop_family", "shop_id", "family"),
    sqlite_autoincrement=True,
)

more_pictures = Table(
    "more_pictures",
    metadata,
    Column("number", ForeignKey("items.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("picture_key", ForeignKey("pictures.key"), nullable=False),
    Index("ix_more_pictures_picture", "picture_key"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("number", ForeignKey("items.number", ondelete="CASCADE"), primary_key=True),
    Column("artifact_id", String(200), primary_key=True),
    Column("embedding", LargeBinary, nullable=False),
    Column("style", LargeBinary),
    Column("said", JSON(none_as_null=True)),  # what the artifact says of the item, until the item says it too
)
Index(
    "ix_vectors_said",
    vectors.c.artifact_id,
    vectors.c.number,
    sqlite_where=vectors.c.said.is_not(None),
    postgresql_where=vectors.c.said.is_not(None),
)

removals = Table(
    "removals",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("shop_id", ForeignKey("shops.shop_id"), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Index("ix_removals_shop_revision", "shop_id", "revision"),
)
