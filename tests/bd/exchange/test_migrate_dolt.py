"""A workspace from before Dolt comes into Dolt with everything in it, and its old files are
kept.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness import Person, assert_done

SCHEMA = """
    CREATE TABLE issues (id TEXT PRIMARY KEY, content_hash TEXT, title TEXT NOT NULL,
        description TEXT NOT NULL DEFAULT '',
        design TEXT NOT NULL DEFAULT '', acceptance_criteria TEXT NOT NULL DEFAULT '',
        notes TEXT NOT NULL DEFAULT '',
        status TEXT NOT NULL DEFAULT 'open', priority INTEGER NOT NULL DEFAULT 2,
        issue_type TEXT NOT NULL DEFAULT 'task',
        assignee TEXT, estimated_minutes INTEGER, created_at DATETIME NOT NULL,
        updated_at DATETIME NOT NULL,
        closed_at DATETIME, external_ref TEXT, pinned INTEGER DEFAULT 0,
        ephemeral INTEGER DEFAULT 0,
        source_repo TEXT DEFAULT '.', metadata TEXT NOT NULL DEFAULT '{}',
        compaction_level INTEGER DEFAULT 0,
        close_reason TEXT DEFAULT '');
    CREATE TABLE dependencies (issue_id TEXT, depends_on_id TEXT, type TEXT DEFAULT 'blocks',
        created_at DATETIME,
        created_by TEXT, metadata TEXT DEFAULT '{}', thread_id TEXT DEFAULT '',
        PRIMARY KEY (issue_id, depends_on_id, type));
    CREATE TABLE labels (issue_id TEXT, label TEXT, PRIMARY KEY (issue_id, label));
    CREATE TABLE comments (id INTEGER PRIMARY KEY AUTOINCREMENT, issue_id TEXT, author TEXT,
        text TEXT, created_at DATETIME);
    CREATE TABLE events (id INTEGER PRIMARY KEY, issue_id TEXT, event_type TEXT, actor TEXT);
    CREATE TABLE config (key TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT);
    INSERT INTO issues (id, content_hash, title, priority, issue_type, created_at, updated_at,
        pinned, metadata, notes)
        VALUES ('api-1', 'f00', 'Fix the login', 0, 'bug',
        '2025-11-02 21:58:07.295058 -0800 PST m=+0.1',
                '2025-11-03 10:00:00', 1, '{"team": "web"}', 'seen');
    INSERT INTO issues (id, title, status, created_at, updated_at, closed_at, close_reason,
        ephemeral, estimated_minutes)
        VALUES ('api-2', 'Write the tests', 'closed', '2025-11-04T10:00:00Z',
        '2025-11-04T11:00:00.5+01:00',
                '2025-11-04 11:00:00', 'shipped', 1, 0);
    INSERT INTO issues (id, title, issue_type, created_at, updated_at)
        VALUES ('api-3', 'All of it', 'quest', '2025-11-04 10:00:00+00:00',
        '2025-11-04 10:00:00+00:00');
    INSERT INTO dependencies (issue_id, depends_on_id, type, created_at, created_by)
        VALUES ('api-1', 'api-2', 'blocks', '2025-11-05 10:00:00', 'alice'),
               ('api-1', 'api-3', 'parent-child', '2025-11-05 10:00:00', 'alice'),
               ('gone-1', 'api-2', 'blocks', '2025-11-05 10:00:00', 'alice');
    INSERT INTO labels VALUES ('api-1', 'web'), ('api-1', 'auth');
    INSERT INTO comments (issue_id, author, text, created_at) VALUES ('api-1', 'bob', 'On it',
        '2025-11-05 10:00:00');
    INSERT INTO events VALUES (1, 'api-1', 'created', 'alice');
    INSERT INTO config VALUES ('issue_prefix', 'api'), ('types.custom', 'quest'),
        ('kv.memory.style', 'short words'),
        ('sync.branch', 'beads-sync');
