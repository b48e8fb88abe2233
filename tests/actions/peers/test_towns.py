"""A town marks what was filed in it with its own name."""

from __future__ import annotations

import json
from pathlib import Path

from harness import Mayor, assert_done


def test_a_peer_sees_the_name_of_the_town(mayor: Mayor, project: Path) -> None:
    mayor.answer("rig", "add", "api", project, "--prefix", "api")
    rig, hub = mayor.root / "api", mayor.person.home / "hub"
    hub.mkdir()
    for words in (
        ("create", "Work", "--id", "api-1"),
        ("federation", "add-peer", "partner", f"file://{hub}"),
        ("federation", "push", "partner"),
    ):
        assert_done(mayor.person.run(*words, cwd=rig))
    shown = mayor.person.run("show", "api-1", "--json", cwd=rig)
    assert_done(shown)
    assert json.loads(shown.stdout)[0]["source_system"] == "Test town"
    secret = mayor.root / "daemon" / "federation" / "pseudonyms"
    assert secret.stat().st_mode & 0o777 == 0o600
