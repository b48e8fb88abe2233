"""One rig by itself: what `gt status` says of it, and what the files tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness import Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with the rig widget (wg-): one issue ready, one blocked, one put off, one in work and
    one closed.
    """
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    for issue_id, *more in (("wg-1",), ("wg-2", "--deps", "wg-1"), ("wg-3",), ("wg-4",), ("wg-5",)):
        assert_done(
            mayor.person.run("create", "Work", "--id", issue_id, *more, cwd=mayor.root / "widget")
        )
    for words in (
        ["close", "wg-3"],
        ["update", "wg-4", "--claim"],
        ["defer", "wg-5"],
        ["branch", "create", "polecat-toast-1"],
        ["branch", "create", "polecat-jam-1"],
    ):
        assert_done(mayor.person.run(*words, cwd=mayor.root / "widget"))
    assert_done(
        mayor.gt(
            "dolt", "sql", "-q", "USE widget; CALL DOLT_REMOTE('add', 'backup', 'file:///nowhere')"
        )
    )
    return mayor


def files(town: Mayor) -> str:
    added = town.answer("rig", "list")[0]["added_at"]
    return (
        "name      widget\n"
        f"url       {town.person.home}/code/widget\n"
        "prefix    wg-…\n"
        f"added     {added}\n"
        f"clone     {town.root}/widget/mayor/rig\n"
        "database  widget\n"
    )


def test_a_person_sees_where_it_is_and_how_its_work_stands(town: Mayor) -> None:
    done = town.gt("rig", "show", "widget")
    assert done.returncode == 0, done.stderr
    assert done.stdout == files(town) + (
        "server    running\n"
        "issues    2 open, 1 in progress, 1 blocked, 1 ready, 1 frozen, 1 closed\n"
        "remotes   backup  file:///nowhere\n"
        "polecats  polecat-jam-1\n"
        "          polecat-toast-1\n"
    )


def test_a_program_sees_the_same_and_just_what_the_status_says(town: Mayor) -> None:
    shown = town.answer("rig", "show", "widget")
    (listed,) = [
        rig
        for rig in json.loads(town.gt("status", "--json").stdout)["rigs"]
        if rig["name"] == "widget"
    ]
    assert listed.items() <= shown.items()
    assert (shown["open"], shown["frozen"], shown["polecats"]) == (
        2,
        1,
        ["polecat-jam-1", "polecat-toast-1"],
    )
    assert (shown["has_clone"], shown["server"]) == (True, "running")


def test_without_a_server_it_tells_what_files_tell(town: Mayor) -> None:
    town.answer("dolt", "stop")
    done = town.gt("rig", "show", "widget")
    assert (done.returncode, done.stdout) == (
        3,
        files(town) + "server    stopped  (gt dolt start)\n",
    )
    shown = json.loads(town.gt("rig", "show", "widget", "--json").stdout)
    assert shown["server"] == "stopped"
    assert "open" not in shown


def test_a_rig_that_cannot_be_read_says_why(town: Mayor) -> None:
    assert_done(town.gt("dolt", "sql", "-q", "DROP DATABASE widget"))
    done = town.gt("rig", "show", "widget")
    assert done.returncode == 1
    assert done.stdout == files(town) + (
        "server    running\ntrouble   the database widget cannot be read: there is no "
        f"{town.root}/.dolt-data/widget (gt dolt recover widget)\n"
    )
    done = town.gt("rig", "show", "nope")
    assert (done.returncode, done.stderr) == (
        1,
        f'Error: no rig "nope" in {town.root}\nHint: the rigs are: widget\n',
    )
