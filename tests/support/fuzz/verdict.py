"""What must hold for every command, whatever its input is."""

from __future__ import annotations

import json
import re

from beadwork import errors
from fuzz.run import HANGS, Outcome, Try

STATUSES = {0, 1, 2, 3, 4, 10, 11, 12, 130, 141}
"""The exit statuses of docs/cli-contract.md, and those of a program that a signal ended."""
CODES = {"failed"}
"""The codes of errors that a command may report."""
DOLTS_OWN = "sql"
"""A word of the commands that become Dolt's own shell. Its texts are not cleaned."""
PAGE = ("--help", "-h", "help", "completion")
"""The beginnings of words that ask for a help page, which is text."""
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""The control characters that a terminal obeys."""


def _collect(kind: type[errors.BeadworkError]) -> None:
    CODES.add(kind.code)
    for below in kind.__subclasses__():
        _collect(below)


_collect(errors.BeadworkError)


def faults(what: Try, outcome: Outcome) -> list[str]:
    """Return the faults of a try, an empty list where there are none."""
    if outcome.status is None:
        return [f"it hung for {HANGS:g} s"]
    found = []
    if outcome.status not in STATUSES:
        found.append(f"exit status {outcome.status}")
    if "Traceback (most recent call last)" in outcome.stderr:
        found.append("a traceback")
    for words in ("in a way that it should not", "Exception ignored"):
        if words in outcome.stderr:
            found.append(words)
    for name, text in (("standard output", outcome.stdout), ("standard error", outcome.stderr)):
        obeyed = OBEYED.search(text)
        if obeyed and DOLTS_OWN not in what.words and "completion" not in what.words:
            found.append(f"{name} has {obeyed[0]!r}, which steers a terminal")
    if _asks_json(what):
        found += _json_faults(what, outcome)
    return found


def _asks_json(what: Try) -> bool:
    given = what.words[: what.words.index("--")] if "--" in what.words else what.words
    is_page = all(word.startswith("-") for word in given)  # without a command
    return (
        "--json" in given and not is_page and not any(word.startswith(PAGE) for word in what.words)
    )


def _json_faults(what: Try, outcome: Outcome) -> list[str]:
    if outcome.status == 0:
        try:
            json.loads(outcome.stdout) if outcome.stdout else None
        except ValueError:
            return [] if _are_lines(outcome.stdout) else ["standard output is no JSON"]
        return []
    if outcome.stdout:
        return []
    last = outcome.stderr.splitlines()[-1:] or [""]
    try:
        error = json.loads(last[0])
        return [] if error["code"] in CODES and error["error"] else [f"error {error}"]
    except (ValueError, KeyError, TypeError):
        return ["standard error ends with no JSON error"]


def _are_lines(text: str) -> bool:
    """Tell whether each line is a JSON document, as in an export."""
    try:
        return all(isinstance(json.loads(line), dict) for line in text.splitlines())
    except ValueError:
        return False
