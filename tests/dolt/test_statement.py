"""What a statement that a person typed would do."""

from __future__ import annotations

import pytest

from beadwork.dolt import statement
from beadwork.errors import Usage


@pytest.mark.parametrize(
    ("sql", "kept"),
    [
        ("SELECT 1", "SELECT 1"),
        ("  SELECT 1 ; ", "SELECT 1"),
        ("SELECT ';'", "SELECT ';'"),
        ("SELECT 'it''s; \\'; fine'", "SELECT 'it''s; \\'; fine'"),
        ('SELECT ";" AS `;`', 'SELECT ";" AS `;`'),
        ("SELECT 1; -- and; no; more", "SELECT 1"),
        ("/* first; */ SELECT 1 # last;", "/* first; */ SELECT 1 # last;"),
    ],
)
def test_one_statement_is_taken(sql: str, kept: str) -> None:
    assert statement.check(sql) == kept


@pytest.mark.parametrize(
    "sql",
    [
        "",
        " ; ",
        "-- nothing",
        "SELECT 1; SELECT 2",
        "SELECT 1;; SELECT 2",
        "SELECT 1 /*! ; DELETE */",
    ],
)
def test_none_or_two_are_refused(sql: str) -> None:
    with pytest.raises(Usage):
        statement.check(sql)


@pytest.mark.parametrize(
    ("sql", "writes"),
    [
        ("select 1", False),
        ("(SELECT 1) UNION (SELECT 2)", False),
        ("SHOW TABLES", False),
        ("EXPLAIN UPDATE issues SET id = 1", False),
        ("WITH a AS (SELECT 'DELETE') SELECT * FROM a", False),
        ("WITH RECURSIVE a (n) AS (SELECT 1 UNION SELECT n + 1 FROM a) SELECT * FROM a", False),
        ("insert into config values (1, 2)", True),
        ("REPLACE INTO config VALUES (1, 2)", True),
        ("WITH a AS (SELECT 1) DELETE FROM issues WHERE id IN (SELECT * FROM a)", True),
        ("/* SELECT */ UPDATE issues SET title = 'SELECT'", True),
    ],
)
def test_reading_and_writing(sql: str, writes: bool) -> None:
    assert statement.writes(sql) is writes


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE issues", "CALL DOLT_RESET('--hard')", "SET autocommit = 0", "USE other", "COMMIT", "TRUNCATE issues",
        "SELECT * FROM issues INTO OUTFILE '/tmp/x'", "SELECT 1 /*! INTO DUMPFILE '/tmp/x' */", "LOAD DATA INFILE 'x'",
        "123", "WITH a AS (SELECT 1) CALL x()",
    ],
)  # fmt: skip
def test_anything_else_is_refused(sql: str) -> None:
    with pytest.raises(Usage):
        statement.writes(sql)
