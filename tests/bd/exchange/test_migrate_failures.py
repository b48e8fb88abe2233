"""A migration that cannot be done leaves things as they were; what is harmless does not stop it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness import ROOT, Person, assert_done

SCHEMA = (ROOT / "tests" / "exchange" / "samples" / "older_schema.sql").read_text()
PAGE = 4096


@pytest.fixture
def beads(person: Person) -> Path:
    """A project whose tracker is an SQLite file, with five pages that nothing uses."""
    found = person.home / "project" / ".beads"
    found.mkdir(parents=True)
    with sqlite3.connect(found / "beads.db") as connection:
        connection.executescript(SCHEMA)
        connection.execute("CREATE TABLE junk (text TEXT)")
        connection.executemany("INSERT INTO junk VALUES (?)", [("x" * 3000,)] * 5)
        connection.commit()
        connection.execute("DELETE FROM junk")
    connection.close()
    return found


def leak(file: Path) -> None:
    """Lose the list of free pages, as a crash does."""
    content = bytearray(file.read_bytes())
    assert content[32:40] != bytes(8)
    content[32:40] = bytes(8)
    file.write_bytes(content)


def damage(file: Path) -> None:
    """Overwrite the page of the issues."""
    with sqlite3.connect(file) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'issues'"
        ).fetchone()
    connection.close()
    content = bytearray(file.read_bytes())
    content[(root - 1) * PAGE : root * PAGE] = b"\xff" * PAGE
    file.write_bytes(content)


def row(issue_id: str, **fields: Any) -> str:
    return (
        json.dumps(
            {
                "id": issue_id,
                "title": "One",
                "description": "What",
                "status": "open",
                "priority": 0,
                "issue_type": "bug",
                "created_at": "2025-11-02T10:00:00Z",
                "updated_at": "2025-11-03T10:00:00Z",
                **fields,
            }
        )
        + "\n"
    )


def test_pages_that_nothing_uses_are_no_damage(person: Person, beads: Path) -> None:
    leak(beads / "beads.db")
    with sqlite3.connect(beads / "beads.db") as connection:
        assert "never used" in connection.execute("PRAGMA quick_check").fetchone()[0]
    connection.close()
    done = person.run("migrate", "dolt", "--json", cwd=beads.parent)
    assert_done(done)
    assert json.loads(done.stdout)["files"][0]["after"]["issues"] == 2


def test_a_damaged_file_is_passed_over_where_its_export_is_whole(
    person: Person, beads: Path
) -> None:
    damage(beads / "beads.db")
    alone = person.run("migrate", "dolt", cwd=beads.parent)
    assert (alone.returncode, "beads.db is damaged" in alone.stderr) == (1, True)
    (beads / "issues.jsonl").write_text(row("sql-1"))
    chosen = person.run("migrate", "dolt", "--from", beads / "beads.db", cwd=beads.parent)
    assert (chosen.returncode, "beads.db is damaged" in chosen.stderr) == (1, True)
    done = person.run("migrate", "dolt", "--json", cwd=beads.parent)
    assert_done(done)
    found = json.loads(done.stdout)
    assert [Path(file["path"]).name for file in found["files"]] == ["issues.jsonl"]
    (damaged,) = found["unread"]
    assert "beads.db is damaged" in damaged
    assert damaged.endswith("not read, and left as it is")
    assert (beads / "beads.db").exists()


def test_fields_that_one_source_leaves_out_are_no_difference(person: Person, beads: Path) -> None:
    (beads / "issues.jsonl").write_text(
        row("sql-1", owner="ann@example.org", labels=["web", "auth"], spec_id="s-1")
    )
    done = person.run("migrate", "dolt", "--json", cwd=beads.parent)
    assert_done(done)
    warnings = [line for file in json.loads(done.stdout)["files"] for line in file["warnings"]]
    assert not [line for line in warnings if "other content" in line]
    (issue,) = json.loads(person.run("show", "sql-1", "--json", cwd=beads.parent).stdout)
    assert (issue["owner"], issue["labels"]) == ("ann@example.org", ["auth", "web"])
    assert (issue["spec_id"], issue["weight"]) == ("s-1", 7)
    assert len(issue["comments"]) == 1


def test_a_failure_leaves_no_record(person: Person, beads: Path) -> None:
    before = {path.name: path.read_bytes() for path in beads.iterdir()}
    failed = person.run("migrate", "dolt", "-p", "no good", cwd=beads.parent)
    assert failed.returncode != 0
    assert {path.name: path.read_bytes() for path in beads.iterdir()} == before


FAILS = """
import sys
from beadwork.actions.exchange import migrate_dolt
from beadwork.errors import BeadworkError
def fails(*_):
    assert list(migrate_dolt.Path().glob("**/migrate-dolt.json"))
    raise BeadworkError("not all of it is here")
setattr(migrate_dolt, sys.argv.pop(1), fails)
from beadwork.bd.main import main
sys.exit(main())
"""


def fail(person: Person, project: Path, step: str, *words: str | Path) -> None:
    failed = subprocess.run(
        [sys.executable, "-c", FAILS, step, "migrate", "dolt", *words],
        cwd=project,
        env=person.environment,
        capture_output=True,
        text=True,
    )
    assert (failed.returncode, "not all of it is here" in failed.stderr) == (1, True)


@pytest.mark.parametrize("step", ["import_legacy", "compare"])
def test_a_failure_after_the_database_is_made_puts_the_files_back(
    person: Person, beads: Path, step: str
) -> None:
    (beads / "metadata.json").write_text('{"database": "beads.db"}')
    before = {path.name: path.read_bytes() for path in beads.iterdir()}
    fail(person, beads.parent, step)
    after = {path.name: path.read_bytes() for path in beads.iterdir()}
    assert {name: after[name] for name in before} == before
    assert after.keys() - before <= {".gitignore", "init.json", "init.lock"}
    assert "init.json" in (beads / ".gitignore").read_text()
    assert "bd migrate dolt" in person.run("list", cwd=beads.parent).stderr
    (beads / "metadata.json").unlink()  # as where there was none
    assert "bd migrate dolt" in person.run("init", cwd=beads.parent).stderr
    done = person.run("migrate", "dolt", "--json", cwd=beads.parent)
    assert_done(done)
    assert json.loads(done.stdout)["database"] == "sql"
    assert not (beads / "init.json").exists()
    assert len(json.loads(person.run("list", "--all", "--json", cwd=beads.parent).stdout)) == 2


def test_a_failure_over_a_workspace_leaves_no_record(person: Person, beads: Path) -> None:
    assert_done(person.run("migrate", "dolt", cwd=beads.parent))
    more = beads.parent / "more.jsonl"
    more.write_text(row("sql-8") + row("sql-9", comments=[{"id": 1, "text": "x"}]))
    fail(person, beads.parent, "compare", "--from", more)
    assert not (beads / "migrate-dolt.json").exists()
    assert "migrate-dolt.json" in (beads / ".gitignore").read_text()
    assert "config.yaml" in (beads / ".gitignore").read_text()
