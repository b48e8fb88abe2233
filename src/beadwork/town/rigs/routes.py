"""Change the routes of a town, under the lock of registry_lock.py. See workspace/routes.py."""

from __future__ import annotations

import json

from beadwork.errors import Exists
from beadwork.files.atomic import replace
from beadwork.town.layout import Town
from beadwork.workspace import routes
from beadwork.workspace.routes import Route


def read(town: Town) -> list[Route]:
    """Return the routes in the order of the file, none where there is no file.

    Raises:
        BadTown: a line is no route. The message has the number of the line.
    """
    return routes.read(str(town.root))


def refuse_taken(town: Town, route: Route) -> None:
    """Refuse a route whose prefix leads elsewhere already.

    Raises:
        Exists: another route has the prefix.
        BadTown: the routes cannot be read.
    """
    for other in read(town):
        if other.prefix == route.prefix and other.path != route.path:
            raise Exists(
                f"{town.routes_file} leads {other.prefix} to {other.path} already, "
                f"not to {route.path}",
                hint="gt doctor --check routes-valid",
            )


def put(town: Town, route: Route) -> None:
    """Add a route. A route that exists already is no error.

    Raises:
        Exists: ids with this prefix belong elsewhere.
        BadTown: the routes cannot be read.
    """
    refuse_taken(town, route)
    kept = [known for known in read(town) if known.prefix != route.prefix]
    _write(town, [*kept, route])


def remove(town: Town, path: str) -> None:
    """Remove the routes that lead to a path. It is no error where there are none."""
    known = read(town)
    kept = [route for route in known if route.path != path]
    if kept != known:
        _write(town, kept)


def move(town: Town, old_path: str, new_path: str) -> None:
    """Let the routes to one path lead to another.

    Raises:
        BadTown: the routes cannot be read.
    """
    known = read(town)
    moved = [route._replace(path=new_path) if route.path == old_path else route for route in known]
    if moved != known:
        _write(town, moved)


def _write(town: Town, changed: list[Route]) -> None:
    text = "".join(json.dumps(route._asdict(), ensure_ascii=False) + "\n" for route in changed)
    replace(str(town.routes_file), text, mode=0o600)
