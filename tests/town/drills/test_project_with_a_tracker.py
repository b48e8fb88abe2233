"""Drill: a project that is not new becomes a rig, with the tracker that it brings along."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

import terminal
from harness import BIN, ROOT, Mayor, assert_done
from killed_steps import KILLED, killed_add

SAMPLES = ROOT / "tests" / "exchange" / "samples"
IDS = {"web-1", "web-2", "web-3"}


def git(place: Path, *words: str) -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    subprocess.run(["git", "-C", place, *who, *words], check=True, capture_output=True)


def commit(project: Path) -> None:
    git(project, "add", "-A", "-f")
    git(project, "commit", "-qm", "tracker")


def rows(prefix: str = "web") -> str:
    times = {"created_at": "2026-01-02T03:04:05Z", "updated_at": "2026-01-03T03:04:05Z"}
    whole = {"status": "open", "priority": 1, "issue_type": "task", **times}
    return "".join(
        json.dumps({"id": f"{prefix}-{number}", "title": f"Number {number}", **whole}) + "\n"
        for number in (1, 2, 3)
    )


@pytest.fixture
def go_project(project: Path) -> Path:
    """A project of the Go program: issues.jsonl is committed, its database is not."""
    (project / ".beads").mkdir()
    (project / ".beads" / "issues.jsonl").write_text(rows())
    (project / ".beads" / "metadata.json").write_text(
        json.dumps({"database": "beads.db", "jsonl_export": "issues.jsonl"})
    )
    commit(project)
    return project


def ids(mayor: Mayor, rig: str) -> set[str]:
    done = mayor.person.run("list", "--all", "--json", cwd=mayor.root / rig)
    assert_done(done)
    return {issue["id"] for issue in json.loads(done.stdout)}


def assert_quiet(mayor: Mayor) -> None:
    done = mayor.gt("doctor", "--json")
    errors = [found for found in json.loads(done.stdout)["checks"] if found["state"] == "error"]
    assert not errors


def test_nobody_is_asked_without_a_terminal_and_one_command_goes_on(
    mayor: Mayor, go_project: Path
) -> None:
    done = mayor.gt("rig", "add", "shop", go_project)
    assert done.returncode == 11
    assert done.stderr == (
        "Error: shop brings a tracker along: .beads/issues.jsonl\n"
        f"Hint: gt rig add shop {go_project} --from auto   (brings it in; --from none leaves it)\n"
    )
    assert not (mayor.root / "shop").exists()
    done = mayor.gt("rig", "add", "shop", go_project, "--from", "auto")
    assert_done(done)
    assert done.stdout == (
        f"Added shop in {mayor.root}/shop/mayor/rig: ids are web-…, 3 issues brought in from "
        "issues.jsonl\n"
    )
    assert ids(mayor, "shop") == IDS
    clone = mayor.root / "shop" / "mayor" / "rig"
    assert (clone / ".beads" / "issues.jsonl").read_text() == rows()
    assert not (clone / ".beads" / "migrate-dolt.json").exists()
    assert mayor.person.run("show", "web-2", cwd=mayor.root).returncode == 0
    assert_quiet(mayor)


def test_what_it_brings_may_be_left(mayor: Mayor, go_project: Path) -> None:
    added = mayor.answer("rig", "add", "shop", go_project, "--from", "none")
    assert (added["prefix"], added["fetched"]) == ("shop", False)
    assert ids(mayor, "shop") == set()
    assert_quiet(mayor)


@pytest.mark.parametrize("choice", ["auto", "jsonl"])
def test_a_backup_of_the_go_program(mayor: Mayor, project: Path, choice: str) -> None:
    shutil.copytree(SAMPLES / "go_backup", project / ".beads" / "backup")
    commit(project)
    added = mayor.answer("rig", "add", "shop", project, "--from", choice)
    assert added["brought_in"]["files"] == ["backup"]
    assert len(ids(mayor, "shop")) == added["brought_in"]["issues"] > 1
    assert_quiet(mayor)


def test_an_sqlite_file(mayor: Mayor, project: Path) -> None:
    (project / ".beads").mkdir()
    with sqlite3.connect(project / ".beads" / "beads.db") as database:
        database.executescript((SAMPLES / "older_schema.sql").read_text())
    database.close()
    commit(project)
    refused = mayor.gt("rig", "add", "shop", project, "--from", "jsonl")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: the project brings no jsonl along\n")
    added = mayor.answer("rig", "add", "shop", project, "--from", "sqlite")
    assert added["brought_in"]["files"] == ["beads.db"]
    assert len(ids(mayor, "shop")) == added["brought_in"]["issues"] > 0
    assert_quiet(mayor)


def test_a_tracker_of_another_town(mayor: Mayor, project: Path) -> None:
    """metadata.json is committed, and names a database of a server that is elsewhere."""
    (project / ".beads").mkdir()
    (project / ".beads" / "metadata.json").write_text(
        json.dumps(
            {
                "database": "dolt", "backend": "dolt", "dolt_mode": "server",
                "dolt_database": "elsewhere", "project_id": "0f0f0f0f-1111-4222-8333-444455556666",
            }
        )
    )  # fmt: skip
    (project / ".beads" / "issues.jsonl").write_text(rows())
    commit(project)
    refused = mayor.gt("rig", "add", "shop", project)
    assert refused.returncode == 11
    assert "--from auto" in refused.stderr
    added = mayor.answer("rig", "add", "shop", project, "--from", "auto")
    assert (added["database"], added["brought_in"]["issues"]) == ("shop", 3)
    assert ids(mayor, "shop") == IDS
    assert_quiet(mayor)


def test_a_prefix_that_was_asked_for_and_is_not_theirs(mayor: Mayor, go_project: Path) -> None:
    done = mayor.gt("rig", "add", "shop", go_project, "--prefix", "sh", "--from", "auto")
    assert done.returncode == 1
    assert "begin with web-" in done.stderr
    assert "--prefix web" in done.stderr
    assert not (mayor.root / "shop").exists()
    mayor.answer("rig", "add", "shop", go_project, "--prefix", "web", "--from", "auto")
    assert ids(mayor, "shop") == IDS


def test_a_row_that_cannot_come_in_leaves_nothing(mayor: Mayor, go_project: Path) -> None:
    (go_project / ".beads" / "issues.jsonl").write_text(rows() + '{"id": "web-4", "status": 7}\n')
    commit(go_project)
    done = mayor.gt("rig", "add", "shop", go_project, "--from", "auto")
    assert done.returncode != 0
    assert "line 4" in done.stderr
    assert not (mayor.root / "shop").exists()
    assert "shop" not in [rig["name"] for rig in mayor.answer("rig", "list")]


@pytest.mark.parametrize("step", [".beads/migrate-dolt.json", "bd: init ", ".beads/metadata.json"])
def test_one_that_was_killed_goes_on(mayor: Mayor, go_project: Path, step: str) -> None:
    assert killed_add(mayor, "web", go_project, step) == KILLED
    mayor.answer("rig", "add", "web", go_project, "--from", "auto")
    assert ids(mayor, "web") == IDS
    assert_quiet(mayor)


def test_a_person_at_a_terminal_says_no_and_then_yes(mayor: Mayor, go_project: Path) -> None:
    command = [BIN / "gt", "rig", "add", "shop", go_project]
    environment = mayor.person.environment
    status, shown = terminal.answer(command, mayor.root, environment, "n")
    assert status == 11
    assert "shop brings a tracker along: .beads/issues.jsonl.\nBring its issues in? [y/N]" in shown
    assert "--from auto   (brings it in; --from none leaves it)" in shown
    assert not (mayor.root / "shop").exists()
    status, shown = terminal.answer(command, mayor.root, environment, "y")
    assert status == 0
    assert "3 issues brought in from issues.jsonl" in shown
    assert ids(mayor, "shop") == IDS
    assert_quiet(mayor)
