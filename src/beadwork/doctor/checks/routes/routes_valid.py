"""Every line of `routes.jsonl` is a route to a workspace, and every rig has a route."""

from __future__ import annotations

import os
from collections.abc import Iterator

from beadwork.doctor.finding import Finding, Repair, count, from_error, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server.files.home import HQ
from beadwork.errors import BadTown, BadWorkspace
from beadwork.town.layout import Town
from beadwork.town.rigs import registry, registry_lock, routes
from beadwork.workspace import locate
from beadwork.workspace.routes import Route

WORKSPACE = False
FIX = "adds the route of a registered rig, or of `hq`, that has none"


def look(subject: Subject) -> Finding:
    town = subject.required_town
    try:
        known = routes.read(town)
    except BadTown as error:
        return from_error(error)
    missing = [
        route for route in _wanted(town) if not any(other.prefix == route.prefix for other in known)
    ]
    return verdict(
        count(len(known), "route"),
        errors=[
            *(
                f"{route.prefix} leads to {_place(town, route)}, {why}"
                for route, why in _astray(town, known)
            ),
            *(
                f"no route leads to {_place(town, route)}, whose ids begin with {route.prefix}"
                for route in missing
            ),
        ],
        warnings=[
            f"{route.prefix} does not end in a hyphen: it takes ids of others"
            for route in known
            if route.prefix[-1:] != "-"
        ],
        summary=lambda number: f"{number} routes are wrong or missing",
        hint=f"correct {town.routes_file}",
        repairs=[_repair(town, route) for route in missing if os.path.isdir(_place(town, route))],
    )


def _wanted(town: Town) -> Iterator[Route]:
    yield Route(f"{HQ}-", ".")
    for rig in registry.all_of(town):
        yield Route(f"{rig.prefix}-", str(town.clone(rig.name).relative_to(town.root)))


def _astray(town: Town, known: list[Route]) -> Iterator[tuple[Route, str]]:
    for route in known:
        target = _place(town, route)
        try:
            if not os.path.isdir(target):
                yield route, "which is not a directory"
            elif locate.governing(target) is None:
                yield route, "which has no workspace"
        except BadWorkspace as error:
            yield route, f"and {error.message}"


def _place(town: Town, route: Route) -> str:
    return os.path.normpath(town.root / route.path)


def _repair(town: Town, route: Route) -> Repair:
    text = f"add the route {route.prefix} to {route.path} to {town.routes_file}"
    return Repair(text, lambda: _put(town, route), (str(town.routes_file),))


def _put(town: Town, route: Route) -> None:
    with registry_lock.alone(town, "gt doctor --fix"):
        if any(
            wanted == route for wanted in _wanted(town)
        ):  # its rig may have been removed meanwhile
            routes.put(town, route)
