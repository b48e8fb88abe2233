"""The directory of a rig that is being added. It is made in one step with a mark, and the add is
resumed after a kill.

Invariant: a directory with the mark was made by `gt rig add`, and its rig was never reported as
added. No other directory gets the mark. The mark is removed when the rig is complete.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from beadwork.errors import BadFile, Exists
from beadwork.files import json_file
from beadwork.files.atomic import clear_drafts, replace
from beadwork.town.layout import Town
from beadwork.town.rigs import unsaved_work

MARK = ".rig-add.json"
REDIRECT_FILE = ".beads/redirect"


class Source(NamedTuple):
    """The source of a clone. The branch is empty where git chooses."""

    url: str
    branch: str


def made(town: Town, name: str) -> frozenset[Path]:
    """Return the files outside the clone that `gt rig add` makes for a rig."""
    return frozenset({town.rig(name) / MARK, town.rig(name) / REDIRECT_FILE})


def is_half_made(town: Town, name: str) -> bool:
    """Return whether adding a rig of this name was interrupted."""
    return (town.rig(name) / MARK).is_file()


def begin(town: Town, name: str, source: Source, undo: ExitStack) -> None:
    """Make the directory, or resume an unfinished one. Its clone stays if it has the same source.

    Raises:
        Exists: there is a directory of that name without the mark.
        Invalid: the clone has another source, and has work that no remote has.
    """
    place = town.rig(name)
    if is_half_made(town, name):
        if town.clone(name).exists() and _read(place) != source:
            unsaved_work.refuse(place, made(town, name))
            shutil.rmtree(town.clone(name))
        _write(place, source)
        return
    if os.path.lexists(place) and (
        place.is_symlink() or not place.is_dir() or any(place.iterdir())
    ):
        raise Exists(
            f"{place} already exists, and is not a rig", hint="another name, or move it away"
        )
    fresh = town.root / f".adding-{name}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    _write(fresh, source)
    fresh.rename(place)
    undo.callback(_take_away, place)


def end(town: Town, name: str) -> None:
    """Remove the mark: the rig is complete, or was removed."""
    clear_drafts(str(town.rig(name) / MARK))
    (town.rig(name) / MARK).unlink(missing_ok=True)


def _write(place: Path, source: Source) -> None:
    replace(str(place / MARK), json.dumps(source._asdict()) + "\n")


def _read(place: Path) -> Source | None:
    with suppress(OSError, BadFile, TypeError):
        return Source(**json_file.read(str(place / MARK)))
    return None


def _take_away(place: Path) -> None:
    with suppress(OSError):
        (place / MARK).unlink()
        place.rmdir()
