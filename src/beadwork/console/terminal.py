"""In, out, error, and what kind of place they are: one object that a command gets and a test can
replace.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any, BinaryIO, TextIO

from beadwork.errors import Usage
from beadwork.model.printable import clean

_STYLES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "cyan": "36",
}


class Terminal:
    """The three streams. Colour only where a person looks (https://no-color.org is heeded)."""

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self._stdin_is_taken = False
        self.is_interactive = stdout.isatty()
        self.colour = (
            self.is_interactive
            and not os.environ.get("NO_COLOR")
            and os.environ.get("TERM") != "dumb"
        )
        self._style_mark = f"\x1b{os.urandom(8).hex()}[" if self.colour else ""
        """Begins a style of ours. It is another one in each process, so no data can have it."""

    def take_stdin(self) -> BinaryIO:
        """Return standard input, which a command reads once.

        Raises:
            Usage: it was taken before.
        """
        if self._stdin_is_taken:
            raise Usage(
                "standard input is asked for twice, and can be read once",
                hint="give one of the texts in words, or in a file",
            )
        self._stdin_is_taken = True
        return self.stdin.buffer

    @property
    def width(self) -> int:
        """Columns to fill: the terminal's, 80 elsewhere, never more than 120."""
        if not self.is_interactive:
            return 80
        try:
            return min(os.get_terminal_size(self.stdout.fileno()).columns, 120) or 80
        except OSError:
            return 80

    def style(self, text: str, *names: str) -> str:
        """Return `text` in a style where colour is on, as `shown` understands it."""
        if not self.colour or not names or not text:
            return text
        codes = ";".join(_STYLES[name] for name in names)
        return f"{self._style_mark}{codes}m{text}{self._style_mark}0m"

    def shown(self, text: str) -> str:
        """Return text as it may be printed. It is cleaned here, wherever it came from; our own
        styles, which nobody else can write, become the terminal's.
        """
        if not self.colour:
            return clean(text)
        return "\x1b[".join(map(clean, text.split(self._style_mark)))

    def tell(self, text: str) -> None:
        """Print a line on standard error. Where that cannot be written nothing is said, as there is
        nowhere to say so.
        """
        with suppress(OSError):
            self.stderr.write(f"{self.shown(text)}\n")


def of_process() -> Terminal:
    """Return the terminal of this process, in UTF-8 whatever the locale says, so that no title can
    break it.

    Bytes of an argument that are no UTF-8 (a file's name) are printed as they came.
    """
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _fill()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding.lower() != "utf-8" or stream.errors == "strict"):
            reconfigure(encoding="utf-8", errors="surrogateescape")
    return Terminal(sys.stdin, sys.stdout, sys.stderr)


def _fill() -> None:
    """Let the streams that were closed (`bd version >&-`) lead nowhere.

    Their numbers are taken, or the next file or connection that is opened would get one, and what
    is printed with it.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - it lives as long as the process
            setattr(sys, name, stream)
