"""Rows that no command writes, planted by SQL in a rig of a town."""

from __future__ import annotations

from typing import NoReturn

import pytest

from beadwork.doctor.checks.data import schema_version
from harness import assert_done
from town_doctor import DoctorTown

ISSUE = (
    "INSERT INTO issues (id, type, title, status, priority, parent, created_at, updated_at) "
    "VALUES ('{id}', '{type}', 'x', '{status}', 2, {parent}, NOW(6), NOW(6))"
)
EDGE = (
    "INSERT INTO dependencies (issue_id, depends_on_id, type, created_at) VALUES "
    "('{issue}', '{target}', '{type}', NOW(6))"
)
COMMIT = "CALL DOLT_COMMIT('-Am', 'planted', '--author', 'Ann <ann@x>')"


def issue(name: str, *, status: str = "open", kind: str = "task", parent: str = "") -> str:
    """Return the statement that writes an issue."""
    return ISSUE.format(
        id=name, type=kind, status=status, parent=f"'{parent}'" if parent else "NULL"
    )


def edge(issue: str, target: str, kind: str = "blocks") -> str:
    """Return the statement that writes a dependency."""
    return EDGE.format(issue=issue, target=target, type=kind)


@pytest.mark.parametrize(
    ("name", "statements", "expected"),
    [
        (
            "schema-version",
            ["UPDATE metadata SET value = '1' WHERE `key` = 'schema_version'"],
            "warning: widget has version 1, and cannot be written before it has 2",
        ),
        (
            "schema-version",
            ["UPDATE metadata SET value = '99' WHERE `key` = 'schema_version'"],
            "error: widget has version 99; this program knows up to 2",
        ),
        (
            "dangling-parents",
            [issue("wg-1", parent="wg-0")],
            "warning: widget: wg-1: its parent wg-0 is not there",
        ),
        (
            "deep-parents",
            [issue("wg-0"), *(issue(f"wg-{n}", parent=f"wg-{n - 1}") for n in range(1, 102))],
            "warning: widget: wg-101: 101 levels of parents above it",
        ),
        (
            "dangling-dependencies",
            [
                issue("wg-1"),
                edge("wg-1", "wg-0"),
                edge("wg-1", "external:jira-7"),
                edge("wg-1", "hq-1"),
            ],
            "warning: widget: wg-1 → wg-0 (blocks): wg-0 is not there",
        ),
        (
            "dangling-dependencies",
            [issue("wg-1"), edge("wg-0", "wg-1", "related")],
            "warning: widget: wg-0 → wg-1 (related): wg-0 is not there",
        ),
        (
            "dependency-cycles",
            [issue("wg-1"), issue("wg-2"), edge("wg-1", "wg-2"), edge("wg-2", "wg-1")],
            "error: widget: wg-1 → wg-2 → wg-1",
        ),
        (
            "orphan-comments",
            [
                (
                    f"INSERT INTO comments (issue_id, id, text, created_at) VALUES ('wg-0', '{n}', "
                    "'x', NOW(6))"
                )
                for n in (1, 2)
            ],
            "warning: widget: wg-0: 2 comments on an issue that is not there",
        ),
        (
            "unknown-types",
            [issue("wg-1", status="opne")],
            'warning: widget: the status "opne" is not known; 1 row has it, that of wg-1 for one',
        ),
        (
            "unknown-types",
            [issue("wg-1", kind="saga"), issue("wg-2", kind="saga")],
            (
                'warning: widget: the issue type "saga" is not known; 2 rows have it, that of wg-1 '
                "for one"
            ),
        ),
        (
            "unknown-types",
            [issue("wg-1"), edge("wg-1", "wg-1", "needs")],
            (
                'warning: widget: the dependency type "needs" is not known; 1 row has it, that of '
                "wg-1 for one"
            ),
        ),
        (
            "pending-conflicts",
            [
                (
                    f"INSERT INTO conflicts VALUES ('wg-1', 'estimated_minutes', '{n}', '{n}', "
                    "'main', NOW(6))"
                )
                for n in (30, 60)
            ],
            "warning: widget: wg-1: which estimated_minutes it is to be",
        ),
    ],
)
def test_what_is_planted_is_found(
    doctor_town: DoctorTown, name: str, statements: list[str], expected: str
) -> None:
    doctor_town.sql("hq", issue("hq-1"), COMMIT)
    assert doctor_town.finding(name).state == "ok"
    doctor_town.sql("widget", *statements, COMMIT)
    assert doctor_town.finding_line(name) == expected


def test_what_raw_sql_left_uncommitted_is_committed_under_nobodys_name(
    doctor_town: DoctorTown,
) -> None:
    doctor_town.sql("widget", issue("wg-1"))
    assert (
        doctor_town.finding_line("uncommitted-changes")
        == "warning: widget: uncommitted in issues; no writer is at it"
    )
    said = doctor_town.repaired("uncommitted-changes")
    assert said == [
        (
            "uncommitted-changes: commit what is uncommitted in widget, under its own message and "
            "author"
        )
    ]
    ((author, message),) = doctor_town.sql(
        "widget", "SELECT committer, message FROM dolt_log LIMIT 1"
    )
    assert (author, message.splitlines()[0]) == ("outside bd", "changes made outside bd")
    assert "wg-1" in doctor_town.mayor.person.run("list", cwd=doctor_town.clone).stdout


def test_writes_that_are_meant_to_wait_are_no_fault(doctor_town: DoctorTown) -> None:
    assert_done(
        doctor_town.mayor.person.run(
            "config", "set", "dolt.auto-commit", "off", cwd=doctor_town.clone
        )
    )
    assert_done(doctor_town.mayor.person.run("create", "It waits", cwd=doctor_town.clone))
    assert doctor_town.finding("uncommitted-changes").state == "ok"


def test_a_database_of_no_rig(doctor_town: DoctorTown) -> None:
    doctor_town.sql("hq", "CREATE DATABASE stray")
    assert (
        doctor_town.finding_line("orphan-databases")
        == f"warning: stray is of no rig: {doctor_town.root}/.dolt-data/stray"
    )


def test_one_rig_that_cannot_be_looked_at_keeps_all_from_being_called_well(
    doctor_town: DoctorTown,
) -> None:
    (doctor_town.clone / ".beads" / "metadata.json").write_text("{")
    found = doctor_town.finding("dangling-parents")
    assert (found.state, found.message.startswith("widget: ")) == ("skipped", True)
    doctor_town.sql("hq", issue("hq-1", parent="hq-0"), COMMIT)
    assert (
        doctor_town.finding_line("dangling-parents")
        == "warning: hq: hq-1: its parent hq-0 is not there"
    )


def test_a_schema_version_that_is_no_number(doctor_town: DoctorTown) -> None:
    doctor_town.sql(
        "widget", "UPDATE metadata SET value = 'two' WHERE `key` = 'schema_version'", COMMIT
    )
    found = doctor_town.finding("schema-version")
    assert found.state == "error"
    assert "widget says no schema version" in found.message


def test_a_check_that_breaks_takes_no_other_along(
    doctor_town: DoctorTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(subject: object) -> NoReturn:
        raise ValueError("a mistake of ours")

    monkeypatch.setattr(schema_version, "look", broken)
    found = doctor_town.finding("schema-version")
    assert found.state == "skipped"
    assert found.message.startswith("the check failed unexpectedly: ValueError: ")
    assert doctor_town.finding("orphan-databases").state == "ok"
