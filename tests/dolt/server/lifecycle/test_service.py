"""The systemd unit: what is written, that systemd understands it, and that the readable copy is the
packaged one.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from beadwork.dolt.server.lifecycle import service
from harness import ROOT, Person

UNIT = Path(".config") / "systemd" / "user" / service.NAME


def test_the_readable_copy_is_what_a_default_installation_writes() -> None:
    copy = (ROOT / "deploy" / "systemd" / service.NAME).read_text()
    assert copy == service.render("%h/.local/bin/bd", "%h/.beads", {})


def test_the_service_is_written_once_and_removed(person: Person, tmp_path: Path) -> None:
    unit = person.home / UNIT
    first = json.loads(
        person.run("dolt", "service", "install", "--json", cwd=tmp_path, XDG_RUNTIME_DIR="").stdout
    )
    assert first == {"action": "install", "unit": str(unit), "changed": True, "applied": False}
    text = unit.read_text()
    assert "dolt start --foreground" in text and "NoNewPrivileges=yes" in text
    assert f"ReadWritePaths={person.home}/.beads " in text
    again = person.run("dolt", "service", "install", cwd=tmp_path, XDG_RUNTIME_DIR="")
    assert again.stdout.startswith(f"Found {unit}\n")
    assert "systemctl --user enable --now beadwork-dolt.service" in again.stdout
    gone = person.run("dolt", "service", "remove", cwd=tmp_path, XDG_RUNTIME_DIR="")
    assert gone.returncode == 0 and not unit.exists()
    assert person.run("dolt", "service", "remove", cwd=tmp_path).stdout == f"There was no {unit}\n"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
@pytest.mark.parametrize("name", [".beads", "a b%c$d"])
def test_systemd_understands_the_unit(person: Person, tmp_path: Path, name: str) -> None:
    home = str(person.home / name)
    person.run("dolt", "service", "install", cwd=tmp_path, XDG_RUNTIME_DIR="", BEADWORK_HOME=home)
    checked = subprocess.run(
        ["systemd-analyze", "verify", person.home / UNIT],
        capture_output=True,
        text=True,
        env={**person.environment},
    )
    assert checked.returncode == 0, checked.stderr
    assert service.NAME not in checked.stderr


def test_where_systemd_runs_it_is_told(person: Person, tmp_path: Path) -> None:
    """A `systemctl` that writes down what it is told stands in for a systemd that a test must not
    change.
    """
    tools = person.home / "tools"
    (tools / "systemd").mkdir(parents=True)
    (tools / "systemd" / "private").touch()
    told = person.home / "told"
    (tools / "systemctl").write_text(f'#!/bin/sh\necho "$@" >> {told}\n')
    (tools / "systemctl").chmod(0o755)
    environment = {"XDG_RUNTIME_DIR": str(tools), "PATH": f"{tools}:{person.environment['PATH']}"}
    assert person.run("dolt", "service", "install", cwd=tmp_path, **environment).returncode == 0
    assert person.run("dolt", "service", "remove", cwd=tmp_path, **environment).returncode == 0
    assert told.read_text().splitlines() == [
        "--user daemon-reload",
        "--user enable --now beadwork-dolt.service",
        "--user disable --now beadwork-dolt.service",
        "--user daemon-reload",
    ]
