"""The files by which others reach a server: its record and root's password. The daemon knows both,
and writes one that was lost or damaged again while the server runs.
"""

from __future__ import annotations

import os
from contextlib import suppress
from logging import Logger

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.server import access
from beadwork.dolt.server.files import password, record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.machine import process
from beadwork.errors import AccessDenied
from beadwork.files.atomic import replace


class KeptFiles:
    """The record and the password of one server."""

    def __init__(self, home: Home, name: str, log: Logger) -> None:
        self._home = home
        self._name = name
        self._log = log
        self._password = ""
        """The password that the server took last; empty where none is known."""
        self._refused: str | None = None
        """What the file has, where the server takes neither that nor `_password`."""

    def know(self) -> None:
        """Remember the password: the server has just taken it."""
        self._password, self._refused = self._written() or "", None

    def keep(self, known: Record) -> None:
        """Write again what was lost. A town that was moved away has nothing to keep here."""
        if not os.path.isdir(self._home.control):
            return
        self._keep_record(known)
        if known.password:
            with suppress(ServerError):  # it does not answer now
                self._keep_password(known)

    def _keep_record(self, known: Record) -> None:
        if record.read(self._home) is not None:
            return
        with exclusively(self._home):  # a stop by hand removes the record, and the process
            if record.read(self._home) is None and process.find(self._home, known) is not None:
                record.write(self._home, known)
                self._say(self._home.record)

    def _keep_password(self, known: Record) -> None:
        """Write the password again where the server takes the remembered one, and not the file's.

        A file that others could have written is left alone: an alert names it.
        """
        written = self._written()
        if written in (None, self._password, self._refused):
            return
        if not self._password or self._takes(known, written or ""):
            self.know()
        elif not self._takes(known, self._password):
            self._refused = written
        else:
            self._write_password(known, written)

    def _write_password(self, known: Record, before: str | None) -> None:
        with exclusively(self._home):  # a reset of the password ends the process
            if self._written() == before and process.find(self._home, known) is not None:
                replace(self._home.password, f"{self._password}\n")
                self._say(self._home.password)

    def _takes(self, known: Record, secret: str) -> bool:
        """Tell whether the recorded server takes a password.

        Raises:
            ServerError: the server does not answer.
        """
        address = access.address(self._home, known)._replace(password=secret)
        try:
            return access.ask_uuid(address) == known.uuid
        except ServerError as error:
            if error.fault is Fault.DENIED:
                return False
            raise

    def _written(self) -> str | None:
        """Return the password in the file, empty where there is none; None where others could have
        written it.
        """
        try:
            return password.read(self._home)
        except AccessDenied:
            return None

    def _say(self, path: str) -> None:
        self._log.info(f"{self._name}: %s was lost, and is written again", path)
