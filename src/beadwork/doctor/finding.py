"""What a check finds: how bad it is, where one can see it, and what would mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from beadwork.errors import BeadworkError


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    """Works, and will not for ever, or not for everybody."""
    ERROR = "error"
    SKIPPED = "skipped"
    """It could not look, or was not to: nothing is known."""


class Repair(NamedTuple):
    """One thing that would be done about it. Nothing is lost by it: files that it touches are
    copied first.
    """

    text: str
    act: Callable[[], object]
    files: tuple[str, ...] = ()


class Finding(NamedTuple):
    """What one check found. The evidence names the files, pids and ids; it is for a person to look
    at.
    """

    state: State
    message: str
    evidence: tuple[str, ...] = ()
    hint: str = ""
    repairs: tuple[Repair, ...] = ()


class Unseen(Exception):
    """The check cannot look, for the reason given: it says nothing rather than guess."""


def ok(message: str) -> Finding:
    """Return that all is well."""
    return Finding(State.OK, message)


def skipped(reason: str) -> Finding:
    """Return that nobody looked."""
    return Finding(State.SKIPPED, reason)


def broken(error: BeadworkError) -> Finding:
    """Return the error as what was found."""
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
    """Return `well` where nothing is wrong; else what is wrong, each of it as evidence, as bad as
    the worst of it.
    """
    errors = tuple(errors)
    found = (*errors, *warnings)
    if not found:
        return ok(well)
    message = found[0] if len(found) == 1 else summary(len(found))
    return Finding(State.ERROR if errors else State.WARNING, message, found, hint, tuple(repairs))


def together(found: Mapping[str, Finding]) -> Finding:
    """Return as one what was found in several places; each piece of evidence begins with the name
    of its place.

    Where one could not be looked at, nobody says that all is well.
    """
    bad = {name: one for name, one in found.items() if one.state in (State.ERROR, State.WARNING)}
    unseen = [f"{name}: {one.message}" for name, one in found.items() if one.state is State.SKIPPED]
    if unseen and not bad:
        return skipped("; ".join(unseen))

    def evidence(state: State) -> list[str]:
        return [
            f"{name}: {line}"
            for name, one in bad.items()
            if one.state is state
            for line in one.evidence
        ]

    messages = {one.message for one in found.values()}
    return verdict(
        messages.pop() if len(messages) == 1 else f"well on all {len(found)} servers",
        errors=evidence(State.ERROR),
        warnings=evidence(State.WARNING),
        hint=next((one.hint for one in bad.values() if one.hint), ""),
        repairs=[repair for one in found.values() for repair in one.repairs],
    )


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "rig"), count(2, "rig"), count(0, "index", "indices")
    ('1 rig', '2 rigs', '0 indices')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def shown(url: str) -> str:
    """Return a URL without the password or token that it may carry: evidence is passed on.

    >>> shown("git+https://token@example.org/a.git"), shown("ssh://git@example.org/a.git")
    ('git+https://…@example.org/a.git', 'ssh://git@example.org/a.git')
    """
    return re.sub(r"(https?://)[^/@]+@|(\w+://)[^/@]*:[^/@]*@", r"\1\2…@", url)
