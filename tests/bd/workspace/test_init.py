"""`bd init`: one database for one project, however often, by whomever and however rudely
interrupted it is run.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import record
from harness import Person, Place


def git(directory: Path, *words: str | Path) -> str:
    done = subprocess.run(
        ["git", "-C", directory, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def somewhere(shared_workspace: Path, tmp_path: Path) -> Place:
    """An empty directory, for commands on the server that all tests share; names there must be a
    test's own.
    """
    directory = tmp_path / "project"
    directory.mkdir()
    return Place(directory, "main", dict(os.environ))


@pytest.fixture
def unique() -> str:
    """A prefix that no other test uses."""
    return f"t{os.urandom(5).hex()}"


def facts(directory: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((directory / ".beads" / "metadata.json").read_text())
    return found


def databases(person: Person) -> set[str]:
    known = record.read(person.server)
    assert known
    with Session(access.address(person.server, known), None) as session:
        return {row[0] for row in session.rows("SHOW DATABASES")} - {
            "information_schema",
            "mysql",
            "performance_schema",
            "sys",
        }


def test_it_can_be_repeated(somewhere: Place, unique: str) -> None:
    assert somewhere.run("init", "-p", unique).returncode == 0
    before = facts(somewhere.directory)
    again = json.loads(somewhere.run("init", "--json").stdout)
    assert (again["created"], again["prefix"]) == (False, unique)
    assert facts(somewhere.directory) == before


def test_unknown_keys_of_the_metadata_survive(somewhere: Place, unique: str) -> None:
    somewhere.run("init", "-p", unique)
    path = somewhere.directory / ".beads" / "metadata.json"
    path.write_text(json.dumps({**facts(somewhere.directory), "of_another_tool": {"kept": [1]}}))
    for words in (
        ["init"],
        ["dolt", "set", "user", "root"],
        ["dolt", "set", "user", ""],
        ["create", "x"],
    ):
        done = somewhere.run(*words)
        assert done.returncode == 0, done.stderr
        assert facts(somewhere.directory)["of_another_tool"] == {"kept": [1]}
    assert "dolt_server_user" not in facts(somewhere.directory)


def test_git_and_other_files_are_left_alone(somewhere: Place, unique: str) -> None:
    directory = somewhere.directory
    git(directory, "init", "-q")
    (directory / "AGENTS.md").write_text("# mine\n")
    git(directory, "add", "-A")
    git(directory, "commit", "-qm", "first")
    before = (git(directory, "rev-parse", "HEAD"), git(directory, "config", "--list", "--local"))
    assert somewhere.run("init", "-p", unique).returncode == 0
    assert (
        git(directory, "rev-parse", "HEAD"),
        git(directory, "config", "--list", "--local"),
    ) == before
    assert git(directory, "status", "--porcelain") == "?? .beads/"
    assert sorted(path.name for path in (directory / ".beads").iterdir()) == [
        ".gitignore",
        "metadata.json",
    ]
    assert not [
        hook for hook in (directory / ".git" / "hooks").iterdir() if hook.suffix != ".sample"
    ]


def test_a_worktree_joins_its_main_worktree(somewhere: Place, unique: str, tmp_path: Path) -> None:
    git(somewhere.directory, "init", "-q")
    git(somewhere.directory, "commit", "-q", "--allow-empty", "-m", "first")
    somewhere.run("init", "-p", unique)
    git(somewhere.directory, "worktree", "add", "-q", tmp_path / "tree")
    tree = Place(tmp_path / "tree", "main", somewhere.environment)
    joined = json.loads(tree.run("init", "--json").stdout)
    assert (joined["created"], joined["project_id"]) == (
        False,
        facts(somewhere.directory)["project_id"],
    )
    assert not (tree.directory / ".beads").exists()


def test_a_worktree_comes_first_and_the_project_has_it(
    somewhere: Place, unique: str, tmp_path: Path
) -> None:
    git(somewhere.directory, "init", "-q")
    git(somewhere.directory, "commit", "-q", "--allow-empty", "-m", "first")
    git(somewhere.directory, "worktree", "add", "-q", tmp_path / "tree")
    assert (
        Place(tmp_path / "tree", "main", somewhere.environment).run("init", "-p", unique).returncode
        == 0
    )
    assert (somewhere.directory / ".beads" / "metadata.json").exists()
    assert not (tmp_path / "tree" / ".beads").exists()


def test_a_clone_with_the_file_joins(somewhere: Place, unique: str, tmp_path: Path) -> None:
    git(somewhere.directory, "init", "-q")
    somewhere.run("init", "-p", unique)
    git(somewhere.directory, "add", ".beads")
    git(somewhere.directory, "commit", "-qm", "tracker")
    git(tmp_path, "clone", "-q", somewhere.directory, tmp_path / "clone")
    clone = Place(tmp_path / "clone", "main", somewhere.environment)
    assert json.loads(clone.run("init", "--json").stdout)["created"] is False
    somewhere.run("create", "Seen by both")
    assert "Seen by both" in clone.run("list").stdout


@pytest.mark.parametrize(
    "name", ["日本", "Café 2.0", "--", "123", "a" * 80, "with space", "UPPER", "x'; DROP"]
)
def test_odd_directory_names_give_usable_prefixes(somewhere: Place, name: str) -> None:
    directory = somewhere.directory / name
    directory.mkdir()
    odd = Place(directory, "main", somewhere.environment)
    made = odd.run("init", "--json")
    assert made.returncode == 0, made.stderr
    created = odd.run("create", "Issue", "--silent")
    assert created.stdout.startswith(f"{json.loads(made.stdout)['prefix']}-"), created.stderr


def test_two_at_once_make_one_database(person: Person, tmp_path: Path) -> None:
    runs = [person.start("init", "-p", "demo", "--json", cwd=tmp_path) for _ in range(4)]
    answers = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [0] * 4, answers
    made = [json.loads(stdout) for stdout, _ in answers]
    assert sorted(workspace["created"] for workspace in made) == [False, False, False, True]
    assert len({workspace["project_id"] for workspace in made}) == 1
    assert databases(person) == {"demo"}


def test_two_projects_of_one_name_get_a_database_each(person: Person, tmp_path: Path) -> None:
    directories = [tmp_path / side / "api" for side in "abc"]
    for directory in directories:
        directory.mkdir(parents=True)
    runs = [person.start("init", "--json", cwd=directory) for directory in directories]
    answers = [json.loads(run.communicate()[0]) for run in runs]
    assert len({answer["project_id"] for answer in answers}) == 3
    assert {answer["database"] for answer in answers} == databases(person)
    assert {answer["prefix"] for answer in answers} == {"api"}


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_moment_it_goes_on_with_the_same_project(
    person: Person, tmp_path: Path, seed: int
) -> None:
    person.run("dolt", "start", cwd=tmp_path)
    chance = random.Random(seed)
    for _ in range(3):
        with person.start("init", "-p", "demo", cwd=tmp_path) as run:
            try:
                run.wait(timeout=chance.uniform(0.02, 0.5))
            except subprocess.TimeoutExpired:
                run.kill()
            run.communicate()
    made = person.run("init", "-p", "demo", "--json", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert databases(person) == {"demo"}
    assert person.run("create", "Works", cwd=tmp_path).returncode == 0
    assert sorted(path.name for path in (tmp_path / ".beads").iterdir()) == [
        ".gitignore",
        "metadata.json",
    ]


KILLED_AT = """
import os, signal, sys
from beadwork.bd.main import main
step, words = sys.argv[1], sys.argv[2:]
def hook(event, found):
    call, _, name = step.partition(" ")
    if event == f"os.{call}" and os.path.basename(str(found[call == "rename"])) == name:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
