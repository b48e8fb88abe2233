"""How the remotes of a town's databases are, by what is known here: no remote is contacted."""

from __future__ import annotations

from collections.abc import Mapping

from beadwork.dolt.connection import many_databases
from beadwork.dolt.connection.many_databases import Questions
from beadwork.dolt.connection.session import Result, Session
from beadwork.dolt.server.files import remote_record
from beadwork.dolt.server.files.remote_state import RemoteState
from beadwork.dolt.versions import remote_tracking
from beadwork.dolt.versions.remote_tracking import Known
from beadwork.model.urls import bare
from beadwork.town.layout import Town

States = dict[str, tuple[RemoteState, ...]]
"""The remotes, by database."""


def read(town: Town, session: Session, answers: Mapping[str, list[Result]]) -> States:
    """Return the remotes, from the answers to `remote_tracking.KNOWN` of each database. Where a
    remote has not all commits of `main`, one more round trip counts them.

    Raises:
        ServerError: the server does not answer.
    """
    known = {database: remote_tracking.known(found) for database, found in answers.items()}
    asked: dict[str, Questions] = {
        database: [question for remote in found for question in remote.gap_questions()]
        for database, found in known.items()
    }
    wanted = {database: questions for database, questions in asked.items() if questions}
    counts, _ = many_databases.read(session, wanted)
    return {
        database: tuple(_state(town, database, remote, counts.get(database)) for remote in remotes)
        for database, remotes in known.items()
    }


def _state(town: Town, database: str, remote: Known, counts: list[Result] | None) -> RemoteState:
    """Return one remote. Its answers are taken from the front of `counts`."""
    record = remote_record.read(town.server_of(database).control, database, remote.name)
    state = RemoteState(remote.name, bare(remote.url), record)
    if remote.is_level:
        return state._replace(ahead=0, behind=0)
    if not remote.gap_questions() or counts is None:
        return state
    ahead, behind = (int(counts.pop(0).rows[0][0]) for _ in range(2))
    return state._replace(ahead=ahead, behind=behind)
