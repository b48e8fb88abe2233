"""Load the MySQL driver, for a command without OpenSSL.

The driver imports `ssl`, and `hashlib` loads OpenSSL too where it can: 6 ms of a command that lasts 60, for nothing on
a socket of this machine. Both are optional to those who import them (`try … except ImportError`), so a command hides them
while the driver loads. A program that uses the API is left alone: it may need all of `hashlib` itself.
"""

from __future__ import annotations

import sys

HIDDEN = ("ssl", "_hashlib")

is_command = False
"""Set by the programs `bd` and `gt`: this process is over soon, and its `hashlib` is ours."""


def load(*, tls: bool) -> None:
    """Import PyMySQL, with OpenSSL only where it may be needed."""
    if not is_command or tls:
        _with_openssl()
        return
    hidden = [name for name in HIDDEN if name not in sys.modules]
    modules: dict[str, object] = sys.modules  # type: ignore[assignment]  # None means "cannot be imported"
    modules.update(dict.fromkeys(hidden))
    try:
        import pymysql  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]


def _with_openssl() -> None:
    import pymysql.connections

    if not pymysql.connections.SSL_ENABLED:  # it was loaded without before
        import ssl

        vars(pymysql.connections)["ssl"] = ssl
        pymysql.connections.SSL_ENABLED = True
