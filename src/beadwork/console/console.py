"""What a command talks to: its result goes to standard output, talk to standard error, and the
flags that all share.

With `--json` standard output holds exactly one JSON document, or nothing where the command fails.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from typing import Any

from beadwork.console.terminal import Terminal
from beadwork.errors import OutputFailed

ENVELOPE_VERSION = 1
LINES = 200
"""Elements up to which a list gets a line for each; one call for all is quicker, and nobody reads
so many.
"""


class Console:
    """One run of one command."""

    def __init__(self, program: str, terminal: Terminal) -> None:
        self.program = program
        self.terminal = terminal
        self.json = False
        self.quiet = False
        self.verbose = False
        self.readonly = False
        self.actor = ""
        self.directory = "."
        self.words: list[str] = []
        self.subjects: list[str] = []
        """What the command line is about: the issue ids that decide which rig of a town is opened.
        """

    def result(self, value: Any, text: Callable[[], str | Iterable[str]]) -> None:
        """Print a command's result: `value` as JSON, or what `text()` gives, as lines, to a
        person.
        """
        if self.json:
            self.document(value)
            return
        lines = text()
        if isinstance(lines, str):
            lines = [lines]
        self._write("".join(f"{clean(line)}\n" for line in lines))

    def document(self, value: Any) -> None:
        """Print one JSON document, a list with one element a line unless it is long."""
        if os.environ.get("BD_JSON_ENVELOPE") == "1":
            value = {"schema_version": ENVELOPE_VERSION, "data": value}
        if isinstance(value, list) and 0 < len(value) <= LINES:
            body = ",\n ".join(encode(item) for item in value)
            self._write(f"[{body}]\n")
        else:
            self._write(f"{encode(value)}\n")

    def line(self, text: str = "") -> None:
        """Print a line for a person; a program that asked for JSON does not get it."""
        if not self.json:
            self._write(f"{clean(text)}\n")

    def bare(self, text: str) -> None:
        """Print a line as it is, for scripts that asked for nothing else, also beside `--json`."""
        self._write(f"{text}\n")

    def flush(self) -> None:
        """Send what is still held back.

        Raises:
            OutputFailed: standard output does not take it.
        """
        self._write("")

    def _write(self, text: str) -> None:
        try:
            self.terminal.stdout.write(text)
            if not text:
                self.terminal.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputFailed(
                f"standard output failed: {error.strerror}; what the command was to do is done",
                hint="bd log -n 1   shows the last write",
            ) from None

    def note(self, text: str) -> None:
        """Say something beside the result, on standard error, unless asked to be quiet."""
        if not self.quiet:
            self.terminal.stderr.write(f"{clean(text)}\n")

    def warn(self, text: str) -> None:
        """Say what must not be missed, on standard error."""
        self.terminal.stderr.write(f"{self.terminal.style('Warning', 'yellow')}: {text}\n")

    def style(self, text: str, *names: str) -> str:
        """Return `text` in a style where colour is on."""
        return self.terminal.style(text, *names)


def clean(line: str) -> str:
    """Return a line without what would steer the terminal: titles come from everywhere. Our own
    styles stay.
    """
    if line.isprintable():
        return line
    import re

    return re.sub(
        r"\x1b(?!\[[0-9;]*m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]",
        "\N{REPLACEMENT CHARACTER}",
        line,
    )


def encode(value: Any) -> str:
    """Return `value` as JSON text."""
    return json.dumps(value, ensure_ascii=False, check_circular=False, default=_plain)


def _plain(value: Any) -> Any:
    from datetime import date, datetime

    if isinstance(value, datetime):
        from beadwork.model.times.timestamps import format_timestamp

        return format_timestamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return str(value)
