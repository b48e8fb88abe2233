"""The tracker of one workspace, for programs: what every command uses too.

>>> import beadwork
>>> with beadwork.open() as tracker:            # the workspace of the current directory
...     report = tracker.create("Fix the report", priority=1)
...     data = tracker.create("Collect the data")
...     edge = tracker.add_dependency(report.id, data.id)      # the report waits for the data
...     before = [issue.title for issue in tracker.ready().issues]
...     done = tracker.close(data.id, reason="collected")
...     after = [issue.title for issue in tracker.ready().issues]
>>> before, after
(['Collect the data'], ['Fix the report'])
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from beadwork import errors
from beadwork.store.opening import SCHEMA_VERSION, Opening
from beadwork.workspace import identity, locate, settings
from beadwork.workspace.link import Link
from beadwork.workspace.server import Flags

if TYPE_CHECKING:
    from beadwork.actions.depend import Added
    from beadwork.actions.finish import Outcome
    from beadwork.actions.show import Detail
    from beadwork.dolt.author import Author
    from beadwork.dolt.session import Session, Statement
    from beadwork.dolt.write import Transaction, Writer
    from beadwork.model.issue import Issue
    from beadwork.store.filters import Filter
    from beadwork.store.lists import Page
    from beadwork.store.readiness import Blocked, Ready

T = TypeVar("T")


def open(
    directory: str = ".",
    *,
    actor: str = "",
    branch: str | None = None,
    readonly: bool = False,
    flags: Flags = Flags(),  # noqa: B008 - an immutable value
    on_packet: Callable[[str], None] | None = None,
    idle_seconds: float = 30.0,
) -> Tracker:
    """Return the tracker of the workspace that governs `directory`. Nothing is connected before the first use.

    `branch` defaults to `BD_BRANCH`, then `main`. A tracker is for one thread. Its connection is closed after
    `idle_seconds` without use and opened again on the next use; 0 keeps it open.

    Raises:
        NoWorkspace, BadWorkspace: there is no usable workspace.
    """
    workspace = locate.find(directory)
    local = settings.read(workspace.beads)
    author = identity.author(workspace.root, chosen=actor, setting=local.get("actor", ""))
    link = Link(workspace, branch=branch or os.environ.get("BD_BRANCH"), flags=flags, on_packet=on_packet)
    return Tracker(link, author, readonly=readonly, local=local, idle_seconds=idle_seconds)


class Tracker:
    """One workspace's issues. Each method that changes something ends in one Dolt commit, or in an error."""

    def __init__(
        self,
        link: Link,
        author: Author,
        *,
        readonly: bool = False,
        local: dict[str, str] | None = None,
        idle_seconds: float = 0.0,
    ) -> None:
        self.link = link
        self.author = author
        self.readonly = readonly
        self._batch: Transaction | None = None
        self._local = local or {}
        self._idle_seconds = idle_seconds
        self._idle: Any = None
        self._made_writer: Writer | None = None

    def __enter__(self) -> Tracker:
        return self

    def __exit__(self, *_: object) -> None:
        self.shut()

    def shut(self) -> None:
        """Close the connection; the tracker may be used again, which opens another."""
        if self._idle is not None:
            self._idle.stop()
        self.link.session.close()

    @property
    def _writer(self) -> Writer:
        """The write protocol, loaded with the first write: a command that reads should not pay for it."""
        if self._made_writer is None:
            from beadwork.dolt.pace import Pace
            from beadwork.dolt.write import Writer

            self._made_writer = Writer(
                self.link.session,
                self.author,
                revive=self.link.revive,
                lock_seconds=whole(self._local, "dolt.lock-timeout", 60),
                pace=Pace(
                    tries=whole(self._local, "dolt.lock-retries", 30),
                    first=whole(self._local, "dolt.lock-retry-delay", 100) / 1000,
                ),
            )
        return self._made_writer

    @property
    def opening(self) -> Opening:
        """What the database says of itself: its prefix, its statuses and types."""
        return self.link.opening

    @property
    def now(self) -> datetime:
        """The time, as the tables have it: UTC without a zone."""
        return datetime.now(UTC).replace(tzinfo=None)

    def ask(self, question: Callable[[Session | Transaction], T]) -> T:
        """Run a question of `store/` or `actions/`, inside the batch where one is open."""
        if self._batch is not None:
            return question(self._batch)
        with self._awake():
            return self.link.ask(question)

    def change(self, action: Callable[[Transaction], T], ahead: tuple[Statement, ...] = ()) -> T:
        """Run an action by the write protocol, or as a part of the open batch.

        Raises:
            ReadOnly: the tracker was opened for reading.
            SchemaOlder: the database has to be migrated first.
        """
        if self.readonly:
            raise errors.ReadOnly("nothing is written in --readonly mode")
        if self._batch is not None:
            self._batch.ahead = self._batch.read(*ahead) if ahead else []
            return action(self._batch)
        with self._awake():
            return self._writer.write(self._on_current_schema(action), ahead)

    def _on_current_schema(self, action: Callable[[Transaction], T]) -> Callable[[Transaction], T]:
        def checked(tx: Transaction) -> T:
            present = self.link.opening.schema_version
            if present < SCHEMA_VERSION:
                raise errors.SchemaOlder(
                    f"the database has schema version {present}, this program writes {SCHEMA_VERSION}",
                    hint="bd migrate",
                )
            return action(tx)

        return checked

    @contextmanager
    def batch(self, message: str = "") -> Iterator[Tracker]:
        """Make everything in the block one transaction and one commit; an exception leaves nothing behind.

        The writer lock of the branch is held meanwhile, so keep the block short.
        """
        if self._batch is not None:
            raise errors.Usage("a batch is open already; batches do not nest")
        if self.readonly:
            raise errors.ReadOnly("nothing is written in --readonly mode")
        with self._awake(), self._writer.batch(message) as tx:
            self._batch = tx
            try:
                yield self
            finally:
                self._batch = None

    @contextmanager
    def _awake(self) -> Iterator[None]:
        """Keep the connection from being closed as idle while it is in use."""
        if not self._idle_seconds:
            yield
            return
        if self._idle is None:
            from beadwork.dolt.idle import IdleWatch

            self._idle = IdleWatch(self.link.session, self._idle_seconds)
        with self._idle.in_use():
            yield

    # --- changes -------------------------------------------------------------------------------------------------

    def create(self, title: str, **fields: Any) -> Issue:
        """File an issue and return it. `fields` are those of `actions.create.Draft`.

        Raises:
            Invalid, Exists, NotFound, Ambiguous, Cycle, DependencyRefused: nothing was filed.
        """
        from beadwork.actions import create

        draft = create.check(create.Draft(title, **fields))
        return self.change(lambda tx: create.create(tx, draft, self.opening), create.AHEAD)

    def update(self, *ids: str, **changes: Any) -> list[Issue]:
        """Change fields of issues and return them. `changes` are those of `actions.update.Changes`.

        Raises:
            Invalid, NotFound, Ambiguous, AlreadyClaimed, Blocked, Cycle, DependencyRefused: nothing was changed.
        """
        from beadwork.actions import update

        checked = update.check(update.Changes(**changes))
        return self.change(lambda tx: update.update(tx, ids, checked, self.opening), update.ahead(ids))

    def claim(self, issue_id: str) -> Issue:
        """Take an issue to work on.

        Raises:
            AlreadyClaimed: somebody else was first.
        """
        from beadwork.actions import claim

        return self.change(lambda tx: claim.claim(tx, issue_id, self.opening))

    def claim_next(self, wanted: Filter | None = None) -> Issue | None:
        """Claim the first ready issue that nobody has; None where there is none."""
        from beadwork.actions import claim
        from beadwork.store.filters import Filter

        return self.change(lambda tx: claim.claim_next(tx, wanted or Filter(), self.opening))

    def close(self, *ids: str, reason: str | None = None, force: bool = False) -> list[Issue]:
        """Close issues and return them.

        Raises:
            Blocked: open work stands in the way.
        """
        from beadwork.actions import close

        return self.change(
            lambda tx: close.close(tx, ids, self.opening.vocabulary.over, reason=reason, force=force), close.ahead(ids)
        )

    def finish(self, *ids: str, **how: Any) -> Outcome:
        """Close issues and turn to what comes next: the flags are those of `actions.finish.finish`.

        Raises:
            Blocked: open work stands in the way.
        """
        from beadwork.actions import close, finish

        return self.change(lambda tx: finish.finish(tx, ids, self.opening, **how), close.ahead(ids))

    def reopen(self, *ids: str, reason: str | None = None) -> list[Issue]:
        """Open issues again and return them."""
        from beadwork.actions import reopen

        return self.change(lambda tx: reopen.reopen(tx, ids, reason=reason))

    def add_dependency(self, issue_id: str, depends_on_id: str, type: str = "blocks") -> Added:
        """Let one issue wait for (or otherwise refer to) another.

        Raises:
            Cycle, DependencyRefused: that could never come to an end.
        """
        from beadwork.actions import depend

        return self.change(lambda tx: depend.add(tx, issue_id, depends_on_id, type))

    # --- questions -----------------------------------------------------------------------------------------------

    def show(self, *ids: str) -> list[Detail]:
        """Return issues with all that hangs on them.

        Raises:
            NotFound, Ambiguous: an id names no issue, or several.
        """
        from beadwork.actions import show

        return self.ask(lambda reader: show.show(reader, ids))

    def list(self, wanted: Filter | None = None) -> Page:
        """Return the issues that a filter asks for, by default those that are not over, pinned or machinery."""
        from beadwork.store import lists
        from beadwork.store.filters import Filter

        return self.ask(lambda reader: lists.page(reader, wanted or Filter(), self.opening.vocabulary, self.now))

    def ready(self, wanted: Filter | None = None) -> Ready:
        """Return the work that can be begun, in the order in which to begin it."""
        from beadwork.store import readiness
        from beadwork.store.filters import Filter

        return self.ask(lambda reader: readiness.ready(reader, wanted or Filter(), self.opening.vocabulary, self.now))

    def blocked(self, wanted: Filter | None = None) -> Sequence[Blocked]:
        """Return the issues that open work blocks, with what blocks them."""
        from beadwork.store import readiness
        from beadwork.store.filters import Filter

        return self.ask(lambda reader: readiness.blocked(reader, wanted or Filter(), self.opening.vocabulary, self.now))


def whole(local: dict[str, str], key: str, default: int) -> int:
    """Return a whole number of the settings; milliseconds and seconds may carry their unit (`100ms`, `60s`).

    Raises:
        BadWorkspace: it is none.
    """
    text = local.get(key, "").strip()
    if not text:
        return default
    number = text.removesuffix("ms").removesuffix("s").strip()
    if not (number.isascii() and number.isdigit()):
        raise errors.BadWorkspace(f'the setting {key} is "{text}", not a number', hint=f"bd config set {key} {default}")
    return int(number)
