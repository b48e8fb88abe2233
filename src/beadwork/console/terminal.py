"""Standard input, output and error, and what kind of files they are. A command gets them as one
object, which a test can replace.
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
    """The three streams. Colour is used on a terminal, and elsewhere with FORCE_COLOR
    (https://force-color.org); never with NO_COLOR (https://no-color.org).
    """

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self._stdin_is_taken = False
        self.is_interactive = stdout.isatty()
        is_forced = os.environ.get("FORCE_COLOR", "") not in ("", "0", "false")
        is_fit = self.is_interactive and os.environ.get("TERM") != "dumb"
        self.colour = (is_forced or is_fit) and not os.environ.get("NO_COLOR")
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
        """Columns to fill: those of the terminal, or what COLUMNS says; 80 elsewhere."""
        if not self.is_interactive:
            return 80
        said = os.environ.get("COLUMNS", "")
        if said.isdecimal() and int(said):
            return int(said)
        try:
            return os.get_terminal_size(self.stdout.fileno()).columns or 80
        except OSError:
            return 80

    @property
    def height(self) -> int:
        """Lines of the screen, or what LINES says; 0 where there is none."""
        if not self.is_interactive:
            return 0
        said = os.environ.get("LINES", "")
        if said.isdecimal() and int(said):
            return int(said)
        try:
            return os.get_terminal_size(self.stdout.fileno()).lines
        except OSError:
            return 0

    def style(self, text: str, *names: str) -> str:
        """Return `text` in a style where colour is on, as `shown` understands it."""
        if not self.colour or not names or not text:
            return text
        codes = ";".join(_STYLES[name] for name in names)
        return f"{self._style_mark}{codes}m{text}{self._style_mark}0m"

    def shown(self, text: str) -> str:
        """Return text as it may be printed. Control characters are removed, wherever the text comes
        from. Our own style marks, which no other text can contain, become those of the terminal.
        """
        if not self.colour:
            return clean(text)
        return "\x1b[".join(map(clean, text.split(self._style_mark)))

    def tell(self, text: str) -> None:
        """Print a line on standard error. A failure is ignored: it could not be reported."""
        with suppress(OSError):
            self.stderr.write(f"{self.shown(text)}\n")


def of_process() -> Terminal:
    """Return the terminal of this process. It writes UTF-8 whatever the locale says, so that any
    title can be printed.

    Bytes of an argument that are not UTF-8 (a file's name) are printed unchanged.
    """
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _fill()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding.lower() != "utf-8" or stream.errors == "strict"):
            reconfigure(encoding="utf-8", errors="surrogateescape")
    return Terminal(sys.stdin, sys.stdout, sys.stderr)


def _fill() -> None:
    """Open closed streams (`bd version >&-`) on the null device.

    Otherwise the next file or connection would get their numbers, and the output would go into it.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - it lives as long as the process
            setattr(sys, name, stream)
