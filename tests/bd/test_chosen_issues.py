"""Programs choose issues and fields: filters, --fields, --where, ids from standard input."""

from __future__ import annotations

import json
from typing import Any

import pytest

import beadwork
from harness import Place


@pytest.fixture
def filled(place: Place) -> Place:
    """A place with three issues, of which two have something to be found by."""
    with place.tracker() as tracker:
        tracker.create("One", id="demo-1", external_ref="gh-12", description="long text")
        metadata = {"sha": "1234567e8", "n": 7, "a b": 'c"d', "none": None}
        tracker.create("Two", id="demo-2", assignee=tracker.author.name, metadata=metadata)
        tracker.create("Three", id="demo-3", dependencies=("demo-1",), metadata={"n": "8"})
    return place


def _ids(place: Place, *words: str) -> list[str]:
    done = place.run(*words, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return sorted(issue["id"] for issue in json.loads(done.stdout))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--external-ref", "gh-12"], ["demo-1"]),
        (["--external-ref", "gh-1"], []),
        (["--metadata", "sha=1234567e8"], ["demo-2"]),
        (["--metadata", "n=7"], ["demo-2"]),
        (["--metadata", "n:=8"], []),
        (["--metadata", "n=8"], ["demo-3"]),
        (["--metadata", "n=7", "--metadata", 'a b=c"d'], ["demo-2"]),
        (["--has-metadata", "n"], ["demo-2", "demo-3"]),
        (["--has-metadata", "none", "--has-metadata", "a b"], ["demo-2"]),
        (["--has-metadata", "nothing"], []),
        (["--mine"], ["demo-2"]),
        (["-a", "@me"], ["demo-2"]),
        (["--mine", "--actor", "bob"], []),
    ],
)
def test_filters(filled: Place, words: list[str], expected: list[str]) -> None:
    assert _ids(filled, "list", *words) == expected


def test_the_library_has_the_same_filters(filled: Place) -> None:
    with filled.tracker() as tracker:
        for words, expected in (
            ({"external_ref": "gh-12"}, 1), ({"metadata": ["n=7"]}, 1), ({"assignee": "@me"}, 1),
            ({"has_metadata": "n"}, 2),
        ):  # fmt: skip
            assert tracker.list(**words).total == expected  # type: ignore[arg-type]
        assert [issue.id for issue in tracker.search("gh-12").issues] == ["demo-1"]


@pytest.mark.parametrize("entry", ["n", "=7", ":=7", "n:=[", ""])
def test_a_filter_by_metadata_that_is_none(filled: Place, entry: str) -> None:
    done = filled.run("list", "--metadata", entry)
    assert (done.returncode, done.stdout) == (2, "")


def test_fields_are_as_they_are_asked_for(filled: Place) -> None:
    done = filled.run("list", "--json", "--fields", "title,id,dependency_count", "--sort", "id")
    assert json.loads(done.stdout)[2] == {"title": "Three", "id": "demo-3", "dependency_count": 1}
    ready = filled.run("ready", "--json", "--fields", "brief")
    brief: list[dict[str, Any]] = json.loads(ready.stdout)
    assert {name for issue in brief for name in issue} == {
        "id", "title", "status", "priority", "issue_type", "assignee",
    }  # fmt: skip
    assert filled.run("list", "--fields", "id,title", "--id", "demo-1").stdout == "demo-1  One\n"
    refused = filled.run("list", "--json", "--fields", "id,titel")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert json.loads(refused.stderr)["hint"] == "--fields title"


def test_show_has_neighbours_short_unless_all_is_asked_for(filled: Place) -> None:
    for flags, more in (((), set()), (("--full",), {"description", "external_ref", "created_by"})):
        (found,) = json.loads(filled.run("show", "demo-3", "--json", *flags).stdout)
        (neighbour,) = found["dependencies"]
        short = {"id", "title", "status", "priority", "issue_type", "created_at", "updated_at"}
        assert neighbour.keys() - {"owner"} == {*short, "dependency_type"} | more
    (found,) = json.loads(filled.run("show", "demo-3", "--json", "--fields", "id,comments").stdout)
    assert found == {"id": "demo-3", "comments": []}


def test_all_issues_of_a_filter_are_changed_in_one_commit(filled: Place) -> None:
    words = ["update", "--where", "status=open", "--where", "has-metadata=n", "-p", "0", "--json"]
    shown = json.loads(filled.run(*words, "--dry-run").stdout)
    assert [(issue["dry_run"], issue["priority"]) for issue in shown] == [(True, 0)] * 2
    assert _ids(filled, "list", "-p", "0") == []
    done = json.loads(filled.run(*words).stdout)
    assert len({issue["commit"] for issue in done}) == 1
    assert _ids(filled, "list", "-p", "0") == ["demo-2", "demo-3"]
    again = filled.run("update", "--where", '-s open --title "T"', "--add-label", "x", "--dry-run")
    assert again.stdout.splitlines()[-1] == "Would update 2 issues"
    for refused in (
        ["--where", "", "-p", "1"], ["--where", "limit=1", "-p", "1"],
        ["--where", "x=1", "-p", "1"],
        ["demo-1", "--where", "mine", "-p", "1"], ["--where", "mine", "--claim"],
        ["demo-1", "--dry-run", "-p", "1"], ["--where", "mine"], ["--where", "title='", "-p", "1"],
    ):  # fmt: skip
        assert filled.run("update", *refused).returncode == 2, refused


def test_a_guard_of_one_issue_refuses_all_and_the_preview_says_so(filled: Place) -> None:
    for flags in ([], ["--dry-run"]):
        done = filled.run("update", "--where", "id=demo-2,demo-3", "-s", "closed", *flags)
        assert (done.returncode, done.stdout) == (1, "")
        assert "demo-3 is blocked by demo-1" in done.stderr
    with filled.tracker() as tracker:
        assert tracker.list(status="open").total == 3
        with tracker.batch(), pytest.raises(beadwork.Usage):
            tracker.preview_create("a preview in a batch")


def test_ids_come_from_standard_input(filled: Place) -> None:
    done = filled.run("label", "add", "--ids", "-", "x", stdin="demo-1\ndemo-2, demo-3\n")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 3)
    assert filled.run("close", "--ids", "-", stdin=" ").returncode == 2
    assert filled.run("close", "--ids", "file").returncode == 2
