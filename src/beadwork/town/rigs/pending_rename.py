"""The record of a rename of a rig that has begun: `daemon/rig-rename.json`.

It is written before the first step and removed after the last, so a rename that was killed goes on
at the next try. Meanwhile nothing else changes the town's rigs.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.errors import BadFile, BadTown, Exists
from beadwork.files import json_file
from beadwork.files.atomic import clear_drafts, replace
from beadwork.model.hints import command
from beadwork.town.layout import Town


class PendingRename(NamedTuple):
    """A rename that has begun. `entry` is the rig's entry in the registry, as it was."""

    old: str
    new: str
    has_database: bool
    """Whether the rig has a database of its name in the town, which is renamed, too."""
    entry: dict[str, Any]

    def command(self) -> str:
        """Return the command that finishes the rename."""
        return command("gt", "rig", "rename", self.old, self.new)

    def sentence(self) -> str:
        """Return what is under way, in words."""
        return f"{self.old} is being renamed to {self.new}, or that was interrupted"


def read(town: Town) -> PendingRename | None:
    """Return the rename that has begun, None where there is none.

    Raises:
        BadTown: the record cannot be used.
    """
    path = _path(town)
    try:
        return PendingRename(**json_file.read(str(path)))
    except FileNotFoundError:
        return None
    except BadFile as error:
        raise BadTown(error.message, hint=f"correct {path}") from None
    except TypeError:
        raise BadTown(f"{path} is no record of a rename", hint=f"correct {path}") from None


def refuse(town: Town) -> None:
    """Refuse to change the rigs while a rename is not finished.

    Raises:
        Exists: a rename has begun; the message names the rigs.
    """
    pending = read(town)
    if pending is not None:
        raise Exists(pending.sentence(), hint=pending.command())


def begin(town: Town, rename: PendingRename) -> None:
    """Write the record."""
    replace(str(_path(town)), json.dumps(rename._asdict(), indent=2) + "\n")


def end(town: Town) -> None:
    """Remove the record."""
    clear_drafts(str(_path(town)))
    with suppress(FileNotFoundError):
        _path(town).unlink()


def _path(town: Town) -> Path:
    return Path(town.server.control, "rig-rename.json")
