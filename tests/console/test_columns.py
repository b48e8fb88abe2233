"""Rows aligned as a terminal shows them."""

from __future__ import annotations

from beadwork.console.columns import table, width


def test_cells_are_as_wide_as_the_widest_of_their_column() -> None:
    lines = table([("a", "one-…", "/tmp/a"), ("longer", "b-…", "/tmp/b"), ("日本", "c", "")])
    assert lines == ["a       one-…  /tmp/a", "longer  b-…    /tmp/b", "日本    c"]
    assert width(lines[2]) == len("longer") + 2 + 1


def test_no_rows_are_no_lines() -> None:
    assert table([]) == []
