"""`gt done`: the work of a worker is in main and at the remote, and nothing is left of the worker;
or all of it is.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.town.layout import Town
from beadwork.town.workers import record
from beadwork.town.workers.record import Worker
from harness import Mayor, assert_done
from workers import RIG, git, left_of, main_of, make, make_rig, on

WHOLE = {"branch": True, "worktree": True, "git_branch": True, "record": True}


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Iterator[Town]:
    yield make_rig(mayor, project)


@pytest.fixture
def nux(town: Town) -> Worker:
    """A worker with two beads, which has filed an issue, closed one bead, and said something."""
    worker = make(town, "nux", "gt-1", "gt-2")
    with on(town, worker) as branch:
        branch.create("Found on the way", id="gt-new")
        branch.close_issues("gt-2", reason="done on the branch")
        branch.comment("gt-1", "Half-way")
    return worker


def commit(mayor: Mayor, worker: Worker, *, push: bool) -> str:
    """Write a file into the worktree and commit it; return the commit."""
    (Path(worker.worktree) / "code.txt").write_text("code\n")
    git(mayor, worker.worktree, "add", ".")
    git(mayor, worker.worktree, "commit", "-q", "-m", "work")
    if push:
        git(mayor, worker.worktree, "push", "-q", "origin", "HEAD")
    return git(mayor, worker.worktree, "rev-parse", "HEAD")


def test_a_worker_that_is_done_is_merged_and_nothing_is_left_of_it(
    mayor: Mayor, town: Town, nux: Worker
) -> None:
    commit(mayor, nux, push=True)
    done = mayor.answer("done", "nux")
    assert (done["worker"], done["closed"], done["kept"]) == ("gastown/nux", ["gt-1"], False)
    merged = 4  # two beads, an issue, a comment
    assert (done["merged"], done["pushed"], done["git_branch"]) == (merged, "", "")
    assert left_of(town, nux) == {}
    with main_of(town) as main:
        one, two, new = main.show("gt-1", "gt-2", "gt-new")
    assert (one.issue.status, one.comments[0].text) == ("closed", "Half-way")
    assert (two.issue.status, two.issue.close_reason) == ("closed", "done on the branch")
    assert new.issue.created_by == nux.actor
    again = mayor.gt("done", "nux")
    assert (again.returncode, again.stderr.splitlines()[0]) == (1, 'Error: no worker "nux"')


def test_the_worker_itself_says_so_in_its_worktree(mayor: Mayor, town: Town, nux: Worker) -> None:
    environment = record.environment(town, nux)
    done = mayor.gt("done", "--reason", "it works", cwd=Path(nux.worktree), **environment)
    assert_done(done)
    assert done.stdout.startswith("gastown/nux is done\n  merged polecat-nux-1 as ")
    assert left_of(town, nux) == {}
    with main_of(town) as main:
        assert main.show("gt-1")[0].issue.close_reason == "it works"


def test_nobody_is_meant_where_no_worker_is_named(mayor: Mayor, town: Town) -> None:
    refused = mayor.gt("done")
    assert (refused.returncode, refused.stderr) == (
        2,
        "Error: no worker is named, and GT_ROOT is not set\nHint: gt polecat list\n",
    )


@pytest.mark.parametrize("what", ["changed", "untracked", "not pushed"])
def test_code_that_only_the_worktree_has_is_refused(
    mayor: Mayor, town: Town, nux: Worker, what: str
) -> None:
    place = Path(nux.worktree)
    if what == "not pushed":
        made = commit(mayor, nux, push=False)
        said = f"{place} has commits that no remote has: {made[:7]} work"
        hint = f"git -C {place} push origin HEAD"
    else:
        (place / "code.txt").write_text("code\n")
        if what == "changed":
            git(mayor, place, "add", "code.txt")
        said = f"{place} has uncommitted changes: {'A ' if what == 'changed' else '??'} code.txt"
        hint = f"git -C {place} status"
    refused = mayor.gt("done", "nux")
    assert refused.returncode == 4
    assert refused.stderr.splitlines() == [
        f"Error: gastown/nux is not done: {said}",
        f"Hint: {hint}; then gt done gastown/nux",
    ]
    assert left_of(town, nux) == WHOLE
    with main_of(town) as main:
        assert main.show("gt-1")[0].issue.status == "hooked"  # nothing was merged
    failed = json.loads(mayor.gt("done", "nux", "--json").stderr)
    assert failed["code"] == "unfinished_work"


def test_a_project_without_a_remote_keeps_its_branch_of_code(
    mayor: Mayor, town: Town, nux: Worker
) -> None:
    git(mayor, town.clone(RIG), "remote", "remove", "origin")
    made = commit(mayor, nux, push=False)
    refused = mayor.gt("done", "nux")
    assert refused.returncode == 4
    assert refused.stderr.splitlines()[1] == "Hint: gt done gastown/nux --git-remote none"
    unknown = mayor.gt("done", "nux", "--git-remote", "elsewhere")
    assert (unknown.returncode, 'has no remote "elsewhere"' in unknown.stderr) == (1, True)
    with main_of(town) as main:
        main.create("Before it", id="gt-before")
        main.add_dependency("gt-1", "gt-before")
    assert "blocked" in mayor.gt("done", "nux", "--git-remote", "none").stderr
    with main_of(town) as main:
        main.close_issues("gt-before")
    done = mayor.answer("done", "nux")  # the first try has said that there is no remote
    assert done["git_branch"] == nux.git_branch
    assert left_of(town, nux) == {"git_branch": True}
    assert git(mayor, town.clone(RIG), "rev-parse", nux.git_branch) == made


def test_a_conflict_for_a_person_leaves_everything_until_it_is_decided(
    mayor: Mayor, town: Town, nux: Worker
) -> None:
    with on(town, nux) as branch:
        branch.update("gt-1", estimated_minutes=30)
    with main_of(town) as main:
        main.update("gt-1", estimated_minutes=60)
    for _ in range(2):
        refused = mayor.gt("done", "nux")
        assert refused.returncode == 4
        assert refused.stderr.splitlines() == [
            "Error: gastown/nux is not merged: gt-1 estimated_minutes is undecided: polecat-nux-1 "
            "is merged, and a person has to choose a value",
            "Hint: BD_BRANCH=main bd conflicts list; then gt done gastown/nux",
        ]
        assert left_of(town, nux) == WHOLE
    with main_of(town) as main:
        main.resolve("gt-1", "estimated_minutes", "theirs")
    assert_done(mayor.gt("done", "nux"))
    assert left_of(town, nux) == {}
    with main_of(town) as main:
        assert main.show("gt-1")[0].issue.estimated_minutes == 30


def test_an_open_blocker_leaves_everything(mayor: Mayor, town: Town, nux: Worker) -> None:
    with main_of(town) as main:
        main.create("Before it", id="gt-before")
        main.add_dependency("gt-1", "gt-before")
    refused = mayor.gt("done", "nux", "--reason", "as was asked")
    assert refused.returncode == 4
    assert "Error: gastown/nux is not closed: gt-1 is blocked by gt-before" in refused.stderr
    assert left_of(town, nux) == WHOLE
    with main_of(town) as main:
        main.close_issues("gt-before")
    assert_done(mayor.gt("done", "nux"))  # as the first try was told
    with main_of(town) as main:
        assert main.show("gt-1")[0].issue.close_reason == "as was asked"


def test_main_is_pushed_before_anything_is_taken_away(
    mayor: Mayor, town: Town, nux: Worker, tmp_path: Path
) -> None:
    remote = tmp_path / "remote"
    assert_done(mayor.gt("dolt", "remote", "add", RIG, f"file://{remote}"))
    shutil.move(remote, tmp_path / "moved")
    remote.write_text("no directory")
    failed = mayor.gt("done", "nux")
    assert failed.returncode == 1, failed.stderr
    assert failed.stderr.startswith(f"Error: gastown is not pushed to file://{remote}: ")
    assert failed.stderr.splitlines()[-1] == "Hint: gt done gastown/nux"
    assert left_of(town, nux) == WHOLE
    assert json.loads(mayor.gt("done", "nux", "--json").stderr)["code"] == "step_failed"
    remote.unlink()
    shutil.move(tmp_path / "moved", remote)
    done = mayor.answer("done", "nux")
    assert (done["pushed"], done["closed"]) == (f"file://{remote}", [])  # closed by the first try
    assert left_of(town, nux) == {}


def test_nothing_is_pushed_where_that_is_not_wanted(
    mayor: Mayor, town: Town, nux: Worker, tmp_path: Path
) -> None:
    remote = tmp_path / "remote"
    assert_done(mayor.gt("dolt", "remote", "add", RIG, f"file://{remote}"))
    before = sorted(remote.rglob("*"))
    assert mayor.answer("done", "nux", "--no-push")["pushed"] == ""
    assert sorted(remote.rglob("*")) == before


def test_the_next_try_keeps_to_what_the_last_one_was_told(
    mayor: Mayor, town: Town, nux: Worker
) -> None:
    assert_done(mayor.gt("dolt", "remote", "add", RIG, f"file://{mayor.person.home}/remote"))
    untracked = Path(nux.worktree) / "code.txt"
    untracked.write_text("code\n")
    assert mayor.gt("done", "nux", "--no-push", "--reason", "made").returncode == 4
    untracked.unlink()
    assert mayor.answer("done", "nux")["pushed"] == ""
    with main_of(town) as main:
        assert main.show("gt-1")[0].issue.close_reason == "made"


def test_a_worker_that_is_kept_goes_on_and_is_merged_again(
    mayor: Mayor, town: Town, nux: Worker
) -> None:
    kept = mayor.answer("done", "nux", "--keep")
    assert (kept["kept"], kept["closed"]) == (True, [])
    assert left_of(town, nux) == WHOLE
    after = record.read(town, RIG, "nux")
    assert after is not None
    assert (after.state, after.base != nux.base, len(after.git_base)) == ("working", True, 40)
    with main_of(town) as main:
        assert main.show("gt-1")[0].issue.status == "hooked"
    with on(town, nux) as branch:
        branch.create("Later", id="gt-later")
    assert_done(mayor.gt("done", "nux"))
    with main_of(town) as main:
        assert main.show("gt-later")[0].issue.title == "Later"
    refused = mayor.gt("done", "nux", "--keep", "--reason", "x")
    assert refused.returncode == 2


def test_a_worktree_or_a_branch_that_is_gone_is_no_silent_success(
    mayor: Mayor, town: Town, nux: Worker
) -> None:
    shutil.rmtree(nux.worktree)
    refused = mayor.gt("done", "nux")
    assert (refused.returncode, "has no worktree any more" in refused.stderr) == (4, True)
    git(mayor, town.clone(RIG), "worktree", "prune")
    git(mayor, town.clone(RIG), "worktree", "add", "-q", nux.worktree, nux.git_branch)
    with main_of(town) as main:
        main.delete_branch(nux.branch, discard=True)
    failed = mayor.gt("done", "nux")
    assert (failed.returncode, 'no branch "polecat-nux-1"' in failed.stderr) == (1, True)
    assert left_of(town, nux) == {key: True for key in WHOLE if key != "branch"}


def test_two_at_once_are_one(mayor: Mayor, town: Town, nux: Worker) -> None:
    both = [start(mayor, "done", "nux") for _ in range(2)]
    ended = [process.wait(timeout=120) for process in both]
    assert 0 in ended
    assert set(ended) <= {0, 1}  # the other one finds no worker
    assert left_of(town, nux) == {}
    with main_of(town) as main:
        messages = [
            entry[0] for entry in main.ask(lambda r: r.rows("SELECT message FROM dolt_log"))
        ]
    assert sum(message.startswith("bd: merge polecat-nux-1") for message in messages) == 1
    assert sum(message.startswith("bd: close gt-1") for message in messages) == 1


def start(mayor: Mayor, *words: str) -> subprocess.Popen[str]:
    import sys

    program = Path(sys.executable).parent / "gt"
    return subprocess.Popen(
        [program, *words], cwd=mayor.root, env=mayor.person.environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def test_ten_workers_of_a_rig_are_done_at_once(mayor: Mayor, town: Town) -> None:
    workers = [make(town, f"nux-{number}", f"gt-{number}") for number in range(10)]
    for worker in workers:
        with on(town, worker) as branch:
            branch.create(f"By {worker.name}", id=f"gt-by-{worker.name.replace('-', '')}")
    ended = [process.wait(300) for process in [start(mayor, "done", w.name) for w in workers]]
    assert ended == [0] * 10
    assert [left_of(town, worker) for worker in workers] == [{}] * 10
    with main_of(town) as main:
        for worker in workers:
            assert main.show(worker.beads[0])[0].issue.status == "closed"
            main.show(f"gt-by-{worker.name.replace('-', '')}")
    assert os.listdir(record.directory(town, RIG)) == []
