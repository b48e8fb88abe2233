"""What `gt doctor` and `bd doctor` have in common: their flags, the run, and the page that shows
it.
"""

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
from beadwork.doctor.subject import Place
from beadwork.errors import ReadOnly, Usage

STYLES = {State.OK: "green", State.WARNING: "yellow", State.ERROR: "red", State.SKIPPED: "dim"}
EVIDENCE = 10
"""Lines of evidence that a person gets for one check; `--json` has all, and `--verbose`."""
WIDTH = 80
INDENT = " " * 11


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument(
        "--fix", action="store_true", help="repair what can be repaired without losing anything"
    )
    parser.add_argument(
        "--check",
        action="append",
        default=[],
        metavar="NAME",
        help="only this one; may be repeated",
    )
    parser.add_argument(
        "--skip", action="append", default=[], metavar="NAME", help="not this one; may be repeated"
    )


def run(console: Console, options: argparse.Namespace, place: Place) -> int:
    """Run the checks, print what they found, and return the exit status: 1 where one of them is an
    error.
    """
    if options.fix and console.readonly:
        raise ReadOnly("nothing is repaired in --readonly mode")
    with closing(place):
        asked = _names(options.check)
        skip = {check.name for check in catalogue.named(_names(options.skip))}
        if not asked:
            skip.update(runner.silenced(place))
        checks = _chosen(asked, place)
        say = console.note if options.fix else None
        outcomes = list(runner.run(place, checks, skip, say))
    console.result(
        runner.as_json(outcomes), lambda: _page(console, outcomes, is_fixing=options.fix)
    )
    return 1 if runner.number(outcomes, State.ERROR) else 0


def _names(given: Iterable[str]) -> list[str]:
    return [name for one in given for name in one.replace(",", " ").split()]


def _chosen(asked: Sequence[str], place: Place) -> list[Check]:
    if not asked:
        return [check for check in catalogue.every() if place.is_town or check.is_of_workspace]
    checks = catalogue.named(asked)
    for check in checks:
        if not place.is_town and not check.is_of_workspace:
            raise Usage(
                f"{check.name} is a check of a whole town", hint=f"gt doctor --check {check.name}"
            )
    return checks


def _page(console: Console, outcomes: Sequence[Outcome], *, is_fixing: bool) -> Iterator[str]:
    groups: dict[str, list[Outcome]] = {}
    for one in outcomes:
        groups.setdefault(one.check.group, []).append(one)
    width = max(map(len, groups), default=0)
    for name, some in groups.items():
        yield f"{console.style(name.ljust(width), 'bold')}  {_tally(console, some)}"
        for one in some:
            if console.verbose or one.finding.state in (State.WARNING, State.ERROR) or one.fixed:
                yield from _one(console, one)
        if not console.verbose:
            yield from _unseen(some)
    yield f"{count(len(outcomes), 'check')}: {_tally(console, outcomes)}"
    mendable = [one for one in outcomes if one.finding.repairs and not one.fixed]
    if mendable and not is_fixing:
        yield f"{console.program} doctor --fix   would mend: {', '.join(one.check.name for one in mendable)}"


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


def _one(console: Console, one: Outcome) -> Iterator[str]:
    found = one.finding
    word = "fixed" if one.fixed else found.state.value
    head = f"{one.check.name}: {found.message}"
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


def _unseen(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the checks that could not look, by the reason."""
    reasons: dict[str, list[str]] = {}
    for one in outcomes:
        if one.finding.state is State.SKIPPED:
            reasons.setdefault(one.finding.message, []).append(one.check.name)
    for reason, names in reasons.items():
        is_long = ": " in reason  # and so a second colon would be one too many
        first, *rest = _wrapped(reason if is_long else f"{reason}: {', '.join(names)}", "")
        yield f"  skipped  {first.strip()}"
        yield from rest
        if is_long:
            yield from _wrapped(", ".join(names), "- ")
