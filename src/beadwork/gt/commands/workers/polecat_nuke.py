"""Take a worker away: session, worktree, branches, record. Its issues are open again.

    gt polecat nuke nux
    gt polecat nuke gastown/nux --discard

It is refused, with exit status 4, while the worker has uncommitted changes, commits that are
nowhere else, or issues that are not merged. With --discard these are kept apart: a tag of Dolt
keeps the branch of the issues, and refs of git below refs/discarded/ keep commits and changes. The
commands that bring them back are printed.

A worker that is half made or half gone is taken away as well. One that is not there is no error.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import NotFound, ReadOnly
from beadwork.gt import town_choice
from beadwork.town.layout import Town
from beadwork.town.workers import nuke, record, take_away
from beadwork.town.workers.nuke import Nuked


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--discard", action="store_true", help="although its work is nowhere else")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("polecat nuke writes, and --readonly is given")
    town = take_away.leave_worktree(town_choice.town(console))
    found = _nuked(console, town, options)
    if found is None:
        gone = {"worker": options.name, "removed": False, "kept": [], "released": []}
        console.result(gone, lambda: f"Nothing is left of {options.name}")
        return
    value = {
        "worker": found.worker.address,
        "removed": True,
        "kept": [kept._asdict() for kept in found.kept],
        "released": found.released,
    }
    console.result(value, lambda: _lines(found))


def _nuked(console: Console, town: Town, options: argparse.Namespace) -> Nuked | None:
    try:
        worker = record.find(town, options.name)
    except NotFound as error:
        console.note(error.message)
        return None
    return nuke.nuke(town, worker, discard=options.discard)


def _lines(found: Nuked) -> list[str]:
    said = [f"Nuked {found.worker.address}"]
    if found.released:
        said.append(f"  open again: {', '.join(found.released)}")
    for kept in found.kept:
        said += [f"  its {kept.what} stay in {kept.commit} ({kept.name}); to bring them back:"]
        said += [f"    {kept.command}"]
    return said
