"""The service of a town's daemon: what is written, that systemd understands it, and that two towns
have two.
"""

from __future__ import annotations

import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest

from beadwork.town.daemon import service
from beadwork.town.layout import Town
from harness import BIN, Mayor, Person, assert_done

NOWHERE = {"XDG_RUNTIME_DIR": ""}
"""Where no systemd of this user runs."""


@pytest.fixture
def someone(person: Person) -> Mayor:
    """A person with a town that has no server: a service needs none to be written."""
    (person.home / "gt" / "mayor").mkdir(parents=True)
    (person.home / "gt" / "mayor" / "town.json").write_text("{}")
    assert_done(person.run("trust", "--town", person.home / "gt", cwd=person.home))
    return Mayor(person)


def unit(mayor: Mayor) -> Path:
    """Return where the unit belongs."""
    return (
        mayor.person.home
        / ".config"
        / "systemd"
        / "user"
        / f"{service.name(Town(mayor.root))}.service"
    )


@pytest.mark.skipif(shutil.which("launchctl") is not None, reason="launchd is here instead")
def test_the_unit_is_printed_written_once_and_removed(someone: Mayor) -> None:
    printed = someone.gt("daemon", "install-service", "--print", **NOWHERE)
    assert not unit(someone).exists()
    first = someone.gt("daemon", "install-service", **NOWHERE)
    assert first.stdout.splitlines() == [
        f"Wrote {unit(someone)}",
        "No service manager of this user runs here; where it does, type:",
        "  systemctl --user daemon-reload",
        f"  systemctl --user enable --now {unit(someone).name}",
    ]
    assert unit(someone).read_text() == printed.stdout
    assert f"ExecStart={BIN / 'gt'} -C {someone.root} daemon run --quiet\n" in printed.stdout
    assert someone.gt("daemon", "install-service", **NOWHERE).stdout.startswith(
        f"Found {unit(someone)}\n"
    )
    assert someone.gt("daemon", "install-service", "--uninstall", **NOWHERE).stdout.startswith(
        "Removed "
    )
    assert not unit(someone).exists()
    again = someone.gt("daemon", "install-service", "--uninstall", **NOWHERE)
    assert again.stdout == f"There was no {unit(someone)}\n"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
@pytest.mark.parametrize("name", ["gt", 'a b%c$d "e"'])
def test_systemd_understands_the_unit(person: Person, name: str) -> None:
    mayor = Mayor(person, name)
    (mayor.root / "mayor").mkdir(parents=True)
    (mayor.root / "mayor" / "town.json").write_text("{}")
    assert_done(person.run("trust", "--town", mayor.root, cwd=person.home))
    assert_done(mayor.gt("daemon", "install-service", **NOWHERE))
    checked = subprocess.run(
        ["systemd-analyze", "verify", unit(mayor)],
        capture_output=True,
        text=True,
        env=person.environment,
    )
    assert unit(mayor).name not in checked.stderr, checked.stderr
    assert checked.returncode == 0, checked.stderr


def test_two_towns_have_two_services(tmp_path: Path) -> None:
    first, second = (service.name(Town(tmp_path / place / "gt")) for place in ("a", "b"))
    assert first != second
    assert first.startswith("gt-gt-")


def test_launchd_gets_the_words_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.sys, "platform", "darwin")
    monkeypatch.setattr(service.sys, "argv", [str(BIN / "gt")])
    monkeypatch.setenv("HOME", str(tmp_path))
    found = service.describe(Town(tmp_path / "a <b> & c"), lambda line: None)
    content = plistlib.loads(found.text.encode())
    assert content["ProgramArguments"] == [
        str(BIN / "gt"),
        "-C",
        str(tmp_path / "a <b> & c"),
        "daemon",
        "run",
        "--quiet",
    ]
    assert content["Label"] == found.path.stem
    assert content["KeepAlive"] == {"SuccessfulExit": False}
    assert "BEADWORK_DOLT" in content["EnvironmentVariables"]
    assert found.take[0][:2] == ["launchctl", "bootstrap"]
