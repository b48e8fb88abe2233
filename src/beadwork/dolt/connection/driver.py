"""Load the MySQL driver, for a command without what a command does not use: 11 ms of 60.

The driver imports `ssl`, and `hashlib` loads OpenSSL too where it can. On a socket of this machine
that is for nothing. Both importers do without OpenSSL where its modules are missing (`try … except
ImportError`), so a command hides the modules while the importers load. The driver takes the name of
the user from `getpass` in the same way, and every address of ours has a user.

`traceback` is loaded when the driver first uses it: for a connection that failed. Option files
(`my.cnf`) are never read, so their parser is left out.

A program that uses the API is left alone: it may need all of these itself.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beadwork.dolt.connection.address import Address

HIDDEN = ("ssl", "_hashlib", "getpass")
OPTION_FILES = "pymysql.optionfile"

is_command = False
"""Set by the program `bd`: its process is short, and nobody else uses its `hashlib`."""


def _none(_address: Address) -> Any:
    """Have no connection that was opened ahead: this process is no worker."""


take_spare: Callable[[Address], Any] = _none
"""Returns a connection to a server that is open already, on no database; None for none."""


def load(*, tls: bool) -> None:
    """Import PyMySQL, with OpenSSL only where it may be needed."""
    if tls or not is_command:
        _with_openssl()
        return
    with _hidden(), _replaced(_Lazy("traceback"), _option_files()):
        import pymysql  # noqa: F401


def digest(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal, by a module that the driver loads anyway."""
    with _hidden():
        from hashlib import sha256
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


class _Lazy(ModuleType):
    """A module that is loaded with the first use of a name in it."""

    def __getattr__(self, name: str) -> Any:
        import importlib

        return getattr(importlib.import_module(self.__name__), name)


def _option_files() -> ModuleType:
    module = ModuleType(OPTION_FILES)
    vars(module)["Parser"] = None
    return module


@contextmanager
def _replaced(*modules: ModuleType) -> Iterator[None]:
    """Let importers find these modules, unless the real ones are loaded already."""
    placed = {module.__name__: module for module in modules if module.__name__ not in sys.modules}
    sys.modules.update(placed)
    try:
        yield
    finally:
        for name in placed:
            del sys.modules[name]


@contextmanager
def _hidden() -> Iterator[None]:
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
