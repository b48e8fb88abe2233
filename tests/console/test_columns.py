"""Rows aligned as a terminal shows them."""

from __future__ import annotations

from beadwork.console.columns import shorten, table, width, wrap


def test_cells_are_as_wide_as_the_widest_of_their_column() -> None:
    lines = table([("a", "one-…", "/tmp/a"), ("longer", "b-…", "/tmp/b"), ("日本", "c", "")])
    assert lines == ["a       one-…  /tmp/a", "longer  b-…    /tmp/b", "日本    c"]
    assert width(lines[2]) == len("longer") + 2 + 1


def test_no_rows_are_no_lines() -> None:
    assert table([]) == []


def test_joiners_stay_and_other_invisible_characters_do_not() -> None:
    family, persian = "👩\u200d👧", "می\u200cخواهم"
    assert shorten(family, 20) == family
    assert shorten(persian, 20) == persian
    assert shorten("a\u202eb\x1b[31m", 20) == "a b [31m"
    assert shorten(f"{family} is here", 3) == "👩…"


def test_lines_are_broken_between_words_by_columns() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("one", 7) == ["one"]
    assert wrap("", 7) == [""]
    assert wrap("https://example.org/a/path and", 10) == ["https://ex", "ample.org/", "a/path and"]
    assert wrap("日本語のタイトル", 7) == ["日本語", "のタイ", "トル"]
    assert wrap("日本", 1) == ["日", "本"]
