"""Log in with a password without giving it away, whatever a server asks for.

The server chooses the method: it may ask for the password in the clear, or encrypted by a key that
it sends along, and a false server would do so. Invariant: over a line without TLS (TCP or a Unix
socket) the server gets no more than a hash of the password and of its own challenge. With TLS the
server's certificate was verified before, so it may ask for the clear password too.
"""

from __future__ import annotations

from typing import Any

from pymysql import _auth
from pymysql.err import OperationalError

DONE = 3
"""The answer of a server that accepts the hash; any other answer asks for the password itself."""


class Refused:
    """An authentication method that would give the password away."""

    name = "a way to log in that is not supported"

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def authenticate(self, packet: Any) -> Any:
        """Raise OperationalError: nothing is sent."""
        raise OperationalError(1045, f"the server asks for {self.name}, and gets no password")


class Clear(Refused):
    """`mysql_clear_password` and `dialog`: the password as it is."""

    name = "the password in the clear, over a line without TLS"


class ByItsKey(Refused):
    """`sha256_password`: the password encrypted by a key that any server could send."""

    name = "the password encrypted by a key of its own, over a line without TLS"


class Weak(Refused):
    """`mysql_old_password`: a hash of 64 bits, as good as the password."""

    name = "a hash of the password that is easily reversed"


class Native(Clear):
    """`mysql_native_password`: a hash and a challenge, and nothing after it."""

    def authenticate(self, packet: Any) -> Any:
        """Return the server's last packet.

        Raises:
            OperationalError: the server asks for more than the hash.
        """
        if not packet.is_auth_switch_request():
            return super().authenticate(packet)
        challenge = packet.read_all()
        password = self.connection.password
        return _answer(self.connection, _auth.scramble_native_password(password, challenge))


class ByHash(ByItsKey):
    """`caching_sha2_password` as far as a hash and a challenge go."""

    def authenticate(self, packet: Any) -> Any:
        """Return the server's last packet.

        Raises:
            OperationalError: the server asks for the password itself.
        """
        connection = self.connection
        if packet.is_auth_switch_request():
            connection.salt = packet.read_all().removesuffix(b"\0")
            packet = _answer(
                connection, _auth.scramble_caching_sha2(connection.password, connection.salt)
            )
        if not packet.is_extra_auth_data():
            return packet
        packet.advance(1)
        if packet.read_uint8() != DONE:
            return super().authenticate(packet)
        last = connection._read_packet()
        last.check_error()
        return last


def _answer(connection: Any, data: bytes) -> Any:
    connection.write_packet(data)
    packet = connection._read_packet()
    packet.check_error()
    return packet


WITH_TLS = {"mysql_old_password": Weak, "dialog": Clear}
WITHOUT_TLS = {
    **WITH_TLS,
    "mysql_native_password": Native,
    "mysql_clear_password": Clear,
    "sha256_password": ByItsKey,
    "caching_sha2_password": ByHash,
}
