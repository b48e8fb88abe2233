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
from beadwork.store.search.filters import ORDERS, Filter

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
    group.add_argument("-a", "--assignee", metavar="NAME", help="@me is you")
    group.add_argument("--mine", action="store_true", help="the same as -a @me")
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
    group.add_argument(
        "--external-ref", action="append", metavar="REF", help="has one of these names elsewhere"
    )
    group.add_argument(
        "--metadata", action="append", metavar="KEY=TEXT", help="all of these (or KEY:=JSON)"
    )
    group.add_argument(
        "--has-metadata", action="append", metavar="KEY", help="its metadata have all of these"
    )
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
        statuses=tuple(word.lower() for word in split(options.status)),
        priorities=tuple(priority(word) for word in split(options.priority)),
        priority_min=None if options.priority_min is None else priority(options.priority_min),
        priority_max=None if options.priority_max is None else priority(options.priority_max),
        types=tuple(word.lower() for word in split(options.type)),
        assignee=_assignee(console, options),
        unassigned=options.unassigned,
        labels=tuple(split(options.label)),
        labels_any=tuple(split(options.label_any)),
        labels_not=tuple(split(options.exclude_label)),
        title=options.title,
        ids=tuple(split(options.id)),
        parent=options.parent,
        no_parent=options.no_parent,
        overdue=options.overdue,
        external_refs=tuple(split(options.external_ref)),
        metadata=tuple(options.metadata or ()),
        has_metadata=tuple(options.has_metadata or ()),
        sort=options.sort or "",
        types_not=tuple(word.lower() for word in split(options.exclude_type)),
        statuses_not=tuple(word.lower() for word in split(options.exclude_status)),
        assignees_not=tuple(split(options.exclude_assignee)),
        reverse=options.reverse,
        limit=_limit(console, options.limit, page),
        everything=options.all,
        **dates,
    )


def _assignee(console: Console, options: argparse.Namespace) -> str | None:
    if options.mine and options.assignee not in (None, "@me"):
        raise errors.Usage("--mine is the same as -a @me", hint="give one of the two")
    if not options.mine and options.assignee != "@me":
        return str(options.assignee) if options.assignee is not None else None
    from beadwork.ui import own_name

    return own_name.of(console)


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
