"""What `gt doctor` and `bd doctor` share: their flags, the run, and the page of results."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

from beadwork.console.console import Console
from beadwork.doctor import catalogue, runner
from beadwork.doctor.catalogue import Check
from beadwork.doctor.finding import State, count
from beadwork.doctor.runner import Outcome
from beadwork.doctor.subject import Subject
from beadwork.errors import ReadOnly, Usage

STYLES = {State.OK: "green", State.WARNING: "yellow", State.ERROR: "red", State.SKIPPED: "dim"}
EVIDENCE = 10
"""Lines of evidence that a page has for one check; `--json` and `--verbose` have all."""
WIDTH = 80
INDENT = " " * 11


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--fix", action="store_true", help="repair what can be repaired without losing anything"
    )
    parser.add_argument(
        "--check",
        action="append",
        default=[],
        metavar="NAME",
        help="run only this check, or this group of checks; may be repeated",
    )
    parser.add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="NAME",
        help="leave this check out; may be repeated",
    )


def run(console: Console, options: argparse.Namespace, subject: Subject) -> int:
    """Run the checks, print their findings, and return 1 if one is an error, else 0."""
    if options.fix and console.readonly:
        raise ReadOnly("nothing is repaired in --readonly mode")
    with closing(subject):
        names = _names(options.check)
        names = list(_in_groups(names, subject))
        skipped = _in_groups(_names(options.skip), subject)
        skip = {check.name for check in catalogue.named(skipped, console.program)}
        if not names:
            skip.update(runner.silenced(subject))
        checks = _chosen(names, subject, console.program)
        say = console.note if options.fix else None
        outcomes = list(runner.run(subject, checks, skip, say))
    console.result(
        runner.as_json(outcomes), lambda: _page(console, outcomes, is_fixing=options.fix)
    )
    return 1 if runner.number(outcomes, State.ERROR) else 0


OF_OTHERS = {
    "validate": "data",
    "pollution": "data",
    "deps": "data",
}
"""Names of checks in the Go program, each with the group of ours that looks for such things."""


def _names(given: Iterable[str]) -> list[str]:
    """Return the checks and groups that are named."""
    words = [name for argument in given for name in argument.replace(",", " ").split()]
    return [OF_OTHERS.get(word, word) for word in words]


def _in_groups(names: Iterable[str], subject: Subject) -> Iterator[str]:
    """Yield the names with the checks of a group, as far as they apply, in place of its name."""
    for name in names:
        if name not in catalogue.GROUPS:
            yield name
            continue
        for check in catalogue.named(catalogue.GROUPS[name]):
            if subject.is_town or check.is_of_workspace:
                yield check.name


def _chosen(names: Sequence[str], subject: Subject, program: str) -> list[Check]:
    if not names:
        return [
            check for check in catalogue.all_checks() if subject.is_town or check.is_of_workspace
        ]
    checks = catalogue.named(names, program)
    for check in checks:
        if not subject.is_town and not check.is_of_workspace:
            raise Usage(
                f"{check.name} is a check of a whole town", hint=f"gt doctor --check {check.name}"
            )
    return checks


def _page(console: Console, outcomes: Sequence[Outcome], *, is_fixing: bool) -> Iterator[str]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.check.group, []).append(outcome)
    width = max(map(len, groups), default=0)
    for name, members in groups.items():
        yield f"{console.style(name.ljust(width), 'bold')}  {_tally(console, members)}"
        for outcome in members:
            if (
                console.verbose
                or outcome.finding.state in (State.WARNING, State.ERROR)
                or outcome.fixed
            ):
                yield from _outcome_lines(console, outcome)
        if not console.verbose:
            yield from _skipped_lines(members)
    yield f"{count(len(outcomes), 'check')}: {_tally(console, outcomes)}"
    mendable = [outcome for outcome in outcomes if outcome.finding.repairs and not outcome.fixed]
    if mendable and not is_fixing:
        yield (
            f"{console.program} doctor --fix   would repair: "
            f"{', '.join(outcome.check.name for outcome in mendable)}"
        )


def _tally(console: Console, outcomes: Sequence[Outcome]) -> str:
    said = []
    for state in State:
        number = runner.number(outcomes, state)
        if number:
            word = (
                state.value
                if state in (State.OK, State.SKIPPED)
                else count(number, state.value).partition(" ")[2]
            )
            said.append(console.style(f"{number} {word}", STYLES[state]))
    return ", ".join(said)


def _outcome_lines(console: Console, outcome: Outcome) -> Iterator[str]:
    found = outcome.finding
    word = "fixed" if outcome.fixed else found.state.value
    head = f"{outcome.check.name}: {found.message}"
    first, *rest = textwrap.wrap(
        head, WIDTH - len(INDENT), break_long_words=False, break_on_hyphens=False
    )
    yield f"  {console.style(word.ljust(7), STYLES[found.state])}  {first}"
    yield from (f"{INDENT}{line}" for line in rest)
    evidence = () if found.evidence == (found.message,) else found.evidence
    shown = evidence if console.verbose else evidence[:EVIDENCE]
    for line in shown:
        yield from _wrapped(line, "- ")
    if len(shown) < len(evidence):
        yield f"{INDENT}… and {len(evidence) - len(shown)} more (--verbose)"
    if found.hint and found.state in (State.WARNING, State.ERROR):
        yield from _wrapped(found.hint, "Hint: ")


def _wrapped(text: str, mark: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=INDENT + mark,
        subsequent_indent=INDENT + " " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _skipped_lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the checks that were skipped, by the reason."""
    reasons: dict[str, list[str]] = {}
    for outcome in outcomes:
        if outcome.finding.state is State.SKIPPED:
            reasons.setdefault(outcome.finding.message, []).append(outcome.check.name)
    for reason, names in reasons.items():
        is_long = ": " in reason  # and so a second colon would be one too many
        first, *rest = _wrapped(reason if is_long else f"{reason}: {', '.join(names)}", "")
        yield f"  skipped  {first.strip()}"
        yield from rest
        if is_long:
            yield from _wrapped(", ".join(names), "- ")
