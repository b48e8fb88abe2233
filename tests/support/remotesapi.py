"""Another server, which is a remote: its remotes API, with a user and a password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.dolt.connection.session import Session
from foreign_servers import Foreign, foreign, free_port

USER = "alice"
PASSWORD = "s3cret of alice's remote"
ROOT = "the password of root"
"""Without one, whoever gives no password is root."""


class RemoteServer(NamedTuple):
    """A server with a remotes API. A database that is to be pushed to must exist."""

    server: Foreign
    port: int

    def url(self, database: str = "api", port: int = 0) -> str:
        """Return the URL of a database; `port` is that of a line to the server."""
        return f"http://127.0.0.1:{port or self.port}/{database}"

    def sql(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements as root, and return the rows of the last."""
        with Session(self.server.root._replace(password=ROOT), None) as session:
            for statement in statements[:-1]:
                session.run(statement.replace("%", "%%"))
            return list(session.rows(statements[-1].replace("%", "%%")))

    def head(self, database: str = "api") -> str:
        """Return the newest commit of `main`."""
        ((commit,),) = self.sql(f"USE `{database}`", "SELECT DOLT_HASHOF('main')")
        return str(commit)


@contextmanager
def serving(directory: Path) -> Iterator[RemoteServer]:
    """Run the server while the block runs."""
    port = free_port()
    with foreign(directory, remotesapi=port) as server:
        server.sql(
            f"CREATE USER {USER}@'%' IDENTIFIED BY \"{PASSWORD}\"",
            f"GRANT ALL ON *.* TO {USER}@'%' WITH GRANT OPTION",
            f"GRANT CLONE_ADMIN ON *.* TO {USER}@'%'",
            f"ALTER USER root@localhost IDENTIFIED BY '{ROOT}'",
        )
        yield RemoteServer(server, port)
