"""What `bd init` refuses, with the exit statuses 10 to 12: nothing is hidden behind an empty
database, nothing deleted.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from harness import Place


def git(directory: Path, *words: str | Path) -> None:
    subprocess.run(["git", "-C", directory, *words], capture_output=True, check=True)


@pytest.fixture
def unique() -> str:
    """A prefix that no other test uses."""
    return f"t{os.urandom(5).hex()}"


@pytest.fixture
def somewhere(shared_workspace: Path, tmp_path: Path) -> Place:
    """An empty directory, for commands on the server that all tests share."""
    directory = tmp_path / "project"
    directory.mkdir()
    return Place(directory, "main", dict(os.environ))


@pytest.fixture
def published(somewhere: Place, unique: str, tmp_path: Path) -> Path:
    """A bare git repository that holds a tracker with one issue, pushed from `somewhere`."""
    bare = tmp_path / "origin.git"
    git(tmp_path, "init", "-q", "--bare", bare)
    git(somewhere.directory, "init", "-q")
    git(somewhere.directory, "commit", "-q", "--allow-empty", "-m", "first")
    git(somewhere.directory, "remote", "add", "origin", bare)
    git(somewhere.directory, "push", "-q", "origin", "HEAD")
    assert somewhere.run("init", "-p", unique).returncode == 0
    assert somewhere.run("create", "Published", "--id", f"{unique}-1").returncode == 0
    with Place(somewhere.directory, "main", somewhere.environment).tracker() as tracker:
        tracker.link.become_root()
        tracker.ask(
            lambda session: session.rows(
                "CALL DOLT_REMOTE('add', 'origin', %s)", f"git+file://{bare}"
            )
        )
        tracker.ask(lambda session: session.rows("CALL DOLT_PUSH('origin', 'main')"))
    return bare


def clone(somewhere: Place, published: Path, tmp_path: Path) -> Place:
    git(tmp_path, "clone", "-q", published, tmp_path / "clone")
    return Place(tmp_path / "clone", "main", somewhere.environment)


def test_a_tracker_on_the_remote_is_fetched_and_not_made_anew(
    somewhere: Place, published: Path, unique: str, tmp_path: Path
) -> None:
    second = clone(somewhere, published, tmp_path)
    fetched = second.run("init", "--database", f"{unique}_second", "--json", "-v")
    assert fetched.returncode == 0, fetched.stderr
    assert "git's origin holds a tracker of this project" in fetched.stderr
    first = json.loads((somewhere.directory / ".beads" / "metadata.json").read_text())
    made = json.loads(fetched.stdout)
    assert (made["project_id"], made["prefix"]) == (first["project_id"], unique)
    assert "Published" in second.run("list").stdout
    assert second.run("create", "From the clone").returncode == 0
    assert "From the clone" not in somewhere.run("list").stdout


def test_a_described_project_without_its_database_is_fetched(
    somewhere: Place, published: Path, unique: str, tmp_path: Path
) -> None:
    second = clone(somewhere, published, tmp_path)
    described = json.loads((somewhere.directory / ".beads" / "metadata.json").read_text())
    (second.directory / ".beads").mkdir()
    path = second.directory / ".beads" / "metadata.json"
    path.write_text(json.dumps({**described, "dolt_database": f"{unique}_other"}))
    refused = second.run("list", "--json")
    assert json.loads(refused.stderr)["hint"] == "bd init"
    fetched = second.run("init")
    assert fetched.returncode == 0, fetched.stderr
    assert "Published" in second.run("list").stdout


def test_a_url_that_leads_nowhere_is_named(somewhere: Place, tmp_path: Path) -> None:
    for url, status, said in (
        (str(tmp_path / "nothing.git"), 1, "could not be fetched"),
        ("--upload-pack=touch x", 2, "'--upload-pack=touch x' is no remote"),
        ("ext::sh -c id", 2, "it names a program that git would run"),
    ):
        refused = somewhere.run("init", f"--from-remote={url}")
        assert refused.returncode == status
        assert said in refused.stderr
        assert not (somewhere.directory / ".beads" / "metadata.json").exists()
    assert somewhere.run("init", "--from-remote").returncode == 2


def test_a_remote_that_cannot_be_asked_is_mentioned_and_no_obstacle(
    somewhere: Place, unique: str, tmp_path: Path
) -> None:
    git(somewhere.directory, "init", "-q")
    git(somewhere.directory, "remote", "add", "origin", tmp_path / "gone.git")
    made = somewhere.run("init", "-p", unique)
    assert made.returncode == 0
    assert "could not be asked" in made.stderr


def test_a_remote_that_would_run_a_program_is_not_asked(somewhere: Place, unique: str) -> None:
    git(somewhere.directory, "init", "-q")
    git(somewhere.directory, "remote", "add", "origin", f"ext::touch {somewhere.directory}/ran")
    assert somewhere.run("init", "-p", unique).returncode == 0
    assert not (somewhere.directory / "ran").exists()


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("issues.jsonl", "bd init --from-jsonl"),
        ("beads.jsonl", "bd init --from-jsonl"),
        ("beads.db", ""),
        ("dolt/.dolt/config.json", ""),
    ],
)
def test_data_of_an_older_tracker_is_not_hidden(somewhere: Place, file: str, hint: str) -> None:
    path = somewhere.directory / ".beads" / file
    path.parent.mkdir(parents=True)
    path.write_text("{}\n")
    refused = somewhere.run("init", "--json")
    assert refused.returncode == 11, refused.stdout
    error = json.loads(refused.stderr)
    assert file.split("/")[0] in error["error"]
    assert error["hint"].startswith(hint)
    assert path.read_text() == "{}\n"
    assert not (somewhere.directory / ".beads" / "metadata.json").exists()


def test_a_database_that_is_gone_is_not_made_again(somewhere: Place, unique: str) -> None:
    somewhere.run("init", "-p", unique)
    path = somewhere.directory / ".beads" / "metadata.json"
    path.write_text(path.read_text().replace(f'"{unique}"', f'"{unique}_gone"'))
    for command, status in ((["init"], 11), (["list"], 1), (["create", "x"], 1), (["init"], 11)):
        refused = somewhere.run(*command)
        assert refused.returncode == status, command
        assert f"no database {unique}_gone" in refused.stderr
        assert "init" not in refused.stderr.partition("Hint:")[2]


def test_beginning_anew_wants_its_token_and_keeps_the_old(somewhere: Place, unique: str) -> None:
    somewhere.run("init", "-p", unique)
    somewhere.run("create", "Of the old")
    for words in ([], ["--destroy-token", "DESTROY-other"]):
        refused = somewhere.run("init", "--reinit-local", *words)
        assert refused.returncode == 12
        assert f"DESTROY-{unique}" in refused.stderr
        assert "Of the old" in somewhere.run("list").stdout
    made = json.loads(
        somewhere.run(
            "init", "--reinit-local", "--destroy-token", f"DESTROY-{unique}", "--json"
        ).stdout
    )
    assert made["replaced_database"] == unique and made["database"] != unique
    assert somewhere.run("list", "--json").stdout == "[]\n"
    kept = (somewhere.directory / ".beads" / "metadata.json.1").read_text()
    (somewhere.directory / ".beads" / "metadata.json").write_text(kept)
    assert "Of the old" in somewhere.run("list").stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"database": "dolt", "dolt_da', "is damaged"),
        ("", "is damaged"),
        ("[]", "holds no JSON object"),
        ('{"backend": "sqlite", "database": "beads.db"}', "of a tracker stored in sqlite"),
        (
            '{"database": "beads.db", "jsonl_export": "issues.jsonl"}',
            "of a tracker stored in SQLite (beads.db)",
        ),
        (
            '{"backend": "dolt", "dolt_mode": "embedded", "dolt_database": "x"}',
            "Dolt in embedded mode",
        ),
        ('{"backend": "dolt", "dolt_database": "a`; DROP DATABASE x"}', "names no usable database"),
        ('{"backend": "dolt"}', "names no usable database"),
        (
            '{"dolt_database": "x", "dolt_server_port": "many"}',
            'metadata.json, line 1 names the port "many"',
        ),
    ],
)
def test_metadata_that_cannot_be_used_is_named_and_kept(
    somewhere: Place, content: str, words: str
) -> None:
    path = somewhere.directory / ".beads" / "metadata.json"
    path.parent.mkdir()
    path.write_text(content)
    for command in (["init"], ["list"], ["create", "x"], ["where"]):
        refused = somewhere.run(*command, "--json")
        assert refused.returncode == 1, command
        error = json.loads(refused.stderr)
        assert words in error["error"] and error["code"] == "bad_workspace"
        assert path.read_text() == content
