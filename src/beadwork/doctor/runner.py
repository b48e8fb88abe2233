"""Run checks one after another, and where that is asked for, the repairs of what they find.

A repair is announced before it is done, every file that it touches is copied first, and afterwards
the check looks again:
only what it then finds well counts as fixed.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from beadwork.doctor.catalogue import Check
from beadwork.doctor.finding import Finding, State, Unseen, skipped, together
from beadwork.doctor.subject import Place
from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.dolt.server.files.home import user_directory
from beadwork.errors import BadTown, BadWorkspace, BeadworkError
from beadwork.town import json_files
from beadwork.workspace.settings import config_yaml

SILENCE = "doctor.skip"


class Outcome(NamedTuple):
    """One check, what it found at last, and whether that is so because it was fixed just now."""

    check: Check
    finding: Finding
    fixed: bool = False


def silenced(place: Place) -> list[str]:
    """Return the names that `doctor.skip` has: in the town's `daemon.json`, and in the workspace's
    settings.

    A file that cannot be read silences nothing.
    """
    names: list[str] = []
    try:
        if place.town:
            names += _words(
                json_files.read(place.town.daemon_file).get("doctor", {}).get("skip", [])
            )
    except (BadTown, AttributeError):
        pass
    try:
        found = [] if place.is_town else [config_yaml.read(seat.beads) for seat in place.seats]
        names += [name for one in found for name in _words(one.get(SILENCE, ""))]
    except (BadWorkspace, OSError):
        pass
    return names


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return re.findall(r"[\w-]+", value)  # a YAML list comes as the text of a Python one
    return [str(one) for one in value] if isinstance(value, list) else []


def run(
    place: Place,
    checks: Iterable[Check],
    skip: Collection[str],
    say: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """Yield the outcome of each check. With `say` what can be repaired is repaired, and told
    by it.
    """
    copies = os.path.join(_backups(place), datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"))
    for check in checks:
        if check.name in skip:
            yield Outcome(check, skipped("silenced"))
            continue
        found = look(place, check)
        if say is None or not found.repairs:
            yield Outcome(check, found)
            continue
        _repair(place, check, found, copies, say)
        after = look(place, check)
        is_well = after.state is State.OK
        yield Outcome(
            check, after._replace(repairs=found.repairs) if is_well else after, fixed=is_well
        )


def look(place: Place, check: Check) -> Finding:
    """Return what a check finds; one of servers looks at each that the town has."""
    try:
        several = place.servers if check.is_of_server else []
    except BadTown as error:
        return skipped(error.message)
    return (
        together({one.rig: _look(one, check) for one in several})
        if several
        else _look(place, check)
    )


def _look(place: Place, check: Check) -> Finding:
    """Return what a check finds; what keeps it from looking is the reason why it is skipped."""
    try:
        found: Finding = check.module.look(place)
    except Unseen as reason:
        return skipped(str(reason))
    except BeadworkError as error:
        return skipped(error.message)
    except ServerError as error:
        return skipped(explain(error).message)
    except OSError as error:
        return skipped(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except Exception as error:  # noqa: BLE001 - what is broken may break a check, which must not take the others along
        return skipped(
            f"the check failed in a way that it should not: {type(error).__name__}: {error}"
        )
    return found


def _repair(
    place: Place, check: Check, found: Finding, copies: str, say: Callable[[str], None]
) -> None:
    for repair in found.repairs:
        say(f"{check.name}: {repair.text}")
        try:
            for file in repair.files:
                if os.path.isfile(file):
                    say(f"{check.name}: a copy of {file} is {_keep(file, copies)}")
            repair.act()
        except (BeadworkError, ServerError, OSError) as error:
            say(f"{check.name}: that failed, and nothing is lost: {error}")
    place.refresh()


def _keep(file: str, copies: str) -> str:
    """Copy a file to where the copies of this run are, below its own whole path, and return the
    copy.
    """
    target = os.path.join(copies, os.path.abspath(file).lstrip(os.sep))
    os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
    number = 0
    while os.path.exists(kept := f"{target}.{number}" if number else target):
        number += 1
    shutil.copy2(file, kept)
    return kept


def _backups(place: Place) -> str:
    try:
        home = place.home
    except BeadworkError:
        home = None
    return os.path.join(home.control if home else user_directory(), "doctor")


def as_json(outcomes: Collection[Outcome]) -> dict[str, Any]:
    """Return the object that `doctor --json` prints; `fix` is what `--fix` would do, or did."""
    return {
        "checks": [_one(outcome) for outcome in outcomes],
        "errors": number(outcomes, State.ERROR),
        "warnings": number(outcomes, State.WARNING),
    }


def _one(outcome: Outcome) -> dict[str, Any]:
    check, found = outcome.check, outcome.finding
    fix = "; ".join(repair.text for repair in found.repairs)
    return {
        "name": check.name,
        "group": check.group,
        "state": found.state.value,
        "message": found.message,
        "evidence": list(found.evidence),
        **({"hint": found.hint} if found.hint else {}),
        **({"fix": fix} if fix else {}),
        **({"fixed": True} if outcome.fixed else {}),
    }


def number(outcomes: Iterable[Outcome], state: State) -> int:
    """Return how many checks ended so."""
    return sum(outcome.finding.state is state for outcome in outcomes)
