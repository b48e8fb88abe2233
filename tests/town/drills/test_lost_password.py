"""The server's password is lost or wrong: an alert says so, and names the command that mends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from beadwork.dolt.server.files.home import TownHome
from drills import Eventually, alert_text, assert_mended, kinds, said
from harness import Mayor


@pytest.mark.parametrize("text", [None, "wrong\n"])
def test_a_password_is_reset(town: Mayor, eventually: Eventually, text: str | None) -> None:
    path = Path(TownHome(str(town.root)).password)
    path.unlink()
    if text is not None:
        path.touch(mode=0o600)
        path.write_text(text)
    eventually(lambda: "server-refuses-login" in kinds(town))
    assert "`gt dolt reset-password` makes a new one" in alert_text(town, "server-refuses-login")
    assert town.gt("status").returncode != 0
    reset = town.gt("dolt", "reset-password")
    assert (reset.returncode, "Started with a new password: pid " in said(reset)) == (0, True)
    eventually(lambda: not kinds(town))
    assert_mended(town)
