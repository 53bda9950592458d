"""All tables together, as the newest migration leaves them."""

from __future__ import annotations

from houndstooth.storage import (
    access_tables,
    artifact_tables,
    duplicate_tables,
    event_tables,
    feed_tables,
    job_tables,
    model_tables,
    profile_tables,
    rule_tables,
    tables,
    word_tables,
)

MODULES = (
    tables, access_tables, job_tables, feed_tables, profile_tables, event_tables, model_tables, rule_tables,
    artifact_tables, word_tables, duplicate_tables,
)  # fmt: skip
"""The modules that declare tables; importing them is what makes ``metadata`` whole."""

metadata = tables.metadata
