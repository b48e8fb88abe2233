"""No alert of the daemon is open."""

from __future__ import annotations

import os

from beadwork.doctor.finding import Finding, verdict
from beadwork.doctor.subject import Subject
from beadwork.errors import BadFile
from beadwork.files import json_file
from beadwork.town import alerts

WORKSPACE = False


def look(subject: Subject) -> Finding:
    town = subject.required_town
    path = os.path.join(town.server.control, "alerts.json")
    if os.path.exists(path):
        try:
            json_file.read(path)
        except BadFile as error:
            return verdict("", warnings=[error.message], hint="gt daemon status")
    return verdict(
        "none",
        warnings=[
            f"{alert.kind}, since {alert.since}: {alert.text}" for alert in alerts.open_ones(town)
        ],
        summary=lambda number: f"{number} alerts are open",
        hint="gt daemon status",
    )
