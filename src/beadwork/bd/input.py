"""A file that a command reads whole: by its name, or `-` for standard input."""

from __future__ import annotations

import os

from beadwork import errors
from beadwork.console.console import Console
from beadwork.files import bounded
from beadwork.model.hints import command


def content(console: Console, file: str, limit: int = bounded.IMPORT) -> tuple[bytes, str]:
    """Return the content of a file, and its name for messages. A relative name starts at `-C DIR`.

    Raises:
        NotFound: there is no such file, or the file cannot be read.
        Usage: standard input was read before.
        BadFile: the file is not a regular file, or has more than `limit` bytes.
    """
    if file == "-":
        stream = console.terminal.take_stdin()
        return bounded.read_stream(stream, limit), "standard input"
    try:
        found = bounded.read_named(file, limit, directory=console.directory)
        return found, os.path.basename(file)
    except OSError as error:
        raise errors.NotFound(
            f"{file} cannot be read: {error.strerror}", hint=command("ls", "-l", file)
        ) from None


def text(console: Console, file: str, limit: int = bounded.TEXT) -> tuple[str, str]:
    """Return the same as `content`, with the content as text.

    Raises:
        NotFound, BadFile: as `content`.
        Invalid: the content is no UTF-8 text.
    """
    found, name = content(console, file, limit)
    try:
        return found.decode("utf-8-sig"), name
    except UnicodeDecodeError:
        raise errors.Invalid(f"{name} is not UTF-8 text") from None
