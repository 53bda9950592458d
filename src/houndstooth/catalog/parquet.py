"""Parquet files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow
from pyarrow.parquet import ParquetFile

from houndstooth.catalog.records import to_texts
from houndstooth.catalog.row import Row
from houndstooth.domain.errors import InvalidSource

_BATCH = 1024


class ParquetReader:
    """``TableReader`` for a Parquet file, read in batches."""

    def __init__(self, path: Path) -> None:
        """Read the schema.

        Raises:
            InvalidSource: it is no Parquet file, or a damaged one.
        """
        self._path = path
        try:
            self._file = ParquetFile(path)
            self.columns = tuple(self._file.schema_arrow.names)
        except (OSError, ValueError, pyarrow.ArrowException) as error:
            raise InvalidSource(f"{path} is not a Parquet file that can be read: {error}") from error
        self.total = self._file.metadata.num_rows

    def rows(self) -> Iterator[Row]:
        """See ``TableReader.rows``."""
        line = 0
        try:
            for batch in self._file.iter_batches(_BATCH):
                for record in batch.to_pylist():
                    line += 1
                    yield Row(line, to_texts(record))
        except (OSError, ValueError, pyarrow.ArrowException) as error:
            raise InvalidSource(f"{self._path} is damaged after row {line}: {error}; export it again") from error
