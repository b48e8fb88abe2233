"""What the doctor examines: a town with all its trackers, or one workspace; and their server.

Nothing here starts, repairs or waits. The server is tried once. A check that needs something which
cannot be reached is skipped, with the reason (`CheckSkipped`).
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from beadwork.doctor import tracker_directories
from beadwork.doctor.finding import CheckSkipped
from beadwork.doctor.tracker_directories import TrackerDirectory
from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.connection.session import Result, Session
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import HQ, Home, TownHome
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.lifecycle import start
from beadwork.dolt.server.machine import process
from beadwork.errors import BadTown, BadWorkspace, BeadworkError
from beadwork.model.settings_table import float_setting
from beadwork.store import identity_check
from beadwork.town import configuration, servers
from beadwork.town.configuration import Configuration
from beadwork.town.layout import Town
from beadwork.town.rigs import registry
from beadwork.workspace import chosen_branch, cross_rig
from beadwork.workspace import town as mark
from beadwork.workspace.connection.link import Link
from beadwork.workspace.connection.server import Chosen, Flags, choose, managed
from beadwork.workspace.locate import Workspace

SILENT = (Fault.LOST, Fault.REFUSED)
READ_SECONDS = float_setting("doctor.read-timeout")
"""The longest time in seconds that a healthy server takes for an answer, on a loaded machine."""


class Subject:
    """What one run of the doctor examines: the whole of `town`, or the workspace of `directory`."""

    rig = ""
    """The rig whose own server is examined; empty for a whole town or a workspace."""

    def __init__(self, town: Town | None, directory: str, *, is_town: bool) -> None:
        self.town = town
        self.directory = directory
        self.is_town = is_town
        self._unreachable: CheckSkipped | None = None
        self._is_silent = False
        self._links: dict[str, Link] = {}
        self._session: Session | None = None

    @property
    def program(self) -> str:
        """The program whose commands repair the server."""
        return self.home.program if self.home else "bd"

    @cached_property
    def trackers(self) -> list[TrackerDirectory]:
        """The trackers: `hq` and every rig, or the one workspace.

        Raises:
            BadTown: the registry cannot be used.
        """
        if self.is_town:
            return [tracker_directories.at(HQ, str(self.required_town.root), HQ), *self.rigs]
        return [tracker_directories.governing(self.directory)]

    @property
    def served(self) -> list[tuple[TrackerDirectory, Workspace]]:
        """The trackers on this server, each with its workspace; raises as `trackers`."""
        found = [(tracker, tracker.workspace) for tracker in self.trackers if tracker.workspace]
        if not self.is_town:
            return found
        return [
            (tracker, workspace)
            for tracker, workspace in found
            if cross_rig.same_server(workspace, self.address, Flags())
        ]

    @cached_property
    def rigs(self) -> list[TrackerDirectory]:
        """The rigs of the town; raises as `trackers`."""
        town = self.required_town
        return [
            tracker_directories.at(rig.name, str(town.clone(rig.name)), rig.prefix)
            for rig in registry.all_of(town)
        ]

    @property
    def required_town(self) -> Town:
        """The town; raises CheckSkipped outside a town."""
        if self.town is None:
            raise CheckSkipped(f"{self.directory} is in no town")
        return self.town

    @cached_property
    def configuration(self) -> Configuration:
        """The town's `mayor/daemon.json`; the defaults without a town, or where it is damaged."""
        try:
            return configuration.read(self.town) if self.town else Configuration()
        except BadTown:
            return Configuration()

    @cached_property
    def servers(self) -> list[Subject]:
        """One subject for each server of a town that has several; none where it has one.

        Raises:
            BadTown: the registry cannot be used.
        """
        if self.town is None or not self.is_town or not self.town.server.rig:
            return []
        return [ServerSubject(self.town, home) for home in servers.all_of(self.town)]

    @cached_property
    def _chosen(self) -> Chosen:
        workspace = self.first.workspace
        try:
            return choose(
                workspace.metadata if workspace else {},
                place=self.directory,
                beads=workspace.beads if workspace else "",
            )
        except BadWorkspace as error:
            raise CheckSkipped(error.message) from None

    @property
    def first(self) -> TrackerDirectory:
        """The tracker whose workspace names the server: `hq`, or the one workspace."""
        return (
            tracker_directories.at(HQ, str(self.required_town.root), HQ)
            if self.is_town
            else self.trackers[0]
        )

    @property
    def address(self) -> Address:
        return self._chosen.address

    @property
    def home(self) -> Home | None:
        """The home of the server; None where somebody else runs it, or it cannot be chosen."""
        try:
            chosen = self._chosen.home
        except CheckSkipped:
            chosen = None
        return self.required_town.server if chosen is None and self.is_town else chosen

    @property
    def managed_home(self) -> Home:
        """The home of the server; raises CheckSkipped where somebody else runs the server."""
        if self.home is None:
            raise CheckSkipped(f"the server at {self.address.name()} is run by somebody else")
        return self.home

    @cached_property
    def server_record(self) -> Record | None:
        """The record of the managed server; None where there is none that can be used."""
        return record.read(self.managed_home)

    @cached_property
    def found_server(self) -> Record | None:
        """The managed server if its process lives, found by its process where its record is
        lost.
        """
        return start.running(self.managed_home)

    @property
    def running_record(self) -> Record:
        """The record of the managed server; raises CheckSkipped where its process does not run."""
        known = self.server_record
        if known is None or process.find(self.managed_home, known) is None:
            raise CheckSkipped("no server runs")
        return known

    def server_session(self) -> Session:
        """Return a session on no database, after the server has shown the expected uuid.

        Raises:
            CheckSkipped: the server does not answer, or is another one; it is not asked twice.
        """
        if self._unreachable:
            raise self._unreachable
        if self._session is None:
            opened = Session(
                self.address,
                None,
                greeting=((identity_check.UUID, ()),),
                greeted=self._greeted,
                read_seconds=READ_SECONDS,
            )
            try:
                opened.rows(identity_check.UUID)
            except ServerError as error:
                self._unreachable = CheckSkipped(unreachable_reason(error))
                self._is_silent = error.fault in SILENT
                raise self._unreachable from None
            except CheckSkipped as foreign:
                self._unreachable = foreign
                raise
            self._session = opened
        return self._session

    def skip_if_silent(self) -> None:
        """Raise CheckSkipped where nothing answers at all, so that no check waits again."""
        try:
            self.server_session()
        except CheckSkipped:
            if self._is_silent:
                raise

    def _greeted(self, results: list[Result]) -> None:
        found = str(results[0].rows[0][0])
        if self.address.uuid and found != self.address.uuid:
            raise CheckSkipped(
                f"the server at {self.address.name()} is {found}, not ours, {self.address.uuid}"
            )

    def link(self, tracker: TrackerDirectory) -> Link:
        """Return a tracker's connection, after checking that the database is the tracker's own.

        Raises:
            CheckSkipped: the server does not answer, or the database cannot be read.
        """
        self.server_session()
        if tracker.name not in self._links:
            if tracker.workspace is None:
                raise CheckSkipped(tracker.trouble)
            branch = "main" if self.is_town else chosen_branch.of(tracker.workspace)
            try:
                found = Link(tracker.workspace, branch=branch)
                found.session.read_seconds = READ_SECONDS
                found.session.rows(identity_check.UUID)
            except ServerError as error:
                raise CheckSkipped(
                    f"the database {tracker.workspace.database} cannot be read: {error.text}"
                ) from None
            except BeadworkError as error:
                raise CheckSkipped(error.message) from None
            self._links[tracker.name] = found
        return self._links[tracker.name]

    def evidence_line(self, tracker: TrackerDirectory, line: str) -> str:
        """Return a line of evidence about a tracker; in a town it begins with the name."""
        return f"{tracker.name}: {line}" if self.is_town else line

    def refresh(self) -> None:
        """Forget everything that was read, after a repair."""
        self.close()
        for name in (
            "trackers",
            "rigs",
            "servers",
            "configuration",
            "_chosen",
            "server_record",
            "found_server",
        ):
            self.__dict__.pop(name, None)
        self._unreachable, self._is_silent = None, False

    def close(self) -> None:
        for session in (
            *(link.session for link in self._links.values()),
            *([self._session] if self._session else []),
        ):
            session.close()
        self._links, self._session = {}, None
        for server in self.__dict__.get("servers", []):
            server.close()


class ServerSubject(Subject):
    """One server of a town in which each rig has its own."""

    def __init__(self, town: Town, home: TownHome) -> None:
        super().__init__(town, str(town.root), is_town=True)
        self.rig = home.rig
        self._home = home

    @cached_property
    def servers(self) -> list[Subject]:
        return []

    @cached_property
    def _chosen(self) -> Chosen:
        return Chosen(managed(self._home), self._home.record, self._home)


def of_town(town: Town) -> Subject:
    """Return a whole town as the subject."""
    return Subject(town, str(town.root), is_town=True)


def of_workspace(directory: str) -> Subject:
    """Return the workspace that governs a directory as the subject, even one that is damaged.

    Raises:
        NoWorkspace: no workspace governs the directory.
    """
    tracker = tracker_directories.governing(directory)
    root = mark.root_above(tracker.directory)
    return Subject(Town(Path(root)) if root else None, tracker.directory, is_town=False)


def unreachable_reason(error: ServerError) -> str:
    """Return a server's error as the reason why a check is skipped."""
    if error.fault in SILENT:
        return "no server answers"
    return explain(error).message
