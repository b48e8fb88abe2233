"""Change a setting of the server, or of how this workspace reaches it. An empty value unsets it.

bd dolt set server.port 3399
bd dolt set federation.remote https://example.org/team/api
bd dolt set host db.example.org
bd dolt set host ""

server.port server.auth server.max-connections server.log-level server.auto-gc
    settings of your own server, for all workspaces. They take effect when the server starts again
    (`bd dolt restart`).
host port user tls database
    settings of this workspace, in .beads/metadata.json, for everybody who shares it.
socket
    the socket by which you reach its server: your own, in your own directory.
federation.remote
    the URL of the remote `origin`, to which `bd dolt push` pushes; "" removes the remote.
dolt.… federation.… sync.…
    settings of this machine's copy of the workspace, in .beads/config.yaml. dolt.auto-commit is
    personal, and stored in your own directory.

A host or a port that you set is trusted (`bd trust --list`).
"""

from __future__ import annotations

import argparse
import os
from contextlib import suppress

from beadwork import errors
from beadwork.bd import local_settings, server_choice
from beadwork.console.console import Console
from beadwork.dolt.server.files import credential_store
from beadwork.model.hints import command
from beadwork.workspace import locate
from beadwork.workspace.settings import config_yaml
from beadwork.workspace.settings.change_server import KEYS, SOCKET, change, change_socket

REMOTE = "federation.remote"
"""The URL of the remote `origin`."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")
    parser.add_argument("value", metavar="VALUE")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise errors.ReadOnly("set writes, and --readonly is given")
    key, value = options.key, credential_store.take_out(options.value, console.note)
    if key == REMOTE:
        value = _set_remote(console, value)
    place = _change(console, key, value)
    console.result(
        {"key": key, "value": value, "location": place},
        lambda: f"{key} = {value}" if value else f"{key} is no longer set",
    )


def _change(console: Console, key: str, value: str) -> str:
    """Make the change and return the file that holds the setting."""
    if key.startswith("server."):
        return _of_server(console, key, value)
    if key in KEYS:
        workspace = locate.find(console.directory)
        change(workspace, key, value)
        return f"{workspace.beads}/metadata.json"
    if key == SOCKET:
        return change_socket(locate.find(console.directory), value)
    if not config_yaml.is_local(key):
        words = f"server.…, {', '.join(KEYS)}, {SOCKET}, dolt.…, federation.…, sync.…"
        raise errors.Usage(
            f'no setting "{key}" of the server; there are {words}',
            hint=f"{command('bd', 'config', 'set', key)} …",
        )
    workspace = locate.find(console.directory)
    if value:
        local_settings.check(key, value)
    config_yaml.change(workspace.beads, key, value or None)
    return config_yaml.place_of(workspace.beads, key)


def _set_remote(console: Console, url: str) -> str:
    """Make the remote `origin` lead to a URL, or remove it with an empty one; return the URL in
    Dolt's form.
    """
    from beadwork.bd.opening import open_tracker

    with open_tracker(console) as tracker:
        if url:
            return tracker.set_remote(
                "origin", url, directory=os.path.abspath(console.directory)
            ).url
        with suppress(errors.NoRemote):
            tracker.remove_remote("origin")
        return ""


def _of_server(console: Console, key: str, value: str) -> str:
    from beadwork.dolt.server import settings as server_settings
    from beadwork.dolt.server.files import record

    home = server_choice.own_home(
        console, "set it under dolt_server in mayor/daemon.json, then `gt dolt restart`"
    )
    server_settings.change(home, key.removeprefix("server."), value)
    if record.read(home):
        console.note("It takes effect at the next start: bd dolt restart")
    return home.settings
