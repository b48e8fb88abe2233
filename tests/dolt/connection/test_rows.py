"""The quick reader of rows gives what the driver gives, for every type of column and every length
of a field.
"""

from __future__ import annotations

import pymysql
import pytest
from pymysql.connections import MySQLResult

from beadwork.dolt.connection.connect import connect
from beadwork.dolt.connection.session import Session

QUERY = """
    SELECT 1 AS a, -7, 2.5, CAST('3.25' AS DECIMAL(6, 2)), NULL, '', 'é漢🙂', REPEAT('x', 250),
           REPEAT('y', 251),
           REPEAT('z', 70000), REPEAT('ü', 9000000),
           CAST('2026-02-11 09:30:00.123456' AS DATETIME(6)),
           CAST('2026-02-11' AS DATE), TRUE, CAST('{"a": [1, "é"]}' AS JSON), X'00FF',
           CAST(9223372036854775807 AS SIGNED),
           CAST('12:30:00' AS TIME), 1e300
"""


@pytest.mark.parametrize(
    "query", [QUERY, "SHOW TABLES", "SELECT id, title FROM issues WHERE FALSE", "SHOW PROCESSLIST"]
)
def test_rows_equal_the_drivers(
    session: Session, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows(connection: pymysql.connections.Connection) -> tuple[tuple[object, ...], ...]:
        cursor = connection.cursor()
        cursor.execute(query)
        return tuple(cursor.fetchall())

    connection = connect(session.address, session.database)
    quick = rows(connection)
    monkeypatch.setattr("beadwork.dolt.connection.connect.Rows", MySQLResult)
    own = rows(connection)
    connection.close()
    if query != "SHOW PROCESSLIST":  # whose times run on
        assert quick == own
        assert [list(map(type, row)) for row in quick] == [list(map(type, row)) for row in own]
    assert len(quick) == len(own)