sys.argv = ["bd", *words]
main()
"""
"""Runs `bd` until it is about to rename a draft to a name, or to delete that."""
STEPS = [
    "rename init.json",
    "rename .gitignore",
    "rename metadata.json",
    "remove init.json",
]


@pytest.mark.parametrize("step", STEPS)
def test_nothing_that_a_killed_one_was_writing_stays(
    person: Person, tmp_path: Path, step: str
) -> None:
    person.run("dolt", "start", cwd=tmp_path)
    words = [step, "init", "-p", "demo"]
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT, *words], cwd=tmp_path, env=person.environment
    )
    assert done.returncode == -signal.SIGKILL
    left = {path.name for path in (tmp_path / ".beads").iterdir()} - {"metadata.json", ".gitignore"}
    assert left, "it was killed too late"
    made = person.run("init", "-p", "demo", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert databases(person) == {"demo"}
    assert sorted(path.name for path in (tmp_path / ".beads").iterdir()) == [
        ".gitignore",
        "metadata.json",
    ]


def test_readonly_makes_nothing(somewhere: Place) -> None:
    refused = somewhere.run("init", "--readonly")
    assert refused.returncode == 1
    assert list(somewhere.directory.iterdir()) == []


def test_what_an_older_tracker_left_is_brought_in(somewhere: Place, unique: str) -> None:
    file = somewhere.directory / ".beads" / "issues.jsonl"
    file.parent.mkdir()
    row = {
        "title": "Old",
        "status": "open",
        "priority": 1,
        "issue_type": "bug",
        "created_at": "2025-01-02T03:04:05Z",
    }
    rows = [
        {"id": f"{unique}-{n}", "updated_at": "2025-01-02T03:04:05Z", **row} for n in ("a1", "a2")
    ]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    for created in (True, False):  # twice changes nothing
        done = somewhere.run("init", "--from-jsonl", "--json")
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        assert (answer["created"], answer["prefix"]) == (created, unique)
        assert answer["import"] == {
            "created": 2 if created else 0,
            "updated": 0,
            "unchanged": 0 if created else 2,
        }
    assert len(json.loads(somewhere.run("list", "--json").stdout)) == 2
    assert file.exists()


def test_a_broken_file_makes_nothing(somewhere: Place) -> None:
    file = somewhere.directory / "issues.jsonl"
    file.write_text('{"id": "x-1"\n')
    refused = somewhere.run("init", "--from-jsonl", "issues.jsonl")
    assert refused.returncode == 1
    assert "issues.jsonl:1" in refused.stderr
    assert not (somewhere.directory / ".beads").exists()


def test_a_database_that_is_named_and_not_taken_is_said(somewhere: Place, unique: str) -> None:
    assert somewhere.run("init", "-p", unique, "--database", unique).stderr == ""
    again = somewhere.run("init", "--database", f"{unique}_other")
    assert again.returncode == 0
    assert again.stdout.startswith(f"Joined .beads, database {unique}:")
    assert (
        f"--database {unique}_other is ignored: this workspace has the database {unique}\n"
        in again.stderr
    )
