"""The prefix, the statuses and the types of an older tracker are kept."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from harness import Place, assert_done

ROW = {"title": "One", "status": "open", "priority": 1, "issue_type": "task"}


@pytest.fixture
def unique() -> str:
    """A name that no other test uses."""
    return f"t{os.urandom(5).hex()}"


@pytest.fixture
def place(shared_workspace: Path, tmp_path: Path, unique: str) -> Place:
    """An empty project, on the server that all tests share."""
    (tmp_path / unique / ".beads").mkdir(parents=True)
    return Place(tmp_path / unique, "main", dict(os.environ))


def export(place: Place, *ids: str) -> None:
    rows = ({"id": issue_id, **ROW} for issue_id in ids)
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    (place.directory / ".beads/issues.jsonl").write_text(lines)


@pytest.mark.parametrize(
    "content",
    [
        'issue-prefix: "{0}"\nstatus.custom: "parked,proof:wip"\ntypes.custom: [spike, lemma]\n',
        "issue-prefix: {0}-\nstatus:\n  custom: parked, proof:wip\ntypes:\n  custom: lemma\n",
    ],
)
def test_config_yaml_of_an_older_tracker_is_read(place: Place, unique: str, content: str) -> None:
    (place.directory / ".beads/config.yaml").write_text(content.format(f"{unique}y"))
    made = place.run("init", "--json")
    assert_done(made)
    assert json.loads(made.stdout)["prefix"] == f"{unique}y"
    assert_done(place.run("create", "An odd one", "-t", "lemma"))
    (filed,) = json.loads(place.run("list", "--json").stdout)
    assert_done(place.run("update", filed["id"], "--status", "proof"))
    assert place.run("create", "None", "-t", "theorem").returncode == 2


def test_what_cannot_be_taken_is_said(place: Place) -> None:
    (place.directory / ".beads/config.yaml").write_text("types.custom: 'a b, c'\n")
    made = place.run("init")
    assert_done(made)
    assert 'types.custom: not a name: "a b"; left out' in made.stderr


@pytest.mark.parametrize("words", [["init", "--from-jsonl"], ["migrate", "dolt"]])
@pytest.mark.parametrize("form", ["{0}.Web", "MY{0}", "a-prefix-of-many-words-{0}"])
def test_a_prefix_that_issues_have_is_kept(
    place: Place, unique: str, words: list[str], form: str
) -> None:
    prefix = form.format(unique)
    export(place, f"{prefix}-1", f"{prefix}-2.1", "other-1")
    done = place.run(*words, "--json")
    assert_done(done)
    assert json.loads(done.stdout)["prefix"] == prefix
    assert "rename-prefix" not in done.stderr
    filed = json.loads(place.run("create", "Another", "--json").stdout)
    assert filed["id"].startswith(f"{prefix}-")
    assert_done(place.run("close", filed["id"].upper()))
    assert_done(place.run("show", f"{prefix}-2.1"))


def test_a_prefix_that_cannot_be_kept_is_said_with_how_to_rename(place: Place, unique: str) -> None:
    export(place, f"{unique}_é-1")
    done = place.run("init", "--from-jsonl")
    assert_done(done)
    assert f"begin with {unique}_é-, new ones with {unique}_e-" in done.stderr
    assert f"bd rename-prefix '{unique}_é' {unique}_e" in done.stderr
    assert_done(place.run("rename-prefix", f"{unique}_é", f"{unique}_e"))
    assert_done(place.run("show", f"{unique}_é-1"))
    assert_done(place.run("show", f"{unique}_e-1"))


def test_the_prefix_that_is_typed_wins(place: Place, unique: str) -> None:
    (place.directory / ".beads/config.yaml").write_text("issue-prefix: other\n")
    export(place, "Cap-1")
    refused = place.run("init", "--from-jsonl", "-p", "Nope")
    assert refused.returncode == 1 and "not a prefix" in refused.stderr
    made = place.run("init", "--from-jsonl", "-p", unique, "--json")
    assert json.loads(made.stdout)["prefix"] == unique
