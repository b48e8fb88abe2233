"""`gt done` that was killed at any of its steps, or whose server was: the same command completes
it, once, and nothing is left.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from beadwork.town.layout import Town
from beadwork.town.workers.record import Worker
from harness import Mayor, assert_done
from killed_steps import KILLED, script
from workers import left_of, main_of, make, make_rig, on

DONE = script(
    ("os.rename", "os.remove", "subprocess.Popen"),
    """
from beadwork.town.layout import Town
from beadwork.town.workers import done, record
root, name = words
town = Town(Path(root))
done.done(town, record.find(town, name), done.Wishes("done"))
""",
)
SERVER_KILLED = """
def crash(seen=[]):
    if not seen:
        seen.append(1)
        import signal
        from beadwork.dolt.server.files import record as servers
        from beadwork.town.layout import Town
        os.kill(servers.read(Town(Path(words[0])).server).pid, signal.SIGKILL)
""" + DONE.replace("os._exit(9)", "crash()")
STEPS = [
    "DOLT_MERGE",
    "bd: close",
    "RELEASE_ALL_LOCKS",
    ".json",
    "DOLT_BRANCH('-D'",
    "'worktree', 'remove'",
    "'worktree', 'prune'",
    "'branch', '-q', '-D'",
    "os.remove",
]
OF_THE_SERVER = ["DOLT_MERGE", "bd: close", "DOLT_BRANCH('-D'"]


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Town:
    return make_rig(mayor, project)


def worked(town: Town, number: int) -> Worker:
    """Return a worker that has filed an issue and said something."""
    worker = make(town, f"w{number}", f"gt-bead{number}")
    with on(town, worker) as branch:
        branch.create("Filed", id=f"gt-filed{number}")
        branch.comment(f"gt-bead{number}", "Said")
    return worker


def run(mayor: Mayor, text: str, program: str, name: str) -> int:
    """Run a script that does not get beyond a step; return its exit status."""
    return subprocess.run(
        [sys.executable, "-c", program, text, "0", mayor.root, name],
        env=mayor.person.environment, cwd=mayor.root, timeout=240, capture_output=True,
    ).returncode  # fmt: skip


def assert_once(town: Town, worker: Worker, number: int) -> None:
    """Fail unless the worker is gone and its work is in main once."""
    assert left_of(town, worker) == {}
    with main_of(town) as main:
        bead, filed = main.show(f"gt-bead{number}", f"gt-filed{number}")
        log = main.ask(lambda r: r.rows("SELECT message FROM dolt_log"))
    assert (bead.issue.status, filed.issue.title) == ("closed", "Filed")
    assert [comment.text for comment in bead.comments] == ["Said"]
    for beginning in (f"bd: merge {worker.branch}:", f"bd: close gt-bead{number}:"):
        assert sum(message.startswith(beginning) for (message,) in log) == 1, beginning


def test_whatever_step_it_was_killed_before(mayor: Mayor, town: Town) -> None:
    for number, text in enumerate(STEPS):
        worker = worked(town, number)
        assert run(mayor, text, DONE, worker.name) == KILLED, text
        assert left_of(town, worker), text
        assert_done(mayor.gt("done", worker.address, "--reason", "done"))
        assert_once(town, worker, number)


def test_killed_again_and_again_each_time_later_it_comes_to_an_end(
    mayor: Mayor, town: Town
) -> None:
    worker, tries = worked(town, 0), 0
    words = [sys.executable, "-c", DONE, ""]
    while (
        subprocess.run(
            [*words, str(3 * tries + 2), mayor.root, worker.name],
            env=mayor.person.environment, cwd=mayor.root, timeout=240,
        ).returncode
        == KILLED
    ):  # fmt: skip
        tries += 1
    assert tries > 3
    assert_once(town, worker, 0)


def test_whatever_step_its_server_was_killed_before(mayor: Mayor, town: Town) -> None:
    for number, text in enumerate(OF_THE_SERVER):
        worker = worked(town, number)
        if run(mayor, text, SERVER_KILLED, worker.name):
            assert_done(mayor.gt("dolt", "start"))
            assert left_of(town, worker), text
            assert_done(mayor.gt("done", worker.address, "--reason", "done"))
        assert_once(town, worker, number)


def test_without_a_server_nothing_is_done(mayor: Mayor, town: Town) -> None:
    worker = worked(town, 0)
    assert_done(mayor.gt("dolt", "stop"))
    failed = mayor.gt("done", worker.address)
    assert failed.returncode == 1
    assert failed.stderr.startswith("Error: gastown/w0 is not merged: no server answers at ")
    assert failed.stderr.endswith("Hint: gt dolt start; then gt done gastown/w0\n")
    assert_done(mayor.gt("dolt", "start"))
    assert left_of(town, worker).keys() == {"branch", "worktree", "git_branch", "record"}
    assert_done(mayor.gt("done", worker.address, "--reason", "done"))
    assert_once(town, worker, 0)
