"""Sessions in tmux: started, poked when silent, started anew, and given up."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from beadwork.town.daemon import sessions
from beadwork.town.daemon import tmux as town_tmux
from beadwork.town.layout import Town
from daemons import FAST, configure, hang_up, log, status
from drills import Eventually, kinds
from harness import Mayor, assert_done


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not here")
def test_a_session_is_started_poked_when_silent_and_started_anew(
    mayor: Mayor, eventually: Eventually
) -> None:
    """The session writes what is typed into it to a file: first the poke, and it is started anew as
    that does not help.
    """
    told, starts = mayor.root / "told", mayor.root / "starts"
    script = mayor.root / "deacon.sh"
    script.write_text(f"echo $1 >> {starts}\nexec cat > {told}\n")
    command = ["sh", str(script), "a word; with 'quotes' $HOME"]
    deacon = {
        "command": command,
        "heartbeat_file": "beat",
        "stale_seconds": 0.5,
        "poke": "Go on; $HOME",
    }
    configure(mayor, sessions={"deacon": deacon})
    town = Town(mayor.root)
    place = {"TMUX_TMPDIR": str(mayor.person.home)}

    def tmux(*words: str) -> subprocess.CompletedProcess[str]:
        socket = town_tmux.socket_name(town)
        return subprocess.run(
            ["tmux", "-L", socket, *words],
            capture_output=True,
            text=True,
            env={**mayor.person.environment, **place},
        )

    assert_done(mayor.gt("daemon", "start", **place))
    try:
        eventually(lambda: told.exists() and told.read_text() == "Go on; $HOME\n")
        eventually(lambda: starts.exists() and len(starts.read_text().splitlines()) >= 2)
        assert set(starts.read_text().splitlines()) == {"a word; with 'quotes' $HOME"}
        assert "deacon: is hung, and is started anew" in log(mayor)
        configure(mayor, sessions={"deacon": {**deacon, "stale_seconds": 3600}})
        hang_up(mayor)
        eventually(
            lambda: (
                "daemon: has read" in log(mayor)
                and status(mayor)["sessions"] == {"deacon": "running"}
            )
        )
        count = len(starts.read_text().splitlines())
        tmux("kill-session", "-t", "deacon")
        eventually(lambda: len(starts.read_text().splitlines()) > count)
        assert "deacon: is gone, and is started anew" in log(mayor)
    finally:
        assert_done(mayor.gt("daemon", "stop"))
        tmux("kill-server")


def test_a_session_that_cannot_live_is_given_up_with_an_alert(
    mayor: Mayor, eventually: Eventually
) -> None:
    if not shutil.which("tmux"):
        pytest.skip("tmux is not here")
    place = {"TMUX_TMPDIR": str(mayor.person.home)}
    configure(
        mayor,
        sessions={"mayor": {"command": ["false"]}},
        daemon={**FAST, "settled_seconds": 5, "healthy_seconds": 9},
    )
    assert_done(mayor.gt("daemon", "start", **place))
    try:
        eventually(lambda: kinds(mayor) == ["session-gave-up-mayor"])
        eventually(lambda: status(mayor)["sessions"] == {"mayor": "gave up"})
        assert status(mayor)["server"]["state"] == "running"
    finally:
        assert_done(mayor.gt("daemon", "stop"))


@pytest.mark.parametrize(
    ("exists", "silent", "poked", "found"),
    [
        (False, 0, None, "gone"),
        (True, 9, None, "well"),
        (True, 10, None, "stale"),
        (True, 11, 1, "well"),
        (True, 20, 10, "hung"),
        (True, 3, 30, "well"),
    ],
)
def test_what_is_the_matter_with_a_session(
    exists: bool, silent: float, poked: float | None, found: str
) -> None:
    assert sessions.judge(exists=exists, silent=silent, poked=poked, stale=10) == found
