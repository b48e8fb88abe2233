"""One connection to one database (or branch) of a Dolt server, and the round trips made over it.

Several statements go as one packet: a round trip costs more than most statements. Dolt goes on with
the rest of a packet after a statement of it has failed, and answers those too (unlike MySQL;
measured on 1.88.1), so two rules hold:
a packet never carries a commit behind a statement whose failure matters, and a connection on which
a packet failed is dropped, as what is still to be read from it cannot be known.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, SupportsIndex

from beadwork.dolt import program_log
from beadwork.dolt.connection import driver
from beadwork.dolt.connection.server_errors import CONNECT, GARBLED, UNREADABLE, ServerError
from beadwork.errors import Usage

if TYPE_CHECKING:
    import pymysql

    from beadwork.dolt.connection.address import Address

Row = tuple[Any, ...]
Statement = tuple[str, tuple[Any, ...]]
"""SQL with `%s` marks, and the values bound to them."""


class Result(NamedTuple):
    """What one statement gave back."""

    rows: tuple[Row, ...]
    affected: int
    description: Sequence[Any] = ()
    """The columns, as the driver has them: the name of each comes first."""


class OfAnySchema(str):
    """A `SELECT *` whose rows come in the order of `columns`, with NULL for a column that is not
    there.

    An older commit, or a database that is not migrated yet, lacks the newest columns. Dolt refuses
    a statement that names a column which the table does not have.
    """

    columns: tuple[str, ...]

    def __new__(cls, sql: str, columns: Iterable[str]) -> OfAnySchema:
        made = super().__new__(cls, sql)
        made.columns = tuple(columns)
        return made

    def replace(self, old: str, new: str, count: SupportsIndex = -1) -> OfAnySchema:
        """Return the question with another text in it, about the same columns."""
        return OfAnySchema(super().replace(old, new, count), self.columns)

    def align(self, result: Result) -> Result:
        """Return the result with its rows in the order of `columns`."""
        places = {column[0]: place for place, column in enumerate(result.description)}
        if tuple(places) == self.columns:
            return result
        wanted = [places.get(column) for column in self.columns]
        return result._replace(
            rows=tuple(
                tuple(None if place is None else row[place] for place in wanted)
                for row in result.rows
            )
        )


class Table(NamedTuple):
    """Rows with the names of their columns; JSON and decimal numbers as Python has them."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Session:
    """A connection that opens on first use and is dropped when anything on it fails.

    `greeting` statements are sent with the first packet of every connection and their results
    handed to `greeted`, which raises where the server or the database is not the right one: nothing
    else is trusted before. `on_packet` sees the SQL of each packet: tests count round trips and
    statements with it.
    """

    def __init__(
        self,
        address: Address,
        database: str | None,
        *,
        branch: str | None = None,
        greeting: tuple[Statement, ...] = (),
        greeted: Callable[[list[Result]], None] | None = None,
        on_packet: Callable[[str], None] | None = None,
        read_seconds: float | None = None,
        login_seconds: float | None = None,
    ) -> None:
        self.address = address
        self.read_seconds = read_seconds
        """The time limit of one answer in seconds; None: `timeouts.READ_SECONDS`."""
        self.login_seconds = login_seconds
        """The time limit of a login in seconds; None: `timeouts.login_seconds()`."""
        self.connecting_since: float | None = None
        """When the attempt to connect began, by the monotonic clock; None while there is a
        connection.
        """
        self.database = database
        self.branch = branch
        self.on_packet = on_packet
        self._greeting = greeting
        self._greeted = greeted
        self._connection: pymysql.Connection[Any] | None = None
        self._process = os.getpid()
        """The process that opened the connection: a child must not speak on it."""
        self._needs_greeting = True
        self._needs_use = False
        self.last_connection_id = 0
        """The server's number of the connection that was opened last; 0 before the first."""
        self.in_transaction = False
        """Set by the write protocol: a connection that is lost then is not replaced, as its
        transaction is lost with it.
        """

    def switch(self, revision: str | None) -> None:
        """Switch to another branch of the same database, or to a commit by its hash.

        None stands for `main`. The switch costs no round trip: `USE` and the greeting go with the
        next packet.
        """
        self.branch = revision
        self._needs_greeting = True
        self._needs_use = self._connection is not None

    @property
    def is_open(self) -> bool:
        """True while there is a connection of this process."""
        return self._connection is not None and self._process == os.getpid()

    @property
    def connection_id(self) -> int:
        """The server's number of this connection, which is opened where it is not open.

        Raises:
            ServerError: the connection cannot be opened.
        """
        self._open()
        return self.last_connection_id

    def rows(self, sql: str, *values: Any) -> tuple[Row, ...]:
        """Run one statement in one round trip and return its rows."""
        return self.pipeline((sql, values))[0].rows

    def run(self, sql: str, *values: Any) -> int:
        """Run one statement in one round trip and return how many rows it affected."""
        return self.pipeline((sql, values))[0].affected

    def pipeline(self, *statements: Statement) -> list[Result]:
        """Run several statements in one round trip and return their results, in order.

        Raises:
            ServerError: a statement failed, or the connection did; the connection is closed by
                then.
        """
        connection = self._open()
        greeting = self._greeting if self._needs_greeting else ()
        if self._needs_use:
            greeting = ((f"USE `{_quotable(self._database_at_revision() or '')}`", ()), *greeting)
        packet = ";\n".join(
            bind(connection, sql, values) for sql, values in (*greeting, *statements)
        )
        if self.on_packet:
            self.on_packet(packet)
        with self._server_errors(packet):
            results = list(_results(connection, packet))
            if len(results) < len(greeting) + len(statements):
                raise IndexError(f"{len(results)} results for {len(greeting) + len(statements)}")
        self._check(results[self._needs_use : len(greeting)])
        answers = results[len(greeting) :]
        for place, (sql, _) in enumerate(statements):
            if isinstance(sql, OfAnySchema):
                answers[place] = sql.align(answers[place])
        return answers

    def read(self, *statements: Statement) -> list[Result]:
        """Run several queries in one round trip, as `Transaction.read` does."""
        return self.pipeline(*statements)

    def table(self, sql: str) -> Table:
        """Run one statement that a person wrote, and return its rows with the columns' names.

        Raises:
            ServerError: as `pipeline`.
        """
        if self._connection is None or self._needs_greeting:
            self.pipeline(("SELECT 1", ()))
        connection = self._open()
        from beadwork.dolt.connection.connect import LENIENT_CONVERSIONS

        if self.on_packet:
            self.on_packet(sql)
        strict, connection.decoders = connection.decoders, LENIENT_CONVERSIONS
        with self._server_errors(sql):
            cursor = connection.cursor()
            cursor.execute(sql)
            found = Table(_column_names(cursor.description or ()), tuple(cursor.fetchall()))
        connection.decoders = strict
        return found

    def _check(self, greeting: list[Result]) -> None:
        if self._needs_greeting and self._greeted:
            try:
                self._greeted(greeting)
            except BaseException:
                self.drop()
                raise
        self._needs_greeting = self._needs_use = False

    def _open(self) -> pymysql.Connection[Any]:
        if self._process != os.getpid():
            self._leave_to_parent()
        if self._connection is None:
            if self.in_transaction:
                raise ServerError(
                    2013, "the connection is gone, and what it had not committed with it"
                )
            driver.load(tls=self.address.tls)
            from beadwork.dolt.connection.connect import connect

            with self._server_errors(CONNECT):
                self.connecting_since = monotonic()
                spare = driver.take_spare(self.address)
                connection = spare or connect(
                    self.address, self._database_at_revision(), seconds=self.login_seconds
                )
            self._connection, self.connecting_since = connection, None
            self.last_connection_id = int(connection.thread_id())
            if self.read_seconds is not None:
                connection.patience.read_seconds = self.read_seconds
            self._needs_greeting = True
            self._needs_use = spare is not None and self.database is not None
            program_log.debug(__name__, "connection %d is open", self.last_connection_id)
        return self._connection

    def _leave_to_parent(self) -> None:
        """In a child process, forget the connection, on which the parent goes on.

        Raises:
            Usage: the parent was in a transaction; what it began is not the child's to end.
        """
        if self.in_transaction:
            raise Usage(
                "the transaction belongs to the process that began it, of which this one is a copy",
                hint="open a tracker in each process: beadwork.open()",
            )
        self.forget()

    def forget(self) -> None:
        """In a child process, close its copy of the parent's connection without a word. What the
        parent was in the middle of is not this process's.
        """
        self.in_transaction = False
        self.drop()
        self._process = os.getpid()

    def _database_at_revision(self) -> str | None:
        """The server's name for the database at the session's branch or commit."""
        return f"{self.database}/{self.branch}" if self.database and self.branch else self.database

    @contextmanager
    def _server_errors(self, packet: str) -> Iterator[None]:
        """Turn the driver's errors into `ServerError`.

        Whatever interrupts a packet, such as Ctrl-C, ends the connection.
        """
        import pymysql

        try:
            yield
        except pymysql.MySQLError as error:
            self.drop()
            code, text = 2013, str(error) or "the connection is closed"
            if isinstance(error, pymysql.InternalError) and len(error.args) == 1:
                raise self._unreadable(error, packet) from None  # wrong packet sequence numbers
            if len(error.args) > 1 and isinstance(error.args[0], int) and error.args[0]:
                code, text = error.args[0], str(error.args[1])
            raise ServerError(code, text, packet, self.address.program) from None
        except OSError as error:
            self.drop()
            raise ServerError(2013, str(error), packet, self.address.program) from None
        except UnicodeEncodeError:  # a value that is no valid text; dispatch names it
            self.drop()
            raise
        except UNREADABLE as error:
            self.drop()
            raise self._unreadable(error, packet) from None
        except BaseException:
            self.drop()
            raise

    def _unreadable(self, error: Exception, packet: str) -> ServerError:
        text = (
            f"what answers at {self.address.name()} is not a tracker: it does not speak as a MySQL "
            f"server does ({str(error)[:200]})"
        )
        return ServerError(GARBLED, text, packet, self.address.program)

    def give_away(self) -> Any:
        """Return the connection, which is another session's from now on (`driver.take_spare`)."""
        connection, self._connection = self._connection, None
        return connection

    def close(self) -> None:
        """Close the connection with a message to the server, which then frees it at once. A child
        process closes its copy without a word.
        """
        if self._process != os.getpid():
            self.drop()
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except OSError:  # the server is gone
                return

    def drop(self) -> None:
        """Cut the connection, whose state is unknown; the server rolls back and frees its locks. In
        a child process only its copy is closed, and the parent's connection stays.
        """
        connection, self._connection = self._connection, None
        if connection is not None:
            connection._force_close()  # type: ignore[attr-defined]

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _quotable(identifier: str) -> str:
    """Return a name as it stands between backticks; `%` is doubled, as `bind` formats the SQL."""
    return identifier.replace("`", "``").replace("%", "%%")


