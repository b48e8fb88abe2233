"""A daemon reads `mayor/daemon.json` when it begins and when it is told to; a broken file changes
nothing.
"""

from __future__ import annotations

import os
import signal

from daemons import configure, hang_up, status
from drills import Eventually, kinds
from harness import Mayor, assert_done


def test_a_broken_configuration_keeps_the_old_one_and_is_never_overwritten(
    supervised: Mayor, eventually: Eventually
) -> None:
    path = supervised.root / "mayor" / "daemon.json"
    good, broken = path.read_text(), '{\n  "dolt_server": {"enabled": true,}\n}\n'
    path.write_text(broken)
    hang_up(supervised)
    eventually(lambda: kinds(supervised) == ["configuration"])
    text = status(supervised)["alerts"][0]["text"]
    assert text.startswith(f"{path} is damaged: line 2, column ")
    os.kill(status(supervised)["server"]["pid"], signal.SIGKILL)
    assert_done(supervised.person.run("create", "Meanwhile", cwd=supervised.root))
    assert path.read_text() == broken
    assert "cannot be used; the one before still holds" in supervised.gt("daemon", "status").stdout
    path.write_text(good)
    hang_up(supervised)
    eventually(lambda: kinds(supervised) == [])


def test_a_daemon_does_not_begin_with_a_broken_configuration(mayor: Mayor) -> None:
    path = mayor.root / "mayor" / "daemon.json"
    for content, said in (
        ('{"daemon": {\n"health_seconds": }}', "is damaged: line 2, column 19"),
        ('{"daemon": {"health_seconds": "soon"}}', "daemon.health_seconds cannot be 'soon'"),
        ('{"daemon": {"failures": 0}}', "daemon.failures cannot be 0"),
        ('{"dolt_server": {"enabled": 1}}', "dolt_server.enabled cannot be 1"),
        ('{"dolt_server": {"port": 70000}}', "dolt_server.port cannot be 70000"),
        ('{"dolt_server": {"topology": "none"}}', "dolt_server.topology cannot be 'none'"),
        (
            '{"sessions": {"deacon": {"command": "sleep 9"}}}',
            "sessions.deacon.command cannot be 'sleep 9'",
        ),
        ('{"sessions": {"../x": {}}}', "sessions cannot be '../x'"),
        ('{"dolt_remotes": []}', "dolt_remotes is not a JSON object"),
    ):
        path.write_text(content)
        done = mayor.gt("daemon", "start")
        assert done.returncode == 1, content
        assert f"{path}" in done.stderr
        assert said in done.stderr
        assert path.read_text() == content
    assert mayor.gt("daemon", "run").returncode == 1


def test_whether_the_daemon_runs_the_server_is_heeded_when_it_is_told(
    mayor: Mayor, eventually: Eventually
) -> None:
    configure(mayor)
    pid = mayor.answer("daemon", "start")["server"]["pid"]
    try:
        configure(mayor, dolt_server={"enabled": False})
        hang_up(mayor)
        eventually(lambda: "server" not in status(mayor))
        assert (
            "not run by the daemon: dolt_server.enabled is false"
            in mayor.gt("daemon", "status").stdout
        )
        assert mayor.answer("dolt", "status")["pid"] == pid
        assert mayor.answer("dolt", "stop")["stopped"] is True
        assert mayor.person.run("list", cwd=mayor.root).returncode == 3
        configure(mayor, dolt_server={"enabled": True})
        hang_up(mayor)
        eventually(lambda: status(mayor).get("server", {}).get("state") == "running")
        os.kill(status(mayor)["server"]["pid"], signal.SIGKILL)
        assert_done(mayor.person.run("list", cwd=mayor.root))
        assert kinds(mayor) == []
    finally:
        assert_done(mayor.gt("daemon", "stop"))
