"""No alert of the daemon is open."""

from __future__ import annotations

import json
import os

from beadwork.doctor.finding import Finding, verdict
from beadwork.doctor.subject import Subject
from beadwork.town import alerts

WORKSPACE = False


def look(subject: Subject) -> Finding:
    town = subject.required_town
    path = os.path.join(town.server.control, "alerts.json")
    if os.path.exists(path):
        try:
            with open(path, encoding="utf-8") as file:
                json.load(file)
        except ValueError as error:
            return verdict(
                "", warnings=[f"{path} cannot be read: {error}"], hint="gt daemon status"
            )
    return verdict(
        "none",
        warnings=[
            f"{alert.kind}, since {alert.since}: {alert.text}" for alert in alerts.open_ones(town)
        ],
        summary=lambda number: f"{number} alerts are open",
        hint="gt daemon status",
    )
