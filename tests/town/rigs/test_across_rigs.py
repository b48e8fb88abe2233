"""An issue may wait for one of another rig: it is shown with its state, and it blocks until it is
over there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.session import Session
from beadwork.store.dependencies import cross_rig_servers
from beadwork.town import ready as question
from beadwork.town.layout import Town
from beadwork.town.rigs import trackers
from beadwork.tracker import InternalTracker
from beadwork.tracker import open_internal as open_tracker
from harness import Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with the rigs widget (wg-) and gadget (gd-): wg-1 waits for gd-1, wg-1.1 is a part of
    it, gd-2 is open.
    """
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    mayor.answer("rig", "add", "gadget", project, "--prefix", "gd")
    for place, issue_id, *more in (
        ("gadget", "gd-1", "The data"),
        ("gadget", "gd-2", "Alone"),
        ("widget", "wg-1", "The report"),
        ("widget", "wg-1.1", "A part", "--parent", "wg-1"),
        ("widget", "wg-2", "Something else"),
    ):
        assert_done(mayor.person.run("create", *more, "--id", issue_id, cwd=mayor.root / place))
    assert_done(mayor.person.run("dep", "add", "wg-1", "gd-1", cwd=mayor.root))
    return mayor


@pytest.fixture
def widget(town: Mayor) -> Iterator[InternalTracker]:
    """The tracker of widget, in this process; its packets are in `packets_of`."""
    with open_tracker(
        str(town.root / "widget"), branch="main", actor="test", idle_seconds=0
    ) as opened:
        yield opened


def said(town: Mayor, *words: str, place: str = "widget", status: int = 0) -> str:
    """Run `bd WORDS` in a rig and return what it prints, on standard error where it has to fail."""
    done = town.person.run(*words, cwd=town.root / place)
    assert done.returncode == status, done.stderr or done.stdout
    return done.stderr if status else done.stdout


def ids(text: str) -> list[str]:
    return [entry["id"] for entry in json.loads(text)]


def assert_only_wg_2_is_ready(town: Mayor) -> None:
    assert ids(said(town, "ready", "--json")) == ["wg-2"]  # all of it at once
    assert ids(said(town, "ready", "--json", "-n", "9")) == ["wg-2"]  # a page, along the index
    assert ids(said(town, "ready", "--json", "-n", "9", "--sort", "title")) == ["wg-2"]
    assert [
        (issue["id"], issue["blocked_by"]) for issue in json.loads(said(town, "blocked", "--json"))
    ] == [
        ("wg-1.1", ["gd-1"]),
        ("wg-1", ["gd-1"]),
    ]
    summary = json.loads(said(town, "stats", "--json"))["summary"]
    assert (summary["ready_issues"], summary["blocked_issues"]) == (1, 2)


def test_it_blocks_until_it_is_over_there_by_every_question_alike(town: Mayor) -> None:
    assert_only_wg_2_is_ready(town)
    assert "Error: wg-1 is blocked by gd-1\n" in said(town, "close", "wg-1", status=1)
    assert "Error: wg-1 is blocked by gd-1\n" in said(
        town, "update", "wg-1", "-s", "closed", status=1
    )
    said(town, "close", "gd-1")
    assert sorted(ids(said(town, "ready", "--json"))) == ["wg-1", "wg-1.1", "wg-2"]
    assert sorted(ids(said(town, "ready", "--json", "-n", "9"))) == ["wg-1", "wg-1.1", "wg-2"]
    assert said(town, "blocked") == "Nothing is blocked\n"
    said(town, "close", "wg-1.1", "wg-1")


def test_what_is_over_says_the_other_rig_in_its_own_words(town: Mayor) -> None:
    said(town, "config", "set", "status.custom", "shipped:done,waits:frozen", place="gadget")
    said(town, "update", "gd-1", "-s", "waits")
    assert_only_wg_2_is_ready(town)
    said(town, "update", "gd-1", "-s", "shipped")
    assert sorted(ids(said(town, "ready", "--json"))) == ["wg-1", "wg-1.1", "wg-2"]
    assert sorted(ids(said(town, "ready", "--json", "-n", "9"))) == ["wg-1", "wg-1.1", "wg-2"]


def test_an_epic_that_waits_for_another_rig_cannot_be_closed(town: Mayor) -> None:
    said(town, "update", "wg-1", "-t", "epic")
    said(town, "close", "wg-1.1")
    assert said(town, "epic", "close-eligible") == "No epic can be closed\n"
    assert "<- gd-1" in said(town, "epic", "status")
    said(town, "close", "gd-1")
    assert said(town, "epic", "close-eligible") == "Closed wg-1: The report\n"


