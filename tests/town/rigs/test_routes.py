"""In a town an id finds its rig from anywhere; what one command names has to be in one database."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills import let_overlap
from harness import Mayor, assert_done


@pytest.fixture
def rigs(mayor: Mayor, project: Path) -> Mayor:
    """A town with the rigs widget (wg-) and widget_two (wg-two-), an issue in each and one in
    hq.
    """
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    mayor.answer("rig", "add", "widget_two", project, "--prefix", "two")
    let_overlap(mayor)
    for place, issue_id in (("", "hq-1"), ("widget", "wg-1"), ("widget_two", "wg-two-1")):
        assert_done(
            mayor.person.run(
                "create", f"In {place or 'hq'}", "--id", issue_id, cwd=mayor.root / place
            )
        )
    return mayor


def test_an_id_is_found_from_anywhere_in_the_town(rigs: Mayor) -> None:
    for place in ("", "widget", "widget_two", "widget/mayor/rig", "mayor"):
        for issue_id, title in (
            ("hq-1", "In hq"),
            ("wg-1", "In widget"),
            ("wg-two-1", "In widget_two"),
        ):
            done = rigs.person.run("show", issue_id, "--short", cwd=rigs.root / place)
            assert_done(done)
            assert title in done.stdout, (place, issue_id)


def test_a_change_is_made_where_the_id_belongs(rigs: Mayor) -> None:
    for words in (["update", "wg-1", "-p", "0"], ["comment", "wg-1", "seen"], ["close", "wg-1"]):
        assert_done(rigs.person.run(*words, cwd=rigs.root))
    assert "P0" in rigs.person.run("list", "--all", cwd=rigs.root / "widget").stdout
    assert "wg-1" not in rigs.person.run("list", "--all", cwd=rigs.root).stdout


def test_a_new_issue_goes_to_the_rig_one_stands_in(rigs: Mayor) -> None:
    for place, prefix in (("", "hq-"), ("widget", "wg-"), ("widget_two/mayor/rig", "wg-two-")):
        made = rigs.person.run("create", "New", "--silent", cwd=rigs.root / place).stdout
        assert made.startswith(prefix)


def test_one_command_works_on_one_database(rigs: Mayor) -> None:
    done = rigs.person.run("close", "wg-1", "hq-1", cwd=rigs.root)
    assert done.returncode == 2
    assert "wg-1 is in widget and hq-1 in hq; one command works on one database" in done.stderr
    assert "open" in rigs.person.run("show", "wg-1", cwd=rigs.root).stdout


def test_a_part_of_an_id_is_of_the_rig_one_stands_in(rigs: Mayor) -> None:
    done = rigs.person.run("show", "1", "--short", cwd=rigs.root / "widget")
    assert "In widget" in done.stdout


def test_the_branch_of_a_worker_is_not_looked_for_in_another_rig(rigs: Mayor) -> None:
    place = rigs.root / "widget"
    assert_done(rigs.person.run("branch", "create", "worker", cwd=place))
    for issue_id in ("hq-1", "wg-1"):
        assert_done(rigs.person.run("show", issue_id, cwd=place, BD_BRANCH="worker"))


def test_the_branch_of_a_worker_is_that_of_its_rig_alone(rigs: Mayor) -> None:
    person, root = rigs.person, rigs.root
    assert_done(person.run("branch", "create", "work", cwd=root / "widget"))
    assert_done(person.run("branch", "create", "work", cwd=root / "widget_two"))
    worker = {"BD_BRANCH": "work", "GT_RIG": "widget", "GT_ROOT": str(root)}
    for place in (root, root / "widget", root / "widget_two"):
        for issue_id in ("hq-1", "wg-1", "wg-two-1"):
            done = person.run("update", issue_id, "--title", "Worked on", cwd=place, **worker)
            assert_done(done)
    titles = {
        issue_id: person.run("show", issue_id, "--short", cwd=root).stdout
        for issue_id in ("hq-1", "wg-1", "wg-two-1")
    }
    assert "Worked on" in titles["hq-1"] and "Worked on" in titles["wg-two-1"]
    assert "In widget" in titles["wg-1"]
    on_branch = person.run("show", "wg-1", "--short", cwd=root / "widget", BD_BRANCH="work").stdout
    assert "Worked on" in on_branch
    said = person.run("where", "--json", cwd=root / "widget_two", **worker).stdout
    assert '"branch": "main"' in said
    elsewhere = {**worker, "GT_ROOT": str(root.parent)}
    said = person.run("where", "--json", cwd=root / "widget", **elsewhere).stdout
    assert '"branch": "main"' in said


def test_the_issues_of_the_town_are_always_on_main(rigs: Mayor) -> None:
    done = rigs.person.run("where", "--json", cwd=rigs.root, BD_BRANCH="work")
    assert '"branch": "main"' in done.stdout
    assert_done(rigs.person.run("show", "hq-1", cwd=rigs.root, BD_BRANCH="work"))


def test_the_environment_does_not_hide_where_an_id_belongs(rigs: Mayor, tmp_path: Path) -> None:
    done = rigs.person.run(
        "show", "wg-1", "--short", cwd=tmp_path, BEADS_DIR=str(rigs.root / ".beads")
    )
    assert "In widget" in done.stdout


def test_routes_that_cannot_be_read_or_lead_nowhere_are_named(rigs: Mayor) -> None:
    routes = rigs.root / ".beads" / "routes.jsonl"
    routes.write_text(routes.read_text() + '{"prefix": "zz-", "path": "gone"}\n')
    done = rigs.person.run("show", "zz-1", cwd=rigs.root)
    assert done.returncode == 1
    assert f"zz-1 is routed to {rigs.root}/gone, which has no workspace" in done.stderr
    routes.write_text('{"prefix": "hq-"}\n')
    done = rigs.person.run("show", "hq-1", cwd=rigs.root)
    assert done.returncode == 1
    assert "line 1 is not a route" in done.stderr
    assert "; wrong or missing: path" in done.stderr


def test_an_id_of_another_rig_is_not_given_to_a_new_issue(rigs: Mayor) -> None:
    for place, issue_id, rig in (
        ("widget", "wg-two-foo", "widget_two"),
        ("", "wg-1x", "widget"),
        ("widget", "hq-x", "hq"),
    ):
        for words in (["create", "Foreign"], ["q", "Foreign"]):
            done = rigs.person.run(*words, "--id", issue_id, cwd=rigs.root / place)
            assert (done.returncode, done.stdout) == (2, "")
            assert done.stderr.startswith(
                f"Error: {issue_id} is an id of {rig}, by the town's routes\n"
            )
    assert_done(
        rigs.person.run("create", "Own", "--id", "wg-two-foo", cwd=rigs.root / "widget_two")
    )
    assert_done(
        rigs.person.run("create", "Of no rig", "--id", "custom-1", cwd=rigs.root / "widget")
    )
