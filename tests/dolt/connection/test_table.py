"""`Session.table`: whatever a person asks for by SQL comes with names, and in Python's own
kinds.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.store.search import raw_sql


def test_names_and_kinds(session: Session) -> None:
    found = session.table(
        "SELECT 1 AS number, 2.50 AS price, CAST(3 AS DECIMAL(5, 0)) AS whole, 'é%s' AS text, "
        "NULL AS nothing, "
        "CAST('[1, \"a\"]' AS JSON) AS list, CAST('2026-02-11 09:30:00' AS DATETIME) AS moment"
    )
    assert found.columns == ("number", "price", "whole", "text", "nothing", "list", "moment")
    assert found.rows == ((1, 2.5, 3, "é%s", None, [1, "a"], datetime(2026, 2, 11, 9, 30)),)


def test_a_name_comes_once(session: Session) -> None:
    assert session.table("SELECT 1 AS id, 2 AS id, 3 AS id").columns == ("id", "id_2", "id_3")


def test_dolts_null_texts_in_columns_of_numbers(session: Session) -> None:
    explained = session.table("EXPLAIN SELECT * FROM issues")
    assert dict(zip(explained.columns, explained.rows[0], strict=True))["rows"] is None
    assert session.table("SHOW INDEX FROM issues").rows


def test_the_session_reads_as_before_afterwards(session: Session) -> None:
    session.table("SELECT CAST('{}' AS JSON)")
    assert session.rows("SELECT CAST('{}' AS JSON), 1.5") == (("{}", pytest.approx(1.5)),)


def test_a_percent_sign_is_a_percent_sign(session: Session) -> None:
    assert session.table("SELECT '100%' LIKE '%0\\%' AS fits").rows == ((1,),)


def test_what_says_that_it_reads_cannot_write(session: Session) -> None:
    with pytest.raises(ServerError, match="READ ONLY"):
        raw_sql.read(session, "UPDATE issues SET title = 'x'")
    assert not session.is_open
    assert raw_sql.read(session, "SELECT COUNT(*) AS n FROM issues").rows == ((0,),)
