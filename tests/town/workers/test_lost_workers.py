"""What doctor, daemon and status say of workers that are not as they should be, and what keeps a
rig with workers from being taken away.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from daemons import configure, log
from drills import Eventually, kinds
from harness import Mayor, assert_done
from slung_workers import SLEEP, claim_of, git, tmux_of


def checks(town: Mayor, *words: str) -> dict[str, str]:
    """Return the messages of the checks of workers that found something, by name."""
    names = ("worker-branches", "worker-records", "dead-sessions")
    options = [word for name in names for word in ("--check", name)]
    done = town.gt("doctor", *options, *words, "--json")
    found = json.loads(done.stdout)["checks"]
    return {check["name"]: check["message"] for check in found if check["state"] != "ok"}


def test_a_worker_whose_session_died_is_named_by_all_and_mailed_once(
    town: Mayor, eventually: Eventually
) -> None:
    town.answer("sling", "wg-1", "widget", "--name", "nux", *SLEEP)
    town.answer("sling", "wg-2", "widget", "--name", "toast", "--no-session")
    assert checks(town) == {}
    configure(town, heartbeat_seconds=0.2)
    assert_done(town.gt("daemon", "start"))
    try:
        tmux_of(town, "kill-session", "-t", "=widget/nux")
        eventually(lambda: kinds(town) == ["worker-session-widget/nux"])
        # the log has it a moment after the alert, which stands for the event
        eventually(
            lambda: "the session of the worker widget/nux has ended, and it had wg-1" in log(town)
        )
        eventually(lambda: len(town.answer("mail", "inbox", "mayor/")) == 1)
        assert checks(town) == {
            "dead-sessions": "widget/nux: its session has ended, and it had wg-1"
        }
        status = town.gt("status")
        assert "widget/nux    session_died  wg-1" in status.stdout
        assert "widget/toast  working       wg-2" in status.stdout
        shown = json.loads(town.gt("status", "--json").stdout)["workers"]
        assert [(worker["name"], worker["state"]) for worker in shown] == [
            ("nux", "session_died"),
            ("toast", "working"),
        ]
        started = tmux_of(town, "new-session", "-d", "-s", "widget/nux", "sleep 1000")
        assert started.returncode == 0
        eventually(lambda: kinds(town) == [])
        assert len(town.answer("mail", "inbox", "mayor/")) == 1
    finally:
        assert_done(town.gt("daemon", "stop"))


def test_what_a_killed_sling_left_is_taken_back_by_the_doctor(town: Mayor) -> None:
    worker = town.answer("sling", "wg-1", "widget", "--name", "nux", "--no-session")
    path = town.root / "daemon" / "workers" / "widget" / "nux.json"
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "state": "slinging"}))
    assert checks(town) == {
        "worker-records": "widget/nux: gt sling was interrupted while it made it"
    }
    assert checks(town, "--fix") == {}
    assert claim_of(town, "wg-1") == ("open", None)
    assert not Path(worker["worktree"]).exists()
    assert town.answer("polecat", "list") == []


def test_a_branch_a_worktree_and_a_record_that_lost_the_others_are_named(town: Mayor) -> None:
    worker = town.answer("sling", "wg-1", "widget", "--name", "nux", "--no-session")
    place = Path(worker["worktree"])
    assert_done(town.person.run("branch", "create", "polecat-jam-1", cwd=town.root / "widget"))
    (place.parent / "stray").mkdir()
    shutil.rmtree(place)
    found = checks(town)
    assert found["worker-branches"] == "2 branches and worktrees of workers are left over or gone"
    assert found["worker-records"] == f"widget/nux: its worktree {place} is gone"
    (town.root / "daemon" / "workers" / "widget" / "nux.json").unlink()
    found = checks(town)
    assert found == {"worker-branches": "3 branches and worktrees of workers are left over or gone"}


def test_a_rig_with_workers_is_neither_removed_nor_renamed(town: Mayor) -> None:
    town.answer("sling", "wg-1", "widget", "--name", "nux", "--no-session")
    for words in (
        ("rig", "remove", "widget"),
        ("rig", "remove", "widget", "--purge", "widget"),
        ("rig", "rename", "widget", "gadget"),
    ):
        done = town.gt(*words)
        assert done.returncode == 1
        assert "widget has 1 worker: nux" in done.stderr
        assert "gt polecat list widget" in done.stderr
    assert git(town, town.root / "widget" / "polecats" / "nux", "status", "--porcelain") == ""