def test_it_is_shown_with_its_title_and_its_state(town: Mayor) -> None:
    assert "\nDepends on:\n  ○ gd-1 (blocks) The data\n" in said(town, "show", "wg-1")
    assert said(town, "dep", "list", "wg-1") == "blocks  ○ gd-1 The data\n"
    said(town, "close", "gd-1")
    assert "\nDepends on:\n  ✓ gd-1 (blocks) The data\n" in said(
        town, "show", "wg-1", place="gadget"
    )
    assert "└─ ✓ gd-1 P2 The data\n" in said(town, "dep", "tree", "wg-1")
    (shown,) = json.loads(said(town, "show", "wg-1", "--json"))
    assert [(issue["id"], issue["title"], issue["status"]) for issue in shown["dependencies"]] == [
        ("gd-1", "The data", "closed")
    ]
    assert "No orphans" in said(town, "orphans")


def test_an_edge_is_added_to_what_is_there_and_taken_away(town: Mayor) -> None:
    assert said(town, "dep", "add", "wg-2", "gd-2") == "wg-2 now depends on gd-2 (blocks)\n"
    assert said(town, "dep", "add", "wg-2", "gd-2") == "wg-2 depends already on gd-2 (blocks)\n"
    assert "Error: no issue gd-77 in gadget\n" in said(
        town, "dep", "add", "wg-2", "gd-77", status=1
    )
    assert (
        said(town, "dep", "remove", "wg-2", "gd-2") == "wg-2 no longer depends on gd-2 (blocks)\n"
    )
    made = said(town, "create", "From the start", "--deps", "gd-2", "--silent").strip()
    assert made not in ids(said(town, "ready", "--json"))


def test_a_cycle_across_rigs_is_refused_like_one_within(town: Mayor) -> None:
    refused = said(town, "dep", "add", "gd-1", "wg-1", place="gadget", status=1)
    assert "Error: gd-1 cannot wait for wg-1: that closes the cycle gd-1 -> wg-1 -> gd-1" in refused
    said(town, "dep", "add", "gd-2", "gd-1", place="gadget")
    said(town, "dep", "add", "wg-2", "gd-2")
    refused = said(town, "dep", "add", "gd-1", "wg-2", place="gadget", status=1)
    assert "closes the cycle gd-1 -> wg-2 -> gd-2 -> gd-1" in refused
    refused = said(
        town, "dep", "add", "gd-1", "wg-1.1", place="gadget", status=1
    )  # which waits with its parent
    assert "closes the cycle gd-1 -> wg-1.1 -> wg-1 -> gd-1" in refused
    said(town, "dep", "add", "gd-1", "wg-2", "--type", "related", place="gadget")


def test_a_parent_is_of_the_same_rig_and_the_refusal_says_what_can_be(town: Mayor) -> None:
    refused = "Error: gd-1 is in another rig, gadget, and a parent has to be in the same one\n"
    for words, instead in (
        (["dep", "add", "wg-2", "gd-1", "-t", "parent-child"], "dep add wg-2 gd-1 --type related"),
        (["update", "wg-2", "--parent", "gd-1"], "dep add wg-2 gd-1 --type related"),
        (["create", "A child", "--parent", "gd-1"], "create 'A child' --deps related:gd-1"),
        (
            ["create", "A child", "--deps", "parent-child:gd-1"],
            "create 'A child' --deps related:gd-1",
        ),
    ):
        assert said(town, *words, status=1) == f"{refused}Hint: bd {instead}\n"
    for other in ("gd-77", "zz-1"):
        done = said(town, "create", "A child", "--parent", other, status=1)
        assert done.startswith(f'Error: no issue found matching "{other}"\n')
    assert said(town, "dep", "add", "wg-2", "gd-1", "--type", "related").startswith(
        "wg-2 now depends on gd-1"
    )
    said(town, "create", "A child", "--deps", "related:gd-1")
    outside = said(town, "dep", "add", "wg-2", "external:x:1", "-t", "parent-child", status=1)
    assert outside.startswith(
        "Error: external:x:1 is outside this tracker, and a parent has to be in the same one\n"
    )


def test_what_cannot_be_asked_holds(town: Mayor) -> None:
    assert_done(town.gt("dolt", "sql", "-q", "DROP DATABASE gadget"))
    for words in (("ready", "--json"), ("ready", "--json", "-n", "9")):
        assert ids(said(town, *words)) == ["wg-2"]
    assert "· gd-1 (blocks, not in this tracker)" in said(town, "show", "wg-1")
    assert "Error: wg-1 is blocked by gd-1\n" in said(town, "close", "wg-1", status=1)
    said(town, "close", "wg-1.1", "wg-1", "--force")


def test_a_database_of_another_project_is_not_believed(town: Mayor) -> None:
    sql = "UPDATE gadget.metadata SET value = 'another' WHERE `key` = 'project_id'"
    assert_done(town.gt("dolt", "sql", "-q", sql))
    assert ids(said(town, "ready", "--json")) == ["wg-2"]
    assert "not in this tracker" in said(town, "show", "wg-1")


