"""What the doctor looks at: a town with all its trackers, or one workspace; and the way into its
server, tried once.

Nothing here starts, repairs or waits. Whoever cannot be asked is `Unseen`, with the reason, for
every check that would have.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from beadwork.doctor import tracker_directories
from beadwork.doctor.finding import Unseen
from beadwork.doctor.tracker_directories import Seat
from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.connection.session import Result, Session
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home, TownHome
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.machine import process
from beadwork.errors import BadTown, BeadworkError
from beadwork.store import identity_check
from beadwork.town import configuration, servers
from beadwork.town.configuration import Configuration
from beadwork.town.layout import HQ, Town
from beadwork.town.rigs import registry
from beadwork.workspace import cross_rig
from beadwork.workspace import town as mark
from beadwork.workspace.connection.link import Link
from beadwork.workspace.connection.server import Chosen, Flags, choose, managed
from beadwork.workspace.locate import Workspace

SILENT = (Fault.LOST, Fault.REFUSED)
READ_SECONDS = 20.0
"""So long may a server that is well take for an answer, on a loaded machine."""


class Place:
    """Where the doctor was called to. `town` is the one it lies in; `is_town`: all of that is
    looked at.
    """

    rig = ""
    """Whose server this is a look at, one of several of the town; empty for the whole place."""

    def __init__(self, town: Town | None, directory: str, *, is_town: bool) -> None:
        self.town = town
        self.directory = directory
        self.is_town = is_town
        self._trouble: Unseen | None = None
        self._is_silent = False
        self._links: dict[str, Link] = {}
        self._session: Session | None = None

    @property
    def program(self) -> str:
        """The program whose commands mend what is wrong with the server."""
        return self.home.program if self.home else "bd"

    @cached_property
    def seats(self) -> list[Seat]:
        """The trackers: `hq` and every rig, or the one workspace.

        Raises:
            BadTown: the registry cannot be used.
        """
        if self.is_town:
            return [tracker_directories.at(HQ, str(self.the_town.root), HQ), *self.rigs]
        return [tracker_directories.governing(self.directory)]

    @property
    def served(self) -> list[tuple[Seat, Workspace]]:
        """Those of them that are on this server, each with its workspace; raises as `seats`."""
        found = [(seat, seat.workspace) for seat in self.seats if seat.workspace]
        if not self.is_town:
            return found
        return [
            (seat, one) for seat, one in found if cross_rig.same_server(one, self.address, Flags())
        ]

    @cached_property
    def rigs(self) -> list[Seat]:
        """The rigs of the town; raises as `seats`."""
        town = self.the_town
        return [
            tracker_directories.at(rig.name, str(town.clone(rig.name)), rig.prefix)
            for rig in registry.all_of(town)
        ]

    @property
    def the_town(self) -> Town:
        """The town, for checks that only make sense in one."""
        if self.town is None:
            raise Unseen(f"{self.directory} is in no town")
        return self.town

    @cached_property
    def configuration(self) -> Configuration:
        """What `mayor/daemon.json` says; the defaults where there is no town, or the file cannot be
        used.
        """
        try:
            return configuration.read(self.town) if self.town else Configuration()
        except BadTown:
            return Configuration()

    @cached_property
    def servers(self) -> list[Place]:
        """A look at each server of the town, where it has several; none where it is one.

        Raises:
            BadTown: the registry cannot be used.
        """
        if self.town is None or not self.is_town or not self.town.server.rig:
            return []
        return [_OfServer(self.town, home) for home in servers.all_of(self.town)]

    @cached_property
    def _chosen(self) -> Chosen:
        workspace = self.first.workspace
        return choose(workspace.metadata if workspace else {}, place=self.directory)

    @property
    def first(self) -> Seat:
        """The tracker that says which server it is: `hq`, or the one workspace."""
        return (
            tracker_directories.at(HQ, str(self.the_town.root), HQ)
            if self.is_town
            else self.seats[0]
        )

    @property
    def address(self) -> Address:
        """Where the server is."""
        return self._chosen.address

    @property
    def home(self) -> Home | None:
        """The places of the server; None where somebody else runs it."""
        if self._chosen.home is None and self.is_town:
            return self.the_town.server
        return self._chosen.home

    @property
    def managed(self) -> Home:
        """The places of the server, for checks that look at its files and its process."""
        if self.home is None:
            raise Unseen(f"the server at {self.address.name()} is run by somebody else")
        return self.home

    @cached_property
    def recorded(self) -> Record | None:
        """The record of the managed server, None where there is none."""
        return record.read(self.managed)

    @property
    def running(self) -> Record:
        """The record of the managed server, whose process lives."""
        known = self.recorded
        if known is None or process.find(self.managed, known) is None:
            raise Unseen("no server runs")
        return known

    def server(self) -> Session:
        """Return a session on no database. The server has proven to be the right one."""
        if self._trouble:
            raise self._trouble
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
                self._trouble = Unseen(reason(error))
                self._is_silent = error.fault in SILENT
                raise self._trouble from None
            except Unseen as foreign:
                self._trouble = foreign
                raise
            self._session = opened
        return self._session

    def must_answer(self) -> None:
        """Raise at once where nothing answers at all, so that no check waits for that again; who it
        is does not matter.
        """
        try:
            self.server()
        except Unseen:
            if self._is_silent:
                raise

    def _greeted(self, results: list[Result]) -> None:
        found = str(results[0].rows[0][0])
        if self.address.uuid and found != self.address.uuid:
            raise Unseen(
                f"the server at {self.address.name()} is {found}, not ours, {self.address.uuid}"
            )

    def link(self, seat: Seat) -> Link:
        """Return a tracker's connection, its database proven to be its own."""
        self.server()
        if seat.name not in self._links:
            if seat.workspace is None:
                raise Unseen(seat.trouble)
            branch = "main" if self.is_town else os.environ.get("BD_BRANCH")
            found = Link(seat.workspace, branch=branch)
            found.session.read_seconds = READ_SECONDS
            try:
                found.session.rows(identity_check.UUID)
            except ServerError as error:
                raise Unseen(
                    f"the database {seat.workspace.database} cannot be read: {error.text}"
                ) from None
            except BeadworkError as error:
                raise Unseen(error.message) from None
            self._links[seat.name] = found
        return self._links[seat.name]

    def says(self, seat: Seat, line: str) -> str:
        """Return a line of evidence about a tracker."""
        return f"{seat.name}: {line}" if self.is_town else line

    def refresh(self) -> None:
        """Forget what was read: something was repaired."""
        self.close()
        for name in ("seats", "rigs", "servers", "configuration", "_chosen", "recorded"):
            self.__dict__.pop(name, None)
        self._trouble, self._is_silent = None, False

    def close(self) -> None:
        """End the connections."""
        for session in (
            *(link.session for link in self._links.values()),
            *([self._session] if self._session else []),
        ):
            session.close()
        self._links, self._session = {}, None
        for one in self.__dict__.get("servers", []):
            one.close()


class _OfServer(Place):
    """One server of a town in which each rig has its own."""

    def __init__(self, town: Town, home: TownHome) -> None:
        super().__init__(town, str(town.root), is_town=True)
        self.rig = home.rig
        self._home = home

    @cached_property
    def servers(self) -> list[Place]:
        return []

    @cached_property
    def _chosen(self) -> Chosen:
        return Chosen(managed(self._home), self._home.record, self._home)


def of_town(town: Town) -> Place:
    """Return a whole town."""
    return Place(town, str(town.root), is_town=True)


def of_workspace(directory: str) -> Place:
    """Return the workspace that governs a directory, also one that cannot be used.

    Raises:
        NoWorkspace: there is none.
    """
    seat = tracker_directories.governing(directory)
    root = mark.root_above(seat.directory)
    return Place(Town(Path(root)) if root else None, seat.directory, is_town=False)


def reason(error: ServerError) -> str:
    """Return a server's error as the reason why nobody could look."""
    if error.fault in SILENT:
        return "no server answers"
    return explain(error).message
