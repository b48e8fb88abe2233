"""The rigs of a town that have ids and cannot be asked for them: their route, clone or metadata is
gone.

The registry says which prefixes the town's rigs have. It is read only for a dependency whose target
is in no tracker that a route leads to.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from beadwork.errors import BadFile, BadTown, BadWorkspace
from beadwork.files import json_file
from beadwork.model.dependencies.cross_rig import Unasked
from beadwork.model.issues import ids as issue_ids
from beadwork.workspace import locate, routes, town

REGISTRY = os.path.join("mayor", "rigs.json")


def of(place: str, ids: Iterable[str]) -> dict[str, Unasked]:
    """Return, by id, the rig that has it and cannot be asked. An id of no rig is left out, and one
    of the workspace at `place`.

    Where the registry cannot be read, each id may be of a rig.
    """
    root = town.root_above(place)
    if not root:
        return {}
    try:
        prefixes = _prefixes(root)
    except (BadFile, FileNotFoundError):
        path = os.path.join(root, REGISTRY)
        why = f"{path} cannot be used, and no route leads there"
        return {key: Unasked(f"the rig of {issue_ids.prefix_of(key)}-", why, False) for key in ids}
    found = {key: _longest(key, prefixes) for key in ids}
    return {
        key: Unasked(name, _why(root, name, key))
        for key, name in found.items()
        if name and os.path.realpath(_clone(root, name)) != os.path.realpath(place)
    }


def _prefixes(root: str) -> dict[str, str]:
    """Return the name of the rig of each prefix, with the hyphen, by the registry."""
    content: Any = json_file.read(os.path.join(root, REGISTRY))
    entries = content.get("rigs", {}) if isinstance(content, dict) else {}
    known = {
        f"{entry['beads']['prefix']}-": str(name)
        for name, entry in (entries.items() if isinstance(entries, dict) else ())
        if isinstance(entry, dict)
        and isinstance(entry.get("beads"), dict)
        and isinstance(entry["beads"].get("prefix"), str)
    }
    return {"hq-": "hq", **known}


def _longest(issue_id: str, prefixes: dict[str, str]) -> str:
    fitting = [prefix for prefix in prefixes if issue_id.startswith(prefix)]
    return prefixes[max(fitting, key=len)] if fitting else ""


def _clone(root: str, name: str) -> str:
    return root if name == "hq" else os.path.join(root, name, "mayor", "rig")


def _why(root: str, name: str, issue_id: str) -> str:
    """Return why no tracker was found for an id of a rig."""
    try:
        place = routes.places_of(root, [issue_id]).get(issue_id)
        if place is None:
            return f"no route leads to it in {os.path.join(root, routes.NAME)}"
        if not os.path.isdir(place):
            return f"{place} is not there"
        if locate.governing(place) is None:
            return f"{place} has no workspace"
    except (BadTown, BadWorkspace) as error:
        return error.message
    return f"the server of {place} is none of this town's"
