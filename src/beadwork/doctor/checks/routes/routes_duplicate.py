"""No prefix stands twice in `routes.jsonl`, as the first line would win silently, and none begins
with another one, as ids with the longer prefix may be in either rig.
"""

from __future__ import annotations

from collections import Counter
from itertools import permutations

from beadwork.doctor.finding import Finding, Repair, verdict
from beadwork.doctor.subject import Subject
from beadwork.files import bounded, json_file
from beadwork.files.atomic import replace
from beadwork.town.layout import Town
from beadwork.town.rigs import registry_lock, routes
from beadwork.workspace.routes import Route

WORKSPACE = False
FIX = "removes the second of two lines that say the same"


def look(subject: Subject) -> Finding:
    town = subject.required_town
    known = routes.read(town)
    paths: dict[str, set[str]] = {}
    for route in known:
        paths.setdefault(route.prefix, set()).add(route.path)
    twice = [route for route, number in Counter(known).items() if number > 1]
    overlapping = [
        f"{longer.prefix} ({longer.path}) begins with {shorter.prefix} ({shorter.path}): ids that "
        f"begin with {longer.prefix} are led to {longer.path}"
        for shorter, longer in permutations(dict.fromkeys(known), 2)
        if longer.path != shorter.path
        and longer.prefix != shorter.prefix
        and longer.prefix.startswith(shorter.prefix)
    ]
    repair = Repair(
        f"keep one line for each in {town.routes_file}",
        lambda: _keep_one(town),
        (str(town.routes_file),),
    )
    return verdict(
        "none",
        errors=[
            f"{prefix} leads to {' and to '.join(sorted(targets))}"
            for prefix, targets in paths.items()
            if len(targets) > 1
        ],
        warnings=[
            f"{route.prefix} stands there twice, leading to {route.path} each time"
            for route in twice
        ]
        + overlapping,
        hint=_hint(town, is_twice=bool(twice), is_overlapping=bool(overlapping)),
        repairs=[repair] if twice else [],
    )


def _hint(town: Town, *, is_twice: bool, is_overlapping: bool) -> str:
    if is_twice:
        return "gt doctor --fix"
    if is_overlapping:
        return "gt doctor --check prefix-mismatch   (which names ids that are led away)"
    return f"correct {town.routes_file}"


def _keep_one(town: Town) -> None:
    with registry_lock.alone(town, "gt doctor --fix"):
        _rewrite(town)


def _rewrite(town: Town) -> None:
    seen: set[Route] = set()
    kept = []
    for line in bounded.read_text(str(town.routes_file)).splitlines():
        if not line.strip():
            continue
        route = _route(line)
        if route not in seen:
            seen.add(route)
            kept.append(line)
    replace(str(town.routes_file), "".join(f"{line}\n" for line in kept), mode=0o600)


def _route(line: str) -> Route:
    found = json_file.parse(line.encode())
    return Route(str(found["prefix"]), str(found["path"]))
