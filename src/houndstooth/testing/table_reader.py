"""What every ``TableReader`` must do. It asks hypothesis for rubbish and damage, which has to be installed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houndstooth.catalog.records import TableReader
from houndstooth.domain.errors import InvalidSource

OpenReader = Callable[[Path], TableReader]


class TableReaderContract:
    """Give two fixtures: ``open_reader``, which opens a file, and ``feed``, a sound file with at least one good row."""

    def test_a_sound_file_gives_rows_by_column(self, open_reader: OpenReader, feed: Path) -> None:
        """Every value stands under a column that was named before, and lines only grow."""
        reader = open_reader(feed)
        rows = list(reader.rows())
        assert rows
        assert any(row.problem is None and row.values for row in rows)
        assert all(set(row.values) <= set(reader.columns) for row in rows)
        assert all(isinstance(value, str) for row in rows for value in row.values.values())
        lines = [row.line for row in rows]
        assert lines == sorted(set(lines))
        assert min(lines) >= 1

    def test_rows_start_anew(self, open_reader: OpenReader, feed: Path) -> None:
        """Reading twice gives the same, also while another reading is under way."""
        reader = open_reader(feed)
        under_way = reader.rows()
        next(under_way)
        assert list(reader.rows()) == list(reader.rows())

    def test_total_is_about_right(self, open_reader: OpenReader, feed: Path) -> None:
        """Good enough for a progress bar."""
        reader = open_reader(feed)
        assert reader.total >= len(list(reader.rows())) - 1

    def test_missing_and_empty_files_are_refused(self, open_reader: OpenReader, tmp_path: Path) -> None:
        """With our own error, which names the file."""
        (tmp_path / "empty").write_bytes(b"")
        for name in ("missing", "empty"):
            with pytest.raises(InvalidSource, match=name):
                list(open_reader(tmp_path / name).rows())

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.binary(max_size=300))
    def test_any_bytes_are_read_or_refused(self, open_reader: OpenReader, tmp_path: Path, data: bytes) -> None:
        """Rubbish gives rows or ``InvalidSource``, and nothing else."""
        self._read_or_refuse(open_reader, tmp_path / "rubbish", data)

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(at=st.floats(0, 1), length=st.integers(0, 40), patch=st.binary(max_size=20))
    def test_any_damage_is_read_or_refused(
        self, open_reader: OpenReader, feed: Path, tmp_path: Path, at: float, length: int, patch: bytes
    ) -> None:
        """So does a sound file with some bytes replaced, inserted or cut out anywhere."""
        sound = feed.read_bytes()
        start = int(at * len(sound))
        self._read_or_refuse(open_reader, tmp_path / "damaged", sound[:start] + patch + sound[start + length :])

    @staticmethod
    def _read_or_refuse(open_reader: OpenReader, path: Path, data: bytes) -> None:
        path.write_bytes(data)
        with contextlib.suppress(InvalidSource):
            list(open_reader(path).rows())
