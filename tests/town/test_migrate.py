"""Databases of an older layout come home: planned, copied, proven, switched, and kept; killed at
any step, they go on.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from beadwork.dolt.databases import offline
from beadwork.dolt.databases.fingerprint import Fingerprint
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from beadwork.town.migration.journal import STEPS
from foreign_servers import foreign
from harness import Mayor, assert_done


@pytest.fixture
def old(mayor: Mayor, project: Path) -> Mayor:
    """A town whose rig `widget` has its database where older programs had it: in the clone's
    `.beads/dolt/beads`.
    """
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    for title in ("One", "Two", "Three"):
        assert_done(mayor.person.run("create", title, cwd=mayor.root / "widget"))
    assert_done(mayor.gt("dolt", "stop"))
    beads = beads_of(mayor)
    move_away(mayor, "widget", beads / "dolt" / "beads")
    (beads / "dolt" / "config.yaml").write_text("# of the old server\n")
    content = json.loads((beads / "metadata.json").read_text())
    content.update(dolt_mode="embedded", dolt_database="beads", mine=7)
    (beads / "metadata.json").write_text(json.dumps(content))
    return mayor


def beads_of(mayor: Mayor) -> Path:
    return mayor.root / "widget" / "mayor" / "rig" / ".beads"


def move_away(mayor: Mayor, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(mayor.root / ".dolt-data" / name, target)


def titles(mayor: Mayor) -> list[str]:
    done = mayor.person.run("list", "--json", cwd=mayor.root / "widget")
    assert_done(done)
    return sorted(issue["title"] for issue in json.loads(done.stdout))


def snapshot(directory: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file()
    }


def is_home(mayor: Mayor, before: dict[str, bytes]) -> None:
    assert titles(mayor) == ["One", "Three", "Two"]
    beads = beads_of(mayor)
    content = json.loads((beads / "metadata.json").read_text())
    assert (content["dolt_mode"], content["dolt_database"], content["mine"]) == (
        "server",
        "widget",
        7,
    )
    (kept,) = beads.glob("dolt.migrated-*")
    assert snapshot(kept / "beads") == before
    assert (kept / "config.yaml").exists()
    assert not (beads / "dolt").exists()
    (metadata,) = beads.glob("metadata.json.migrated-*")
    assert json.loads(metadata.read_text())["dolt_mode"] == "embedded"
    assert "*.migrated-*" in (beads / ".gitignore").read_text().splitlines()
    assert not list((mayor.root / "daemon" / "migrating").iterdir())


def test_a_rigs_database_comes_home_and_the_old_one_is_kept(old: Mayor) -> None:
    before = snapshot(beads_of(old) / "dolt" / "beads")
    planned = old.gt("dolt", "migrate", "--dry-run")
    assert planned.returncode == 0
    assert planned.stdout.startswith(
        "widget/mayor/rig/.beads/dolt/beads\n  to be the database widget, of widget\n"
    )
    assert snapshot(beads_of(old) / "dolt" / "beads") == before
    assert not (old.root / "daemon" / "migration.json").exists()
    (done,) = old.answer("dolt", "migrate")
    assert (done["step"], done["target"], done["rig"]) == ("kept", "widget", "widget")
    is_home(old, before)
    again = old.gt("dolt", "migrate")
    assert (again.returncode, again.stdout) == (0, "No database has an older layout\n")


def test_every_branch_and_every_commit_comes_with_it(old: Mayor) -> None:
    (done,) = old.answer("dolt", "migrate")
    log = json.loads(
        old.person.run("log", "--json", "--limit", "0", cwd=old.root / "widget").stdout
    )
    assert [entry["message"] for entry in log if "create" in entry["message"]]
    assert done["rows"] > 3


@pytest.mark.parametrize("step", STEPS)
def test_a_migration_that_is_killed_goes_on(old: Mayor, step: str) -> None:
    before = snapshot(beads_of(old) / "dolt" / "beads")
    for moment in ("before", "after"):
        killed = run_killed(old, step, moment)
        assert killed.returncode in (0, -signal.SIGKILL), killed.stderr
        assert (
            sum(1 for _ in old.root.rglob("manifest") if "widget" in str(_) or "beads" in str(_))
            >= 1
        )
    done = old.gt("dolt", "migrate")
    assert done.returncode == 0, done.stderr
    is_home(old, before)


def run_killed(mayor: Mayor, step: str, moment: str) -> subprocess.CompletedProcess[str]:
    """Run the migration in a process that kills itself when a step is to be noted, or has just
    been.
    """
    script = (
        "import os, signal, sys\n"
        "from beadwork.town.migration import journal\n"
        "write = journal.write\n"
        "def killing(town, entries):\n"
        f"    is_it = any(entry.step == {step!r} for entry in entries)\n"
        f"    if is_it and {moment!r} == 'before':\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    write(town, entries)\n"
        "    if is_it:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "journal.write = killing\n"
        "sys.argv = ['gt', 'dolt', 'migrate']\n"
        "from beadwork.gt.main import main\n"
        "main()\n"
    )
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=mayor.root,
        env=mayor.person.environment,
        capture_output=True,
        text=True,
    )


def test_a_migration_that_is_killed_while_the_server_is_down_goes_on(old: Mayor) -> None:
    before = snapshot(beads_of(old) / "dolt" / "beads")
    assert_done(old.gt("dolt", "start"))
    script = (
        "import os, signal, sys\n"
        "from beadwork.town.rigs import database_files\n"
        "database_files.start.ensure_alone = lambda home, say: os.kill(os.getpid(), "
        "signal.SIGKILL)\n"
        "sys.argv = ['gt', 'dolt', 'migrate']\n"
        "from beadwork.gt.main import main\n"
        "main()\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script],
        cwd=old.root,
        env=old.person.environment,
        capture_output=True,
    )
    assert killed.returncode == -signal.SIGKILL
    assert (old.root / ".dolt-data" / "widget" / ".dolt").is_dir()
    assert snapshot(beads_of(old) / "dolt" / "beads") == before
    assert old.gt("dolt", "migrate").returncode == 0
    is_home(old, before)


def test_the_towns_own_database_becomes_hq_and_another_programs_tables_stay(mayor: Mayor) -> None:
    assert_done(mayor.person.run("create", "Of the town", cwd=mayor.root))
    assert_done(mayor.gt("dolt", "stop"))
    beads = mayor.root / ".beads"
    move_away(mayor, "hq", beads / "dolt" / "town")
    content = json.loads((beads / "metadata.json").read_text())
    (beads / "metadata.json").write_text(
        json.dumps({**content, "dolt_mode": "embedded", "dolt_server_port": 3306})
    )
    other = mayor.person.home / "other"
    dolt = offline.dolt_of(TownHome(str(mayor.root)), lambda line: None)
    (other / "theirs").mkdir(parents=True)
    assert dolt.run(other / "theirs", "init").returncode == 0
    done = mayor.gt("dolt", "migrate", "--from", other)
    assert done.returncode == 1
    assert "is the database hq, of hq" in done.stdout
    assert f"stays: {other}/theirs has no tables of beadwork: none at all" in done.stdout
    assert not (mayor.root / ".dolt-data" / "theirs").exists()
    assert "Of the town" in mayor.person.run("list", cwd=mayor.root).stdout
    assert "dolt_server_port" not in mayor.file(".beads/metadata.json")
    assert mayor.answer("install")["made"] == []


def test_what_differs_is_said_in_words() -> None:
    before = Fingerprint("a", {"main": "1"}, {"issues": 3, "labels": 1}, "1", "", "")
    assert before.differences(before) == []
    assert before.differences(before._replace(hash="b")) == ["dolt_hashof_db(): a against b"]
    other = before._replace(branches={"side": "2"}, rows={"issues": 2})
    assert before.differences(other) == [
        "issues: 3 against 2 rows",
        "labels: 1 against no table rows",
        "branch main: 1 against none",
        "branch side: none against 2",
    ]


def test_one_that_is_served_is_left_alone_and_its_server_named(old: Mayor, tmp_path: Path) -> None:
    container = beads_of(old) / "dolt"
    directory = tmp_path / "foreign"
    directory.mkdir()
    (directory / "data").symlink_to(container)
    with foreign(directory) as running:
        refused = old.gt("dolt", "migrate")
        assert refused.returncode == 1
        assert f"is served by dolt (pid {running.process.pid}); it is left alone" in refused.stdout
        assert (container / "beads" / ".dolt").is_dir()
    assert old.gt("dolt", "migrate").returncode == 0
    assert titles(old) == ["One", "Three", "Two"]


def test_a_server_that_grew_in_the_wrong_repository_is_emptied_into_the_town(old: Mayor) -> None:
    grown = old.person.home / "dotfiles" / ".beads" / "dolt"
    grown.mkdir(parents=True)
    shutil.move(beads_of(old) / "dolt" / "beads", grown / "beads")
    other = old.root / ".dolt-data" / "hq"
    shutil.copytree(other, grown / "notes.of_me")
    found = {row["target"]: row for row in old.answer("dolt", "migrate", "--from", grown)}
    assert found["widget"]["rig"] == "widget"
    assert "rig" not in found["notes_of_me"]
    assert titles(old) == ["One", "Three", "Two"]
    (line,) = [
        line
        for line in old.gt("dolt", "list").stdout.splitlines()
        if line.startswith("notes_of_me  served")
    ]
    assert line.endswith("  of no rig")
    (kept,) = grown.parent.glob("dolt.migrated-*")
    assert sorted(path.name for path in kept.iterdir()) == ["beads", "notes.of_me"]


def test_a_name_that_is_taken_gets_a_number_and_what_the_town_has_already_stays(old: Mayor) -> None:
    data = old.root / ".dolt-data"
    shutil.copytree(data / "hq", data / "widget")
    shutil.copytree(data / "hq", old.root / ".beads" / "dolt" / "hq")
    done = old.gt("dolt", "migrate")
    assert done.returncode == 1
    assert "is the database widget_2, of widget" in done.stdout
    assert (
        f"stays: {old.root}/.beads/metadata.json names hq, which the town has already"
        in done.stdout
    )
    assert titles(old) == ["One", "Three", "Two"]
    assert (old.root / ".beads" / "dolt" / "hq").is_dir()


def test_what_is_no_tracker_or_another_projects_stays_where_it_is(old: Mayor) -> None:
    change_metadata(old, project_id="another")
    refused = old.gt("dolt", "migrate")
    assert refused.returncode == 1
    assert "belongs to project" in refused.stdout
    change_metadata(old, project_id=None)
    database = beads_of(old) / "dolt" / "beads"
    (database / ".dolt" / "noms" / "manifest").write_text("damaged\n")
    refused = old.gt("dolt", "migrate")
    assert refused.returncode == 1
    assert f"{database} cannot be read: corrupt manifest" in refused.stdout
    assert not (old.root / ".dolt-data" / "widget").exists()
    assert "no Dolt database" in old.gt("dolt", "migrate", "--from", old.person.home).stderr


def change_metadata(mayor: Mayor, **values: Any) -> None:
    path = beads_of(mayor) / "metadata.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def test_the_databases_of_the_users_own_server_are_found_by_the_name_that_a_workspace_has(
    mayor: Mayor,
) -> None:
    project = mayor.person.home / "alone"
    project.mkdir()
    assert_done(mayor.person.run("init", "-p", "wg", cwd=project))
    assert_done(mayor.person.run("create", "From before the town", cwd=project))
    rig = mayor.root / "widget" / "mayor" / "rig"
    rig.mkdir(parents=True)
    shutil.copytree(project / ".beads", rig / ".beads")
    (mayor.root / "mayor" / "rigs.json").write_text(
        '{"version": 1, "rigs": {"widget": {"beads": {"prefix": "wg"}}}}'
    )
    refused = mayor.gt("dolt", "migrate")
    assert (refused.returncode, "is served by dolt" in refused.stdout) == (1, True)
    assert_done(mayor.person.run("dolt", "stop", cwd=project))
    assert mayor.answer("dolt", "migrate")[0]["target"] == "widget"
    assert "From before the town" in mayor.person.run("list", cwd=rig).stdout
    assert (mayor.person.home / ".beads" / "dolt").is_dir()


def test_the_metadata_says_what_the_database_says(mayor: Mayor, project: Path) -> None:
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    right = mayor.gt("dolt", "fix-metadata")
    assert (right.returncode, right.stdout) == (0, "hq      is right\nwidget  is right\n")
    path = beads_of(mayor) / "metadata.json"
    before = json.loads(path.read_text())
    path.write_text(
        json.dumps({**before, "dolt_mode": "embedded", "project_id": "wrong", "mine": 7})
    )
    shown = mayor.gt("dolt", "fix-metadata", "--dry-run")
    assert shown.returncode == 0
    assert (
        "widget  differs\n  dolt_mode: embedded -> server\n  project_id: wrong -> " in shown.stdout
    )
    assert json.loads(path.read_text())["project_id"] == "wrong"
    fixed = mayor.answer("dolt", "fix-metadata")[1]
    assert json.loads(path.read_text()) == {**before, "mine": 7}
    assert json.loads(Path(fixed["kept"]).read_text())["project_id"] == "wrong"
    path.write_text("{")
    assert mayor.gt("dolt", "fix-metadata").returncode == 0
    assert json.loads(path.read_text()) == before


def test_no_database_is_ever_invented_or_taken_from_another_rig(
    mayor: Mayor, project: Path
) -> None:
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    path = beads_of(mayor) / "metadata.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "dolt_database": "hq"}))
    assert_done(mayor.gt("dolt", "fix-metadata"))  # its own database is there, under its name
    assert json.loads(path.read_text())["dolt_database"] == "widget"
    path.write_text(json.dumps({**json.loads(path.read_text()), "dolt_database": "gone"}))
    assert_done(mayor.gt("dolt", "sql", "DROP DATABASE widget"))
    refused = mayor.gt("dolt", "fix-metadata")
    assert "widget  the town has no database gone or widget\n" in refused.stdout
    stop.stop(TownHome(str(mayor.root)))
    assert mayor.gt("dolt", "fix-metadata").returncode == 3
