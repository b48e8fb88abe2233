"""Make a town: its directories, its files, its server, and its own workspace. What is there already stays as it is.

Every step looks first, so that an install that was cut off is completed by the next one. The mark `mayor/town.json` comes
first: from then on everything in the directory belongs to the town's own server.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.actions import initialize
from beadwork.actions.init_plan import Request
from beadwork.dolt.author import Author
from beadwork.dolt.server import start
from beadwork.dolt.server.record import Record
from beadwork.errors import BadTown, Invalid
from beadwork.model.timestamps import format_timestamp
from beadwork.store import post_office
from beadwork.town import configuration, documents, hq, registry, routes
from beadwork.town.layout import HQ, Town
from beadwork.workspace import town as mark
from beadwork.workspace.routes import Route

VERSION = 1


class Asked(NamedTuple):
    """What a person said about the new town; empty where nothing."""

    name: str = ""
    owner: str = ""
    port: int = 0


class Installed(NamedTuple):
    """The town, what of it had to be made (paths from its root), and its server."""

    town: Town
    made: list[str]
    server: Record


def install(root: Path, author: Author, asked: Asked, say: Callable[[str], None]) -> Installed:
    """Make `root` a town, or complete one.

    Raises:
        Invalid: the directory lies inside another town.
        BadTown: a file of the town that is there cannot be used; it is not overwritten.
        NoServer, StorageFailure, DoltMissing: what is made so far stays, and the next install goes on.
    """
    outer = mark.root_above(str(root.parent))
    if outer:
        raise Invalid(f"{root} lies in the town {outer} already", hint="gt install in a directory of its own")
    town = Town(root)
    made = _files(town, author, asked)
    server = start.ensure(town.server, say)
    if not (town.beads / "metadata.json").exists():
        made.append(".beads/metadata.json")
    initialize.initialize(str(root), author, Request(prefix=HQ, database=HQ), say, beads=str(town.beads))
    if not any(route.prefix == f"{HQ}-" for route in routes.read(town)):
        routes.put(town, Route(f"{HQ}-", "."))
        made.append(".beads/routes.jsonl")
    with hq.tracker(town, actor=author.name) as tracker:
        if not tracker.ask(post_office.is_prepared):
            tracker.change(post_office.prepare)
            made.append("hq: mail and channels")
    return Installed(town, made, server)


def _files(town: Town, author: Author, asked: Asked) -> list[str]:
    """Make the directories and the files that are missing and return the names of those files."""
    for directory in (town.root, town.mayor):
        directory.mkdir(parents=True, exist_ok=True)
    for private in (town.server.data, town.server.control):  # the journals below can be read by everybody
        Path(private).mkdir(exist_ok=True, mode=0o700)
    made = []
    wanted: list[tuple[Path, dict[str, Any]]] = [
        (
            town.town_file,
            {
                "type": "town",
                "version": VERSION,
                "name": asked.name or town.root.name,
                "owner": asked.owner or author.email or author.name,
                "created_at": format_timestamp(datetime.now(UTC).replace(tzinfo=None)),
            },
        ),
        (town.rigs_file, {"version": registry.VERSION, "rigs": {}}),
        (town.daemon_file, configuration.initial(asked.port)),
    ]
    for path, content in wanted:
        if path.exists():
            documents.read(path)
            continue
        documents.write(path, content)
        made.append(str(path.relative_to(town.root)))
    _check_port(town, asked)
    return made


def _check_port(town: Town, asked: Asked) -> None:
    """Raise where a town that is there has another port than the one asked for."""
    present = configuration.read(town).port
    if asked.port and present != asked.port:
        raise BadTown(
            f"{town.daemon_file} names the port {present or 3307} already, and is never overwritten",
            hint=f"set dolt_server.port to {asked.port} there, then `gt dolt restart`",
        )
