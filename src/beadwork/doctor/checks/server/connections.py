"""The server has connections left."""

from __future__ import annotations

from beadwork.doctor.finding import Finding, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server import health_queries

WORKSPACE = True


def look(subject: Subject) -> Finding:
    seen = health_queries.look(subject.server_session())
    line = f"{seen.connections} of {seen.max_connections} are in use"
    limit = subject.configuration.daemon.connections_percent
    is_many = seen.connections * 100 >= limit * seen.max_connections
    return verdict(
        line,
        warnings=[f"{line}, {limit} % or more"] if is_many else [],
        hint="bd sql 'SHOW PROCESSLIST'",
    )
