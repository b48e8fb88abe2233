"""What every command owes to the programs that drive it: where flags may stand, what is on which
stream, exit statuses.
"""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from harness import Person, Place


def document(done: subprocess.CompletedProcess[str]) -> Any:
    """Return the one JSON document of a command that succeeded."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def filled(place: Place) -> Place:
    """A place with two issues, the first of which waits for the second."""
    with place.tracker() as tracker:
        tracker.create("Write the report", id="demo-1")
        tracker.create("Collect the data", id="demo-2")
        tracker.add_dependency("demo-1", "demo-2")
    return place


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "list"],
        ["list", "--json"],
        ["--json=true", "list"],
        ["list", "--json=true"],
        ["list", "--json", "--tree=false"],
        ["list", "--json", "--flat"],
        ["list", "--json", "--tree"],
        ["--quiet", "--json", "list", "--verbose"],
        ["--actor", "Bob", "list", "--json"],
        ["--readonly", "list", "--json"],
    ],
    ids=" ".join,
)
def test_shared_flags_stand_before_or_after_the_command(filled: Place, words: list[str]) -> None:
    done = filled.run(*words)
    assert [issue["id"] for issue in document(done)] == ["demo-2", "demo-1"]
    assert done.stderr == ""


def test_the_directory_flag(filled: Place, tmp_path: Any) -> None:
    for words in (["-C", filled.directory, "count"], ["count", "--directory", filled.directory]):
        done = subprocess.run(
            ["bd", *words],
            cwd=tmp_path,
            env=filled.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "2\n"


def test_a_false_flag_is_as_if_it_were_not_there(filled: Place) -> None:
    assert filled.run("list", "--json=false").stdout.startswith("○ demo-2")
    assert filled.run("list", "--tree=false").stdout == filled.run("list", "--flat").stdout
    refused = filled.run("list", "--tree=perhaps")
    assert (refused.returncode, refused.stdout) == (2, "")


SINGLE = (
    ["create", "Three"], ["q", "Four"], ["comment", "demo-1", "five"], ["note", "demo-1", "six"],
    ["stats"],
    ["count"], ["count", "--by-status"], ["info"], ["context"], ["ping"], ["version"],
    ["remember", "seven"],
    ["memories"], ["config", "list"], ["config", "get", "issue_prefix"], ["kv", "list"],
    ["delete", "demo-1"],
    ["migrate", "--dry-run"], ["where"], ["dep", "add", "demo-1", "demo-2"],
)  # fmt: skip
ARRAYS = (
    ["list"], ["ready"], ["blocked"], ["search", "report"], ["stale"], ["show", "demo-1"],
    ["comments", "demo-1"],
    ["update", "demo-1", "-p", "1"], ["log"], ["sql", "SELECT id FROM issues"], ["close", "demo-2"],
    ["reopen", "demo-2"],
)  # fmt: skip


def test_each_command_prints_one_document_of_its_kind(filled: Place) -> None:
    for words in SINGLE:
        assert isinstance(document(filled.run(*words, "--json")), dict), words
    for words in ARRAYS:
        assert isinstance(document(filled.run(*words, "--json")), list), words


def test_the_envelope(filled: Place) -> None:
    listed = document(filled.run("list", "--json", BD_JSON_ENVELOPE="1"))
    assert listed["schema_version"] == 1
    assert [issue["id"] for issue in listed["data"]] == ["demo-2", "demo-1"]
    assert document(filled.run("count", "--json", BD_JSON_ENVELOPE="1")) == {
        "schema_version": 1,
        "data": {"count": 2},
    }
    assert document(filled.run("count", "--json", BD_JSON_ENVELOPE="0")) == {"count": 2}


def test_a_limit_cuts_json_only_where_it_is_given_and_says_so(place: Place) -> None:
    with place.tracker() as tracker, tracker.batch():
        for number in range(52):
            tracker.create(f"Issue {number}")
    whole = place.run("list", "--json")
    assert (len(document(whole)), whole.stderr) == (52, "")
    cut = place.run("list", "--json", "--limit", "2")
    assert (len(document(cut)), cut.stderr) == (2, "")
    told = place.run("list", "--json", "--verbose", "--limit", "2")
    assert told.stderr == "Showing 2 of 52 (--limit 0 for all)\n"
    piped = place.run("list")
    assert (len(piped.stdout.splitlines()), piped.stderr) == (52, "")
    said = place.run("list", "--limit", "2")
    assert (len(said.stdout.splitlines()), said.stderr) == (2, told.stderr)


def test_the_envelope_says_what_was_cut_and_what_was_warned_of(filled: Place) -> None:
    def envelope(*words: str) -> Any:
        done = filled.run(*words, "--json", BD_JSON_ENVELOPE="1")
        assert done.stderr == ""
        return {key: value for key, value in document(done).items() if key != "data"}

    assert envelope("list", "-n", "1") == {
        "schema_version": 1, "total": 2, "returned": 1, "truncated": True,
    }  # fmt: skip
    assert envelope("list") == {
        "schema_version": 1, "total": 2, "returned": 2, "truncated": False,
    }  # fmt: skip
    assert envelope("log", "-n", "1") == {"schema_version": 1, "returned": 1, "truncated": True}
    assert envelope("count") == {"schema_version": 1}


FAILURES: tuple[tuple[list[str], int, str], ...] = (
    (["show", "demo-nope"], 1, "not_found"),
    (["show", "demo-"], 2, "usage"),
    (["show", "demo"], 2, "usage"),
    (["show", ""], 2, "usage"),
    (["close", "-"], 2, "usage"),
    (["close", "demo-1"], 1, "blocked"),
    (["create", ""], 1, "invalid"),
    (["create", "x", "--id", "demo-1"], 1, "exists"),
    (["dep", "add", "demo-2", "demo-1"], 1, "cycle"),
    (["dep", "add", "demo-1", "demo-1"], 1, "dependency_refused"),
    (["create", "x", "--readonly"], 1, "read_only"),
    (["config", "get", "nothing"], 1, "not_found"),
    (["create", "x", "-p", "7"], 2, "usage"),
    (["create", "x", "--due", "never ever"], 2, "usage"),
    (["list", "--nonsense"], 2, "usage"),
    (["lits"], 2, "usage"),
    (["list", "-C", "/"], 1, "no_workspace"),
)


def test_a_failure_is_one_object_on_stderr_and_an_exit_status(filled: Place) -> None:
    for words, status, code in FAILURES:
        done = filled.run(*words, "--json")
        assert (done.returncode, done.stdout) == (status, ""), words
        error = json.loads(done.stderr)
        assert error["code"] == code, words
        assert set(error) <= {"error", "code", "hint"}
        assert "--force" not in error.get("hint", "") or code == "blocked", words
        plain = filled.run(*words)
        assert (plain.returncode, plain.stdout) == (status, ""), words
        assert plain.stderr.startswith(f"Error: {error['error']}"), words


def test_the_loser_of_a_claim_exits_with_4(filled: Place) -> None:
    assert filled.run("update", "demo-2", "--claim", "--actor", "Alice").returncode == 0
    lost = filled.run("update", "demo-2", "--claim", "--actor", "Bob", "--json")
    assert (lost.returncode, lost.stdout) == (4, "")
    assert json.loads(lost.stderr)["code"] == "already_claimed"
    assert "already claimed by Alice" in lost.stderr
    assert document(filled.run("ready", "--claim", "--json")) == []


def test_no_server_is_3(filled: Place) -> None:
    for words in (["list"], ["create", "x"], ["ping"], ["stats"]):
        done = filled.run(
            *words, "--json", BEADS_DOLT_SERVER_PORT="1", BEADWORK_CONNECT_SECONDS="0"
        )
        assert (done.returncode, done.stdout) == (3, ""), words
        assert json.loads(done.stderr)["code"] == "no_server"


def _actor(person_or_place: Place, *words: str, **environment: str) -> str:
    return str(document(person_or_place.run("info", "--json", *words, **environment))["actor"])


def test_who_writes(place: Place, tmp_path: Any) -> None:
    """`--actor` > BEADS_ACTOR > BD_ACTOR > GT_ADDRESS > the setting `actor` > git's user.name >
    $USER.
    """
    nobody = tmp_path / "gitconfig"
    nobody.write_text("")
    assert _actor(place, GIT_CONFIG_GLOBAL=str(nobody), USER="login") == "login"
    assert _actor(place, USER="login") == "Test Person"
    assert place.run("config", "set", "actor", "Setting").returncode == 0
    assert _actor(place, USER="login") == "Setting"
    assert _actor(place, GT_ADDRESS="api/ann") == "api/ann"
    assert _actor(place, BD_ACTOR="Older", GT_ADDRESS="api/ann") == "Older"
    assert _actor(place, BD_ACTOR="Older", BEADS_ACTOR="Newer") == "Newer"
    assert _actor(place, "--actor", "Flag", BD_ACTOR="Older", BEADS_ACTOR="Newer") == "Flag"
    written = document(place.run("create", "x", "--json", BEADS_ACTOR="Newer"))
    assert (written["created_by"], written["owner"]) == ("Newer", "test@example.org")
    assert document(place.run("log", "-n", "1", "--json"))[0]["author"] == "Newer"


def test_a_reader_that_goes_away_is_no_error(filled: Place) -> None:
    done = subprocess.run(
        ["sh", "-c", "bd list --json | true"],
        cwd=filled.directory,
        env=filled.environment,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""


def test_a_person_without_a_workspace_is_told_what_to_type(person: Person) -> None:
    done = person.run("ready", cwd=person.home)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "Hint: bd init"
