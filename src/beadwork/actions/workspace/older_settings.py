"""Take over the settings that an older tracker has in `.beads/config.yaml`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from beadwork.actions import configure
from beadwork.errors import BadWorkspace, Invalid
from beadwork.model.hints import command
from beadwork.store import config
from beadwork.workspace.settings import older_yaml

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Transaction


def read(beads: str, say: Callable[[str], None]) -> dict[str, str]:
    """Return the settings by their names in the database; none where the file cannot be read, which
    is said.
    """
    try:
        return older_yaml.read(beads)
    except BadWorkspace as error:
        say(f"{error.message}; nothing was taken from it")
        return {}


def take_over(tx: Transaction, found: dict[str, str], say: Callable[[str], None]) -> list[str]:
    """Set the statuses and types that the database has not set, and return the keys. One that the
    tracker could not work with is said and left out.
    """
    taken = []
    for key, value in found.items():
        if key == older_yaml.PREFIX or config.get(tx, key) is not None:
            continue
        try:
            configure.put(tx, key, value)
            taken.append(key)
        except Invalid as error:
            say(f"config.yaml: {error.message}; left out")
    return taken


def say_changed(older: str, made: str, say: Callable[[str], None]) -> None:
    """Say that new ids have another prefix than those of the older tracker, and how to rename."""
    if older and older != made:
        say(
            f"Ids of the older tracker begin with {older}-, new ones with {made}-: "
            f"{command('bd', 'rename-prefix', older, made)}   renames the others"
        )
