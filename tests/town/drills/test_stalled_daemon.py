"""The daemon is suspended (SIGSTOP): it is called stalled, and a restart mends that."""

from __future__ import annotations

import os
import signal

from drills import Eventually, assert_mended, doctor, said
from harness import Mayor, assert_done


def test_a_suspended_daemon_is_stalled_until_a_restart(town: Mayor, eventually: Eventually) -> None:
    daemon = town.answer("daemon", "status")["pid"]
    os.kill(daemon, signal.SIGSTOP)
    eventually(lambda: town.gt("daemon", "status").returncode == 1)
    assert "stalled: it has written nothing for" in said(town.gt("daemon", "status"))
    status = town.gt("status")
    assert status.returncode == 1
    assert f"pid {daemon} (gt daemon restart)" in said(status)
    check = doctor(town)["daemon-running"]
    assert (check["state"], "is stalled" in check["message"]) == ("error", True)
    restarted = town.gt("daemon", "restart")
    assert (restarted.returncode, "its server is running" in restarted.stdout) == (0, True)
    assert town.answer("daemon", "status")["pid"] != daemon
    assert_mended(town)


def test_a_server_that_waits_is_not_well(town: Mayor, eventually: Eventually) -> None:
    manifest = town.root / ".dolt-data" / "gadget" / ".dolt" / "noms" / "manifest"
    content = manifest.read_bytes()
    assert_done(town.gt("daemon", "stop"))
    manifest.write_bytes(b"junk")
    assert town.gt("daemon", "start").returncode == 3
    why = f"gadget: {manifest} is damaged"
    shown = town.gt("daemon", "status")
    assert (shown.returncode, why in said(shown)) == (1, True)
    status = town.gt("status")
    assert (status.returncode, why in said(status)) == (3, True)
    manifest.write_bytes(content)
    assert_done(town.gt("daemon", "reload"))
    eventually(lambda: town.gt("status").returncode == 0)
    assert_mended(town)


def test_a_reload_needs_a_daemon_and_a_usable_file(town: Mayor) -> None:
    assert town.gt("daemon", "reload").stdout.startswith("Asked the daemon (pid ")
    path = town.root / "mayor" / "daemon.json"
    content = path.read_text()
    path.write_text("{")
    for command in ("reload", "restart"):
        refused = town.gt("daemon", command)
        assert (refused.returncode, f"{path}" in said(refused)) == (1, True)
    path.write_text(content)
    assert_done(town.gt("daemon", "stop"))
    refused = town.gt("daemon", "reload")
    assert (refused.returncode, "Hint: gt daemon start" in refused.stderr) == (1, True)
