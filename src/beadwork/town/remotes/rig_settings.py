"""What a town keeps of the remotes of a rig: it follows a rename, and goes with a purge.

`mayor/daemon.json` names the remote and where the ledger is published. The record of the remotes
lies beside the server. A relay, and the password in it, are found by the database's own
`dolt_remotes`, so they follow it wherever it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from beadwork.dolt.server.files import remote_record
from beadwork.town import json_files
from beadwork.town.layout import Town

KEYED = (("dolt_remotes", "databases"), ("ledger", "rigs"))
"""The objects of `mayor/daemon.json` whose keys are names of rigs."""


def rename(town: Town, old: str, new: str) -> None:
    """Let the configuration and the records of a rig's remotes follow its new name."""

    def move(entries: dict[str, Any]) -> None:
        if old in entries:
            entries[new] = entries.pop(old)

    _edit(town, move)
    remote_record.rename(town.server_of(new).control, old, new)


def forget(town: Town, name: str) -> None:
    """Take a rig's remotes out of the configuration, and delete their records."""
    _edit(town, lambda entries: entries.pop(name, None))
    remote_record.forget(town.server_of(name).control, name)


def _edit(town: Town, edit: Callable[[dict[str, Any]], object]) -> None:
    content = json_files.read(town.daemon_file)
    before = repr(content)
    for entries in _keyed(content):
        edit(entries)
    if repr(content) != before:
        json_files.write(town.daemon_file, content)


def _keyed(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section, key in KEYED:
        found = content.get(section)
        entries = found.get(key) if isinstance(found, dict) else None
        if isinstance(entries, dict):
            yield entries
