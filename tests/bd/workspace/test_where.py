"""What `bd where` and `bd dolt show` say of the server that is used, and what they never say."""

from __future__ import annotations

import json
from pathlib import Path

from beadwork.dolt.server.files import home
from harness import Place


def test_where_shows_who_decided(place: Place) -> None:
    named = json.loads(place.run("where", "--json", BEADS_DOLT_SERVER_PORT="4000").stdout)
    assert [(source["name"], source["used"]) for source in named["server_precedence"]] == [
        ("flags", False),
        ("environment", True),
        ("metadata.json", False),
        ("your own server", False),
        ("default", False),
    ]
    assert named["managed"] is False and named["server"] == "127.0.0.1:4000"
    own = json.loads(place.run("where", "--json").stdout)
    assert [source["name"] for source in own["server_precedence"] if source["used"]] == [
        "your own server"
    ]


def test_show_never_prints_the_password(place: Place) -> None:
    known = home.Home(data="", control=str(Path(place.environment["BEADWORK_HOME"]) / "server"))
    secret = Path(known.password).read_text().strip()
    for words in (
        ["dolt", "show"],
        ["dolt", "show", "--json"],
        ["where", "--json"],
        ["dolt", "status", "--json"],
    ):
        shown = place.run(*words)
        assert shown.returncode == 0
        assert secret not in shown.stdout + shown.stderr
