"""The server's record is lost or damaged while the daemon runs: the daemon writes it again."""

from __future__ import annotations

import json
from pathlib import Path

from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import TownHome
from drills import Eventually, assert_mended, bd, doctor
from foreign_servers import free_port
from harness import Mayor, assert_done


def test_a_lost_record_is_written_again(town: Mayor, eventually: Eventually) -> None:
    home = TownHome(str(town.root))
    known = record.read(home)
    assert known is not None
    for text in ("", "junk", "[]", '{"pid": "x"}', None):
        if text is None:
            Path(home.record).unlink()
        else:
            Path(home.record).write_text(text)
        eventually(lambda: record.read(home) == known)
        assert bd(town, "widget", "ready")
    assert_mended(town)


def test_our_own_server_without_its_record_is_not_foreign(town: Mayor) -> None:
    assert_done(town.gt("daemon", "stop"))
    path = town.root / "mayor" / "daemon.json"
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "dolt_server": {"enabled": True, "port": free_port()}}))
    assert_done(town.gt("dolt", "start"))
    record_file = Path(TownHome(str(town.root)).record)
    record_file.unlink()
    found = doctor(town)
    for name in ("foreign-server", "port-conflict", "stale-lock"):
        assert found[name]["state"] == "ok", found[name]
    assert found["server-reachable"]["state"] == "error"
    assert_done(town.gt("daemon", "start"))
    assert_mended(town)
