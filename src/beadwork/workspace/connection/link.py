"""The connection from a workspace to its database: opened on first use, checked, and brought back
when it breaks.

A managed server that does not answer is started. An external server is asked again for 30 s with
growing pauses. A refused password is never tried again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from beadwork import errors
from beadwork.dolt import program_log
from beadwork.dolt.connection.server_errors import CONNECT, Fault, ServerError, explain
from beadwork.dolt.connection.session import Result, Session
from beadwork.model.dependencies.cross_rig import NO_NEIGHBOURS, Neighbour, Neighbours, Unasked
from beadwork.model.settings_table import float_setting, int_setting
from beadwork.store import identity_check
from beadwork.store.identity_check import TrackerProfile, TrackerSession
from beadwork.workspace import town
from beadwork.workspace.connection.server import Chosen, Flags, choose
from beadwork.workspace.locate import Workspace
from beadwork.workspace.settings import own_settings

if TYPE_CHECKING:
    from beadwork.dolt.versions.revisions import Revision

T = TypeVar("T")

RECORDED_SECONDS = int_setting("workspace.record-interval")
"""How long the record of a workspace's place is left as it is."""

CONNECT_SECONDS = float_setting("connection.external-wait")
"""How many seconds an external server is asked again."""

READ_TRIES = int_setting("connection.read-tries")
"""Each try may begin with a start of the server. The limit ends a fight with a program that stops
the server over and over.
"""


