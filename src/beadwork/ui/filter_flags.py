"""The filters of lists as flags. They are the same in every command, and a filter takes effect or
the command fails.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from beadwork import errors
from beadwork.console.console import Console
from beadwork.console.parser import add_subject
from beadwork.model.comma_lists import split
from beadwork.model.issues.issue import priority
from beadwork.store.search.filters import ME, ORDERS, Filter

PAGE = 50
"""Rows that a list shows to a person; docs/cli-contract.md says who gets all."""

_DATES = (
    "created_after",
    "created_before",
    "updated_after",
    "updated_before",
    "closed_after",
    "closed_before",
    "due_before",
)


def add(parser: argparse.ArgumentParser) -> None:
    """Add all filters to a command's parser."""
    group = parser.add_argument_group("filters")
    group.add_argument(
        "-s", "--status", action="append", metavar="STATUS", help="one or several, by commas"
    )
    group.add_argument(
        "-p",
        "--priority",
        action="append",
        metavar="P",
        help="0-4 or P0-P4, one or several, by commas",
    )
    group.add_argument("--priority-min", metavar="P", help="this priority or a less urgent one")
    group.add_argument("--priority-max", metavar="P", help="this priority or a more urgent one")
    group.add_argument(
        "-t", "--type", action="append", metavar="TYPE", help="one or several, by commas"
    )
    group.add_argument("-a", "--assignee", metavar="NAME", help=f"{ME} is you")
    group.add_argument("--mine", action="store_true", help=f"the same as -a {ME}")
    group.add_argument("--unassigned", "--no-assignee", action="store_true", help="has no assignee")
    group.add_argument(
        "-l", "--label", action="append", metavar="LABEL", help="has all of these labels"
    )
    group.add_argument(
        "--label-any", action="append", metavar="LABEL", help="has one of these labels"
    )
    group.add_argument(
        "--exclude-label", action="append", metavar="LABEL", help="has none of these labels"
    )
    for field in ("type", "status", "assignee"):
        group.add_argument(
            f"--exclude-{field}",
            action="append",
            metavar="NAME" if field == "assignee" else field.upper(),
            help="likewise exclude-status, exclude-assignee: none of these, by commas"
            if field == "type"
            else argparse.SUPPRESS,
        )
    group.add_argument("--title", metavar="TEXT", help="the title contains it")
    group.add_argument("--id", action="append", metavar="ID", help="one of these ids, by commas")
    add_subject(parser, "id")
    group.add_argument("--parent", metavar="ID", help="is a descendant of this issue")
    group.add_argument("--no-parent", action="store_true", help="has no parent")
    _add_dates(group)
    _add_names_elsewhere(group)
    group.add_argument("--sort", choices=tuple(ORDERS), metavar="BY", help=", ".join(ORDERS))
    group.add_argument("-r", "--reverse", action="store_true", help="reverse the order")
    group.add_argument(
        "-n",
        "--limit",
        type=int,
        metavar="N",
        help=f"at most N; 0 for all (a terminal shows {PAGE})",
    )
    group.add_argument("--all", action="store_true", help="include closed, pinned and machinery")


def _add_dates(group: argparse._ArgumentGroup) -> None:
    for field in _DATES:
        name = field.replace("_", "-")
        group.add_argument(
            f"--{name}",
            metavar="DATE",
            help="likewise created-before, updated-…, closed-…, due-before"
            if field == "created_after"
            else argparse.SUPPRESS,
        )
    group.add_argument("--overdue", action="store_true", help="is past its due date and not closed")


def _add_names_elsewhere(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--external-ref", action="append", metavar="REF", help="has one of these names elsewhere"
    )
    group.add_argument(
        "--metadata", action="append", metavar="KEY=TEXT", help="all of these (or KEY:=JSON)"
    )
    group.add_argument(
        "--has-metadata", action="append", metavar="KEY", help="its metadata have all of these"
    )


def add_included(parser: argparse.ArgumentParser) -> None:
    """Add the flags by which `ready` shows what it leaves out."""
    for name, what in (
        ("epics", "epics with open children"),
        ("ephemeral", "issues that are marked as ephemeral (wisps)"),
        ("templates", "issues that are marked as templates"),
    ):
        parser.add_argument(f"--include-{name}", action="store_true", help=f"show {what} too")


def with_included(wanted: Filter, options: argparse.Namespace) -> Filter:
    """Return the filter with the flags of `add_included`."""
    return wanted._replace(
        include_epics=options.include_epics,
        include_ephemeral=options.include_ephemeral,
        include_templates=options.include_templates,
    )


def read(console: Console, options: argparse.Namespace, page: int | None = PAGE) -> Filter:
    """Return the filter of a command line. `page` is the limit for a terminal, unless one is given.

    Raises:
        Usage: a priority, a date or the limit is not valid.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    dates: dict[str, Any] = {field: _date(field, getattr(options, field), now) for field in _DATES}
    return Filter(
        statuses=tuple(map(str.lower, _several(options, "status"))),
        priorities=tuple(map(priority, _several(options, "priority"))),
        priority_min=None if options.priority_min is None else priority(options.priority_min),
        priority_max=None if options.priority_max is None else priority(options.priority_max),
        types=tuple(map(str.lower, _several(options, "type"))),
        assignee=_assignee(options),
        unassigned=options.unassigned,
        labels=_several(options, "label"),
        labels_any=_several(options, "label_any"),
        labels_not=_several(options, "exclude_label"),
        title=_given("title", options.title),
        ids=_several(options, "id"),
        parent=options.parent,
        no_parent=options.no_parent,
        overdue=options.overdue,
        external_refs=_several(options, "external_ref"),
        metadata=tuple(options.metadata or ()),
        has_metadata=tuple(options.has_metadata or ()),
        sort=options.sort or "",
        types_not=tuple(map(str.lower, _several(options, "exclude_type"))),
        statuses_not=tuple(map(str.lower, _several(options, "exclude_status"))),
        assignees_not=_several(options, "exclude_assignee"),
        reverse=options.reverse,
        limit=_limit(console, options.limit, page),
        everything=options.all,
        **dates,
    )


def _several(options: argparse.Namespace, name: str) -> tuple[str, ...]:
    """Return the single values of a flag.

    Raises:
        Usage: it is given without one, as by an empty variable: such a filter would select all.
    """
    given = getattr(options, name) or ()
    for value in given:
        if not split([value]):
            _given(name, "")
    return tuple(split(given))


def _given(name: str, value: str | None) -> str | None:
    if value == "":
        flag = f"--{name.replace('_', '-')}"
        raise errors.Usage(f"{flag} needs a value", hint="leave it out to select everything")
    return value


def _assignee(options: argparse.Namespace) -> str | None:
    if options.mine and options.assignee not in (None, ME):
        raise errors.Usage(f"--mine is the same as -a {ME}", hint="give one of the two")
    return ME if options.mine else options.assignee


def _date(field: str, text: str | None, now: datetime) -> datetime | None:
    if text is None:
        return None
    from beadwork.model.times import date_input, past_dates

    if field == "due_before":
        return date_input.parse(text, now)
    moment = past_dates.parse(text, now)
    if moment > now:
        flag = f"--{field.replace('_', '-')}"
        raise errors.Usage(f"{flag} {text} has not come yet", hint=f"{flag} 2d")
    return moment


def _limit(console: Console, given: int | None, page: int | None) -> int | None:
    if given is None:
        return page if console.pages else None
    if given < 0:
        raise errors.Usage(f"the limit cannot be {given}", hint="--limit 0 shows all")
    return given or None
