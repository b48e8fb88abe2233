"""`gt polecat nuke`: nothing is left of a worker, and what only it had can be brought back."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from beadwork.town.layout import Town
from beadwork.town.workers import record
from beadwork.town.workers.record import Worker
from harness import Mayor, assert_done
from workers import RIG, git, left_of, main_of, make, make_rig, on

WHOLE = {"branch": True, "worktree": True, "git_branch": True, "record": True}


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Town:
    return make_rig(mayor, project)


@pytest.fixture
def nux(town: Town) -> Worker:
    return make(town, "nux", "gt-1")


def test_a_worker_that_has_done_nothing_goes_and_its_bead_is_open_again(
    mayor: Mayor, town: Town, nux: Worker
) -> None:
    found = mayor.answer("polecat", "nuke", "nux")
    assert found == {"worker": nux.address, "removed": True, "kept": [], "released": ["gt-1"]}
    assert left_of(town, nux) == {}
    with main_of(town) as main:
        bead = main.show("gt-1")[0].issue
    assert (bead.status, bead.assignee) == ("open", None)
    again = mayor.answer("polecat", "nuke", "nux")
    assert again["removed"] is False


@pytest.mark.parametrize("what", ["issues", "changes", "commits"])
def test_what_only_it_has_is_refused_and_with_discard_kept(
    mayor: Mayor, town: Town, nux: Worker, what: str
) -> None:
    place, clone = Path(nux.worktree), town.clone(RIG)
    if what == "issues":
        with on(town, nux) as branch:
            branch.create("Only there", id="gt-only")
    else:
        (place / "code.txt").write_text("only there\n")
    if what == "commits":
        git(mayor, place, "add", ".")
        git(mayor, place, "commit", "-q", "-m", "work")
    refused = mayor.gt("polecat", "nuke", "nux")
    assert refused.returncode == 4, refused.stderr
    assert "--discard" not in refused.stderr  # a hint destroys nothing
    assert left_of(town, nux) == WHOLE

    found = mayor.answer("polecat", "nuke", "gastown/nux", "--discard")
    assert left_of(town, nux) == {}
    (kept,) = found["kept"]
    words = kept["command"].split()
    if what == "issues":
        assert_done(mayor.person.run(*words[1:], cwd=clone))
        assert "Only there" in mayor.person.run("list", cwd=clone, BD_BRANCH=nux.branch).stdout
    else:
        subprocess.run(words, check=True)
        name = words[-2]
        assert git(mayor, clone, "show", f"{name}:code.txt") == "only there"


@pytest.mark.parametrize("gone", ["worktree", "branch", "git_branch", "all"])
def test_one_that_is_half_gone_goes_whole(mayor: Mayor, town: Town, nux: Worker, gone: str) -> None:
    if gone in ("worktree", "all"):
        shutil.rmtree(nux.worktree)
    if gone in ("branch", "all"):
        with main_of(town) as main:
            main.delete_branch(nux.branch)
    if gone in ("git_branch", "all"):
        if gone == "git_branch":
            git(mayor, nux.worktree, "checkout", "-q", "--detach")
        git(mayor, town.clone(RIG), "worktree", "prune")
        git(mayor, town.clone(RIG), "branch", "-D", nux.git_branch)
    assert_done(mayor.gt("polecat", "nuke", "nux"))
    assert left_of(town, nux) == {}


def test_one_that_was_interrupted_goes_on(mayor: Mayor, town: Town, nux: Worker) -> None:
    record.write(town, nux._replace(state="nuking"))
    refused = mayor.gt("done", "nux")
    assert refused.stderr.splitlines() == [
        "Error: gastown/nux is being nuked, or that was interrupted",
        "Hint: gt polecat nuke gastown/nux",
    ]
    seen = mayor.gt("doctor", "--check", "worker-records").stdout
    assert "gastown/nux: it was not taken away to the end: gt polecat nuke gastown/nux" in " ".join(
        seen.split()
    )
    assert_done(mayor.gt("polecat", "nuke", "nux"))
    assert left_of(town, nux) == {}
