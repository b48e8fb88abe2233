"""A worker that is done in its own tmux session: its output and its exit status arrive, and then
the session ends.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from beadwork.town.workers import record
from harness import BIN, Mayor, assert_done
from workers import RIG, left_of, main_of, make_rig

pytestmark = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not here")


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Iterator[Town]:
    found = make_rig(mayor, project)
    yield found
    subprocess.run(["tmux", "-L", tmux.socket_name(found), "kill-server"], capture_output=True)


def slung(mayor: Mayor, town: Town) -> record.Worker:
    """Return a worker in a session that runs a shell."""
    with main_of(town) as main:
        main.create("Bead", id="gt-1")
    assert_done(mayor.gt("sling", "gt-1", RIG, "--name", "nux", "--agent", "sh"))
    worker = record.read(town, RIG, "nux")
    assert worker is not None and worker.session
    return worker


def test_output_and_status_arrive_before_the_session_ends(
    mayor: Mayor, town: Town, tmp_path: Path, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    worker = slung(mayor, town)
    assert tmux.exists(town, worker.session)
    output, status = tmp_path / "output", tmp_path / "status"
    typed = (
        f"{BIN}/gt done --json > {output} 2>&1; echo $? > {status}.new; mv {status}.new {status}"
    )
    assert tmux.poke(town, worker.session, typed)
    eventually(status.exists)
    assert status.read_text() == "0\n", output.read_text()
    assert json.loads(output.read_text())["closed"] == ["gt-1"]
    eventually(lambda: left_of(town, worker) == {})


def test_a_person_ends_the_session_from_outside(mayor: Mayor, town: Town) -> None:
    worker = slung(mayor, town)
    assert_done(mayor.gt("done", "nux"))
    assert left_of(town, worker) == {}


def test_a_session_is_ended_by_the_same_command_where_that_was_killed(
    mayor: Mayor, town: Town
) -> None:
    worker = slung(mayor, town)
    record.write(town, worker._replace(state="finishing"))
    assert_done(mayor.gt("done", "nux"))
    assert left_of(town, worker) == {}


def test_nuke_ends_the_session(mayor: Mayor, town: Town) -> None:
    worker = slung(mayor, town)
    assert_done(mayor.gt("polecat", "nuke", "nux"))
    assert left_of(town, worker) == {}
