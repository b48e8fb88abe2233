"""`migrate dolt` and `init` read a backup where there is nothing else, and every file of issues."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from harness import ROOT, Person, Place, assert_done

SAMPLES = ROOT / "tests" / "exchange" / "samples"


@pytest.fixture
def project_of(person: Person) -> Path:
    directory = person.home / "project"
    (directory / ".beads").mkdir(parents=True)
    return directory


def test_a_backup_alone_is_offered_and_migrated(person: Person, project_of: Path) -> None:
    beads = project_of / ".beads"
    shutil.copytree(SAMPLES / "go_backup", beads / "backup")
    refused = person.run("init", cwd=project_of)
    assert (refused.returncode, refused.stderr.splitlines()[-1]) == (
        11,
        "Hint: bd migrate dolt --dry-run",
    )
    assert "backup/" in refused.stderr
    other = person.run("init", "--from-jsonl", cwd=project_of)
    assert other.stderr.splitlines()[-1] == "Hint: bd migrate dolt --dry-run"
    planned = person.run("migrate", "dolt", "--dry-run", cwd=project_of)
    assert ".beads/backup (backup)" in planned.stdout
    done = person.run("migrate", "dolt", "--json", cwd=project_of)
    assert_done(done)
    (file,) = json.loads(done.stdout)["files"]
    assert (
        file["before"]
        == file["after"]
        == {
            "issues": 3,
            "dependencies": 2,
            "labels": 2,
            "comments": 1,
        }
    )
    assert file["left"] == [
        {"what": "rows of the table events", "count": 1},
        {"what": "dependencies of issues that are not there", "count": 1},
    ]
    assert json.loads(person.run("memories", "--json", cwd=project_of).stdout) == {
        "style": "short words"
    }
    assert person.run("create", "After", "--silent", cwd=project_of).stdout.startswith("bak-")
    assert not (beads / "backup").exists()
    assert len(list(beads.glob("backup.migrated-*"))) == 1


def test_a_backup_beside_newer_files_is_named(person: Person, project_of: Path) -> None:
    beads = project_of / ".beads"
    shutil.copytree(SAMPLES / "go_backup", beads / "backup")
    for file in (SAMPLES / "two_files").iterdir():
        shutil.copy(file, beads / file.name)
    (beads / "old.jsonl").write_text('{"id": "old-1", "title": "Old"}\n')
    metadata = {"database": "beads.db", "jsonl_export": "old.jsonl"}
    (beads / "metadata.json").write_text(json.dumps(metadata))
    done = person.run("migrate", "dolt", "--json", cwd=project_of)
    assert_done(done)
    found = json.loads(done.stdout)
    assert [Path(file["path"]).name for file in found["files"]] == [
        "old.jsonl",
        "issues.jsonl",
        "beads.jsonl",
    ]
    assert found["unread"] == [
        "deletions.jsonl: 2 deletions, not applied; two-3 came in all the same",
        "interactions.jsonl: not read",
        "backup/: not read, since there are newer files",
    ]
    assert len(json.loads(person.run("list", "--json", "--all", cwd=project_of).stdout)) == 4


def test_a_broken_line_of_a_backup_is_named(person: Person, project_of: Path) -> None:
    backup = project_of / ".beads" / "backup"
    shutil.copytree(SAMPLES / "go_backup", backup)
    with (backup / "labels.jsonl").open("a") as file:
        file.write('{"issue_id": "bak-1"\n')
    refused = person.run("migrate", "dolt", cwd=project_of)
    assert refused.returncode == 1
    assert "backup/labels.jsonl: line 3: not JSON" in refused.stderr
    assert sorted(path.name for path in (project_of / ".beads").iterdir()) == ["backup"]


@pytest.mark.parametrize("name", ["", "issues.jsonl"])
def test_import_reads_a_backup_whole(place: Place, name: str) -> None:
    shutil.copytree(SAMPLES / "go_backup", place.directory / "saved")
    done = place.run("import", f"saved/{name}", "--json")
    report = json.loads(done.stdout)
    assert (report["created"], report["memories"]["created"]) == (3, 1)
    assert report["warnings"][-3:] == [
        "rows of the table events: 1, left out",
        "dependencies of issues that are not there: 1, left out",
        "settings: 3, left out",
    ]
    rows = [json.loads(line) for line in place.run("export").stdout.splitlines()]
    assert rows[0]["labels"] == ["auth", "web"]


def test_init_reads_every_file_of_issues(person: Person, project_of: Path) -> None:
    shutil.rmtree(project_of / ".beads")
    shutil.copytree(SAMPLES / "two_files", project_of / ".beads")
    done = person.run("init", "--from-jsonl", "--json", cwd=project_of)
    assert_done(done)
    found = json.loads(done.stdout)
    assert found["import"] == {"created": 3, "updated": 2, "unchanged": 0}
    assert found["unread"][0].startswith("deletions.jsonl: 2 deletions, not applied")
    again = person.run("init", "--from-jsonl", cwd=project_of).stdout
    assert "deletions.jsonl: 2 deletions, not applied" in again


def test_a_database_that_only_the_repository_names_comes_back_from_its_backup(
    person: Person, project_of: Path
) -> None:
    beads = project_of / ".beads"
    shutil.copytree(SAMPLES / "go_backup", beads / "backup")
    named = {"database": "dolt", "jsonl_export": "issues.jsonl", "backend": "dolt"}
    (beads / "metadata.json").write_text(json.dumps({**named, "dolt_database": "bak_there"}))
    refused = person.run("migrate", "dolt", "--dry-run", cwd=project_of)
    assert (refused.returncode, refused.stdout) == (1, "")
    hint = refused.stderr.splitlines()[-1].removeprefix("Hint: bd ")
    assert hint == "init --from-jsonl .beads/backup"
    done = person.run(*hint.split(), "--json", cwd=project_of)
    assert_done(done)
    found = json.loads(done.stdout)
    assert found["import"] == {"created": 3, "updated": 0, "unchanged": 0}
    assert "rows of the table events: 1, left out" in found["unread"]
    words = person.run("config", "get", "types.custom", "--json", cwd=project_of)
    assert json.loads(words.stdout)["value"] == "quest"
    memories = person.run("memories", "--json", cwd=project_of)
    assert json.loads(memories.stdout) == {"style": "short words"}