def bind(connection: pymysql.Connection[Any], sql: str, values: tuple[Any, ...]) -> str:
    """Return the statement with its values escaped by the driver, for the server's SQL mode."""
    return sql % tuple(_literal(connection, value) for value in values)


def _literal(connection: pymysql.Connection[Any], value: Any) -> str:
    if isinstance(value, datetime):
        return f"'{value.isoformat(' ', 'microseconds')}'"
    if isinstance(value, (list, tuple)):
        return f"({','.join(connection.escape(item) for item in value)})"
    literal: str = connection.escape(value)
    return literal


def _results(connection: pymysql.Connection[Any], packet: str) -> Iterator[Result]:
    cursor = connection.cursor()
    cursor.execute(packet)
    yield Result(tuple(cursor.fetchall()), cursor.rowcount, cursor.description or ())
    while cursor.nextset():
        yield Result(tuple(cursor.fetchall()), cursor.rowcount, cursor.description or ())


def _column_names(description: Sequence[Any]) -> tuple[str, ...]:
    """Return the names of columns, each once: a second `id` is `id_2`."""
    names: list[str] = []
    for column in description:
        name, number = str(column[0]), 1
        while name in names:
            number += 1
            name = f"{column[0]}_{number}"
        names.append(name)
    return tuple(names)
