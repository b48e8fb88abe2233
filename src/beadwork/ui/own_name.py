"""Whose name a write of this command would get."""

from __future__ import annotations

from beadwork.console.console import Console
from beadwork.errors import NoWorkspace
from beadwork.workspace import identity, locate
from beadwork.workspace.settings import config_yaml


def of(console: Console) -> str:
    """Return the name that `@me` stands for."""
    try:
        setting = config_yaml.read(locate.find(console.directory).beads).get("actor", "")
    except NoWorkspace:  # a command of a town
        setting = ""
    return identity.author(console.directory, chosen=console.actor, setting=setting).name
