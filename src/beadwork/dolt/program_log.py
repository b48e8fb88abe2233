"""What a long-lived program may want to know of connections, servers and locks, for its `logging`.

Each module of ours that has something to say has the logger of its name, below `beadwork`. A
program that has not loaded `logging` hears nothing and pays nothing: a command never loads it. A
program that has loaded it and set nothing up hears nothing either.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging import Logger


def debug(module: str, message: str, *values: object) -> None:
    """Log what is of interest to whoever looks for a fault: a connection opened or closed."""
    if "logging" in sys.modules:
        _logger(module).debug(message, *map(_printable, values), stacklevel=2)


def info(module: str, message: str, *values: object) -> None:
    """Log that something took long, or was brought back."""
    if "logging" in sys.modules:
        _logger(module).info(message, *map(_printable, values), stacklevel=2)


def warning(module: str, message: str, *values: object) -> None:
    """Log that something broke, and is being brought back."""
    if "logging" in sys.modules:
        _logger(module).warning(message, *map(_printable, values), stacklevel=2)


def _logger(module: str) -> Logger:
    import logging  # which waits where another thread is just loading it

    ours = logging.getLogger("beadwork")
    if not ours.handlers:
        ours.addHandler(logging.NullHandler())  # else Python prints warnings on standard error
    return logging.getLogger(module)


def _printable(value: object) -> object:
    """Return a text, or an error, as one that shows no secret and does nothing to a terminal."""
    from beadwork.model.printable import clean
    from beadwork.model.urls import without_credentials

    if isinstance(value, str | Exception):
        return without_credentials(clean(str(value)))
    return value
