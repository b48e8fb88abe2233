"""`mayor/daemon.json` can be read, its values are possible, and no key looks misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from beadwork.doctor.finding import Finding, from_error, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server.settings import Settings
from beadwork.errors import BadTown
from beadwork.town import configuration, json_files
from beadwork.town.configuration import Daemon, Remotes, Watched

WORKSPACE = False

KNOWN_KEYS: dict[str, tuple[str, ...]] = {
    "": ("dolt_server", "daemon", "sessions", "dolt_remotes", "doctor"),
    "dolt_server": ("enabled", "port", "topology", *Settings._fields),
    "daemon": Daemon._fields,
    "dolt_remotes": Remotes._fields,
    "doctor": ("skip",),
}
ALIKE = 0.8
"""How similar an unknown key has to be to a known one (0 to 1) to be taken for a misspelt one.
Other unknown keys belong to other programs.
"""


def look(subject: Subject) -> Finding:
    town = subject.required_town
    try:
        configuration.read(town)
        content = json_files.read(town.daemon_file)
    except BadTown as error:
        return from_error(error)
    return verdict(
        "can be used",
        warnings=[f"{town.daemon_file}: {line}" for line in _slips(content)],
        summary=lambda number: f"{number} keys do nothing, and look like others that do",
        hint=f"correct {town.daemon_file}",
    )


def _slips(content: dict[str, Any]) -> Iterator[str]:
    sections = {"": content, **{name: content.get(name, {}) for name in KNOWN_KEYS if name}}
    for name, section in sections.items():
        yield from _of_section(section, name, KNOWN_KEYS[name])
    for name, session in content.get("sessions", {}).items():
        yield from _of_section(session, f"sessions.{name}", Watched._fields[1:])


def _of_section(section: Any, name: str, known: tuple[str, ...]) -> Iterator[str]:
    for key in section if isinstance(section, dict) else ():
        near = get_close_matches(key, known, 1, ALIKE) if key not in known else []
        if near:
            where = f"{name}." if name else ""
            yield f"{where}{key} does nothing: is it {where}{near[0]}?"