"""


@pytest.fixture
def old(person: Person) -> Path:
    """A project whose tracker is an SQLite file."""
    beads = person.home / "project" / ".beads"
    beads.mkdir(parents=True)
    with sqlite3.connect(beads / "beads.db") as connection:
        connection.executescript(SCHEMA)
    connection.close()
    (beads / "metadata.json").write_text('{"database": "beads.db", "jsonl_export": "issues.jsonl"}')
    return beads.parent


def answer(person: Person, *words: str, cwd: Path) -> Any:
    done = person.run(*words, "--json", cwd=cwd)
    assert_done(done)
    return json.loads(done.stdout)


def test_nothing_of_an_sqlite_file_is_dropped(person: Person, old: Path) -> None:
    before = (old / ".beads" / "beads.db").read_bytes()
    planned = answer(person, "migrate", "dolt", "--dry-run", cwd=old)
    assert planned["files"][0]["before"] == {
        "issues": 3,
        "dependencies": 2,
        "labels": 2,
        "comments": 1,
    }
    assert planned["prefix"] == "api"
    assert sorted(path.name for path in (old / ".beads").iterdir()) == ["beads.db", "metadata.json"]
    done = answer(person, "migrate", "dolt", cwd=old)
    assert done["prefix"] == "api"
    assert done["files"][0]["after"] == done["files"][0]["before"]
    assert done["files"][0]["left"] == [
        {"what": "rows of the table events", "count": 1},
        {"what": "dependencies of issues that are not there", "count": 1},
    ]
    one, two = answer(person, "show", "api-1", "api-2", cwd=old)
    assert (one["priority"], one["issue_type"], one["pinned"], one["labels"]) == (
        0,
        "bug",
        True,
        ["auth", "web"],
    )
    assert (one["created_at"], one["updated_at"]) == (
        "2025-11-03T05:58:07.295058Z",
        "2025-11-03T10:00:00.000000Z",
    )
    assert (one["metadata"], one["source_repo"], one["parent"]) == ({"team": "web"}, ".", "api-3")
    assert (one["comments"][0]["author"], one["comments"][0]["text"]) == ("bob", "On it")
    assert [edge["id"] for edge in one["dependencies"] if edge["dependency_type"] == "blocks"] == [
        "api-2"
    ]
    assert (two["status"], two["close_reason"], two["ephemeral"]) == ("closed", "shipped", True)
    assert two["updated_at"] == "2025-11-04T10:00:00.500000Z"
    assert "content_hash" not in one
    assert answer(person, "memories", cwd=old) == {"style": "short words"}
    assert answer(person, "config", "get", "types.custom", cwd=old)["value"] == "quest"
    assert person.run("create", "After", "--silent", cwd=old).stdout.startswith("api-")
    (kept,) = (old / ".beads").glob("beads.db.migrated-*")
    assert kept.read_bytes() == before
    assert len(list((old / ".beads").glob("metadata.json.migrated-*"))) == 1
    again = person.run("migrate", "dolt", cwd=old)
    assert (again.returncode, again.stdout) == (
        0,
        "This workspace is in Dolt already: database api\n",
    )


def test_what_only_the_export_has_comes_in_too_and_the_newer_wins(
    person: Person, old: Path
) -> None:
    rows = [
        {
            "id": name,
            "title": title,
            "created_at": "2025-01-01T00:00:00Z",
            "updated_at": f"{year}-01-01T00:00:00Z",
        }
        for name, title, year in (
            ("api-1", "Fix the login page", 2026),
            ("api-2", "Stale", 2025),
            ("api-9", "Only here", 2025),
        )
    ]
    (old / ".beads" / "issues.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = person.run("migrate", "dolt", cwd=old)
    assert done.returncode == 0, done.stderr
    assert "issues.jsonl (jsonl): 1 created, 1 updated\n" in done.stdout
    titles = {issue["id"]: issue["title"] for issue in answer(person, "list", "--all", cwd=old)}
    assert titles == {
        "api-1": "Fix the login page",
        "api-2": "Write the tests",
        "api-3": "All of it",
        "api-9": "Only here",
    }
    assert len(list((old / ".beads").glob("issues.jsonl.migrated-*"))) == 1


def test_the_newest_rows_may_still_be_in_the_write_ahead_log(person: Person, old: Path) -> None:
    database = old / ".beads" / "beads.db"
    writer = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1])\n"
        "connection.execute('PRAGMA journal_mode=WAL')\n"
        "connection.execute(\"UPDATE issues SET title = 'From the log' WHERE id = 'api-3'\")\n"
        "connection.commit()\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", writer, database], check=False)
    assert Path(f"{database}-wal").stat().st_size
    done = person.run("migrate", "dolt", cwd=old)
    assert done.returncode == 0, done.stderr
    assert answer(person, "show", "api-3", cwd=old)[0]["title"] == "From the log"


@pytest.mark.parametrize("step", ["prepare", "import_legacy", "compare", "rename_legacy_files"])
def test_one_that_is_killed_goes_on(person: Person, old: Path, step: str) -> None:
    script = (
        "import os, signal, sys\n"
        "from beadwork.actions.exchange import migrate_dolt\n"
        f"done = migrate_dolt.{step}\n"
        "def killing(*arguments):\n"
        "    if sys.argv[-1] == 'after':\n"
        "        done(*arguments)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        f"migrate_dolt.{step} = killing\n"
        "sys.argv = ['bd', 'migrate', 'dolt']\n"
        "from beadwork.bd.main import main\n"
        "main()\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script], cwd=old, env=person.environment, capture_output=True
    )
    assert killed.returncode == -signal.SIGKILL
    done = person.run("migrate", "dolt", cwd=old)
    assert done.returncode == 0, done.stderr
    assert [issue["id"] for issue in answer(person, "list", "--all", "--sort", "id", cwd=old)] == [
        "api-1",
        "api-2",
        "api-3",
    ]
    assert not (old / ".beads" / "beads.db").exists()
    assert not (old / ".beads" / "migrate-dolt.json").exists()


def test_what_cannot_be_read_changes_nothing(person: Person, old: Path) -> None:
    database = old / ".beads" / "beads.db"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE issues SET priority = 'urgent' WHERE id = 'api-2'")
    connection.close()
    refused = person.run("migrate", "dolt", cwd=old)
    assert refused.returncode == 1
    assert f'{database}: the issue api-2: priority is "urgent"' in refused.stderr
    os.truncate(database, database.stat().st_size // 2)
    damaged = person.run("migrate", "dolt", cwd=old)
    assert (damaged.returncode, "is damaged" in damaged.stderr) == (1, True)
    assert sorted(path.name for path in (old / ".beads").iterdir()) == ["beads.db", "metadata.json"]
    database.unlink()
    none = person.run("migrate", "dolt", cwd=old)
    assert (none.returncode, "holds nothing of an older tracker" in none.stderr) == (1, True)


def test_another_programs_dolt_directory_is_read_by_its_columns(
    person: Person, old: Path, tmp_path: Path
) -> None:
    from beadwork.dolt.databases import offline
    from beadwork.dolt.server.files.home import Home

    dolt = offline.dolt_of(
        Home(str(tmp_path / "data"), str(tmp_path / "control")), lambda line: None
    )
    database = old / ".beads" / "embeddeddolt" / "beads"
    database.mkdir(parents=True)
    assert dolt.run(database, "init").returncode == 0
    for statement in (
        "CREATE TABLE issues (id VARCHAR(255) PRIMARY KEY, title TEXT, status VARCHAR(32), "
        "priority INT,"
        " issue_type VARCHAR(32), created_at DATETIME, updated_at DATETIME, metadata JSON, pinned "
        "TINYINT(1))",
        "INSERT INTO issues VALUES"
        " ('api-1', 'From Dolt', 'open', 1, 'bug', '2025-11-02 10:00:00', '2025-11-02 10:00:00', "
        "'{\"a\": 1}', 0)",
        "CREATE TABLE labels (issue_id VARCHAR(255), label VARCHAR(255), PRIMARY KEY (issue_id, "
        "label))",
        "INSERT INTO labels VALUES ('api-1', 'web')",
    ):
        assert dolt.run(database, "sql", "-q", statement).returncode == 0
    (old / ".beads" / "beads.db").unlink()
    (old / ".beads" / "metadata.json").write_text(
        '{"backend": "dolt", "dolt_mode": "embedded", "dolt_database": "beads"}'
    )
    (done,) = answer(person, "migrate", "dolt", cwd=old)["files"]
    assert (done["kind"], done["after"]["labels"]) == ("dolt", 1)
    issue = answer(person, "show", "api-1", cwd=old)[0]
    assert (issue["title"], issue["metadata"], issue["priority"]) == ("From Dolt", {"a": 1}, 1)
