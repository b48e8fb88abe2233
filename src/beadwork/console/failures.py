"""Errors become text (or one JSON object) on standard error, and an exit status: the only place
where that happens.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable

from beadwork.console.console import Console, clean
from beadwork.errors import BeadworkError, Invalid
from beadwork.model.hints import command


def report(console: Console, error: BeadworkError) -> int:
    """Print an error and return its exit status."""
    stderr = console.terminal.stderr
    if console.json:
        facts = {"error": error.message, "code": error.code}
        if error.hint:
            facts["hint"] = error.hint
        stderr.write(json.dumps(facts, ensure_ascii=False) + "\n")
    else:
        stderr.write(f"{console.terminal.style('Error', 'red', 'bold')}: {clean(error.message)}\n")
        if error.hint:
            stderr.write(f"{console.terminal.style('Hint', 'cyan')}: {clean(error.hint)}\n")
    return error.exit_status


def of_system(error: OSError) -> BeadworkError:
    """Return the error for a file or a stream that the system refused."""
    name = f"{error.filename}: " if error.filename else ""
    return BeadworkError(f"{name}{error.strerror or error}")


def of_words(words: Iterable[str]) -> BeadworkError | None:
    """Return the error for the first word that is no UTF-8 text, None where all are."""
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError:
            shown = word.encode(errors="surrogateescape").decode(errors="backslashreplace")
            return Invalid(f'"{shown}" is not valid UTF-8')
    return None


def bug(console: Console, error: Exception) -> int:
    """Print an error that is nobody's but ours, without a traceback unless one is asked for."""
    if os.environ.get("BEADWORK_DEBUG"):
        import traceback

        traceback.print_exception(error, file=console.terminal.stderr)
    kind = type(error).__name__
    return report(
        console,
        BeadworkError(
            f"{console.program} failed in a way that it should not: {kind}: {error}",
            hint=f"BEADWORK_DEBUG=1 {command(console.program, *console.words)}   shows where; please report it",
        ),
    )
