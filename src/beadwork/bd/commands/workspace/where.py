"""Show which workspace, database and server are used here, and why.

    bd where
    bd where --json

The server is the first that one of these names: flags, the environment, `.beads/metadata.json`, the
record of your own server. A server that only `metadata.json` names is used after `bd trust`. `bd
dolt show` lists every setting with its origin.
"""

from __future__ import annotations

import argparse
import os
from typing import NamedTuple

from beadwork.bd.flags import server
from beadwork.console.console import Console
from beadwork.dolt.server.files.home import Home
from beadwork.errors import BadWorkspace, UntrustedServer
from beadwork.workspace import chosen_branch, locate
from beadwork.workspace.connection.server import METADATA, Flags, choose
from beadwork.workspace.locate import Workspace
from beadwork.workspace.settings import origins, passed_over
from beadwork.workspace.settings.origins import Source
from beadwork.workspace.settings.passed_over import PassedOver


def arguments(parser: argparse.ArgumentParser) -> None:
    server.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    flags = server.read(options)
    workspace = locate.find(console.directory)
    place = _server(workspace, flags)
    branch = chosen_branch.of(workspace)
    sources = origins.precedence(workspace, place.home, flags)
    ignored = passed_over.of(workspace.beads, workspace.metadata)
    value = {
        "path": workspace.beads,
        "why": list(workspace.why),
        "database": workspace.database,
        "branch": branch,
        "project_id": workspace.project_id,
        "server": place.name,
        "server_source": place.source,
        "server_trusted": not place.mend,
        "server_precedence": [source._asdict() for source in sources],
        "managed": place.home is not None,
        "settings_passed_over": {setting.key: setting.value for setting in ignored},
    }
    console.result(
        value,
        lambda: [
            f"workspace  {workspace.beads}",
            *(f"           {step}" for step in workspace.why),
            f"database   {workspace.database}, branch {branch}",
            f"project    {workspace.project_id}",
            f"server     {place.name}",
            *([f"           not trusted, and not contacted: {place.mend}"] if place.mend else []),
            *(_line(number, source) for number, source in enumerate(sources, 1)),
            *(_passed_over(setting) for setting in ignored),
        ],
    )


class _Place(NamedTuple):
    """The server as it is shown. `mend` is the command by which it would be used, empty where it is
    used already.
    """

    name: str
    source: str
    home: Home | None
    mend: str = ""


def _server(workspace: Workspace, flags: Flags) -> _Place:
    try:
        chosen = choose(workspace.metadata, flags, workspace.root, workspace.beads)
    except UntrustedServer as error:
        return _Place(error.server, METADATA, None, error.hint)
    except BadWorkspace as error:
        if not passed_over.of(workspace.beads, workspace.metadata):
            raise
        return _Place(f"none: {error.message}", METADATA, None, error.hint)
    return _Place(chosen.address.name(), chosen.source, chosen.home)


def _line(number: int, source: Source) -> str:
    says = " ".join(f"{key}={value}" for key, value in source.says.items()) or "-"
    return f"         {'→' if source.used else ' '} {number} {source.name.ljust(15)}  {says}"


def _passed_over(setting: PassedOver) -> str:
    name = f".beads/{os.path.basename(setting.file)}"
    words = f"{setting.key} = {setting.value} in {name}"
    return f"passed over  {words}: only you set it, by `{setting.mend}`"
