"""An issue gets another id: all that refers to it follows, and the old id finds it."""

from __future__ import annotations

import json

import pytest

from beadwork.actions.issues import rename as action
from beadwork.errors import Exists, Invalid, NotFound
from beadwork.store import config
from beadwork.store.issues import former_ids
from harness import Place


def run(place: Place, *words: str) -> str:
    done = place.run(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def family(place: Place) -> Place:
    """An epic with a child and a grandchild, and an issue that waits for the child."""
    run(place, "create", "Build a boat", "-t", "epic", "--id", "demo-boat")
    run(place, "create", "Hull", "--parent", "demo-boat")
    run(place, "create", "Planks", "--parent", "demo-boat.1")
    run(place, "create", "Launch", "--id", "demo-go", "--deps", "demo-boat.1")
    run(place, "create", "A boathouse", "--id", "demo-boathouse", "--parent", "demo-boat")
    run(place, "comment", "demo-boat.1.1", "oak, not pine")
    return place


def test_references_follow(family: Place) -> None:
    with family.tracker() as tracker:
        renamed = tracker.change(lambda tx: action.rename(tx, "demo-boat", "demo-ship"))
        assert renamed.names == {
            "demo-boat": "demo-ship",
            "demo-boat.1": "demo-ship.1",
            "demo-boat.1.1": "demo-ship.1.1",
        }
        hull, planks = tracker.show("demo-ship.1", "demo-ship.1.1")
        assert (hull.issue.parent, planks.issue.parent) == ("demo-ship", "demo-ship.1")
        assert [comment.text for comment in planks.comments] == ["oak, not pine"]
        (house,) = tracker.show("demo-boathouse")
        assert house.issue.parent == "demo-ship"
    assert "demo-ship.1 Hull" in run(family, "dep", "list", "demo-go")
    assert "demo-go" in run(family, "blocked")


def test_the_old_id_finds_it_after_several_renames(family: Place) -> None:
    run(family, "rename", "demo-go", "demo-launch")
    run(family, "rename", "demo-go", "demo-sail")
    run(family, "rename-prefix", "demo", "River.side")
    run(family, "rename", "demo-sail", "River.side-float")
    run(family, "rename-prefix", "River.side-", "sea")
    for former in (
        "demo-go",
        "demo-launch",
        "demo-sail",
        "River.side-sail",
        "River.side-float",
        "sea-float",
    ):
        assert run(family, "show", former).startswith("○ sea-float  Launch"), former
    run(family, "close", "demo-boat.1.1")
    assert run(family, "create", "New", "--json").startswith('{"id": "sea-')
    for part in ("demo-nothing", "demo-", "demo-float.1", "demo-boat.9", "river.side-float2"):
        assert family.run("show", part).returncode in (1, 2), part


def test_an_id_that_is_in_use_comes_before_a_former_one(family: Place) -> None:
    run(family, "rename", "demo-go", "demo-launch")
    run(family, "create", "Another", "--id", "demo-go")
    assert "Another" in run(family, "show", "demo-go")


def test_it_is_one_commit_and_can_be_undone(family: Place) -> None:
    before = run(family, "list", "--all", "--json")
    run(family, "rename-prefix", "demo", "lake")
    assert "bd: rename the prefix demo to lake" in run(family, "log", "-n", "1")
    run(family, "undo")
    with family.tracker() as tracker:
        assert tracker.profile.prefix == "demo"
        assert tracker.ask(lambda reader: config.get(reader, former_ids.FORMER_PREFIXES)) is None
    assert [row.split('"')[3] for row in run(family, "list", "--all", "--json").splitlines()] == [
        row.split('"')[3] for row in before.splitlines()
    ]


def test_what_is_refused(family: Place) -> None:
    with family.tracker() as tracker:
        for new, error in (
            ("demo-go", Exists),
            ("ship", Invalid),
            ("demo ship", Invalid),
            ("-x-y", Invalid),
        ):
            with pytest.raises(error):
                tracker.change(lambda tx, new=new: action.rename(tx, "demo-boat", new))
        for old, new, wrong in (
            ("demo", "demo-", Invalid),
            ("demo", "a b", Invalid),
            ("demo", "x" * 65, Invalid),
            ("nobody", "demo", NotFound),
        ):
            with pytest.raises(wrong):
                tracker.change(
                    lambda tx, old=old, new=new: action.rename_prefix(tx, old, new, tracker.profile)
                )
    run(family, "create", "In the way", "--id", "demo-ship.1")
    assert "demo-ship.1 exists already" in family.run("rename", "demo-boat", "demo-ship").stderr
    assert "demo-boat.1.1" in run(family, "list", "--all")


def test_only_ids_with_the_prefix_are_renamed(family: Place) -> None:
    run(family, "create", "Of another", "--id", "demonstration-1")
    run(family, "create", "With both", "--id", "x-demo-1")
    with family.tracker() as tracker:
        found = tracker.change(lambda tx: action.rename_prefix(tx, "demo", "pond", tracker.profile))
    assert len(found.names) == 5
    listed = run(family, "list", "--all")
    assert "demonstration-1" in listed and "x-demo-1" in listed


def test_a_former_id_moves_with_an_export(family: Place) -> None:
    run(family, "rename", "demo-go", "demo-launch")
    assert '"former_ids": ["demo-go"]' in run(family, "export")


def test_a_file_from_before_comes_in_under_the_present_ids(family: Place) -> None:
    run(family, "export", "-o", "before.jsonl")
    run(family, "rename", "demo-boat", "demo-ship")
    run(family, "rename", "demo-go", "demo-launch")
    run(family, "rename-prefix", "demo", "sea")
    before = run(family, "list", "--all", "--json")
    report = json.loads(run(family, "import", "before.jsonl", "--json"))
    assert (report["created"], report["updated"]) == (0, 0)
    assert run(family, "list", "--all", "--json") == before
    rows = [
        json.loads(line)
        for line in (family.directory / "before.jsonl").read_text().split("\n")
        if line
    ]
    newer = [
        {**row, "title": f"{row['title']}!", "updated_at": "2026-12-31T00:00:00Z"} for row in rows
    ]
    text = "".join(f"{json.dumps(row)}\n" for row in newer)
    (family.directory / "newer.jsonl").write_text(text)
    report = json.loads(run(family, "import", "newer.jsonl", "--json"))
    assert (report["created"], report["updated"]) == (0, 5)
    assert run(family, "show", "demo-go").startswith("○ sea-launch  Launch!")
    assert "sea-ship.1 Hull!" in run(family, "dep", "list", "sea-launch")
    assert run(family, "comments", "demo-boat.1.1").count("oak, not pine") == 1
    assert json.loads(run(family, "import", "newer.jsonl", "--json"))["unchanged"] == 5
