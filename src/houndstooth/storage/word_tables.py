"""What of an item is found by its words. The index beside it is made by the migration, for each database its own."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table, Text

from houndstooth.storage.tables import metadata

item_words = Table(
    "item_words",
    metadata,
    Column("number", ForeignKey("items.number", ondelete="CASCADE"), primary_key=True),
    # A word that only the items of one shop have: so that an index over all shops finds those of one.
    Column("shop_word", String(900), nullable=False),
    # Title, brand, category and the like; what is only in the description. Stems with one blank between them.
    Column("head", Text, nullable=False),
    Column("body", Text, nullable=False),
)
