"""Run checks one after another, and on request the repairs of their findings.

A repair is announced before it runs, and every file that it changes is copied first. Afterwards the
checks run again: one repair may make another one possible, and each is found in one run. Only a
finding of state OK counts as fixed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from beadwork.doctor.catalogue import Check
from beadwork.doctor.finding import CheckSkipped, Finding, Repair, State, combine, skipped
from beadwork.doctor.subject import Subject
from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.dolt.server.files.home import user_directory
from beadwork.errors import BadTown, BadWorkspace, BeadworkError
from beadwork.files import bounded
from beadwork.files.atomic import replacing
from beadwork.town import json_files
from beadwork.workspace.settings import config_yaml

SILENCE = "doctor.skip"


class Outcome(NamedTuple):
    """One check, its last finding, and whether a repair of this run fixed it."""

    check: Check
    finding: Finding
    fixed: bool = False


def silenced(subject: Subject) -> list[str]:
    """Return the names in `doctor.skip` of the town's `daemon.json` and the workspace's settings.

    A file that cannot be read silences nothing.
    """
    names: list[str] = []
    try:
        if subject.town:
            names += _words(
                json_files.read(subject.town.daemon_file).get("doctor", {}).get("skip", [])
            )
    except (BadTown, AttributeError):
        pass
    try:
        found = (
            []
            if subject.is_town
            else [config_yaml.read(tracker.beads) for tracker in subject.trackers]
        )
        names += [name for settings in found for name in _words(settings.get(SILENCE, ""))]
    except (BadWorkspace, OSError):
        pass
    return names


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return re.findall(r"[\w-]+", value)  # a YAML list comes as text: "['a', 'b']"
    return [str(word) for word in value] if isinstance(value, list) else []


def run(
    subject: Subject,
    checks: Iterable[Check],
    skip: Collection[str],
    say: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """Yield the outcome of each check. With `say`, the repairs of all checks are made first, and
    then every check is judged again; `say` announces them.
    """
    wanted = list(checks)
    repaired: dict[str, tuple[Repair, ...]] = {}
    if say is not None:
        repaired = _repair_all(subject, [check for check in wanted if check.name not in skip], say)
    for check in wanted:
        if check.name in skip:
            yield Outcome(check, skipped("silenced"))
            continue
        found = look(subject, check)
        is_fixed = check.name in repaired and found.state is State.OK
        yield Outcome(
            check, found._replace(repairs=repaired[check.name]) if is_fixed else found, is_fixed
        )


def _repair_all(
    subject: Subject, checks: Sequence[Check], say: Callable[[str], None]
) -> dict[str, tuple[Repair, ...]]:
    """Make every repair once, also those that are found only after others. Return them by check."""
    copies = os.path.join(_backups(subject), datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"))
    repaired: dict[str, tuple[Repair, ...]] = {}
    tried: set[tuple[str, str]] = set()
    before = -1
    while len(tried) > before:
        before = len(tried)
        for check in checks:
            found = look(subject, check)
            new = tuple(
                repair for repair in found.repairs if (check.name, repair.text) not in tried
            )
            if new:
                _repair(subject, check, new, copies, say)
                tried.update((check.name, repair.text) for repair in new)
                repaired[check.name] = (*repaired.get(check.name, ()), *new)
    return repaired


def look(subject: Subject, check: Check) -> Finding:
    """Return the finding of a check; a check of servers runs for each server of the town."""
    try:
        several = subject.servers if check.is_of_server else []
    except BadTown as error:
        return skipped(error.message)
    return (
        combine({server.rig: _look(server, check) for server in several})
        if several
        else _look(subject, check)
    )


def _look(subject: Subject, check: Check) -> Finding:
    """Return the finding of a check; it is skipped where an error stops the check."""
    try:
        found: Finding = check.module.look(subject)
    except CheckSkipped as reason:
        return skipped(str(reason))
    except BeadworkError as error:
        return skipped(error.message)
    except ServerError as error:
        return skipped(explain(error).message)
    except OSError as error:
        return skipped(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except Exception as error:  # noqa: BLE001 - one broken check must not end the run
        return skipped(f"the check failed unexpectedly: {type(error).__name__}: {error}")
    return found


def _repair(
    subject: Subject,
    check: Check,
    repairs: Sequence[Repair],
    copies: str,
    say: Callable[[str], None],
) -> None:
    for repair in repairs:
        say(f"{check.name}: {repair.text}")
        try:
            for file in repair.files:
                if os.path.isfile(file):
                    say(f"{check.name}: a copy of {file} is {_keep(file, copies)}")
            repair.act()
        except (BeadworkError, ServerError, OSError) as error:
            say(f"{check.name}: that failed, and nothing is lost: {error}")
    subject.refresh()


def _keep(file: str, copies: str) -> str:
    """Copy a file to its whole path below the directory `copies`, and return the copy's path."""
    target = os.path.join(copies, os.path.abspath(file).lstrip(os.sep))
    os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
    number = 0
    while os.path.exists(kept := f"{target}.{number}" if number else target):
        number += 1
    with replacing(kept) as copy:
        copy.write(bounded.read(file, follow=False))
    return kept


def _backups(subject: Subject) -> str:
    try:
        home = subject.home
    except BeadworkError:
        home = None
    return os.path.join(home.control if home else user_directory(), "doctor")


def as_json(outcomes: Collection[Outcome]) -> dict[str, Any]:
    """Return what `doctor --json` prints. The `fix` of a check is what `--fix` would do, or did."""
    return {
        "checks": [_outcome_as_json(outcome) for outcome in outcomes],
        "errors": number(outcomes, State.ERROR),
        "warnings": number(outcomes, State.WARNING),
    }


def _outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    check, found = outcome.check, outcome.finding
    fix = "; ".join(repair.text for repair in found.repairs)
    return {
        "name": check.name,
        "group": check.group,
        "state": found.state.value,
        "status": found.state.value,
        "message": found.message,
        "evidence": list(found.evidence),
        **({"hint": found.hint} if found.hint else {}),
        **({"fix": fix} if fix else {}),
        **({"fixed": True} if outcome.fixed else {}),
    }


def number(outcomes: Iterable[Outcome], state: State) -> int:
    """Return how many checks ended in `state`."""
    return sum(outcome.finding.state is state for outcome in outcomes)
