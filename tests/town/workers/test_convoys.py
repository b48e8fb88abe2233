"""Convoys: beads of several rigs tracked as one, whatever becomes of the beads and the rigs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from beadwork.town.daemon.convoys import close_finished
from beadwork.town.layout import Town
from beadwork.town.workers import convoys
from harness import Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with wg-1, wg-2 in widget, gd-1 in gadget, and hq-1, all in the convoy `badges`."""
    for name, prefix in (("widget", "wg"), ("gadget", "gd")):
        mayor.answer("rig", "add", name, project, "--prefix", prefix)
    for place, issue_id in (("widget", "wg-1"), ("widget", "wg-2"), ("gadget", "gd-1")):
        bd(mayor, place, "create", f"Work {issue_id}", "--id", issue_id)
    bd(mayor, ".", "create", "Plan", "--id", "hq-1")
    mayor.answer("convoy", "create", "badges", "wg-1", "wg-2", "gd-1", "hq-1")
    return mayor


def bd(town: Mayor, place: str, *words: str) -> None:
    assert_done(town.person.run(*words, cwd=town.root / place))


def beads(town: Mayor, name: str = "badges") -> dict[str, Any]:
    return {bead["id"]: bead for bead in town.answer("convoy", "status", name)["beads"]}


def status(town: Mayor, name: str = "badges") -> str:
    return str(town.answer("convoy", "status", name)["status"])


def test_a_convoy_is_closed_when_all_its_beads_are(town: Mayor) -> None:
    bd(town, "widget", "update", "wg-2", "--claim", "--actor", "amy")
    bd(town, "widget", "close", "wg-1")
    found = town.answer("convoy", "status", "badges")
    assert (found["status"], found["done"], found["total"]) == ("open", 1, 4)
    assert beads(town)["wg-2"]["assignee"] == "amy"
    bd(town, "widget", "close", "wg-2", "--force")
    bd(town, "gadget", "close", "gd-1")
    bd(town, ".", "close", "hq-1")
    assert [convoy["status"] for convoy in town.answer("convoy", "list", "--readonly")] == ["open"]
    assert status(town) == "closed"
    assert town.answer("convoy", "list") == []
    assert [convoy["name"] for convoy in town.answer("convoy", "list", "--all")] == ["badges"]


def test_the_daemon_closes_it(town: Mayor) -> None:
    for place, issue_id in (("widget", "wg-1"), ("widget", "wg-2"), ("gadget", "gd-1")):
        bd(town, place, "close", issue_id)
    assert close_finished(Town(town.root)) == "no convoy is done"
    bd(town, ".", "close", "hq-1")
    assert close_finished(Town(town.root)) == "closed badges"
    assert close_finished(Town(town.root)) == "no convoy is done"
    assert [convoy.status for convoy in convoys.look(Town(town.root))] == ["closed"]


def test_what_is_still_open_is_named(town: Mayor) -> None:
    bd(town, "widget", "close", "wg-1")
    refused = town.gt("convoy", "close", "badges", "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stderr)["error"] == (
        "the convoy badges has 3 open beads: gd-1, hq-1, wg-2"
    )
    assert town.answer("convoy", "close", "badges", "--force")["status"] == "closed"
    assert town.gt("convoy", "close", "badges").returncode == 2


def test_a_name_is_of_one_open_convoy(town: Mayor) -> None:
    assert town.gt("convoy", "create", "badges", "wg-1").returncode == 1
    assert town.gt("convoy", "create", "hq-7", "wg-1").returncode == 1
    assert town.gt("convoy", "create", "other", "wg-99").returncode == 1
    assert town.gt("convoy", "create", "other", "xx-1").returncode == 1
    assert town.gt("convoy", "status", "other").returncode == 1
    town.answer("convoy", "close", "badges", "--force")
    second = town.answer("convoy", "create", "badges", "wg-1", "wg-1")
    found = town.answer("convoy", "status", "badges")
    assert (found["id"], found["total"]) == (second["id"], 1)


def test_what_became_of_the_beads_is_shown(town: Mayor) -> None:
    bd(town, "widget", "rename", "wg-1", "wg-badge")
    bd(town, "widget", "delete", "wg-2", "--force")
    found = beads(town)
    assert (found["wg-1"]["renamed_to"], found["wg-1"]["status"]) == ("wg-badge", "open")
    assert found["wg-2"]["trouble"] == "deleted"
    for place, issue_id in (("widget", "wg-badge"), ("gadget", "gd-1"), (".", "hq-1")):
        bd(town, place, "close", issue_id)
    assert status(town) == "closed"


def test_a_rig_is_renamed_and_one_removed(town: Mayor) -> None:
    assert_done(town.gt("rig", "rename", "widget", "printer"))
    assert beads(town)["wg-1"]["rig"] == "printer"
    assert_done(town.gt("rig", "remove", "gadget"))
    assert beads(town)["gd-1"]["trouble"] == "of no rig of this town"
    for issue_id in ("wg-1", "wg-2"):
        bd(town, "printer", "close", issue_id)
    bd(town, ".", "close", "hq-1")
    assert status(town) == "open"


def test_a_rig_that_cannot_be_read_keeps_it_open(town: Mayor) -> None:
    for place, issue_id in (("widget", "wg-1"), ("widget", "wg-2"), (".", "hq-1")):
        bd(town, place, "close", issue_id)
    metadata = town.root / "gadget" / "mayor" / "rig" / ".beads" / "metadata.json"
    metadata.write_text(metadata.read_text().replace('"project_id": "', '"project_id": "x'))
    found = beads(town)
    assert "project" in found["gd-1"]["trouble"]
    assert status(town) == "open"


def test_the_round_trips_do_not_grow_with_the_rigs(
    town: Mayor, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beadwork.dolt.connection.session import Session

    packets: list[object] = []
    pipeline = Session.pipeline

    def counted(session: Session, *statements: Any) -> Any:
        packets.append(statements)
        return pipeline(session, *statements)

    monkeypatch.setattr(Session, "pipeline", counted)
    convoys.look(Town(town.root))
    before = len(packets)
    for number in range(3):
        town.answer("rig", "add", f"rig{number}", project, "--prefix", f"r{number}")
        bd(town, f"rig{number}", "create", "More", "--id", f"r{number}-1")
        town.answer("convoy", "create", f"c{number}", f"r{number}-1", "wg-1")
    packets.clear()
    assert len(convoys.look(Town(town.root))) == 4
    assert len(packets) == before == 3
