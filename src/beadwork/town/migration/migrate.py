"""Migrate databases of older layouts into the town: copy, place, verify, switch, keep the old one.

Invariant: only our own unfinished copies are deleted. The old directory is not written, and gets a
dated name in the end. Until a database has been verified, every workspace uses the old one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from beadwork.dolt.databases import offline, unserved
from beadwork.dolt.databases.offline import Dolt
from beadwork.errors import BeadworkError, Invalid
from beadwork.town.layout import Town
from beadwork.town.migration import discovery, files, journal
from beadwork.town.migration.discovery import LegacyDatabase
from beadwork.town.migration.journal import Entry
from beadwork.town.rigs import database_files

Say = Callable[[str], None]


class Outcome(NamedTuple):
    """The result for one database: its last step and its backup, or why it is not migrated."""

    found: LegacyDatabase
    step: str
    rows: int = 0
    backup: str = ""
    why: str = ""


def plan(town: Town, others: Sequence[Path]) -> list[Outcome]:
    """Return what `run` would do. The databases of an interrupted migration come first.

    Raises:
        NotFound, BadTown: as `migration_plan.find`.
    """
    begun = [Outcome(entry.found, entry.step) for entry in journal.read(town)]
    sources = {outcome.found.source for outcome in begun}
    fresh = [outcome for outcome in discovery.find(town, others) if outcome.source not in sources]
    return [
        *begun,
        *(
            Outcome(database, "refused" if database.why else "planned", why=database.why)
            for database in fresh
        ),
    ]


def run(town: Town, others: Sequence[Path], say: Say) -> list[Outcome]:
    """Migrate the databases, and return the result for each. Refused databases stay as they are.

    Raises:
        NotFound, BadTown: as `plan`.
        Invalid: each rig has a server of its own.
        NoServer, StorageFailure: the town's server fails. The next run goes on from that step.
    """
    planned = plan(town, others)
    if town.server.rig and any(not outcome.why for outcome in planned):
        raise Invalid(
            "databases are moved by one server for all rigs, "
            "and here each rig has a server of its own",
            hint=(
                f'gt dolt stop, set dolt_server.topology to "per-town" in {town.daemon_file}, '
                "then gt dolt migrate"
            ),
        )
    if not any(not outcome.why for outcome in planned):
        return planned
    refused = [outcome for outcome in planned if outcome.why]
    begun = journal.read(town)
    sources = {entry.found.source for entry in begun}
    fresh = [
        _fresh(outcome.found)
        for outcome in planned
        if not outcome.why and outcome.found.source not in sources
    ]
    running = _Running(town, [*begun, *fresh], say)
    refused += running.copy(offline.dolt_of(town.server, say))
    running.place()
    refused += running.verify()
    running.switch()
    running.keep()
    return [*(_outcome(entry) for entry in running.entries), *refused]


def _fresh(database: LegacyDatabase) -> Entry:
    """Return a new entry for a database, with a backup name that is free."""
    entry = Entry(database, database_files.today())
    return entry._replace(date=database_files.moment()) if entry.backup().exists() else entry


def _outcome(entry: Entry) -> Outcome:
    rows = sum(entry.contents.rows.values()) if entry.contents else 0
    return Outcome(entry.found, entry.step, rows, str(entry.backup()))


class _Running:
    """One migration at work."""

    def __init__(self, town: Town, entries: list[Entry], say: Say) -> None:
        self.town = town
        self.entries = entries
        self.say = say
        self.data = town.data
        self.staging = journal.staging(town)
        journal.write(town, entries)

    def note(self, position: int, entry: Entry) -> None:
        self.entries[position] = entry
        journal.write(self.town, self.entries)

    def pending(self, step: str) -> list[tuple[int, Entry]]:
        return [
            (position, entry)
            for position, entry in enumerate(self.entries)
            if not entry.is_past(step)
        ]

    def copy(self, dolt: Dolt) -> list[Outcome]:
        """Copy the databases that are not copied yet. Return those that cannot be copied."""
        refused = []
        for position, entry in self.pending("copied"):
            self.say(f"Copying {entry.found.source}")
            try:
                self.note(position, self._copied(dolt, entry))
            except BeadworkError as error:
                refused.append(Outcome(entry.found, "refused", why=error.message))
        self._leave(refused)
        return refused

    def _copied(self, dolt: Dolt, entry: Entry) -> Entry:
        source, target = Path(entry.found.source), self.staging / entry.found.target
        if target.exists():
            shutil.rmtree(target)  # a copy of ours that was not finished
        with unserved.locked(source):
            files.copy(source, target)
        try:
            seen = files.look(dolt, target, entry.found)
            files.check(entry.found, seen)
        except BeadworkError:
            shutil.rmtree(target)
            raise
        return entry._replace(step="copied", project_id=seen.project_id, contents=seen.contents)

    def _leave(self, refused: list[Outcome]) -> None:
        left = {outcome.found.source for outcome in refused}
        self.entries = [entry for entry in self.entries if entry.found.source not in left]
        journal.write(self.town, self.entries)

    def place(self) -> None:
        """Move the copies into the town's data, all with one restart of the server."""
        waiting = self.pending("placed")
        moves = [
            (self.staging / entry.found.target, self.data / entry.found.target)
            for _, entry in waiting
        ]
        self.server = database_files.place(self.town.server, moves, self.say)
        for position, entry in waiting:
            self.note(position, entry._replace(step="placed"))

    def verify(self) -> list[Outcome]:
        """Compare the served databases with the old directories, and return those that differ."""
        refused = []
        for position, entry in self.pending("verified"):
            why = self._difference(entry)
            if why:
                refused.append(Outcome(entry.found, "refused", why=why))
            else:
                self.note(position, entry._replace(step="verified"))
        self._leave(refused)
        return refused

    def _difference(self, entry: Entry) -> str:
        """Return how the served database differs from the copied one; empty where it does not."""
        assert entry.contents is not None  # noqa: S101 - since `copied`
        name = entry.found.target
        try:
            differences = entry.contents.differences(
                database_files.served(self.town, self.server, name)
            )
        except BeadworkError as error:
            return f"its copy, the database {name}, cannot be read: {error.message}"
        said = "; ".join(differences[:3])
        return (
            f"its copy, the database {name}, differs from it ({said}); nothing was switched to it"
            if said
            else ""
        )

    def switch(self) -> None:
        """Let each workspace name its database in the town."""
        for position, entry in self.pending("switched"):
            if entry.found.beads:
                files.switch(Path(entry.found.beads), entry)
            self.note(position, entry._replace(step="switched"))

    def keep(self) -> None:
        """Give the old directories their dated names."""
        for position, entry in self.pending("kept"):
            files.keep(entry)
            self.note(position, entry._replace(step="kept"))
