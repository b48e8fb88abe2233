"""Every setting that decides where the issues are and how they are reached, and where each comes
from.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from beadwork.dolt.server import settings as server_settings
from beadwork.dolt.server.files.home import Home
from beadwork.workspace import chosen_branch
from beadwork.workspace.connection.server import (
    Chosen,
    Flags,
    SettingValue,
    effective_settings,
    sources,
)
from beadwork.workspace.locate import Workspace
from beadwork.workspace.settings import config_yaml, metadata

OWN = "your own"


class Origin(NamedTuple):
    """One setting: its value in effect, and where that comes from."""

    key: str
    value: str
    origin: str


class Source(NamedTuple):
    """One source of the server's address: its settings, and whether one of them is in effect."""

    name: str
    says: dict[str, str]
    used: bool


def effective(workspace: Workspace | None, chosen: Chosen, flags: Flags) -> list[Origin]:
    """Return the settings in effect. Of a password only its presence is shown."""
    content = workspace.metadata if workspace else {}
    found = _connection(
        chosen, effective_settings(content, flags, workspace.beads if workspace else "")
    )
    if workspace:
        found.append(
            Origin("database", workspace.database, os.path.join(workspace.beads, metadata.NAME))
        )
        branch = chosen_branch.of(workspace)
        is_chosen = os.environ.get("BD_BRANCH") == branch
        found.append(Origin("branch", branch, "BD_BRANCH" if is_chosen else "default"))
    if chosen.home:
        found += _server(chosen.home)
    if workspace:
        found += [
            Origin(key, value, config_yaml.place_of(workspace.beads, key))
            for key, value in sorted(config_yaml.read(workspace.beads).items())
        ]
    return found


def precedence(workspace: Workspace, home: Home | None, flags: Flags) -> list[Source]:
    """Return the sources of the server's address, the highest first; `home` is that of a managed
    server.
    """
    used = {
        said.origin
        for key, said in effective_settings(workspace.metadata, flags, workspace.beads).items()
        if key in ("host", "port", "socket")
    }
    names = ("flags", "environment", OWN, "metadata.json")
    found = []
    for name, source in zip(
        names, sources(workspace.metadata, flags, workspace.beads), strict=True
    ):
        if name == OWN and not source:
            continue
        says = {
            said.origin if name == "environment" else key: said.value
            for key, said in source.items()
        }
        found.append(Source(name, says, any(said.origin in used for said in source.values())))
    known = {"record": home.record} if home and os.path.exists(home.record) else {}
    whose = "the town's" if home and home.program == "gt" else "your own"
    found.append(Source(f"{whose} server", known, home is not None and bool(known)))
    found.append(Source("default", {"address": "127.0.0.1:3307"}, home is not None and not known))
    return found


def _connection(chosen: Chosen, said: dict[str, SettingValue]) -> list[Origin]:
    address, by = chosen.address, chosen.source
    place = [("socket", address.socket)] if address.socket else [("host", address.host)]
    if chosen.home or not address.socket:
        place.append(("port", str(address.port)))
    found = [
        Origin(key, value, said[key].origin if key in said else by if chosen.home else "default")
        for key, value in place
    ]
    user = said["user"].origin if "user" in said else "default"
    found.append(Origin("user", address.user, user))
    found.append(
        Origin("password", "set" if address.password else "none", _password(chosen, said, user))
    )
    if not chosen.home:
        found.append(
            Origin(
                "tls", str(address.tls).lower(), said["tls"].origin if "tls" in said else "default"
            )
        )
        found += [Origin("ca", address.tls_ca, said["ca"].origin)] if address.tls_ca else []
    return found


def _password(chosen: Chosen, said: dict[str, SettingValue], user: str) -> str:
    if chosen.home and user == "default":
        return chosen.home.password if chosen.address.password else "default"
    if os.environ.get("BEADS_DOLT_PASSWORD"):
        return "BEADS_DOLT_PASSWORD"
    return (
        f"{said['password_file'].value}, named by {said['password_file'].origin}"
        if "password_file" in said
        else "default"
    )


def _server(home: Home) -> list[Origin]:
    named = server_settings.named(home)
    values = server_settings.read(home)._asdict()
    return [
        Origin(
            f"server.{field.replace('_', '-')}",
            str(value).lower() if isinstance(value, bool) else str(value),
            home.settings if field in named else "default",
        )
        for field, value in values.items()
    ]
