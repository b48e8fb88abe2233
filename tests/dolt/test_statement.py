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
        "DROP TABLE issues", "CALL DOLT_RESET('--hard')", "SET autocommit = 0", "USE other",
        "COMMIT", "TRUNCATE issues",
        "SELECT * FROM issues INTO OUTFILE '/tmp/x'", "SELECT 1 /*! INTO DUMPFILE '/tmp/x' */",
        "LOAD DATA INFILE 'x'",
        "123", "WITH a AS (SELECT 1) CALL x()",
    ],
)  # fmt: skip
def test_anything_else_is_refused(sql: str) -> None:
    with pytest.raises(Usage):
        statement.writes(sql)


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("insert into config values (1, 2)", "config"),
        ("INSERT IGNORE issues (id) SELECT id FROM mysql.user", "issues"),
        ("REPLACE INTO `Config` VALUES (1, 2)", "config"),
        ("UPDATE LOW_PRIORITY issues AS i SET i.title = 'x'", "issues"),
        ("UPDATE issues i SET title = (SELECT MAX(title) FROM other.issues)", "issues"),
        ("DELETE FROM issues", "issues"),
        ("DELETE FROM issues LIMIT 1", "issues"),
        ("WITH a AS (SELECT 1) DELETE FROM issues WHERE id IN (SELECT * FROM a)", "issues"),
        ("UPDATE dolt_ignore SET ignored = 0", "dolt_ignore"),
    ],
)
def test_the_table_that_is_written(sql: str, table: str) -> None:
    assert statement.written_table(sql) == table


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE mysql.user SET user = 'x'",
        "UPDATE `mysql`.`user` SET user = 'x'",
        "INSERT INTO other . issues VALUES (1)",
        "DELETE FROM mysql.user",
        "DELETE mysql.user FROM mysql.user",
        "DELETE issues, m FROM issues JOIN mysql.user m",
        "DELETE FROM issues, mysql.user USING issues JOIN mysql.user",
        "DELETE FROM mysql.user USING mysql.user",
        "UPDATE issues, mysql.user SET user = 'x'",
        "UPDATE issues JOIN mysql.user m SET m.user = 'x'",
        "UPDATE issues i JOIN mysql.user m SET m.user = 'x'",
        "UPDATE /*! mysql.user */ SET user = 'x'",
        "UPDATE issues /*!, mysql.user */ SET user = 'x'",
        "UPDATE 'issues' SET title = 'x'",
        "UPDATE (SELECT 1) a SET b = 1",
        "REPLACE",
        "DELETE",
        "DELETE FROM",
    ],
)
def test_another_table_is_not_written(sql: str) -> None:
    with pytest.raises(Usage):
        statement.written_table(sql)