def test_the_past_waits_for_the_other_rig_as_it_is_now(town: Mayor) -> None:
    said(town, "update", "wg-2", "-p", "0")
    assert ids(said(town, "ready", "--as-of", "HEAD~1", "--json")) == ["wg-2"]
    said(town, "close", "gd-1")
    assert sorted(ids(said(town, "ready", "--as-of", "HEAD~1", "--json"))) == [
        "wg-1",
        "wg-1.1",
        "wg-2",
    ]


def test_what_depends_on_it_in_another_rig_is_shown_like_what_does_here(town: Mayor) -> None:
    said(town, "dep", "add", "wg-2", "gd-1", "-t", "related")
    said(town, "dep", "add", "gd-2", "gd-1")
    needed = (
        "\nNeeded by:\n  ○ gd-2 (blocks) Alone\n  ○ wg-1 (blocks) The report\n  ○ wg-2 "
        "(related) Something else\n"
    )
    assert needed in said(town, "show", "gd-1", place="gadget")
    (shown,) = json.loads(said(town, "show", "gd-1", "--json"))
    assert [
        (issue["id"], issue["status"], issue["dependency_type"]) for issue in shown["dependents"]
    ] == [
        ("gd-2", "open", "blocks"),
        ("wg-1", "open", "blocks"),
        ("wg-2", "open", "related"),
    ]
    assert shown["dependent_count"] == 3
    assert said(town, "dep", "list", "gd-1", "--direction", "up", "-t", "blocks") == (
        "<- blocks  ○ gd-2 Alone\n<- blocks  ○ wg-1 The report\n"
    )
    assert said(town, "dep", "tree", "gd-1", "--reverse") == (
        "○ gd-1 P2 The data\n├─ ○ gd-2 P2 Alone\n└─ ○ wg-1 P2 The report\n"
    )
    said(town, "close", "wg-2")
    assert "  ✓ wg-2 (related) Something else\n" in said(town, "show", "gd-1")


def test_a_deletion_names_what_stays_in_other_rigs_and_serves_again_after_a_restore(
    town: Mayor,
) -> None:
    stays = (
        "In other rigs these dependencies stay, and hold nobody then:\n  wg-1 depends on "
        "gd-1 (blocks), in widget\n"
    )
    assert stays in said(town, "delete", "gd-1")
    done = json.loads(said(town, "delete", "gd-1", "--force", "--json"))
    assert done["dependents_elsewhere"] == [
        {"issue_id": "wg-1", "depends_on_id": "gd-1", "type": "blocks", "rig": "widget"}
    ]
    assert sorted(ids(said(town, "ready", "--json"))) == ["wg-1", "wg-1.1", "wg-2"]
    said(town, "restore", "gd-1")
    assert_only_wg_2_is_ready(town)
    assert "dependents_elsewhere" not in json.loads(said(town, "delete", "gd-2", "--json"))


def test_a_rig_that_cannot_be_asked_is_left_out_of_the_dependents(town: Mayor) -> None:
    assert_done(
        town.gt(
            "dolt", "sql", "-q", "UPDATE widget.metadata SET value = 'x' WHERE `key` = 'project_id'"
        )
    )
    assert "Needed by" not in said(town, "show", "gd-1", place="gadget")
    assert_done(town.gt("dolt", "sql", "-q", "DROP DATABASE widget"))
    for words in (
        ["show", "gd-1"],
        ["dep", "tree", "gd-1", "--reverse"],
        ["delete", "gd-1"],
        ["delete", "gd-1", "-f"],
    ):
        assert "wg-1" not in said(town, *words, place="gadget")


