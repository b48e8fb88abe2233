"""A git worktree of a rig, or a redirect, outside the town: the town's routes are known there. In a
copied town a worktree belongs to the copy.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from harness import Mayor, assert_done
from town_doctor import git


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Iterator[Mayor]:
    """A town with the rig widget, and an issue in each of its databases."""
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    for place, issue_id in (("", "hq-1"), ("widget", "wg-1")):
        words = ("create", f"In {place or 'hq'}", "--id", issue_id)
        assert_done(mayor.person.run(*words, cwd=mayor.root / place))
    yield mayor
    stop.stop(TownHome(str(mayor.person.home / "copy")))


def assert_at_home(town: Mayor, place: Path) -> None:
    """Fail unless commands in a directory find every issue of the town, and the town itself."""
    for issue_id, title in (("hq-1", "In hq"), ("wg-1", "In widget")):
        shown = town.person.run("show", issue_id, "--short", cwd=place)
        assert (shown.returncode, title in shown.stdout) == (0, True), shown.stderr
    assert_done(town.person.run("update", "hq-1", "-p", "0", cwd=place))
    assert "P0" in town.person.run("list", cwd=town.root).stdout
    made = town.person.run("create", "New", "--silent", cwd=place)
    assert made.stdout.startswith("wg-")
    listed = town.answer("rig", "list", cwd=place)
    assert [rig["name"] for rig in listed] == ["widget"]


def test_a_worktree_outside_the_town(town: Mayor) -> None:
    outside = town.person.home / "work" / "feature"
    git(town.root / "widget" / "mayor" / "rig", "worktree", "add", "-q", "-b", "f", str(outside))
    assert_at_home(town, outside)
    assert town.gt("doctor", "--check", "redirect-chain", cwd=outside).returncode == 0


def test_a_redirect_from_outside(town: Mayor) -> None:
    outside = town.person.home / "notes"
    (outside / ".beads").mkdir(parents=True)
    target = town.root / "widget" / "mayor" / "rig" / ".beads"
    (outside / ".beads" / "redirect").write_text(f"{target}\n")
    assert_done(town.person.run("trust", "--redirect", target, cwd=outside))
    assert_at_home(town, outside)


def test_a_worktree_in_a_copied_town_is_of_the_copy(town: Mayor) -> None:
    place = Path("widget", "polecats", "nux")
    clone = town.root / "widget" / "mayor" / "rig"
    git(clone, "worktree", "add", "-q", "-b", "nux", str(town.root / place))
    copy = Mayor(town.person, "copy")
    subprocess.run(["cp", "-a", town.root, copy.root], check=True)
    assert_done(copy.gt("install"))
    made = copy.person.run("create", "Of the copy", "--silent", cwd=copy.root / place)
    assert_done(made)
    assert "Of the copy" in copy.person.run("list", cwd=copy.root / "widget").stdout
    assert "Of the copy" not in town.person.run("list", cwd=town.root / "widget").stdout
    assert "In widget" in town.person.run("list", cwd=town.root / place).stdout
    # A redirect into the first town is not followed, although git calls both one repository.
    (copy.root / place / ".beads").mkdir(exist_ok=True)
    (copy.root / place / ".beads" / "redirect").write_text(f"{clone / '.beads'}\n")
    refused = copy.person.run("list", cwd=copy.root / place)
    assert (refused.returncode, "which you have not trusted" in refused.stderr) == (1, True)
