"""Make a town: its directories, files, server and own workspace. What exists stays as it is.

Every step first checks what exists, so the next install completes an interrupted one. The mark
`mayor/town.json` is written first: from then on the directory belongs to the town's own server.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.actions.workspace import initialize
from beadwork.actions.workspace.init_plan import Request
from beadwork.dolt.server.files.home import HQ
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.writing.author import Author
from beadwork.errors import BadTown, Invalid
from beadwork.model.hints import command
from beadwork.model.times.timestamps import format_timestamp
from beadwork.town import configuration, ignore_file, json_files, lost_files, own_identity, servers
from beadwork.town.layout import Town
from beadwork.town.mail import hq
from beadwork.town.rigs import registry, registry_lock, routes
from beadwork.workspace import town as mark
from beadwork.workspace import town_place
from beadwork.workspace.routes import Route
from beadwork.workspace.trust import places

VERSION = 1


class TownOptions(NamedTuple):
    """The options of a new town. An option that was not given is empty."""

    name: str = ""
    owner: str = ""
    port: int = 0
    keeps_projects: bool = False
    """Whether the databases of a copied town stay those of the first town's projects."""


class Installed(NamedTuple):
    """The town, the paths that were made (from its root), and its server."""

    town: Town
    made: list[str]
    server: Record
    identity: list[str]
    """What a copied town got of its own; empty for every other town."""

    @property
    def is_new(self) -> bool:
        """Tell whether the directory was no town before."""
        return "mayor/town.json" in self.made


def install(
    root: Path, author: Author, options: TownOptions, say: Callable[[str], None]
) -> Installed:
    """Make `root` a town, or complete one. A copy of a town gets an identity of its own.

    Raises:
        Invalid: the directory lies inside another town.
        BadTown: an existing file of the town cannot be used. It is not overwritten.
        NoServer, StorageFailure, DoltMissing: the install failed. What was made so far stays, and
            the next install goes on from there.
    """
    outer = mark.root_above(str(root.parent))
    if outer:
        raise Invalid(
            f"{root} is already in the town {outer}", hint="gt install in a directory of its own"
        )
    town = Town(root)
    town.root.mkdir(parents=True, exist_ok=True)
    for directory in (town.mayor, town.beads):
        directory.mkdir(exist_ok=True, mode=0o700)
    is_ours = not town.town_file.exists() or mark.is_town(str(root))
    if not is_ours and not town_place.is_proven_copy(str(root)):
        raise BadTown(
            f"{town.town_file} exists, but no town was made here on this machine",
            hint=f"{command('bd', 'trust', '--town', str(root))}   (if it is yours)",
        )
    places.trust_town(str(root))
    with registry_lock.alone(town, "gt install"):
        made = _files(town, author, options)
    identity = own_identity.take(town, author.name, say, keeps_projects=options.keeps_projects)
    servers.make(town, HQ, say)
    server = servers.ensure(town, HQ, say)
    if not (town.beads / "metadata.json").exists():
        made.append(".beads/metadata.json")
    initialize.initialize(
        str(root), author, Request(prefix=HQ, database=HQ), say, beads=str(town.beads)
    )
    with registry_lock.alone(town, "gt install"):
        if not any(route.prefix == f"{HQ}-" for route in routes.read(town)):
            routes.put(town, Route(f"{HQ}-", "."))
            made.append(".beads/routes.jsonl")
    if hq.prepare_mail(town, author.name):
        made.append("hq: mail and channels")
    return Installed(town, made, server, identity)


def _files(town: Town, author: Author, options: TownOptions) -> list[str]:
    """Make the directories and the files that are missing and return the names of those files."""
    for private in (town.data, town.server.control):  # everybody can read the journals in them
        Path(private).mkdir(exist_ok=True, mode=0o700)
    made = []
    wanted: list[tuple[Path, dict[str, Any]]] = [
        (
            town.town_file,
            {
                "type": "town",
                "version": VERSION,
                "name": options.name or town.root.name,
                "owner": options.owner or author.email or author.name,
                "created_at": format_timestamp(datetime.now(UTC).replace(tzinfo=None)),
            },
        ),
        (town.rigs_file, {"version": registry.VERSION, "rigs": lost_files.rigs(town)}),
        (town.daemon_file, lost_files.settings(town, options.port)),
    ]
    for path, content in wanted:
        if path.exists():
            json_files.read(path)
            continue
        json_files.write(path, content)
        made.append(str(path.relative_to(town.root)))
    if ignore_file.complete(town):
        made.append(ignore_file.NAME)
    if "mayor/town.json" not in made:
        _check_names(town, options)
    _check_port(town, options)
    return made


def _check_names(town: Town, options: TownOptions) -> None:
    """Refuse where the existing town has another name or owner than the options."""
    present = json_files.read(town.town_file)
    for key, wanted in (("name", options.name), ("owner", options.owner)):
        if wanted and present.get(key) != wanted:
            raise BadTown(
                (
                    f'{town.town_file} says "{present.get(key, "")}" for the {key} already, and is '
                    "never overwritten"
                ),
                hint=f"edit {town.town_file}",
            )


def _check_port(town: Town, options: TownOptions) -> None:
    """Refuse where the existing town has another port than the options."""
    present = configuration.read(town).port
    if options.port and present != options.port:
        raise BadTown(
            f"{town.daemon_file} names the port {present or 3307} already, and is never "
            f"overwritten",
            hint=f"set dolt_server.port to {options.port} there, then `gt dolt restart`",
        )