@pytest.fixture
def read_elsewhere(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The packets that go over connections to other trackers of the town."""
    packets: list[str] = []
    opened = cross_rig_servers.session

    def heard(address: Address) -> Session:
        session = opened(address)
        session.on_packet = packets.append
        return session

    monkeypatch.setattr(cross_rig_servers, "session", heard)
    return packets


def test_the_dependents_elsewhere_cost_one_round_trip_and_other_commands_nothing(
    town: Mayor, widget: InternalTracker, read_elsewhere: list[str]
) -> None:
    with open_tracker(
        str(town.root / "gadget"), branch="main", actor="test", idle_seconds=0
    ) as gadget:
        packets: list[str] = []
        gadget.link.session.on_packet = packets.append
        gadget.show("gd-2")
        assert len(packets) == 1
        asked = "FROM `widget`.dependencies WHERE depends_on_id IN ('gd-2')"
        assert [asked in packet for packet in read_elsewhere][-1]
        assert asked not in packets[0]
        gadget.show("gd-1")
        assert len(packets) == 2
        with gadget.batch("in a batch"):
            assert [end.id for end in gadget.show("gd-1")[0].dependents] == ["wg-1"]
        packets.clear()
        read_elsewhere.clear()
        gadget.create("New")
        gadget.update("gd-2", priority=0)
        gadget.close_issues("gd-2")
        assert not [packet for packet in packets if "widget" in packet]
        assert read_elsewhere == []


def test_nothing_is_asked_where_no_edge_leads_away(town: Mayor, widget: InternalTracker) -> None:
    widget.remove_dependency("wg-1", "gd-1")
    widget.add_dependency("wg-1", "wg-2")
    packets: list[str] = []
    widget.link.session.on_packet = packets.append
    (town.root / ".beads" / "routes.jsonl").write_text("no routes can be read now\n")
    widget.ready()
    widget.blocked()
    widget.show("wg-1")
    assert len(packets) == 4
    assert not [
        packet for packet in packets if "gadget" in packet or "information_schema" in packet
    ]


def test_an_edge_that_leads_away_costs_two_round_trips_of_the_reader(
    town: Mayor, widget: InternalTracker, read_elsewhere: list[str]
) -> None:
    packets: list[str] = []
    widget.link.session.on_packet = packets.append
    widget.ready()
    assert (len(packets), len(read_elsewhere)) == (1, 2)
    assert "FROM `gadget`.issues WHERE id IN ('gd-1')" in read_elsewhere[1]


def test_ready_of_the_town_is_that_of_all_rigs_in_one_order(town: Mayor) -> None:
    said(town, "create", "In hq", "--id", "hq-1", "-p", "1", place="")
    assert town.gt("ready").stdout == (
        "hq     ○ hq-1 P1 task In hq\n"
        "widget ○ wg-2 P2 task Something else\n"
        "gadget ○ gd-2 P2 task Alone\n"
        "gadget ○ gd-1 P2 task The data\n"
    )
    assert [
        (issue["id"], issue["rig"])
        for issue in town.answer("ready", "--rig", "gadget,hq", "--sort", "id")
    ] == [
        ("gd-1", "gadget"),
        ("gd-2", "gadget"),
        ("hq-1", "hq"),
    ]
    cut = town.gt("ready", "-n", "1", "--sort", "id", "-r")
    assert cut.stdout == "widget ○ wg-2 P2 task Something else\n"
    assert cut.stderr == "Showing 1, and there are more (--limit 0 for all)\n"
    said(town, "close", "gd-1")
    assert [issue["id"] for issue in town.answer("ready", "--parent", "wg-1")] == ["wg-1.1"]


def test_refusals_of_ready_of_the_town(town: Mayor) -> None:
    for words, status, message in (
        (["--rig", "nope"], 1, f'no rig "nope" in {town.root}'),
        (["-s", "opne"], 2, 'no rig knows the status "opne"'),
        (["--parent", "wg-9"], 1, "no issue wg-9 in any of these rigs"),
    ):
        done = town.gt("ready", *words)
        assert (done.returncode, done.stderr.splitlines()[0]) == (status, f"Error: {message}")
    assert_done(town.gt("dolt", "sql", "-q", "DROP DATABASE gadget"))
    assert town.gt("ready", "--json").stderr == ""
    done = town.gt("ready", "--json", "--verbose")
    assert done.stderr.splitlines() == [
        "Warning: gadget is left out: the database gadget cannot be read: there is no "
        f"{town.root}/.dolt-data/gadget (gt dolt recover gadget)",
    ]
    assert ids(done.stdout) == ["wg-2"]
    town.answer("dolt", "stop")
    done = town.gt("ready")
    assert done.returncode == 3
    assert "Hint: gt dolt start\n" in done.stderr


def test_the_round_trips_do_not_grow_with_the_rigs(town: Mayor) -> None:
    from datetime import datetime

    from beadwork.store.search.filters import Filter

    packets: list[str] = []
    neighbours, rigs = trackers.neighbours(Town(town.root)), trackers.all_of(Town(town.root))

    def ask(session: Session) -> None:
        question.ready(Town(town.root), session, neighbours, rigs, Filter(), datetime(2026, 2, 11))

    trackers.ask(Town(town.root), ask, packets.append)
    assert len(packets) == 4, (
        packets
    )  # the greetings, the work, and two for the edge that leads away


@pytest.mark.parametrize("table", ["config", "metadata", "issues", "dependencies"])
def test_a_rig_that_lacks_a_table_is_not_known(town: Mayor, table: str) -> None:
    done = town.gt("dolt", "sql", "-q", f"SET foreign_key_checks = 0; DROP TABLE gadget.{table}")
    assert_done(done)
    assert ids(said(town, "ready", "--json")) == ["wg-2"]
    assert "gd-1" in said(town, "show", "wg-1")
    said(town, "close", "wg-1.1", "wg-1", status=1)
    said(town, "close", "wg-1.1", "wg-1", "--force")
