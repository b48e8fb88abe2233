"""The tables of a real Dolt, made by the files of `schema/`, agree with the table of fields."""

from __future__ import annotations

from beadwork.dolt.connection.session import Session
from beadwork.model.issues.field_table import (
    FIELDS,
    NAME_LENGTH,
    TITLE_LENGTH,
    WORD_LENGTH,
    Kind,
)
from beadwork.store import migrations
from beadwork.store.identity_check import SCHEMA_VERSION

SQL_TYPES: dict[Kind, str] = {
    "id": f"varchar({NAME_LENGTH})",
    "title": f"varchar({TITLE_LENGTH})",
    "text": "longtext",
    "name": f"varchar({NAME_LENGTH})",
    "reference": f"varchar({NAME_LENGTH})",
    "word": f"varchar({WORD_LENGTH})",
    "priority": "int",
    "time": "datetime(6)",
    "minutes": "int",
    "level": "int",
    "names": "json",
    "object": "json",
    "flag": "tinyint(1)",
}


def test_the_table_of_issues_has_the_columns_of_the_fields(session: Session) -> None:
    found = {
        name: (sql.lower(), nullable == "YES")
        for name, sql, nullable, *_ in session.rows("SHOW COLUMNS FROM issues")
    }
    assert found == {field.column: (SQL_TYPES[field.kind], field.nullable) for field in FIELDS}


def test_the_files_are_numbered_without_a_gap_and_the_last_is_the_version() -> None:
    numbers = [number for number, _, _ in migrations.files()]
    assert numbers == list(range(1, SCHEMA_VERSION + 1))


def test_a_statement_adds_one_column_so_that_it_can_be_left_out() -> None:
    for _, name, sql in migrations.files():
        for statement in migrations.statements(sql):
            if statement.startswith("ALTER TABLE"):
                assert migrations.ADDS_COLUMN.match(statement), name
            else:
                assert statement.startswith("CREATE TABLE IF NOT EXISTS"), name
