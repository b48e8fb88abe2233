"""What a check finds: its state, its evidence, and what would repair it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from beadwork.errors import BeadworkError


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    """It works now, but not for ever or not for every user."""
    ERROR = "error"
    SKIPPED = "skipped"
    """The check could not run, or was not to run."""


class Repair(NamedTuple):
    """One repair, announced by `text`. `files` are copied before `act` changes them."""

    text: str
    act: Callable[[], object]
    files: tuple[str, ...] = ()


class Finding(NamedTuple):
    """What one check found. The evidence names files, pids and ids, for a person."""

    state: State
    message: str
    evidence: tuple[str, ...] = ()
    hint: str = ""
    repairs: tuple[Repair, ...] = ()


class CheckSkipped(Exception):
    """The check cannot examine its subject; the text is the reason."""


def ok(message: str) -> Finding:
    """Return a finding of state OK."""
    return Finding(State.OK, message)


def skipped(reason: str) -> Finding:
    """Return a finding of state SKIPPED."""
    return Finding(State.SKIPPED, reason)


def from_error(error: BeadworkError) -> Finding:
    """Return an error as a finding of state ERROR."""
    return Finding(State.ERROR, error.message, (error.message,), error.hint)


def verdict(
    well: str,
    *,
    errors: Iterable[str] = (),
    warnings: Iterable[str] = (),
    summary: Callable[[int], str] = lambda number: f"{number} things are wrong",
    hint: str = "",
    repairs: Sequence[Repair] = (),
) -> Finding:
    """Return a finding with errors and warnings as its evidence; OK with `well` where there are
    none.

    The state is ERROR where there is an error, otherwise WARNING. `summary` makes the message of
    two lines or more from their number.
    """
    errors = tuple(errors)
    found = (*errors, *warnings)
    if not found:
        return ok(well)
    message = found[0] if len(found) == 1 else summary(len(found))
    return Finding(State.ERROR if errors else State.WARNING, message, found, hint, tuple(repairs))


def combine(findings: Mapping[str, Finding]) -> Finding:
    """Return the findings of several servers as one; each line of evidence begins with the server's
    name.

    Where no finding is an error or a warning and one was skipped, the result is skipped.
    """
    bad = {
        name: finding
        for name, finding in findings.items()
        if finding.state in (State.ERROR, State.WARNING)
    }
    skips = [
        f"{name}: {finding.message}"
        for name, finding in findings.items()
        if finding.state is State.SKIPPED
    ]
    if skips and not bad:
        return skipped("; ".join(skips))

    def evidence(state: State) -> list[str]:
        return [
            f"{name}: {line}"
            for name, finding in bad.items()
            if finding.state is state
            for line in finding.evidence
        ]

    messages = {finding.message for finding in findings.values()}
    return verdict(
        messages.pop()
        if len(messages) == 1
        else f"well on all of {count(len(findings), 'server')}",
        errors=evidence(State.ERROR),
        warnings=evidence(State.WARNING),
        hint=next((finding.hint for finding in bad.values() if finding.hint), ""),
        repairs=[repair for finding in findings.values() for repair in finding.repairs],
    )


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "rig"), count(2, "rig"), count(0, "index", "indices")
    ('1 rig', '2 rigs', '0 indices')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
