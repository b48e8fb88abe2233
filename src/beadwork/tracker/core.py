"""What all methods of a tracker share: one connection, the write protocol, batches, and the closing
of an idle connection.
"""

from __future__ import annotations

from _warnings import warn
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from beadwork import errors
from beadwork.model.settings_table import int_setting
from beadwork.store.identity_check import SCHEMA_VERSION, TrackerProfile
from beadwork.tracker import argument_checks
from beadwork.tracker.turn import Turn
from beadwork.workspace.settings import config_yaml

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session, Statement
    from beadwork.dolt.writing.author import Author
    from beadwork.dolt.writing.transaction import Transaction
    from beadwork.dolt.writing.write import Writer
    from beadwork.store.search.filters import Filter
    from beadwork.workspace.connection.link import Link

T = TypeVar("T")

LONGEST_WAIT = int_setting("write.longest-lock-timeout")
"""Seconds that one may wait for the writer lock: the driver gives a statement up after 300."""


OUTBOUND = "outbound-"
"""How the names of outbound branches begin (actions/peers/outbound_branch.py). A commit that a
person made there would name them to a peer.
"""


class Core:
    """One workspace, open for questions and changes."""

    def __init__(
        self,
        link: Link,
        author: Callable[[], Author],
        *,
        readonly: bool = False,
        local: dict[str, str] | None = None,
        idle_seconds: float = 0.0,
    ) -> None:
        self._link = link
        self._find_author = author
        self._author: Author | None = None
        self._readonly = readonly
        self._is_closed = False
        self._turn = Turn(link.session.forget)
        self._batch: Transaction | None = None
        self._local = local or {}
        self._idle_seconds = idle_seconds
        self._idle: Any = None
        self._made_writer: Writer | None = None
        self.on_warning: Callable[[str], object] = _ignore
        """What takes the warnings of a write that was made, such as that somebody else has the
        issue.
        """
        self.on_change: Callable[[], object] = _nothing
        """What is called after each write that was made."""
        self.condition: Callable[[Transaction], object] | None = None
        """What is asked in the transaction of each write, before it: it raises where the write is
        not to be made.
        """
        self.last_commit = ""
        """The hash of the commit that the newest write of this tracker became; "" where it changed
        nothing, or waits to be committed.
        """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        """Close the connection of a tracker that was forgotten, and warn of it as of a file.

        This may run at any moment, in any thread, and while Python ends: it waits for no lock and
        imports nothing.
        """
        link = vars(self).get("_link")  # missing where the making failed
        if link is None or not self._turn.take_if_free():  # or closed just now, as it is idle
            return
        if self._idle is not None:
            self._idle.forget()
        was_open = link.session.is_open
        link.session.close()
        self._turn.give_back()
        if was_open:
            warn(f"unclosed {self!r}", ResourceWarning, 2, self)

    def __repr__(self) -> str:
        workspace = self._link.workspace
        state = ", closed" if self._is_closed else ", readonly" if self._readonly else ""
        return (
            f"<beadwork.Tracker {workspace.database} of {workspace.root} on {self.branch}{state}>"
        )

    def close(self) -> None:
        """Close the tracker and its connection, as the end of a `with` block does. Closing it again
        does nothing; every other use is then refused with `Usage`.
        """
        if not self._is_closed:
            with self._turn.taken():
                self._disconnect()
                self._is_closed = True

    def _disconnect(self) -> None:
        """Close the connection. The next use opens another."""
        if self._idle is not None:
            self._idle.stop()
        with self._turn.taken():
            self._link.session.close()

    def _refuse_closed(self) -> None:
        if self._is_closed:
            raise errors.Usage("the tracker is closed", hint="open another: beadwork.open()")

    @property
    def readonly(self) -> bool:
        """Whether everything that would write is refused."""
        return self._readonly

    @property
    def _who(self) -> Author:
        """Whose name writes get. It is looked up when it is first needed: what only reads does not
        need it.
        """
        if self._author is None:
            self._author = self._find_author()
        return self._author

    @property
    def _writer(self) -> Writer:
        """The write protocol. It is loaded with the first write, so that a command that only reads
        does not pay for it.
        """
        if self._made_writer is None:
            branch = self._link.session.branch or ""
            if branch.startswith(OUTBOUND):
                raise errors.BranchRefused(
                    f"{branch} is sent to peers: only pushes to them write it",
                    hint="export BD_BRANCH=main",
                )
            from beadwork.dolt.backoff import Backoff
            from beadwork.dolt.writing.write import Writer

            seconds = config_yaml.number(self._local, "dolt.lock-timeout")
            self._made_writer = Writer(
                self._link.session,
                self._who,
                revive=self._link.revive,
                lock_seconds=min(seconds, LONGEST_WAIT),
                backoff=Backoff(
                    tries=config_yaml.number(self._local, "dolt.lock-retries"),
                    first=config_yaml.number(self._local, "dolt.lock-retry-delay") / 1000,
                ),
                auto_commit=config_yaml.switch(self._local, "dolt.auto-commit"),
            )
        return self._made_writer

    @property
    def profile(self) -> TrackerProfile:
        """What the database says of itself: its prefix, its statuses and types."""
        self._refuse_closed()
        return self._link.profile

    @property
    def _now(self) -> datetime:
        """The time as the tables have it (UTC without a zone). With a revision it is the time of
        that revision.
        """
        revision = self._link.revision
        return (
            revision.moment
            if revision and revision.moment
            else datetime.now(UTC).replace(tzinfo=None)
        )

    @property
    def branch(self) -> str:
        """The branch in use."""
        return self._link.session.branch or "main"

    def _filtered(
        self, function: str, wanted: Filter | None, words: Mapping[str, object]
    ) -> Filter:
        """Return the filter of a call: the given one, with what the words say.

        Raises:
            TypeError, Usage, Invalid: as `argument_checks.filtered` and `filter_words.into`.
        """
        filtered = argument_checks.filtered(wanted)
        if words:
            from beadwork.tracker import filter_words  # commands make the filter themselves

            made = filter_words.into(filtered, words, self._now, function)
            filtered = argument_checks.filtered(made)
        from beadwork.store.search.filters import ME  # loaded with the filter

        if filtered.assignee == ME:
            return filtered._replace(assignee=self._who.name)
        return filtered

    def _ask(self, question: Callable[[Session | Transaction], T]) -> T:
        """Run a question of `store/` or `actions/`, inside the batch where one is open."""
        with self._in_use() as batch:
            return question(batch) if batch is not None else self._link.ask(question)

    def _change(
        self,
        action: Callable[[Transaction], T],
        questions: tuple[Statement, ...] = (),
        *,
        always_commit: bool = False,
    ) -> T:
        """Run an action by the write protocol, or as a part of the open batch.

        `always_commit` is for actions that need a commit even if `dolt.auto-commit` is off, such as
        a merge. The `questions` are those of `Writer.write`.

        Raises:
            ReadOnly: the tracker was opened for reading.
            SchemaOlder: the database has to be migrated first.
        """
        if self._readonly:
            raise self._read_only()
        with self._in_use() as batch:
            if batch is not None:
                return self._part_of(batch, action, questions)
            self._link.require_account()
            result, tx = self._writer.write(
                self._on_current_schema(action), questions, always_commit=always_commit
            )
        self._made(tx)
        return result

    def _preview(
        self, action: Callable[[Transaction], T], questions: tuple[Statement, ...] = ()
    ) -> T:
        """Run an action as `_change` does, with all its checks, and leave nothing of it.

        Raises:
            Usage: a batch is open, of which nothing can be taken back.
            BeadworkError: as `_change`.
        """
        if self._turn.is_in_batch:
            raise errors.Usage("a preview cannot be part of a batch")
        done: list[T] = []

        def undone(tx: Transaction) -> T:
            done[:] = [action(tx)]
            raise _Previewed

        with suppress(_Previewed):
            self._change(undone, questions)
        return done[0]

    def _made(self, tx: Transaction) -> None:
        """Do what follows a write that was made."""
        self.last_commit = tx.commit
        for step in tx.after_commit:
            step()
        for warning in tx.warnings:
            self.on_warning(warning)
        self.on_change()

    def _administer(self, action: Callable[[Writer], T], *, as_root: bool = False) -> T:
        """Run an operation that is not a transaction, such as making a branch or committing
        deferred writes.

        `as_root` is for operations that a project's own account may not do: changing tables,
        collecting garbage.

        Raises:
            ReadOnly: the tracker was opened for reading.
            Usage: a batch is open.
        """
        if self._readonly:
            raise self._read_only()
        with self._in_use() as batch:
            if batch is not None:
                raise errors.Usage("branches and commits cannot be part of a batch")
            if as_root:
                self._link.become_root()
            self._link.ask(
                lambda session: session.rows("SELECT 1")
            )  # brings the server up, and proves it
            return action(self._writer)

    def _write_at_once(self, write: Callable[[Writer], T | None]) -> T | None:
        """Run a write that is one packet, and return its result; None where it was not possible.

        Raises:
            ReadOnly, SchemaOlder: as `change`.
        """
        if self._readonly:
            raise self._read_only()
        with self._in_use():
            self._link.require_account()
            self._require_current_schema()
            result = write(self._writer)
        if result is not None:
            self.on_change()
        return result

    def _read_only(self) -> errors.ReadOnly:
        if self._link.revision:
            return errors.ReadOnly(
                "the past cannot be changed", hint="the same command without --as-of"
            )
        return errors.ReadOnly("nothing is written in --readonly mode")

    def _part_of(
        self,
        batch: Transaction,
        action: Callable[[Transaction], T],
        questions: tuple[Statement, ...],
    ) -> T:
        """Run an action inside the open batch. An action that fails after it has written something
        breaks the batch.
        """
        if batch.broken is not None:
            raise errors.BeadworkError(
                f"a part of the batch failed, so no other can follow: {batch.broken}"
            )
        written = batch.writes
        try:
            batch.answers = batch.read(*questions) if questions else []
            return action(batch)
        except Exception as error:
            if batch.writes != written or not self._link.session.is_open:
                batch.broken = str(error)  # not the error, whose frames have the batch
            raise

    def _on_current_schema(
        self, action: Callable[[Transaction], T]
    ) -> Callable[[Transaction], tuple[T, Transaction]]:
        """Return the action with the check of the schema, and with its transaction as a result."""

        def checked(tx: Transaction) -> tuple[T, Transaction]:
            self._require_current_schema()
            if self.condition is not None:
                self.condition(tx)
            return action(tx), tx

        return checked

    def _require_current_schema(self) -> None:
        present = self._link.profile.schema_version
        if present < SCHEMA_VERSION:
            raise errors.SchemaOlder(
                f"the database has schema version {present}, this program writes {SCHEMA_VERSION}",
                hint="bd migrate",
            )

    @contextmanager
    def batch(self, message: str = "") -> Iterator[Self]:
        """Make everything in the block one transaction and one commit. An exception leaves nothing
        behind.

        The block holds the writer lock of the branch, so keep it short. The batch belongs to the
        thread and the context (a task of asyncio) that opened it.

        Raises:
            Usage: a batch is open in this context, or in another task of this thread.
            LockTimeout: another writer, or another thread's batch, took too long.
        """
        if self._readonly:
            raise self._read_only()
        with self._turn.batch(), self._awake():
            self._refuse_closed()
            self._link.require_account()
            with self._writer.batch(message) as tx:
                self._batch = tx
                try:
                    yield self
                finally:
                    self._batch = None
        self._made(tx)

    @contextmanager
    def _in_use(self) -> Iterator[Transaction | None]:
        """Wait for this call's turn, and yield the transaction of the batch that it is a part of.

        Raises:
            Usage: the tracker is closed.
            Usage, LockTimeout: as `Turn.taken`.
        """
        with self._turn.taken():
            self._refuse_closed()
            if self._turn.is_in_batch:
                yield self._batch
                return
            with self._awake():
                yield None

    @contextmanager
    def _awake(self) -> Iterator[None]:
        """Begin to count the idle seconds when the block ends."""
        if not self._idle_seconds:
            yield
            return
        if self._idle is None:
            from beadwork.tracker.idle import IdleWatch

            self._idle = IdleWatch(self._link.session, self._turn, self._idle_seconds)
        try:
            yield
        finally:
            self._idle.used()


class _Previewed(Exception):
    """Ends the transaction of a preview, which is rolled back."""


def _nothing() -> None:
    """Do nothing after a write."""


def _ignore(_: str) -> None:
    """Take a warning that nobody wants."""
