"""Which workspace of a town an id belongs to, by its prefix: `.beads/routes.jsonl` in the town's
root, one object a line.

    {"prefix": "gt-", "path": "gastown/mayor/rig"}

Every command uses this one resolver: of two commands that each guess a database from an id, one
would guess wrong. The form of the file is that of existing towns. Paths are plain strings, as
commands load this module.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from beadwork.errors import BadFile, BadTown, Usage
from beadwork.files import bounded, json_file
from beadwork.workspace import locate, town
from beadwork.workspace.locate import Workspace

NAME = os.path.join(".beads", "routes.jsonl")


class Route(NamedTuple):
    """Ids that begin with `prefix` (`gt-`, with the hyphen) belong to the workspace in `path`,
    relative to the town's root.
    """

    prefix: str
    path: str


def read(root: str) -> list[Route]:
    """Return the routes of a town in the order of the file; none where there is no file.

    Raises:
        BadTown: a line is no route; the message has its number.
    """
    path = os.path.join(root, NAME)
    return [_route(path, number, line) for number, line in _lines(path)]


def read_usable(root: str) -> tuple[list[Route], list[str]]:
    """Return the routes of a town, and an error text for each line that is no route."""
    path = os.path.join(root, NAME)
    known, wrong = [], []
    try:
        for number, line in _lines(path):
            try:
                known.append(_route(path, number, line))
            except BadTown as error:
                wrong.append(error.message)
    except BadTown as error:
        return [], [error.message]
    return known, wrong


def _lines(path: str) -> list[tuple[int, str]]:
    try:
        lines = bounded.read_text(path).splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise BadTown(f"{path} cannot be read: {error.strerror}", hint=f"ls -l {path}") from None
    except BadFile as error:
        raise BadTown(error.message, hint=f"correct {path}") from None
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def places(root: str) -> list[str]:
    """Return the directories of the workspaces that routes lead to, each once.

    Raises:
        BadTown: the routes cannot be read.
    """
    return list(dict.fromkeys(_place(root, route) for route in read(root)))


def places_of(
    root: str, ids: Iterable[str], known: Iterable[Route] | None = None
) -> dict[str, str]:
    """Return, by id, the directory of the workspace to which the longest fitting prefix leads. An
    id that no route fits is left out.

    The routes are `known`, or those of the town.

    Raises:
        BadTown: the town's routes cannot be read.
    """
    routes = read(root) if known is None else known
    longest_first = sorted(routes, key=lambda route: len(route.prefix), reverse=True)
    fitting = {
        key: next((route for route in longest_first if key.startswith(route.prefix)), None)
        for key in ids
    }
    return {key: _place(root, route) for key, route in fitting.items() if route}


def workspace_of(here: Workspace, ids: Iterable[str]) -> Workspace | None:
    """Return the other workspace of the town that ids belong to; None where they belong to `here`.

    The town is that of the workspace `here`, wherever the worktree or the redirect is that led to
    it. Ids without a route (parts of ids, or outside a town) belong to `here`.

    Raises:
        Usage: the ids belong to several workspaces.
        BadTown: the routes cannot be read, or lead nowhere.
    """
    root = town.root_above(here.root)
    if not root:
        return None
    found: dict[str, tuple[str, Workspace]] = {}
    for issue_id in ids:
        workspace = _at(root, issue_id) or here
        found.setdefault(workspace.beads, (issue_id, workspace))
    if len(found) > 1:
        (one, first), (other, second), *_ = found.values()
        raise Usage(
            f"{one} is in {first.database} and {other} in {second.database}; one command works on "
            f"one database",
            hint="a command for each",
        )
    for _, workspace in found.values():
        if workspace.beads != here.beads:
            return workspace
    return None


def _place(root: str, route: Route) -> str:
    return os.path.normpath(os.path.join(root, route.path))


def _at(root: str, issue_id: str) -> Workspace | None:
    place = places_of(root, [issue_id]).get(issue_id)
    if place is None:
        return None
    workspace = locate.governing(place)
    if workspace is None:
        raise BadTown(
            f"{issue_id} is routed to {place}, which has no workspace", hint="gt rig list"
        )
    return workspace._replace(
        why=(f"routed by {os.path.join(root, NAME)}: {issue_id}", *workspace.why)
    )


def _route(path: str, number: int, line: str) -> Route:
    try:
        found = json_file.parse(line.encode())
    except ValueError:
        found = None
    if isinstance(found, dict):
        wrong = [key for key in ("prefix", "path") if not _is_text(found.get(key))]
        if not wrong:
            return Route(found["prefix"], found["path"])
        why = f"; wrong or missing: {' and '.join(wrong)}"
    else:
        why = ""
    raise BadTown(
        f'{path}: line {number} is not a route like {{"prefix": "gt-", "path": '
        f'"gastown/mayor/rig"}}{why}',
        hint=f"correct {path}",
    )


def _is_text(value: object) -> bool:
    return type(value) is str and "\0" not in value
