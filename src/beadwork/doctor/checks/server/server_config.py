"""The server's settings can be used, and the server runs with them."""

from __future__ import annotations

from typing import Any

from beadwork.doctor.finding import Finding, from_error, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server import settings, variables
from beadwork.dolt.server.files.home import Home
from beadwork.errors import BadFile, BadWorkspace
from beadwork.files import json_file

WORKSPACE = True


def look(subject: Subject) -> Finding:
    home = subject.managed_home
    try:
        wanted = settings.read(home)
    except BadWorkspace as error:
        return from_error(error)
    known = subject.running_record
    seen = variables.look(subject.server_session())
    started = _started_with(home)
    warnings = [
        f"{key} is {present}; {home.settings} says {asked}"
        for key, present, asked in (
            ("max_connections", seen.max_connections, wanted.max_connections),
            ("log_level", started.get("log_level", wanted.log_level), wanted.log_level),
            ("auto_gc", started.get("auto_gc", wanted.auto_gc), wanted.auto_gc),
            ("auth", "password" if known.password else "none", wanted.auth),
        )
        if present != asked
    ]
    errors = (
        []
        if seen.files_from
        else [f"SQL may read every file that the server (pid {known.pid}) can"]
    )
    return verdict(
        "it runs as it is to",
        errors=errors,
        warnings=warnings,
        summary=lambda number: (
            f"{number} settings are not those that the server (pid {known.pid}) runs with"
        ),
        hint=f"{home.program} dolt restart",
    )


def _started_with(home: Home) -> dict[str, Any]:
    """Return the settings in the configuration file that the server was started with."""
    try:
        found = json_file.read(home.configuration)
        return {
            "log_level": found["log_level"],
            "auto_gc": found["behavior"]["auto_gc_behavior"]["enable"],
        }
    except (OSError, BadFile, KeyError, TypeError):
        return {}
