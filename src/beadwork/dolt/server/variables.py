"""The settings that a running server was started with, as the server reports them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from beadwork.dolt.connection.session import Session

ASK = "SELECT @@max_connections, @@secure_file_priv, @@read_only, UTC_TIMESTAMP(6)"


class Variables(NamedTuple):
    """The settings, and the server's clock."""

    max_connections: int
    files_from: str
    """The only directory that SQL may read files from; empty where SQL may read every file that the
    server can.
    """
    is_read_only: bool
    now: datetime


def look(session: Session) -> Variables:
    most, files, read_only, now = session.rows(ASK)[0]
    return Variables(int(most), str(files or ""), bool(int(read_only)), now)
