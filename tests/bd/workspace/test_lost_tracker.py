"""A tracker whose metadata.json was lost: it is named and joined, and no second one is made."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from beadwork.workspace import git_metadata, last_seen
from beadwork.workspace.settings import own_settings
from harness import Place, assert_done


def git(directory: Path, *words: str | Path) -> None:
    subprocess.run(["git", "-C", directory, *words], capture_output=True, check=True)


@pytest.fixture
def unique() -> str:
    """A prefix that no other test uses."""
    return f"t{os.urandom(5).hex()}"


@pytest.fixture
def project(shared_workspace: Path, tmp_path: Path, unique: str) -> Place:
    """A git project with a tracker of two issues, on the server that all tests share."""
    directory = tmp_path / "project"
    directory.mkdir()
    git(directory, "init", "-q", "-b", "main")
    git(directory, "commit", "-q", "--allow-empty", "-m", "first")
    place = Place(directory, "main", dict(os.environ))
    assert_done(place.run("init", "-p", unique))
    for title in ("Sort the screws", "Sweep the floor"):
        assert_done(place.run("create", title))
    return place


def described(place: Place) -> dict[str, object]:
    found: dict[str, object] = json.loads((place.directory / ".beads/metadata.json").read_text())
    return found


def test_what_a_clean_took_is_named_and_joined(project: Place, unique: str) -> None:
    before = described(project)
    git(project.directory, "clean", "-xfdq")
    refused = project.run("init", "--json")
    error = json.loads(refused.stderr)
    assert (refused.returncode, error["code"]) == (11, "local_data_exists")
    assert f"database {unique}, 2 issues" in error["error"]
    assert f"bd init --database {unique} --yes" in error["hint"]
    assert not (project.directory / ".beads").exists()
    for words in (["list"], ["create", "x"], ["init", "--from-jsonl", "nothing"]):
        assert project.run(*words).returncode == 1, words
    assert project.run("init", "--database", unique).returncode == 12
    joined = json.loads(project.run("init", "--database", unique, "--yes", "--json").stdout)
    assert (joined["created"], joined["project_id"]) == (False, before["project_id"])
    assert described(project) == before
    assert len(json.loads(project.run("list", "--json").stdout)) == 2


def test_another_name_makes_a_new_tracker_in_spite_of_the_old(project: Place, unique: str) -> None:
    git(project.directory, "clean", "-xfdq")
    done = project.run("init", "-p", unique, "--database", f"{unique}_2", "--json")
    assert_done(done)
    assert json.loads(done.stdout)["created"]
    assert project.run("list", "--json").stdout == "[]\n"
    back = project.run("init", "--database", unique, "--yes")
    assert_done(back)
    assert len(json.loads(project.run("list", "--json").stdout)) == 2
    kept = json.loads((project.directory / ".beads" / "metadata.json.1").read_text())
    assert kept["dolt_database"] == f"{unique}_2"


def test_a_tracker_without_issues_is_joined_unasked(
    shared_workspace: Path, tmp_path: Path, unique: str
) -> None:
    place = Place(tmp_path / unique, "main", dict(os.environ))
    place.directory.mkdir()
    assert_done(place.run("init"))
    before = described(place)
    (place.directory / ".beads/metadata.json").unlink()
    assert_done(place.run("init"))
    assert described(place) == before
    (place.directory / ".beads/metadata.json").unlink()
    made = json.loads(place.run("init", "-p", f"{unique}x", "--json").stdout)
    assert (made["created"], made["prefix"]) == (True, f"{unique}x")


def test_the_same_prefix_elsewhere_is_another_project_and_is_named(
    project: Place, unique: str, tmp_path: Path
) -> None:
    other = Place(tmp_path / "other", "main", dict(os.environ))
    other.directory.mkdir()
    made = other.run("init", "-p", unique, "--json", "-v")
    assert_done(made)
    assert json.loads(made.stdout)["created"]
    assert f"another tracker {unique}: 2 issues" in made.stderr
    assert str(project.directory) in made.stderr


def test_an_older_checkout_works_with_the_tracker_of_the_main_branch(project: Place) -> None:
    git(project.directory, "add", ".beads")
    git(project.directory, "commit", "-qm", "tracker")
    git(project.directory, "checkout", "-q", "--detach", "HEAD~1")
    for words in (["list"], ["create", "From the past"], ["where"], ["init"], ["doctor"]):
        assert_done(project.run(*words))
    assert not (project.directory / ".beads").exists()
    (project.directory / ".beads").mkdir()  # of an older tracker
    (project.directory / ".beads/metadata.json").write_text('{"database": "beads.db"}')
    assert "From the past" in project.run("list").stdout
    (project.directory / ".beads/metadata.json").unlink()
    git(project.directory, "checkout", "-q", "main")
    assert "From the past" in project.run("list").stdout


def test_the_tracker_of_a_branch_that_is_not_the_main_one_is_only_named(
    project: Place, unique: str
) -> None:
    git(project.directory, "checkout", "-q", "-b", "feature/tracker")
    git(project.directory, "add", ".beads")
    git(project.directory, "commit", "-qm", "tracker")
    git(project.directory, "checkout", "-q", "main")
    refused = project.run("list")
    assert refused.returncode == 1
    assert f"git's branch feature/tracker has the tracker {unique}" in refused.stderr
    assert project.run("init").returncode == 11
    assert [found.branch for found in git_metadata.of(str(project.directory))] == [
        "feature/tracker"
    ]


def test_a_metadata_file_of_a_branch_is_read_as_that_of_a_stranger(project: Place) -> None:
    path = project.directory / ".beads/metadata.json"
    for content in ("[]", "{", '{"dolt_database": "a`b"}', '{"database": "beads.db"}', " " * 2**20):
        path.write_text(content)
        git(project.directory, "add", ".beads")
        git(project.directory, "commit", "-qm", "odd")
        assert git_metadata.of(str(project.directory)) == []


def test_the_place_is_recorded_once_a_day_and_by_no_statement(project: Place, unique: str) -> None:
    beads = str(project.directory / ".beads")
    file = own_settings.sighting_path(beads, unique)
    (seen,) = last_seen.at(beads)
    assert (seen.database, seen.prefix, seen.state) == (unique, unique, "")
    first = os.stat(file)
    assert_done(project.run("list"))
    assert os.stat(file).st_ino == first.st_ino
    os.utime(file, (first.st_atime, first.st_mtime - 90_000))
    assert_done(project.run("list"))
    assert os.stat(file).st_ino != first.st_ino
    Path(file).write_text("{")
    assert last_seen.at(beads) == []


def test_a_database_in_use_is_not_dropped_and_a_dropped_one_comes_back(
    project: Place, unique: str
) -> None:
    assert project.run("dolt", "drop", unique, "--yes").returncode == 1
    content = (project.directory / ".beads/metadata.json").read_text()
    (project.directory / ".beads/metadata.json").unlink()
    gone = json.loads(project.run("dolt", "list", "--gone", "--json").stdout)
    (listed,) = [row for row in gone if row["name"] == unique]
    assert (listed["issues"], listed["path"]) == (2, str(project.directory))
    assert listed["path_state"] == "no metadata.json there" and listed["size"] > 0
    assert project.run("dolt", "drop", unique).returncode == 12
    dropped = json.loads(project.run("dolt", "drop", unique, "--yes", "--json").stdout)
    assert Path(dropped["backup"]).is_dir()
    assert unique not in project.run("dolt", "list").stdout
    (project.directory / ".beads/metadata.json").write_text(content)
    missing = json.loads(project.run("list", "--json").stderr)
    assert missing["code"] == "database_missing" and dropped["backup"] in missing["error"]
    assert_done(project.run(*missing["hint"].split()[1:]))
    assert len(json.loads(project.run("list", "--json").stdout)) == 2


def test_a_missing_database_beside_an_export_is_made_again_from_it(
    project: Place, unique: str
) -> None:
    assert_done(project.run("export", "-o", ".beads/issues.jsonl"))
    path = project.directory / ".beads/metadata.json"
    path.write_text(path.read_text().replace(f'"{unique}"', f'"{unique}_gone"'))
    before = described(project)
    error = json.loads(project.run("list", "--json").stderr)
    assert error["hint"] == "bd init --from-jsonl .beads/issues.jsonl"
    assert_done(project.run(*error["hint"].split()[1:]))
    assert described(project) == before
    assert len(json.loads(project.run("list", "--json").stdout)) == 2


def test_a_missing_database_beside_a_backup_is_made_again_with_its_edges(
    project: Place, unique: str
) -> None:
    path = project.directory / ".beads/metadata.json"
    path.write_text(path.read_text().replace(f'"{unique}"', f'"{unique}_gone"'))
    backup = project.directory / ".beads/backup"
    backup.mkdir()
    row = {"status": "open", "priority": 1, "issue_type": "task"}
    row |= {"created_at": "2026-03-04T05:06:07Z", "updated_at": "2026-03-04T05:06:07Z"}
    issues = [{"id": f"{unique}-{name}", "title": name, **row} for name in ("sand", "paint")]
    edge = {"issue_id": issues[1]["id"], "depends_on_id": issues[0]["id"], "type": "blocks"}
    tables = {"issues": issues, "dependencies": [edge], "labels": []}
    for name, rows in tables.items():
        (backup / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    error = json.loads(project.run("list", "--json").stderr)
    assert error["hint"] == "bd init --from-jsonl .beads/backup"
    assert_done(project.run(*error["hint"].split()[1:]))
    (ready,) = json.loads(project.run("ready", "--json").stdout)
    assert ready["title"] == "sand"