class Link:
    """One workspace's connection to its database, on one branch."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        branch: str | None = None,
        flags: Flags = Flags(),  # noqa: B008 - an immutable value
        on_packet: Callable[[str], None] | None = None,
    ) -> None:
        self.workspace = workspace
        self.flags = flags
        self.chosen: Chosen = choose(workspace.metadata, flags, workspace.root, workspace.beads)
        root = self.chosen.home.root if self.chosen.home else ""
        self.leases = own_settings.leases(root, workspace.database, workspace.project_id)
        self.session: Session = TrackerSession(
            self.chosen.address,
            workspace.database,
            branch=branch if branch not in ("", "main") else None,
            greeted=self._greeted,
            on_packet=on_packet,
            neighbours=Neighbours(self._trackers_of, self._trackers_of_town, self._unasked),
            leases=self.leases,
        )
        self._profile: TrackerProfile | None = None
        self._has_account = False
        self._was_denied = False
        self._is_root = False
        self.revision: Revision | None = None
        """The commit that is read instead of a branch."""
        self.enter()

    def _trackers_of(self, ids: Iterable[str]) -> dict[str, Neighbour]:
        """Return the tracker of the town that each id belongs to. The module is loaded only when a
        dependency leads to another tracker.
        """
        from beadwork.workspace import cross_rig

        return cross_rig.of(self.workspace.root, ids, self.session.address, self.flags)

    def _trackers_of_town(self) -> list[Neighbour]:
        """Return the trackers of the town; outside a town the module for them is not loaded."""
        if not town.root_above(self.workspace.root):
            return []
        from beadwork.workspace import cross_rig

        return cross_rig.all_of(self.workspace.root, self.session.address, self.flags)

    def _unasked(self, ids: Iterable[str]) -> dict[str, Unasked]:
        """Return the rigs that cannot be asked for ids without a tracker. The module is loaded only
        when a dependency leads there.
        """
        from beadwork.workspace import unasked_rigs

        return unasked_rigs.of(self.workspace.root, ids)

    def turn_to(self, revision: Revision) -> None:
        """Read the state at a commit from now on, with the statuses and types that it knew."""
        self.session.switch(revision.commit)
        self.revision = revision
        self._profile = None

    def knows_its_database(self) -> bool:
        """Tell whether the database's profile has been read yet."""
        return self._profile is not None

    @property
    def profile(self) -> TrackerProfile:
        """The database's profile; it is read with the first packet, which is sent if need be."""
        if self._profile is None:
            self.ask(lambda session: session.rows("SELECT 1"))
        assert self._profile is not None  # noqa: S101 - the packet above was greeted
        return self._profile

    def ask(self, question: Callable[[Session], T]) -> T:
        """Run a read; where the connection breaks, bring it back and run the read again.

        Raises:
            BeadworkError: there is no server, or the wrong one, or `question` itself raises it.
        """
        was_silent = False
        for _ in range(READ_TRIES):
            try:
                if not self._has_account and not self._is_root:
                    self._make_account()
                return question(self.session)
            except ServerError as error:
                if error.is_slow or (error.is_silent and was_silent):
                    raise explain(error) from error
                last, was_silent = error.without_frames(), error.is_silent
                self.revive(error)
        raise explain(last)

    def enter(self) -> None:
        """Use the project's own account on a managed server, where the account was made already.
        The server is not asked.
        """
        root, home = self.chosen.address, self.chosen.home
        if self._is_root:
            return
        self._has_account = True
        if home is None:
            return
        from beadwork.dolt.server import accounts

        if accounts.are_kept(root):
            own = accounts.of_project(home, root, self.workspace.database)
            self._has_account = own is not None
            self.session.address = own or root

    def require_account(self) -> None:
        """Make the project's account where it is missing; otherwise send nothing.

        Raises:
            BeadworkError: there is no server, or the wrong one.
        """
        if not self._has_account and not self._is_root:
            self.ask(lambda session: session.rows("SELECT 1"))

    def _make_account(self) -> None:
        """Make the project's account, as root, and use it.

        Raises:
            ServerError: the server does not answer.
        """
        from beadwork.dolt.server import accounts

        root, home = self.chosen.address, self.chosen.home
        if home is not None and accounts.are_kept(root):
            self.session.drop()
            self.session.address = accounts.make(home, root, self.workspace.database)
        self._has_account = True

    def become_root(self) -> None:
        """Use root's account from now on, to change tables or to collect garbage."""
        self._is_root = True
        self.session.address = self.chosen.address
        self.session.drop()

    def ask_as_root(self, question: Callable[[Session], T], seconds: float) -> T:
        """Run a question over a connection of root's account to `main`, which is proven and brought
        back as in `ask`. A statement may take `seconds`, and is ended at the server then. The
        tracker's own connection stays as it is.

        Raises:
            BeadworkError: there is no server, or the wrong one, or `question` itself raises it.
        """
        from beadwork.dolt.server import remote_statements

        for _ in range(READ_TRIES):
            with self._root_session(seconds) as session:
                try:
                    with remote_statements.ended_with(session, self.chosen.home):
                        return question(session)
                except ServerError as error:
                    if error.is_slow:
                        raise explain(error) from error
                    last = error.without_frames()
            self.revive(last)
        raise explain(last)

    def _root_session(self, seconds: float) -> Session:
        session = TrackerSession(
            self.chosen.address,
            self.workspace.database,
            branch=None,
            greeted=self._greeted,
            on_packet=self.session.on_packet,
            neighbours=NO_NEIGHBOURS,
        )
        session.read_seconds = seconds
        return session

    def revive(self, error: ServerError) -> None:
        """Bring a broken connection back, or raise the error that prevents it."""
        if self._is_account_refused(error):
            found = self._as_root_sees_it()
            if found is None:
                self._make_account()
                return
            error = found
        if error.fault is Fault.NO_DATABASE:
            self._prove()
            raise self._missing_database() from error
        if error.fault is Fault.NO_TABLE:
            self._refuse_missing_table(error)
        # A server that hangs: a start would find it and wait again. So does a server that accepted
        # the login and then sent nothing.
        hangs = error.is_silent and (self.chosen.home is not None or error.statement != CONNECT)
        if hangs or (
            error.fault not in (Fault.LOST, Fault.REFUSED) and not self._is_unknown(error)
        ):
            raise explain(error) from error
        where = self.session.address.name()
        program_log.warning(__name__, "the connection to %s is opened again: %s", where, error)
        self.reconnect()

    def _is_account_refused(self, error: ServerError) -> bool:
        """Tell whether the server refuses the project's account, for the first time."""
        is_own = self.session.address.user != self.chosen.address.user
        if error.fault is not Fault.DENIED or not is_own or self._was_denied:
            return False
        self._was_denied = True
        return True

    def _as_root_sees_it(self) -> ServerError | None:
        """Return the error that root gets too: Dolt tells a project's account that a missing
        database or branch is forbidden. None where only the account is at fault, because the
        server's accounts were made anew or restored.
        """
        database, branch = self.workspace.database, self.session.branch
        try:
            with Session(self.chosen.address, database, branch=branch) as root:
                root.rows("SELECT 1")
        except ServerError as error:
            return error
        return None

    def _is_unknown(self, error: ServerError) -> bool:
        """Tell whether our own server refuses us because its record was not written yet when we
        read it, or was torn.
        """
        return (
            error.fault is Fault.DENIED
            and self.chosen.home is not None
            and not self.session.address.uuid
        )

    def reconnect(self) -> None:
        """Connect again, and start the server first where `bd` may start it.

        Raises:
            NoServer: the server does not come back.
        """
        began = time.monotonic()
        self.session.drop()
        from beadwork.workspace.connection import on_demand

        if self.chosen.home is not None and on_demand.may_start(self.chosen.home):
            on_demand.start(self.chosen.home)
        else:
            self._wait()
        self.choose_again()
        where, seconds = self.chosen.address.name(), time.monotonic() - began
        program_log.info(__name__, "a server answers at %s, after %.1f s", where, seconds)

    def choose_again(self) -> None:
        """Look up anew where the server is: it may have another port or socket since."""
        self.chosen = choose(
            self.workspace.metadata, self.flags, self.workspace.root, self.workspace.beads
        )
        self.session.address = self.chosen.address
        self._has_account = False
        self.enter()

    def _wait(self) -> None:
        """Wait for a server that we may not start: 30 s for an external server, 10 s for a server
        that a daemon brings back.
        """
        address = self.chosen.address
        if self.chosen.home is not None:
            from beadwork.workspace.connection import wait_restart

            if not wait_restart.brought_back(self.chosen.home):
                raise wait_restart.not_started(self.chosen.home, address)
            return
        from beadwork.dolt.connection.timeouts import connect_seconds
        from beadwork.workspace.connection.wait_external import answered

        answered(address, connect_seconds(CONNECT_SECONDS), self.session.connecting_since)

    def _greeted(self, results: list[Result]) -> None:
        found = identity_check.read(results, self.workspace.database)
        identity_check.refuse_other_server(found.server_uuid, self.session.address)
        if self.revision and not found.project_id:
            from beadwork.workspace.connection import missing

            raise missing.tracker_at(self.revision.commit)
        identity_check.refuse_other_project(
            found.project_id, self.workspace.project_id, self.workspace.database
        )
        if found.code:
            from beadwork.store.schema_check import Foreign, refuse

            things = [Foreign(kind, name) for kind, name in found.code]
            refuse(things, self.workspace.database, "bd doctor --check foreign-objects")
        if found.schema_version > identity_check.SCHEMA_VERSION:
            from beadwork.store.migrations import newer

            raise newer(found.schema_version)
        self._profile = found
        self._record_place(found.prefix)

    def _record_place(self, prefix: str) -> None:
        """Record once a day which directory uses the tracker. A town has its registry for that."""
        if self.revision or (self.chosen.home and self.chosen.home.program != "bd"):
            return
        beads = self.workspace.beads
        try:
            seen = os.stat(own_settings.sighting_path(beads, self.workspace.database)).st_mtime
        except OSError:
            seen = 0
        if abs(time.time() - seen) < RECORDED_SECONDS:
            return
        from beadwork.workspace import last_seen

        last_seen.record(beads, self.workspace.metadata, prefix)

    def _refuse_missing_table(self, error: ServerError) -> None:
        """Raise what a missing table means: no tracker is there (yet), or an older one."""
        from beadwork.workspace.connection import missing

        if self._profile is None:
            self._prove()
            if self.revision:
                raise missing.tracker_at(self.revision.commit) from error
            raise missing.tracker(self.workspace.database, self.session.address) from error
        if self._profile.schema_version < identity_check.SCHEMA_VERSION:
            raise missing.place(self._profile.schema_version) from error

    def _prove(self) -> None:
        """Check the server's uuid where the greeting could not, as the database is missing: it may
        be missing on the right server.
        """
        from beadwork.dolt.server.access import ask_uuid

        address = self.session.address
        if address.uuid:
            try:
                identity_check.refuse_other_server(ask_uuid(address), address)
            except ServerError as error:
                raise explain(error) from error

    def _missing_database(self) -> errors.BeadworkError:
        from beadwork.workspace.connection import missing

        database, branch = self.workspace.database, self.session.branch
        found = missing.branch(branch, database, self.chosen.address) if branch else None
        return found or missing.database(self.workspace, self.session.address)
