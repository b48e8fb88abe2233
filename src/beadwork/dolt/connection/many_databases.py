"""Ask several databases of one server, over one connection, in one round trip.

A `USE` costs less than 0.1 ms; a connection for each database would cost twenty times that. One
database that is missing or is no tracker makes the packet fail for all: then, and only then, each
database is asked by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Result, Session, Statement

Questions = Sequence[Statement]
Answers = dict[str, list[Result]]


class SessionPerServer(Session):
    """A session on the server of a town whose rigs each have a server of their own."""

    sessions: Mapping[str, Session] = {}
    """The sessions on the rigs' servers, by database."""

    def close(self) -> None:
        super().close()
        for session in self.sessions.values():
            session.close()


def read(
    session: Session, questions: Mapping[str, Questions]
) -> tuple[Answers, dict[str, ServerError]]:
    """Return, by database, the answers, and the errors of the databases that gave none.

    The names stand in SQL, so the server or `metadata.check_database` must have given or passed
    each of them. The session must be one that was opened without a database: afterwards it is on
    any of them.

    Raises:
        ServerError: the server itself does not answer.
    """
    if not questions:
        return {}, {}
    if isinstance(session, SessionPerServer):
        return _read_each_server(session, questions)
    try:
        return _in_one_packet(session, questions), {}
    except ServerError as error:
        if _is_of_server(error):
            raise
    return _read_each_database(session, questions)


def _read_each_database(
    session: Session, questions: Mapping[str, Questions]
) -> tuple[Answers, dict[str, ServerError]]:
    answers: Answers = {}
    failures: dict[str, ServerError] = {}
    for database, statements in questions.items():
        try:
            answers.update(_in_one_packet(session, {database: statements}))
        except ServerError as error:
            if _is_of_server(error):
                raise
            failures[database] = error.without_frames()
    return answers, failures


def _read_each_server(
    servers: SessionPerServer, questions: Mapping[str, Questions]
) -> tuple[Answers, dict[str, ServerError]]:
    answers: Answers = {}
    failures: dict[str, ServerError] = {}
    for database, statements in questions.items():
        session = servers.sessions.get(database, servers)
        try:
            answers.update(_in_one_packet(session, {database: statements}))
        except ServerError as error:
            failures[database] = error.without_frames()
    return answers, failures


def _in_one_packet(session: Session, questions: Mapping[str, Questions]) -> Answers:
    packet: list[Statement] = []
    for database, statements in questions.items():
        packet += [(f"USE `{_quotable(database)}`", ()), *statements]
    results = iter(session.pipeline(*packet))
    answers: Answers = {}
    for database, statements in questions.items():
        next(results)
        answers[database] = [next(results) for _ in statements]
    return answers


def _quotable(name: str) -> str:
    return name.replace("`", "``").replace("%", "%%")


def _is_of_server(error: ServerError) -> bool:
    return error.is_lost or error.fault is Fault.DENIED
