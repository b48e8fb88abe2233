"""Turns errors into text (or one JSON object) on standard error, and into an exit status. No other
place does that.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable

from beadwork.console.console import Console, encode
from beadwork.errors import BeadworkError, Invalid
from beadwork.model.hints import command


def report(console: Console, error: BeadworkError) -> int:
    """Print an error and return its exit status."""
    from beadwork.model.urls import without_credentials

    message, hint = without_credentials(error.message), without_credentials(_hint(console, error))
    if console.json:
        facts = {"error": message, "code": error.code, "hint": hint, **error.details}
        console.terminal.tell(encode(facts))
    else:
        console.terminal.tell(f"{console.style('Error', 'red', 'bold')}: {message}")
        console.terminal.tell(f"{console.style('Hint', 'cyan')}: {hint}")
    return error.exit_status


def _hint(console: Console, error: BeadworkError) -> str:
    """Return the hint of an error, or the usual one of its class."""
    return error.hint or error.usual_hint.format(program=console.program, command=console.command)


def tell_interrupted(console: Console) -> None:
    """Say that Ctrl-C, or a signal as it sends, ended the command."""
    text = "interrupted"
    console.terminal.tell(encode({"error": text, "code": text}) if console.json else text)


def of_system(error: OSError) -> BeadworkError:
    """Return the error for a file or a stream that the system refused."""
    name = f"{error.filename}: " if error.filename else ""
    hint = ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT) and isinstance(error.filename, str):
        hint = command("df", "-h", os.path.dirname(error.filename) or ".")
    return BeadworkError(f"{name}{error.strerror or error}", hint=hint)


def of_words(words: Iterable[str]) -> BeadworkError | None:
    """Return the error for the first word that is not text in the locale's encoding, None if all
    are.
    """
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError:
            return _not_text(word.encode(errors="surrogateescape"))
    return None


def _not_text(word: bytes) -> BeadworkError:
    try:
        return Invalid(
            f'"{word.decode()}" is UTF-8, and Python was told to read '
            f"{sys.getfilesystemencoding()}",
            hint="export PYTHONUTF8=1",
        )
    except UnicodeDecodeError:
        return Invalid(f'"{word.decode(errors="backslashreplace")}" is not valid UTF-8')


def bug(console: Console, error: Exception) -> int:
    """Print an error that is a bug of ours. A traceback is printed only on request."""
    if os.environ.get("BEADWORK_DEBUG"):
        import traceback

        console.terminal.tell("".join(traceback.format_exception(error)).rstrip())
    kind = type(error).__name__
    return report(
        console,
        BeadworkError(
            f"{console.program} failed unexpectedly: {kind}: {error}",
            hint=f"BEADWORK_DEBUG=1 {command(console.program, *console.words)}   shows where; "
            f"please report it",
        ),
    )
