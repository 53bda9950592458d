"""Words of items, and an index over them.

Migrations are append-only: this file is never edited once released.
"""

import sqlalchemy as sa
from alembic import op

from houndstooth.storage.item_words import word_values
from houndstooth.storage.rows import select_items, to_stored_item
from houndstooth.storage.word_tables import item_words

revision = "0011"
down_revision = "0010"

_PART = 1000

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

_POSTGRES = (
    # The words are cut already: no parser and no dictionary of the database has a say.
    "ALTER TABLE item_words ADD COLUMN whole tsvector NOT NULL GENERATED ALWAYS AS ("
    "setweight(array_to_tsvector(string_to_array(head, ' ')), 'A') || "
    "array_to_tsvector(string_to_array(body, ' '))) STORED",
    "CREATE INDEX ix_item_words_whole ON item_words USING gin (whole)",
)


def upgrade() -> None:
    """Make the table and its index, and fill them from the items that are there."""
    op.create_table(
        "item_words",
        sa.Column("number", sa.ForeignKey("items.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("shop_word", sa.String(900), nullable=False),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    connection = op.get_bind()
    for statement in _POSTGRES if connection.dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)
    items = connection.execute(select_items()).fetchall()
    for start in range(0, len(items), _PART):
        stored = map(to_stored_item, items[start : start + _PART])
        rows = [{"number": one.number, **word_values(one.item)} for one in stored]
        connection.execute(sa.insert(item_words), rows)
