"""The page "Share with a partner": its commands do what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from federated_towns import Town, town
from harness import ROOT

PAGE = (ROOT / "docs" / "how-to" / "share-with-a-partner.md").read_text()


def test_the_commands_of_the_page_work(tmp_path: Path) -> None:
    (tmp_path / "hub").mkdir()
    page = PAGE.replace("/srv/shared", str(tmp_path / "hub"))
    commands = re.findall(r"^ {4,}bd (.+)$", page, re.MULTILINE)
    assert len(commands) == 11
    with town("ann", tmp_path) as ann, town("bea", tmp_path) as bea:
        ann.bd("init", "-p", "demo")
        ann.bd("create", "Draw the map", "--id", "demo-1")
        ann.bd("create", "Buy the neighbour out", "--id", "demo-9")
        run(ann, commands[:4])
        run(bea, commands[4:6])
        bea.bd("create", "Print the map", "--id", "demo-b")
        bea.bd("federation", "sync", "ann")
        run(ann, commands[6:])
        assert "from: bea" in ann.bd("show", "demo-b")
        assert [row["id"] for row in bea.answer("list")] == ["demo-b", "demo-1"]
        assert bea.answer("show", "demo-1")[0]["created_by"].startswith("person-")


def run(here: Town, commands: list[str]) -> None:
    for command in commands:
        here.bd(*shlex.split(command))
