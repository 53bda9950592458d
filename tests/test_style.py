"""Budgets that keep the house small: files, functions, names."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "houndstooth"
FILES = sorted(SOURCE.rglob("*.py"))
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_BODY = 40
VAGUE_NAMES = {"utils", "common", "helpers", "core", "manager", "base", "misc"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_files_and_functions_are_small(path):
    """So that each can be read at once."""
    text = path.read_text()
    assert len(text.splitlines()) <= MOST_LINES_OF_A_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            assert lines <= MOST_LINES_OF_A_BODY, f"{node.name} has {lines} lines"


def test_names_say_what_is_inside():
    """No room or file for whatever fits nowhere else."""
    assert [path for path in FILES if VAGUE_NAMES & set(path.relative_to(SOURCE).with_suffix("").parts)] == []
