"""The flags for the user and the password of a remote. A password is never an argument itself, as
every user of the machine can read those.
"""

from __future__ import annotations

import argparse
import os

from beadwork.console.console import Console
from beadwork.dolt.server.files import private_files
from beadwork.errors import NotFound
from beadwork.files import bounded


def add(parser: argparse.ArgumentParser) -> None:
    """Add the flags."""
    parser.add_argument("--user", default="", metavar="USER", help="who logs in to the remote")
    parser.add_argument(
        "--password-file",
        default="",
        metavar="FILE",
        help="your own file with the password, or - for standard input",
    )


def read(file: str, console: Console) -> str:
    """Return the first line of a file that is closed to others, or of standard input; "" where no
    file is named.

    Raises:
        NotFound: there is no such file.
        AccessDenied: others can read or change the file.
    """
    if not file:
        return ""
    if file == "-":
        stream = console.terminal.take_stdin()
        text = bounded.read_stream(stream, bounded.SMALL).decode("utf-8", "replace")
    else:
        try:
            text = private_files.read_secret(
                os.path.abspath(os.path.join(console.directory or "", os.path.expanduser(file)))
            )
        except FileNotFoundError:
            raise NotFound(f"no file {file}", hint="--password-file FILE") from None
    return text.partition("\n")[0].rstrip("\r")
