"""The output of a command: its result goes to standard output, messages to standard error. It also
holds the flags that all commands share.

With `--json` standard output holds exactly one JSON document, or nothing if the command fails.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from beadwork.console.terminal import Terminal
from beadwork.errors import OutputFailed
from beadwork.model.printable import escape

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
        self.has_pager = True
        self.own_setting: Callable[[str, str], str | None] = lambda directory, key: None
        """Gives a setting that the person made for the workspace of a directory."""
        self.readonly = False
        self.actor = ""
        self.directory = "."
        self.words: list[str] = []
        self.command = program
        """The program with the name of the command, as it is typed in a hint."""
        self._envelope: dict[str, Any] | None = None
        """What the one document will be, where BD_JSON_ENVELOPE asks for an envelope."""
        self._page: dict[str, Any] = {}
        self._commit = ""
        self._warnings: list[str] = []
        self._held = ""
        """What the pager will show."""
        self._pager = ""
        self.condition: dict[str, str] = {}
        """The flags under which alone the command writes; empty where it writes anyway."""
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
        self.lines(lines)

    def document(self, value: Any) -> None:
        """Print one JSON document, a list with one element a line unless it is long. The objects of
        a write have the commit that it became.
        """
        if self._commit:
            value = _with_commit(value, self._commit)
        if os.environ.get("BD_JSON_ENVELOPE") == "1":  # it is printed when all is known
            self._envelope = {"schema_version": ENVELOPE_VERSION, "data": value}
        elif isinstance(value, list) and 0 < len(value) <= LINES:
            body = ",\n ".join(encode(item) for item in value)
            self._write(f"[{body}]\n")
        else:
            self._write(f"{encode(value)}\n")

    def committed(self, commit: str) -> None:
        """Take the commit of the write that the result is of; "" where it became none."""
        self._commit = commit

    def line(self, text: str = "") -> None:
        """Print a line for a person. Nothing is printed with `--json`."""
        if not self.json:
            self._print(f"{text}\n")

    def lines(self, lines: Iterable[str]) -> None:
        """Print lines for a person, by the pager if there are many. Nothing with `--json`."""
        if not self.json:
            self._show("".join(f"{line}\n" for line in lines))

    def bare(self, text: str) -> None:
        """Print a line for scripts, also with `--json`."""
        self._print(f"{text}\n")

    def copy(self, file: IO[bytes], before: str = "", after: str = "") -> None:
        """Print what is in a file of bytes from its beginning, as it is.

        Raises:
            OutputFailed: standard output does not take it.
        """
        import shutil

        file.seek(0)
        self._write(before)
        with self._output():
            self.terminal.stdout.flush()
            shutil.copyfileobj(file, self.terminal.stdout.buffer)
        self._write(after)
        self.flush()

    def excerpt(self, text: str) -> None:
        """Print a piece of a file, which may end within a line, and flush it."""
        self._print(text)
        self.flush()

    def clear_screen(self) -> None:
        """Clear the terminal and go to its top."""
        self._write("\x1b[H\x1b[2J")

    @property
    def pages(self) -> bool:
        """Whether a long list is cut, because a person reads it on a terminal."""
        return self.terminal.is_interactive and not self.json

    def cut(self, returned: int, total: int | None) -> None:
        """Say that a list has only the first of what was found: in the envelope of the document,
        and to a person on standard error. `total` is None where a full count would cost too much.
        """
        known = {} if total is None else {"total": total}
        self._page = {**known, "returned": returned, "truncated": returned != total}
        if returned == total:
            return
        of_all = ", and there are more" if total is None else f" of {total}"
        self.note(f"Showing {returned}{of_all} (--limit 0 for all)")

    def shorten(self, text: str, room: int) -> str:
        """Return a text for one line, on a terminal cut to a number of columns. A program at the
        end of a pipe gets all of it.
        """
        from beadwork.console import columns

        return columns.shorten(text, room if self.terminal.is_interactive else len(text) * 2)

    def wrap(self, text: str, room: int) -> list[str]:
        """Return a line as lines of a number of columns on a terminal, and as it is elsewhere."""
        if not self.terminal.is_interactive:
            return [text]
        from beadwork.console import columns

        return columns.wrap(text, room)

    def flush(self) -> None:
        """Print the envelope, if there is one, and what is held, and flush what is buffered.

        Raises:
            OutputFailed: standard output does not take it.
        """
        self.release(to_pager=True)
        if self._envelope is not None:
            self._write(f"{encode(self._enveloped(self._envelope))}\n")
            self._envelope = None
        self._write("")

    def _enveloped(self, envelope: dict[str, Any]) -> dict[str, Any]:
        """Return the envelope with what else a program may want to know."""
        data = envelope["data"]
        if isinstance(data, list):
            page = {"total": len(data), "returned": len(data), "truncated": False}
            envelope = {**envelope, **(self._page or page)}
        return {**envelope, "warnings": self._warnings} if self._warnings else envelope

    def _show(self, text: str) -> None:
        """Print a text. One that is longer than the screen is held until the command has let go of
        its tracker, if the person has a pager: then that shows it.
        """
        if self.has_pager and 0 < self.terminal.height <= text.count("\n"):
            from beadwork.console import pager

            self._pager = pager.chosen(lambda key: self.own_setting(self.directory, key))
            if self._pager:
                self._held += self.terminal.shown(text)
                return
        self._print(text)

    def release(self, *, to_pager: bool = False) -> None:
        """Print what is held."""
        text, self._held = self._held, ""
        if text and to_pager:
            from beadwork.console import pager

            if pager.show(text, self._pager):
                return
        if text:
            self._write(text)

    def _print(self, text: str) -> None:
        self._write(self.terminal.shown(text))

    def _write(self, text: str) -> None:
        if self._held and text:
            self._held += text
            return
        with self._output():
            self.terminal.stdout.write(text)
            if not text:
                self.terminal.stdout.flush()

    @contextmanager
    def _output(self) -> Iterator[None]:
        """Tell of a failure of standard output by an error of ours."""
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputFailed(
                f"standard output failed: {error.strerror}; the command itself was done",
                hint="bd log -n 1   shows the last write",
            ) from None

    def note(self, text: str) -> None:
        """Print a message on standard error, unless --quiet is given, or --json without
        --verbose.
        """
        if not self.quiet and (self.verbose or not self.json):
            self.terminal.tell(text)

    def warn(self, text: str) -> None:
        """Print a warning on standard error, also with --quiet. With --json it is in the envelope,
        and on standard error only if --verbose is given.
        """
        self._warnings.append(text)
        if self.verbose or not self.json:
            self.terminal.tell(f"{self.style('Warning', 'yellow')}: {text}")

    def style(self, text: str, *names: str) -> str:
        """Return `text` in a style if colour is on."""
        return self.terminal.style(text, *names)


def _with_commit(value: Any, commit: str) -> Any:
    if isinstance(value, dict):
        return value if "commit" in value else {**value, "commit": commit}
    if isinstance(value, list):
        return [_with_commit(item, commit) if isinstance(item, dict) else item for item in value]
    return value


def encode(value: Any) -> str:
    """Return `value` as JSON text without terminal control sequences."""
    return escape(json.dumps(value, ensure_ascii=False, check_circular=False, default=_plain))


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
