"""The daemon as a service of the user: a systemd unit, or a launchd agent on macOS.

The name of the service has the name of the town's directory and a part of the digest of its whole
path, so two towns never share a service.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from beadwork import errors
from beadwork.dolt import required_program
from beadwork.dolt.connection.driver import digest
from beadwork.dolt.server.files.home import home_directory
from beadwork.dolt.server.lifecycle import service as systemd
from beadwork.files import bounded
from beadwork.files.atomic import replace
from beadwork.town.layout import Town

PASSED_ON = ("BEADWORK_HOME", "BEADWORK_DOLT", "PATH", "SSH_AUTH_SOCK")
"""Environment of the service: systemd's PATH is not the person's, and pushes need git and keys."""


class Service(NamedTuple):
    """A service file: its path and text, and the commands that enable and disable it."""

    path: Path
    text: str
    take: list[list[str]]
    leave: list[list[str]]


class Done(NamedTuple):
    """The file, whether it changed, and the commands to type where no service manager runs."""

    path: str
    changed: bool
    to_type: list[str]


def describe(town: Town, say: Callable[[str], None]) -> Service:
    """Return the service of a town on this system. A missing Dolt is installed first.

    Raises:
        DoltMissing: there is no Dolt, and none can be installed.
        NotFound: the program `gt` is not found.
    """
    environment = {name: os.environ[name] for name in PASSED_ON if os.environ.get(name)}
    found = required_program.require(say)
    if found.source != "own copy":
        environment["BEADWORK_DOLT"] = str(found.path)
    return _launchd(town, environment) if sys.platform == "darwin" else _systemd(town, environment)


def install(service: Service) -> Done:
    """Write the file, and enable the service where a service manager runs.

    Raises:
        StorageFailure: the file cannot be written.
        BeadworkError: the service manager refuses the service.
    """
    changed = not service.path.exists() or bounded.read_text(str(service.path)) != service.text
    try:
        service.path.parent.mkdir(parents=True, exist_ok=True)
        replace(str(service.path), service.text, mode=0o644)
    except OSError as error:
        raise errors.StorageFailure(
            f"{service.path} cannot be written: {error.strerror or error}"
        ) from error
    return Done(str(service.path), changed, _tell(service.take))


def remove(service: Service) -> Done:
    """Disable the service and remove its file. A missing file is no error.

    Raises:
        BeadworkError: the service manager refuses.
    """
    if not service.path.exists():
        return Done(str(service.path), False, [])
    left = _tell(service.leave[:1])
    service.path.unlink()
    return Done(str(service.path), True, left + _tell(service.leave[1:]))


def name(town: Town) -> str:
    """Return the name of a town's service.

    >>> from beadwork.town.layout import Town
    >>> name(Town(Path("/srv/Night shift")))
    'gt-night-shift-ce68a08b'
    """
    root = os.path.realpath(town.root)
    slug = re.sub(r"[^a-z0-9]+", "-", os.path.basename(root).lower()).strip("-")[:40] or "town"
    return f"gt-{slug}-{digest(root)[:8]}"


def _systemd(town: Town, environment: dict[str, str]) -> Service:
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home_directory(), ".config")
    unit = f"{name(town)}.service"
    lines = "\n".join(
        f'Environment="{key}={systemd.escaped(value)}"' for key, value in environment.items()
    )
    text = _template("gt-daemon.service").replace("@environment@", lines)
    root = systemd.escaped(str(town.root))
    text = text.replace(f"{_DESCRIPTION}@root@", f"{_DESCRIPTION}{root}")
    text = text.replace("@gt@", systemd.quoted(systemd.escaped(_gt()).replace("$", "$$")))
    return Service(
        Path(base) / "systemd" / "user" / unit,
        text.replace("@root@", systemd.quoted(root.replace("$", "$$"))),
        [
            ["systemctl", "--user", "daemon-reload"],
            ["systemctl", "--user", "enable", "--now", unit],
        ],
        [
            ["systemctl", "--user", "disable", "--now", unit],
            ["systemctl", "--user", "daemon-reload"],
        ],
    )


_DESCRIPTION = "Description=Daemon of the town "


def _launchd(town: Town, environment: dict[str, str]) -> Service:
    label = f"org.beadwork.{name(town)}"
    path = Path(home_directory()) / "Library" / "LaunchAgents" / f"{label}.plist"
    words = [_gt(), "-C", str(town.root), "daemon", "run", "--quiet"]
    text = _template("gt-daemon.plist").replace("@label@", escape(label))
    text = text.replace(
        "@words@", "\n".join(f"        <string>{escape(word)}</string>" for word in words)
    )
    pairs = "\n".join(
        f"        <key>{key}</key>\n        <string>{escape(value)}</string>"
        for key, value in environment.items()
    )
    domain = f"gui/{os.getuid()}"
    return Service(
        path,
        text.replace("@environment@", pairs),
        [["launchctl", "bootstrap", domain, str(path)]],
        [["launchctl", "bootout", f"{domain}/{label}"]],
    )


def _template(file: str) -> str:
    return files("beadwork.town.daemon").joinpath(file).read_text()


def _gt() -> str:
    """Return the running program `gt`, or the one on PATH.

    Raises:
        NotFound: there is no such program.
    """
    started = os.path.abspath(sys.argv[0])
    is_it = os.path.basename(started) == "gt" and os.access(started, os.X_OK)
    chosen = started if is_it else shutil.which("gt")
    if chosen is None:
        raise errors.NotFound("gt itself is not found as a program", hint="put gt on PATH")
    return chosen


def _tell(calls: list[list[str]]) -> list[str]:
    """Run commands of the service manager. Where none runs, return them for a person to type."""
    if not (shutil.which("launchctl") if sys.platform == "darwin" else systemd.runs()):
        return [" ".join(words) for words in calls]
    for words in calls:
        completed = subprocess.run(
            words,
            capture_output=True,
            text=True,
            timeout=systemd.SYSTEMCTL_SECONDS * 3,
            stdin=subprocess.DEVNULL,
        )
        if completed.returncode:
            raise errors.BeadworkError(
                f"`{' '.join(words)}` failed: {completed.stderr.strip()}", hint="gt daemon status"
            )
    return []
