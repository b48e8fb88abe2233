"""Load the MySQL driver, for a command without OpenSSL.

The driver imports `ssl`, and `hashlib` loads OpenSSL too where it can: 6 ms of a command that lasts
60, for nothing on a socket of this machine. Both importers do without OpenSSL where its modules are
missing (`try … except ImportError`), so a command hides the modules while the importers load. A
program that uses the API is left alone: it may need all of `hashlib` itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

HIDDEN = ("ssl", "_hashlib")

is_command = False
"""Set by the program `bd`: its process is short, and nobody else uses its `hashlib`."""


def load(*, tls: bool) -> None:
    """Import PyMySQL, with OpenSSL only where it may be needed."""
    if tls or not is_command:
        _with_openssl()
        return
    with _without_openssl():
        import pymysql  # noqa: F401


def digest(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal, by a module that the driver loads anyway."""
    with _without_openssl():
        from hashlib import sha256
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


@contextmanager
def _without_openssl() -> Iterator[None]:
    hidden = [name for name in HIDDEN if name not in sys.modules] if is_command else []
    # None in `sys.modules` means "cannot be imported".
    modules: dict[str, object] = sys.modules  # type: ignore[assignment]
    modules.update(dict.fromkeys(hidden))
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def _with_openssl() -> None:
    import pymysql.connections

    if not pymysql.connections.SSL_ENABLED:  # the driver was loaded without OpenSSL before
        import ssl

        vars(pymysql.connections)["ssl"] = ssl
        pymysql.connections.SSL_ENABLED = True
