"""A partner clones an outbound branch and works on it; what they did comes back to `main`, and what
they never saw stays here.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from federated_towns import Town, cut_short, join, remote, town


class Pair(NamedTuple):
    """Two towns: `ann` sends at a tier, `bea` has cloned what she got."""

    ann: Town
    bea: Town
    directory: Path


@pytest.fixture(params=["T1", "T3", "T4"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    with town("ann", tmp_path) as ann, town("bea", tmp_path) as bea:
        ann.bd("init", "-p", "demo")
        ann.bd("create", "Plan the move", "--id", "demo-1", "--assignee", "Zoe Example",
               "-d", "Ask Zoe Example.\nWrite to carol@other.example.\nSee demo-9.",
               "--notes", "first note", "-l", "draft")  # fmt: skip
        ann.bd("create", "Buy the neighbour out", "--id", "demo-9", "-l", "private")
        ann.bd("create", "Pack", "--id", "demo-2")
        join(ann, bea, tmp_path, "--tier", request.param)
        yield Pair(ann, bea, tmp_path)


def exchange(pair: Pair) -> None:
    for here, peer in ((pair.bea, "ann"), (pair.ann, "bea"), (pair.bea, "ann")):
        here.bd("federation", "sync", peer)


def shown(here: Town, issue_id: str) -> dict[str, object]:
    (found,) = here.answer("show", issue_id)
    return found  # type: ignore[no-any-return]


def test_what_a_partner_edits_comes_back_and_nothing_else_changes(pair: Pair) -> None:
    before = shown(pair.ann, "demo-1")
    text = str(shown(pair.bea, "demo-1")["description"]).replace("\n", "\nCall first.\n", 1)
    pair.bea.bd("update", "demo-1", "--priority", "0", "-d", text, "--add-label", "urgent")
    exchange(pair)
    after = shown(pair.ann, "demo-1")
    assert after["description"] == (
        "Ask Zoe Example.\nCall first.\nWrite to carol@other.example.\nSee demo-9."
    )
    assert (after["priority"], after["labels"]) == (0, ["draft", "urgent"])
    for field in ("title", "assignee", "owner", "created_by", "created_at", "notes", "status"):
        assert after.get(field) == before.get(field), field
    assert shown(pair.ann, "demo-9")["title"] == "Buy the neighbour out"
    assert shown(pair.bea, "demo-1")["priority"] == 0


def test_a_partner_files_comments_links_and_closes(pair: Pair) -> None:
    pair.bea.bd("create", "Label the boxes", "--id", "demo-b", "--assignee", "bea")
    pair.bea.bd("dep", "add", "demo-b", "demo-2")
    pair.bea.bd("comment", "demo-2", "which boxes?")
    pair.bea.bd("update", "demo-1", "--append-notes", "a note of bea")
    pair.bea.bd("close", "demo-2", "--reason", "packed")
    exchange(pair)
    filed = shown(pair.ann, "demo-b")
    assert (filed["created_by"], filed["source_system"]) == ("bea", "bea")
    assert [edge["id"] for edge in filed["dependencies"]] == ["demo-2"]  # type: ignore[attr-defined]
    closed = shown(pair.ann, "demo-2")
    assert (closed["status"], closed["close_reason"]) == ("closed", "packed")
    assert [comment["text"] for comment in closed["comments"]] == ["which boxes?"]  # type: ignore[attr-defined]
    assert str(shown(pair.ann, "demo-1")["notes"]).split("\n") == ["first note", "a note of bea"]
    there = shown(pair.bea, "demo-b")
    assert (there["created_by"], there["assignee"]) == ("bea", "bea")
    assert [comment["text"] for comment in shown(pair.bea, "demo-2")["comments"]] == [  # type: ignore[attr-defined]
        "which boxes?"
    ]


def test_parts_that_both_filed_under_one_number_are_two_on_both_sides(pair: Pair) -> None:
    """The partner's was filed first. So the merge renames ours, at T1 and T3; at T4 ours has only
    the day, and is the first.
    """
    for here in (pair.bea, pair.ann):
        here.bd("create", f"A part of {here.name}", "--parent", "demo-2", "-d", "Zoe Example")
        here.bd("comment", "demo-2.1", f"said by {here.name}")
    pair.ann.bd("create", "Below it", "--parent", "demo-2.1")
    exchange(pair)
    parts = {issue["title"]: issue for issue in pair.ann.answer("list", "--all")}
    assert parts["Below it"]["id"] == f"{parts['A part of ann']['id']}.1"
    assert {"demo-2.1"} < {issue["id"] for issue in parts.values()}
    for name in ("ann", "bea"):
        ours = shown(pair.ann, parts[f"A part of {name}"]["id"])
        assert f"said by {name}" in [comment["text"] for comment in ours["comments"]]  # type: ignore[attr-defined]
    assert shown(pair.ann, parts["A part of ann"]["id"])["description"] == "Zoe Example"
    assert {issue["id"] for issue in pair.bea.answer("list", "--all")} == {
        issue["id"] for issue in parts.values() if issue["id"] != "demo-9"
    }


def test_both_go_on_and_stay_together(pair: Pair) -> None:
    for number in range(3):
        pair.ann.bd("update", "demo-1", "--title", f"Plan {number}")
        pair.ann.bd("create", f"Errand {number}", "--id", f"demo-a{number}")
        pair.bea.bd("update", "demo-2", "--title", f"Pack {number}")
        pair.bea.bd("create", f"Parcel {number}", "--id", f"demo-b{number}")
        exchange(pair)
    rows = "SELECT id, title, status, priority FROM issues WHERE id <> 'demo-9' ORDER BY id"
    assert pair.ann.answer("sql", rows) == pair.bea.answer("sql", rows)
    assert len(pair.ann.answer("sql", rows)) == 8
    assert pair.bea.answer("sql", "SELECT id FROM issues WHERE id = 'demo-9'") == []
    head = pair.ann.answer("federation", "push", "bea")["commit"]
    assert pair.ann.answer("federation", "push", "bea") == {
        "name": "bea", "status": "up_to_date", "branch": _branch(pair), "outbound": True,
        "commit": head, "before": head, "issues": 0,
    }  # fmt: skip


def _branch(pair: Pair) -> str:
    (status,) = pair.ann.answer("federation", "status")
    return str(status["branch"])


def test_a_partner_deletes(pair: Pair) -> None:
    pair.bea.bd("delete", "demo-2", "--force")
    exchange(pair)
    found = pair.ann.answer("sql", "SELECT id FROM issues ORDER BY id")
    assert [row["id"] for row in found] == ["demo-1", "demo-9"]


def test_an_issue_that_becomes_private_is_taken_away(pair: Pair) -> None:
    pair.ann.bd("label", "add", "demo-2", "private")
    pair.bea.bd("update", "demo-1", "--priority", "3")
    exchange(pair)
    assert [row["id"] for row in pair.bea.answer("sql", "SELECT id FROM issues")] == ["demo-1"]
    assert shown(pair.ann, "demo-2")["title"] == "Pack"


def test_a_stranger_is_refused(pair: Pair) -> None:
    with town("eve", pair.directory) as eve:
        eve.bd("init", "-p", "demo")
        eve.bd("create", "Of another project")
        eve.bd("federation", "add-peer", "hub", remote(pair.directory, eve, eve))
        eve.bd("federation", "push", "hub")
        pair.ann.bd("federation", "add-peer", "eve", remote(pair.directory, eve, eve))
        refused = pair.ann.person.run("federation", "sync", "eve", cwd=pair.ann.directory)
        assert refused.returncode == 1
        assert "history" in refused.stderr or "project" in refused.stderr


@pytest.mark.parametrize("pair", ["T3"], indirect=True)
def test_syncs_that_are_killed_half_way_are_taken_up(pair: Pair) -> None:
    chance = random.Random(3)
    for number in range(8):
        here, peer = chance.choice(((pair.ann, "bea"), (pair.bea, "ann")))
        here.bd("create", f"Errand {number}", "--id", f"demo-{here.name}{number}")
        here.bd("comment", "demo-2", f"remark {number}")
        here.bd("update", chance.choice(("demo-1", "demo-2")), "--title", f"Title {number}")
        cut_short(here, peer, chance.uniform(0.2, 1.5))
    exchange(pair)
    exchange(pair)
    rows = "SELECT id, title, status FROM issues WHERE id <> 'demo-9' ORDER BY id"
    remarks = "SELECT issue_id, text FROM comments ORDER BY text"
    for query, number in ((rows, 10), (remarks, 8)):
        found = pair.ann.answer("sql", query)
        assert pair.bea.answer("sql", query) == found
        assert len(found) == number
    assert pair.bea.answer("sql", "SELECT id FROM issues WHERE id = 'demo-9'") == []
