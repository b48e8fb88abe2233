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


def test_a_failure_over_a_workspace_leaves_no_record(person: Person, beads: Path) -> None:
    assert_done(person.run("migrate", "dolt", cwd=beads.parent))
    more = beads.parent / "more.jsonl"
    more.write_text(row("sql-8") + row("sql-9", comments=[{"id": 1, "text": "x"}]))
    script = beads.parent / "fails.py"
    script.write_text(
        "import sys\n"
        "from beadwork.actions.exchange import migrate_dolt\n"
        "from beadwork.errors import BeadworkError\n"
        "def fails(*_):\n"
        "    project = migrate_dolt.Path(sys.argv[-1]).parent\n"
        "    assert (project / '.beads' / migrate_dolt.MARK).exists()\n"
        "    raise BeadworkError('not all of it is here')\n"
        "migrate_dolt.compare = fails\n"
        "from beadwork.bd.main import main\n"
        "sys.exit(main())\n"
    )
    failed = subprocess.run(
        [sys.executable, script, "migrate", "dolt", "--from", more],
        cwd=beads.parent,
        env=person.environment,
        capture_output=True,
        text=True,
    )
    assert (failed.returncode, "not all of it is here" in failed.stderr) == (1, True)
    assert not (beads / "migrate-dolt.json").exists()
    assert "migrate-dolt.json" in (beads / ".gitignore").read_text()
    assert "config.yaml" in (beads / ".gitignore").read_text()
