"""Two towns share plans on a commons remote: published, adopted, and changed on both sides."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from harness import ROOT, Mayor, assert_done


@pytest.fixture
def remote(mayor: Mayor, project: Path) -> Path:
    """A bare git repository with a branch."""
    path = mayor.person.home / "commons.git"
    subprocess.run(
        ["git", "clone", "-q", "--bare", project, path], check=True, env=mayor.person.environment
    )
    return path


def named(town: Mayor, entity: str) -> Mayor:
    path = town.root / "mayor" / "town.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "entity": entity, "chains": ["w"]}))
    return town


@pytest.fixture
def ann(mayor: Mayor, project: Path, remote: Path) -> Mayor:
    """A town with an epic and two children, which has begun the commons."""
    named(mayor, "ann.example")
    mayor.answer("rig", "add", "api", project, "--prefix", "api")
    bd(mayor, "api", "create", "Faster", "--id", "api-1", "-t", "epic", "-d", "Why and how")
    bd(mayor, "api", "create", "Measure", "--id", "api-2", "--parent", "api-1", "-a", "Somebody")
    bd(mayor, "api", "comments", "add", "api-2", "between us")
    bd(mayor, "api", "create", "Not shared", "--id", "api-3")
    assert mayor.answer("commons", "join", remote)["begun"]
    return mayor


@pytest.fixture
def bob(ann: Mayor, project: Path, remote: Path) -> Mayor:
    """Another town, which joins the commons after an epic was published."""
    ann.answer("commons", "publish", "api-1")
    town = Mayor(ann.person, "bob")
    assert_done(ann.gt("install", town.root, "--name", "Bob", cwd=ann.person.home))
    named(town, "bob.example")
    town.answer("rig", "add", "web", project, "--prefix", "web")
    joined = town.answer("commons", "join", remote)
    assert (joined["begun"], joined["issues"]) == (False, 2)
    return town


def bd(town: Mayor, rig: str, *words: str) -> Any:
    done = town.person.run(*words, "--json", cwd=town.root / rig)
    assert_done(done)
    return json.loads(done.stdout)


def plans(town: Mayor) -> dict[str, dict[str, Any]]:
    return {plan["title"]: plan for plan in town.answer("commons", "list")}


def issue(town: Mayor, rig: str, issue_id: str) -> dict[str, Any]:
    (found,) = bd(town, rig, "show", issue_id)
    return dict(found)


def test_an_epic_is_published_with_what_is_below_it_and_no_person(ann: Mayor) -> None:
    published = ann.answer("commons", "publish", "api-1")
    assert {plan["origin"] for plan in published} == {
        "hop://ann.example/w/api/api-1",
        "hop://ann.example/w/api/api-2",
    }
    again = ann.answer("commons", "publish", "api-1")
    assert again == published
    epic, child = plans(ann)["Faster"], plans(ann)["Measure"]
    assert (child["parent"], epic["description"], child["local"]) == (
        epic["id"],
        "Why and how",
        "api-2",
    )
    (copy,) = bd(ann, "commons", "show", child["id"])
    assert "assignee" not in copy or not copy["assignee"]
    assert not copy.get("comments")
    shown = ann.answer("commons", "show", epic["id"])
    assert [plan["title"] for plan in shown] == ["Faster", "Measure"]


def test_a_private_issue_is_refused_with_all_above_it(ann: Mayor) -> None:
    bd(ann, "api", "label", "add", "api-2", "private")
    refused = ann.gt("commons", "publish", "api-1")
    assert refused.returncode != 0
    assert "private issues never leave: api-2; nothing was published" in refused.stderr
    assert plans(ann) == {}


def test_what_is_below_a_private_issue_is_refused_by_itself(ann: Mayor) -> None:
    bd(ann, "api", "create", "Moved", "--id", "api-1.1", "--parent", "api-1")
    bd(ann, "api", "update", "api-1.1", "--parent", "")
    bd(ann, "api", "update", "api-1", "--set-metadata", "private=true")
    for child in ("api-2", "api-1.1"):
        refused = ann.gt("commons", "publish", child)
        assert refused.returncode != 0
        assert f"private issues never leave: {child}; nothing was published" in refused.stderr
        assert "bd label remove api-1 private" in refused.stderr
    assert plans(ann) == {}


def test_a_refusal_publishes_nothing_of_another_rig_either(ann: Mayor) -> None:
    bd(ann, ".", "create", "Of the mayor", "--id", "hq-1")
    bd(ann, "api", "label", "add", "api-2", "private")
    assert ann.gt("commons", "publish", "hq-1", "api-1").returncode != 0
    assert ann.gt("commons", "publish", "hq-1", "api-9").returncode != 0
    assert plans(ann) == {}
    assert len(ann.answer("commons", "publish", "hq-1", "api-3")) == 2


def test_what_became_private_stays_as_it_was_published(ann: Mayor) -> None:
    ann.answer("commons", "publish", "api-1")
    bd(ann, "api", "label", "add", "api-1", "private")
    bd(ann, "api", "update", "api-1", "--title", "Nobody sees this")
    bd(ann, "api", "update", "api-2", "--title", "Nor this")
    assert ann.answer("commons", "sync") == {"commons": [], "rigs": [], "pushed": False}
    assert {*plans(ann)} == {"Faster", "Measure"}
    bd(ann, "api", "label", "remove", "api-1", "private")
    assert len(ann.answer("commons", "sync")["commons"]) == 2
    assert {*plans(ann)} == {"Nobody sees this", "Nor this"}


def test_what_is_adopted_names_its_origin_and_changes_go_both_ways(ann: Mayor, bob: Mayor) -> None:
    epic = plans(bob)["Faster"]
    assert "local" not in epic
    adopted = bob.answer("commons", "adopt", epic["id"], "--rig", "web")
    assert bob.answer("commons", "adopt", epic["id"], "--rig", "web") == adopted
    local = {plan["title"]: plan["local"] for plan in adopted}
    child = issue(bob, "web", local["Measure"])
    assert child["external_ref"] == "hop://ann.example/w/api/api-2"
    assert child["parent"] == local["Faster"]

    bd(bob, "web", "update", local["Measure"], "--title", "Measure twice")
    bd(ann, "api", "update", "api-2", "--priority", "0", "--status", "in_progress")
    assert bob.answer("commons", "sync")["pushed"]
    ann.answer("commons", "sync")
    bob.answer("commons", "sync")
    ours, theirs = issue(ann, "api", "api-2"), issue(bob, "web", local["Measure"])
    assert (ours["title"], ours["priority"], ours["status"]) == ("Measure twice", 0, "in_progress")
    assert (theirs["title"], theirs["priority"], theirs["status"]) == ("Measure twice", 0, "open")
    assert issue(ann, "api", "api-2")["assignee"] == "Somebody"
    assert ann.answer("commons", "sync") == {"commons": [], "rigs": [], "pushed": False}
    assert bob.answer("commons", "sync") == {"commons": [], "rigs": [], "pushed": False}


def test_the_edges_between_the_issues_of_a_plan_go_both_ways(ann: Mayor, bob: Mayor) -> None:
    bd(ann, "api", "create", "Cut", "--id", "api-4", "--parent", "api-1", "--deps", "api-2")
    bd(ann, "api", "dep", "add", "api-4", "api-3")  # which is not in the plan
    ann.answer("commons", "publish", "api-1")
    bob.answer("commons", "sync")
    adopted = bob.answer("commons", "adopt", plans(bob)["Faster"]["id"], "--rig", "web")
    local = {plan["title"]: plan["local"] for plan in adopted}

    def waits(town: Mayor, rig: str, issue_id: str) -> list[tuple[str, str]]:
        found = issue(town, rig, issue_id).get("dependencies", [])
        return sorted(
            (edge["id"], edge["dependency_type"])
            for edge in found
            if edge["dependency_type"] != "parent-child"
        )

    assert waits(bob, "web", local["Cut"]) == [(local["Measure"], "blocks")]
    bd(bob, "web", "dep", "remove", local["Cut"], local["Measure"])
    bd(bob, "web", "dep", "add", local["Measure"], local["Cut"], "-t", "related")
    bob.answer("commons", "sync")
    ann.answer("commons", "sync")
    assert waits(ann, "api", "api-4") == [("api-3", "blocks")]
    assert waits(ann, "api", "api-2") == [("api-4", "related")]
    assert ann.answer("commons", "sync") == {"commons": [], "rigs": [], "pushed": False}
    assert bob.answer("commons", "sync") == {"commons": [], "rigs": [], "pushed": False}


def test_ones_own_plan_is_not_adopted(ann: Mayor) -> None:
    ann.answer("commons", "publish", "api-1")
    refused = ann.gt("commons", "adopt", plans(ann)["Faster"]["id"], "--rig", "api")
    assert refused.returncode == 1
    assert "comes from this town: it is api-1 of api" in refused.stderr


def test_without_a_commons_or_a_name_it_is_said_what_to_do(mayor: Mayor, remote: Path) -> None:
    missing = mayor.gt("commons", "list")
    assert missing.returncode == 1
    assert "the town has no commons" in missing.stderr
    assert_done(mayor.gt("commons", "join", remote))
    nameless = mayor.gt("commons", "publish", "hq-1")
    assert "names no entity and no chain" in nameless.stderr
    twice = mayor.gt("commons", "join", remote)
    assert "has a commons already" in twice.stderr


def test_the_doctor_and_the_status_take_no_offence(ann: Mayor) -> None:
    ann.answer("commons", "publish", "api-1")
    done = json.loads(ann.gt("doctor", "--json").stdout)["checks"]
    loud = {check["name"]: check["message"] for check in done if "commons" in check["message"]}
    assert not loud
    rigs = json.loads(ann.gt("status", "--json").stdout)["rigs"]
    assert [rig["name"] for rig in rigs] == ["hq", "api"]
    assert_done(ann.gt("dolt", "backup"))


def test_the_commands_of_the_page_work(ann: Mayor, bob: Mayor) -> None:
    page = (ROOT / "docs" / "how-to" / "share-plans.md").read_text()
    join, publish, show, adopt, sync = re.findall(r"^ {4}gt (.+)$", page, re.MULTILINE)
    assert join.startswith("commons join ")
    for town, command in ((ann, publish), (bob, show), (bob, adopt), (bob, sync)):
        words = command.replace("cm-0k3x9d2m1q", plans(bob)["Faster"]["id"]).split()
        assert_done(town.gt(*words))
    assert plans(bob)["Measure"]["rig"] == "web"
