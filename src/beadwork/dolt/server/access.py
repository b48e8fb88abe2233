"""Reach the recorded server: where it is, and whether the server that answers is that one."""

from __future__ import annotations

import os
from typing import NamedTuple

from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import GARBLED, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server.files import password, private_files
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.errors import AccessDenied

IDENTITY = "SELECT @@server_uuid, dolt_version()"


class Identity(NamedTuple):
    """The uuid of a server and its version of Dolt, as the server reports them."""

    uuid: str
    version: str


def address(home: Home, record: Record) -> Address:
    """Return the recorded server's address, with root's password and the uuid that it must prove.

    A socket or a password that other users could have replaced is named as the address's
    `weakness`; every connection to that address is refused.
    """
    weakness, secret = "", ""
    try:
        private_files.require_trusted(home.control)
        if os.path.dirname(record.socket) not in ("", home.control):
            private_files.require_trusted(os.path.dirname(record.socket))
        secret = password.read(home) if record.password else ""
    except AccessDenied as error:
        weakness = error.message
    return Address(
        port=record.port,
        socket=record.socket,
        password=secret,
        uuid=record.uuid,
        managed=True,
        program=home.program,
        weakness=weakness,
    )


def locked_out(home: Home) -> AccessDenied:
    """Return the error of a server that refuses our password. The command of its hint keeps the old
    accounts aside and makes new ones.
    """
    return AccessDenied(
        f"the server over {home.data} refuses the password in {home.password}",
        hint=f"put the right one there; if it is lost: {new_password(home)}",
    )


def new_password(home: Home) -> str:
    """Return the command that gives a server a new password, where the old one is lost."""
    if home.program == "gt":
        return f"gt dolt reset-password {home.rig}".rstrip()
    aside = f"mv {home.accounts} {home.accounts}.old"
    return f"{home.program} dolt stop; {aside}; {home.program} dolt start"


def ask(address: Address, *, login_seconds: float | None = None) -> Identity:
    """Return the identity of the server at `address`; `login_seconds` is as in a Session.

    Raises:
        ServerError: the server does not answer, or refuses the login.
    """
    with Session(address, None, login_seconds=login_seconds) as session:
        found = session.rows(IDENTITY)
    try:
        ((uuid, version),) = found
    except ValueError:
        raise ServerError(
            GARBLED, f"what answers at {address.name()} is not a tracker: it does not say who it is"
        ) from None
    return Identity(str(uuid), str(version))


def ask_uuid(address: Address, *, login_seconds: float | None = None) -> str:
    """Return the uuid of the server at `address`; raises as `ask` does."""
    return ask(address, login_seconds=login_seconds).uuid


def answers(home: Home, record: Record) -> bool:
    """Tell whether the recorded server answers and is the one recorded."""
    try:
        found = ask_uuid(address(home, record))
    except ServerError:
        return False
    return record.uuid in ("", found)
