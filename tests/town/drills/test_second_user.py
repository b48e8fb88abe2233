"""A second user of the machine stands in a town: every command says whose it is, and touches
nothing. Here the user of the process is another one, as the files of the town stay ours.
"""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from beadwork.bd import main as bd
from beadwork.console.dispatch import main as dispatch
from beadwork.gt import main as gt
from beadwork.workspace import town as mark
from beadwork.workspace.trust import places
from harness import Mayor, assert_done

WORDS = (
    (bd, ["list"]),
    (bd, ["create", "Not mine"]),
    (bd, ["show", "hq-1"]),
    (bd, ["where"]),
    (gt, ["status"]),
    (gt, ["ready"]),
    (gt, ["doctor"]),
    (gt, ["install"]),
    (gt, ["daemon", "stop"]),
    (gt, ["dolt", "stop"]),
    (gt, ["rig", "list"]),
    (gt, ["mail", "inbox"]),
)


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with a rig, which this process trusts too."""
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    assert_done(mayor.person.run("create", "First", "--id", "hq-1", cwd=mayor.root))
    places.trust_town(str(mayor.root))
    return mayor


@pytest.mark.parametrize("place", ["", "mayor", "widget/mayor/rig"])
def test_every_command_says_whose_town_it_is(
    town: Mayor,
    place: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    other = os.geteuid() + 1
    said = f"the town {town.root} belongs to {pwd.getpwuid(os.getuid()).pw_name}"
    with monkeypatch.context() as second:
        second.setattr(os, "geteuid", lambda: other)
        for program, words in WORDS:
            status = dispatch(program.PROGRAM, ["-C", str(town.root / place), *words])
            written = capfd.readouterr()
            assert (status, said in written.err) == (1, True), (words, written)
            assert not written.out
    assert "hq-1" in town.person.run("list", cwd=town.root).stdout


def test_a_directory_that_is_closed_to_the_second_user_counts_as_a_town(
    town: Mayor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = os.stat

    def closed(path: str, *how: object, **options: object) -> os.stat_result:
        if str(path).endswith(mark.MARK):
            raise PermissionError(13, "Permission denied", path)
        return ask(path, *how, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(os, "stat", closed)
    assert mark.marked_above(str(town.root / "widget")) == str(town.root / "widget")
