"""Which workspace an id belongs to, by its prefix: `.beads/routes.jsonl`, one object a line, as existing towns have it.

{"prefix": "gt-", "path": "gastown/mayor/rig"}
"""

from __future__ import annotations

import json
from typing import NamedTuple

from beadwork.dolt.server.record import replace
from beadwork.errors import BadTown
from beadwork.town.layout import Town


class Route(NamedTuple):
    """Ids that begin with `prefix` (`gt-`, hyphen included) are those of the workspace in `path`, seen from the root."""

    prefix: str
    path: str


def read(town: Town) -> list[Route]:
    """Return the routes in the order of the file; none where there is no file.

    Raises:
        BadTown: a line is no route; the message has its number.
    """
    try:
        lines = town.routes_file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [_route(town, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def put(town: Town, route: Route) -> None:
    """Add a route, in the place of one with the same prefix."""
    kept = [one for one in read(town) if one.prefix != route.prefix]
    _write(town, [*kept, route])


def remove(town: Town, path: str) -> None:
    """Take away the routes that lead to a path; that there are none is no error."""
    routes = read(town)
    kept = [route for route in routes if route.path != path]
    if kept != routes:
        _write(town, kept)


def _write(town: Town, routes: list[Route]) -> None:
    text = "".join(json.dumps(route._asdict(), ensure_ascii=False) + "\n" for route in routes)
    replace(str(town.routes_file), text, mode=0o644)


def _route(town: Town, number: int, line: str) -> Route:
    try:
        found = json.loads(line)
        return Route(str(found["prefix"]), str(found["path"]))
    except (ValueError, KeyError, TypeError):
        raise BadTown(
            f'{town.routes_file}: line {number} is no route like {{"prefix": "gt-", "path": "gastown/mayor/rig"}}',
            hint=f"mend {town.routes_file}",
        ) from None
