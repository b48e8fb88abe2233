"""A `gt sling` that is killed before any of its steps leaves a record. The next one takes back what
was made, or keeps a worker that was all made. So it is with Ctrl-C.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from drills import Eventually
from harness import BIN, Mayor, assert_done
from killed_steps import KILLED, script
from slung_workers import SLEEP, assert_nothing_left, branches, claim_of, git

SLING = script(
    ("os.rename", "os.link", "os.mkdir", "subprocess.Popen"),
    """
from beadwork.town.layout import Town
from beadwork.town.workers.sling import Wishes, sling
root, *beads = words
os.environ["SLING_PID"] = str(os.getpid())
wishes = Wishes("nux", ("sleep", "1000"), True)
sling(Town(Path(root)), beads, "widget", wishes, lambda line: None)
""",
)
UNFINISHED = [
    ("nux.json", 0),
    ("nux.json", 1),
    ("UPDATE issues", 0),
    ("status open -> hooked", 0),
    ("nux.json", 2),
    ("nux.json", 3),
    ("'worktree', 'add'", 0),
    ("nux.json", 4),
    ("CALL DOLT_BRANCH", 0),
    ("local_operation", 0),
    ("'has-session'", 0),
    ("nux.json", 5),
    ("'new-session'", 0),
]
"""A text of a step, and how many such steps are made before the one that is not."""
FINISHED = ("nux.json", 6)
"""The word in the record is all that is missing."""


def killed_sling(town: Mayor, text: str, left: int) -> int:
    """Sling wg-1 to nux, and die before a step; return the exit status."""
    words = [sys.executable, "-c", SLING, text, str(left), town.root, "wg-1"]
    return subprocess.run(words, env=town.person.environment, cwd=town.root, timeout=120).returncode


@pytest.mark.parametrize(("text", "left"), UNFINISHED)
def test_the_next_sling_takes_back_what_a_killed_one_left(
    town: Mayor, text: str, left: int
) -> None:
    assert killed_sling(town, text, left) == KILLED
    assert [worker["state"] for worker in town.answer("polecat", "list")] == (
        [] if (text, left) == ("nux.json", 0) else ["interrupted"]
    )
    worker = town.answer("sling", "wg-1", "widget", "--name", "toast", "--no-session")
    assert claim_of(town, "wg-1") == ("hooked", "widget/polecats/toast")
    assert town.answer("polecat", "list") == [worker]
    assert branches(town) == ["main", worker["branch"]]
    clone = town.root / "widget" / "mayor" / "rig"
    assert (
        git(town, clone, "branch", "--format=%(refname:short)", "--list", "polecat-*")
        == (worker["branch"])
    )
    assert [path.name for path in (town.root / "widget" / "polecats").iterdir()] == ["toast"]
    assert sorted(path.name for path in (town.root / "daemon/workers/widget").iterdir()) == [
        "toast.json"
    ]


def test_a_worker_whose_session_runs_is_kept(town: Mayor) -> None:
    assert killed_sling(town, *FINISHED) == KILLED
    done = town.gt("sling", "wg-1", "widget", "--name", "toast", "--no-session")
    assert done.returncode == 4
    assert "widget/nux was interrupted while it was made; all of it was made" in done.stderr
    assert "wg-1 is already claimed by widget/polecats/nux" in done.stderr
    (worker,) = town.answer("polecat", "list")
    assert (worker["name"], worker["state"]) == ("nux", "working")


def test_work_in_the_worktree_of_a_killed_sling_is_kept(town: Mayor) -> None:
    assert killed_sling(town, "'new-session'", 0) == KILLED
    (town.root / "widget" / "polecats" / "nux" / "code.py").write_text("pass\n")
    assert_done(town.gt("sling", "wg-2", "widget", "--no-session"))
    states = {worker["name"]: worker["state"] for worker in town.answer("polecat", "list")}
    assert states == {"nux": "session_died", "amber": "working"}


def on_checkout(town: Mayor, command: str) -> None:
    """Let git run a command while it makes a worktree."""
    hook = town.root / "widget" / "mayor" / "rig" / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{command}\n")
    hook.chmod(0o755)


def test_one_that_is_killed_while_git_makes_the_worktree_is_taken_back(town: Mayor) -> None:
    on_checkout(town, '[ -z "$SLING_PID" ] || { kill -9 $SLING_PID; kill -9 $PPID; }')
    assert killed_sling(town, "no such step", 0) == -signal.SIGKILL
    assert_done(town.gt("sling", "wg-2", "widget", "--name", "nux", "--no-session"))
    assert claim_of(town, "wg-1") == ("open", None)


def test_a_server_that_is_killed_between_two_steps_is_said_and_all_is_taken_back_later(
    town: Mayor,
) -> None:
    on_checkout(town, f"kill -9 $(cat {town.root}/daemon/dolt.pid)")
    done = town.gt("sling", "wg-1", "widget", "--no-session")
    assert done.returncode == 3
    assert "no server answers" in done.stderr
    assert "widget/amber could not be taken back" in done.stderr
    assert [worker["state"] for worker in town.answer("polecat", "list")] == ["interrupted"]
    on_checkout(town, "exit 0")
    assert_done(town.gt("dolt", "start"))
    worker = town.answer("sling", "wg-1", "widget", "--no-session")
    assert claim_of(town, "wg-1") == ("hooked", worker["env"]["BD_ACTOR"])
    assert branches(town) == ["main", worker["branch"]]


def test_ctrl_c_takes_all_back(town: Mayor, eventually: Eventually, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    on_checkout(town, f"touch {begun}; sleep 1")
    running = subprocess.Popen(
        [BIN / "gt", "sling", "wg-1", "widget", *SLEEP],
        cwd=town.root,
        env=town.person.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    eventually(begun.exists)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 130, said
    assert_nothing_left(town)
