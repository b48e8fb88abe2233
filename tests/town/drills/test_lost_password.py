"""The server's password is lost or wrong: the daemon that knows it writes it again; without one,
every answer names the command that makes a new one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from beadwork.dolt.server.files.home import TownHome
from drills import Eventually, alert_text, assert_mended, doctor, kinds, said
from harness import Mayor, assert_done


def lose(path: Path, text: str | None) -> None:
    """Put a text into the file of the password, or remove the file."""
    path.unlink()
    if text is not None:
        path.touch(mode=0o600)
        path.write_text(text)


def test_a_running_server_gets_its_password_back(town: Mayor, eventually: Eventually) -> None:
    path = Path(TownHome(str(town.root)).password)
    right, pid = path.read_text(), town.answer("dolt", "status")["pid"]
    for text in (None, "wrong\n", ""):
        lose(path, text)
        eventually(lambda: path.exists() and path.read_text() == right)
        assert path.stat().st_mode & 0o777 == 0o600
    eventually(lambda: not kinds(town))
    assert town.answer("dolt", "status")["pid"] == pid
    assert f"{path} was lost, and is written again" in town.gt("daemon", "logs").stdout
    assert_mended(town)


def test_a_password_that_a_person_reset_is_the_one_that_is_kept(
    town: Mayor, eventually: Eventually
) -> None:
    path = Path(TownHome(str(town.root)).password)
    before = path.read_text()
    reset = town.gt("dolt", "reset-password")
    assert (reset.returncode, "Started with a new password: pid " in said(reset)) == (0, True)
    after = path.read_text()
    assert after != before
    pid = town.answer("dolt", "status")["pid"]
    eventually(lambda: town.answer("daemon", "status")["server"].get("pid") == pid)
    path.unlink()
    eventually(lambda: path.exists() and path.read_text() == after)
    eventually(lambda: not kinds(town))
    assert_mended(town)


@pytest.mark.parametrize("text", [None, "wrong\n"])
def test_a_password_that_nobody_knows_is_reset(
    town: Mayor, eventually: Eventually, text: str | None
) -> None:
    assert_done(town.gt("daemon", "stop"))
    assert_done(town.gt("dolt", "start"))
    lose(Path(TownHome(str(town.root)).password), text)
    command, mends = "gt dolt reset-password", "if it is lost: gt dolt reset-password"
    for words, status in (
        (["dolt", "start"], 3),
        (["dolt", "list"], 1),
        (["dolt", "backup"], 1),
        (["daemon", "start"], 3),
    ):
        refused = town.gt(*words)
        assert (refused.returncode, "refuses the password in" in said(refused)) == (status, True)
        assert mends in said(refused) or words == ["daemon", "start"]
    shown = town.gt("dolt", "status")
    assert (shown.returncode, command in said(shown)) == (3, True)
    refused = town.person.run("gc", cwd=town.root / "widget")
    assert (refused.returncode, command in said(refused)) == (3, True)
    found = doctor(town)
    for name in ("server-reachable", "server-identity"):
        assert (found[name]["state"], found[name]["hint"]) == ("error", command), found[name]
    eventually(lambda: "server-gave-up" in kinds(town))
    assert mends in alert_text(town, "server-gave-up")
    status = town.gt("status")
    assert (status.returncode != 0, mends in said(status)) == (True, True)

    reset = town.gt("dolt", "reset-password")
    assert (reset.returncode, "Started with a new password: pid " in said(reset)) == (0, True)
    eventually(lambda: not kinds(town))
    assert_mended(town)
