"""Words of items, and an index over them.

Migrations are append-only: this file is never edited once released.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from houndstooth.storage.item_words import SAID_ATTRIBUTES, word_values

revision = "0013"
down_revision = "0012"

_PART = 1000
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")

_SQLITE = (
    "CREATE VIRTUAL TABLE item_words_index USING fts5(shop_word, head, body, content='item_words', "
    "content_rowid='number', tokenize='unicode61 remove_diacritics 0', prefix='2 3')",
    "CREATE TRIGGER item_words_added AFTER INSERT ON item_words BEGIN "
    "INSERT INTO item_words_index(rowid, shop_word, head, body) "
    "VALUES (new.number, new.shop_word, new.head, new.body); END",
    "CREATE TRIGGER item_words_gone AFTER DELETE ON item_words BEGIN "
    "INSERT INTO item_words_index(item_words_index, rowid, shop_word, head, body) "
    "VALUES ('delete', old.number, old.shop_word, old.head, old.body); END",
)

# The words are cut already: no parser and no dictionary of the database has a say.
_VECTOR = "GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array({}, ' '), ''))) STORED"

_POSTGRES = (
    f"ALTER TABLE item_words ADD COLUMN heads tsvector NOT NULL {_VECTOR.format('head')}",
    "ALTER TABLE item_words ADD COLUMN whole tsvector NOT NULL "
    + _VECTOR.format("shop_word || ' ' || head || ' ' || body"),
    "CREATE INDEX ix_item_words_whole ON item_words USING gin (whole)",
)

_SAID = ("title", "brand", "category", "colour", "gender", "group")


def upgrade() -> None:
    """Make the table and its index, and fill them from the items that are there."""
    item_words = op.create_table(
        "item_words",
        sa.Column("number", _NUMBER, sa.ForeignKey("items.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("shop_word", sa.String(900), nullable=False),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    connection = op.get_bind()
    for statement in _POSTGRES if connection.dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in ("number", "shop_id", "description", *_SAID)]
    items = connection.execute(sa.select(sa.table("items", *columns, sa.column("attributes", sa.JSON)))).fetchall()
    for start in range(0, len(items), _PART):
        rows = [{"number": row.number, **_values(row)} for row in items[start : start + _PART]]
        connection.execute(sa.insert(item_words), rows)


def _values(row: sa.Row[Any]) -> dict[str, str]:
    attributes = [row.attributes.get(name) for name in SAID_ATTRIBUTES]
    return word_values(row.shop_id, (*(getattr(row, name) for name in _SAID), *attributes), row.description)
