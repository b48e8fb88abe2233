"""The server as a systemd user service: write the unit, and enable it where systemd runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from beadwork import errors
from beadwork.dolt import program, required_program
from beadwork.dolt.server.files.home import Home, home_directory, user_directory
from beadwork.files import bounded
from beadwork.files.atomic import replace
from beadwork.model.settings_table import int_setting

NAME = "beadwork-dolt.service"
# enable --now waits for nothing of ours, but remove waits for the server's last writes.
SYSTEMCTL_SECONDS = int_setting("server.systemctl-timeout")

PASSED_ON = ("BEADWORK_HOME", "BEADWORK_DOLT")


class Done(NamedTuple):
    """The result: the unit's file, whether it changed, and the commands left to type where systemd
    does not run.
    """

    unit: str
    changed: bool
    to_type: list[str]


def install(home: Home, say: Callable[[str], None]) -> Done:
    """Write the unit and enable it. Dolt is installed first, as the service itself may write its
    data only.

    Raises:
        DoltMissing: there is no Dolt and none can be installed.
        StorageFailure: the unit or the data directory cannot be written.
        BeadworkError: systemd runs and refuses the unit.
    """
    dolt = required_program.require(say)
    unit = path()
    text = render(escaped(_bd()).replace("$", "$$"), escaped(user_directory()), _environment(dolt))
    changed = not unit.exists() or bounded.read_text(str(unit)) != text
    try:
        for directory in (unit.parent, Path(home.data), Path(home.control)):
            directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace(str(unit), text, mode=0o644)
    except OSError as error:
        raise errors.StorageFailure(
            f"{error.filename or unit} cannot be written: {error.strerror}"
        ) from error
    return Done(str(unit), changed, _systemctl(["daemon-reload"], ["enable", "--now", NAME]))


def remove(home: Home) -> Done:
    """Disable the service, which stops the server as `bd dolt stop` does, and remove the unit.

    Raises:
        BeadworkError: systemd runs and refuses.
    """
    unit = path()
    if not unit.exists():
        return Done(str(unit), False, [])
    left = _systemctl(["disable", "--now", NAME])
    unit.unlink()
    return Done(str(unit), True, left + _systemctl(["daemon-reload"]))


def path() -> Path:
    """Return the path of the unit's file."""
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home_directory(), ".config")
    return Path(base) / "systemd" / "user" / NAME


def render(bd: str, home: str, environment: dict[str, str]) -> str:
    """Return the text of the unit. `bd`, `home` and the values of `environment` are `escaped`
    already, but have no quotes around spaces.
    """
    template = files("beadwork.dolt.server.lifecycle").joinpath(NAME).read_text()
    lines = "\n".join(f'Environment="{name}={value}"' for name, value in environment.items())
    filled = template.replace("@environment@\n", f"{lines}\n" if lines else "")
    return filled.replace("@home@", quoted(home)).replace("@bd@", quoted(bd))


def _bd() -> str:
    started = os.path.abspath(sys.argv[0])
    chosen = (
        started if os.access(started, os.X_OK) and os.path.isfile(started) else shutil.which("bd")
    )
    if chosen is None:
        raise errors.NotFound("bd itself is not found as a program", hint="put bd on PATH")
    return chosen


def _environment(dolt: program.Program) -> dict[str, str]:
    """Return the environment variables of the service: systemd's PATH is not the person's."""
    kept = {name: os.environ[name] for name in PASSED_ON if os.environ.get(name)}
    if dolt.source != "own copy":
        kept["BEADWORK_DOLT"] = str(dolt.path)
    return {name: escaped(value) for name, value in kept.items()}


def escaped(text: str) -> str:
    """Return a text in which systemd sees no quote and no specifier (systemd.syntax(7),
    systemd.unit(5)).
    """
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")


def quoted(text: str) -> str:
    """Return a word with quotes where it has spaces."""
    return f'"{text}"' if " " in text else text


def _systemctl(*calls: list[str]) -> list[str]:
    """Run `systemctl --user` for each call. Where no systemd of this user runs, return the commands
    that are left to type.
    """
    lines = [" ".join(["systemctl", "--user", *words]) for words in calls]
    if not runs():
        return lines
    for words, line in zip(calls, lines, strict=True):
        completed = subprocess.run(
            ["systemctl", "--user", *words],
            capture_output=True,
            text=True,
            timeout=SYSTEMCTL_SECONDS,
            stdin=-3,
        )
        if completed.returncode:
            raise errors.BeadworkError(
                f"`{line}` failed: {completed.stderr.strip()}",
                hint=f"systemctl --user status {NAME}",
            )
    return []


def runs() -> bool:
    """Tell whether a systemd of this user runs."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return (
        bool(runtime)
        and os.path.exists(os.path.join(runtime, "systemd", "private"))
        and bool(shutil.which("systemctl"))
    )
