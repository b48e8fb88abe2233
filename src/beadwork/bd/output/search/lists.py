"""Print a list of issues: JSON rows with their counts, or lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from beadwork.bd.output.search import rows
from beadwork.console.console import Console
from beadwork.model.issues.issue import Issue
from beadwork.store.search import lists
from beadwork.tracker import InternalTracker

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from beadwork.store.search.overview import Tally


def add_fields(parser: ArgumentParser) -> None:
    """Add the flag by which a list has some fields only."""
    parser.add_argument(
        "--fields",
        metavar="NAME,…",
        help="only these fields, by their names in --json; brief: "
        "id,title,status,priority,issue_type,assignee",
    )


def show(
    console: Console,
    tracker: InternalTracker,
    issues: Sequence[Issue],
    *,
    empty: str,
    tallies: dict[str, Tally] | None = None,
    notes: dict[str, str] | None = None,
    fields: str | None = None,
    beside: Mapping[str, Mapping[str, Any]] | None = None,
    names_beside: Sequence[str] = (),
) -> None:
    """Print issues. `empty` is printed for a person where there are none. `tallies` are read where
    they are not given. `notes` stand behind the titles, by id. `fields` is the value of the flag.
    `beside` is what JSON objects have beside the fields of an issue, by id, under `names_beside`.

    Raises:
        Usage: there is no such field.
    """
    if fields is not None:
        from beadwork.bd.output.search import fields as chosen

        wanted = chosen.names(fields, (*chosen.NAMES, *names_beside))
        documents = (
            records(tracker, issues, tallies)
            if {*wanted}.intersection(chosen.COUNTS)
            else [issue.to_dict() for issue in issues]
        )
        chosen.show(console, _with(documents, beside), wanted, empty)
        return
    if console.json:
        console.document(_with(records(tracker, issues, tallies), beside))
        return
    cells = _further_cells(console, tracker, issues)
    console.lines(rows.lines(console, issues, notes, cells) if issues else [empty])


def _with(
    documents: list[dict[str, Any]], beside: Mapping[str, Mapping[str, Any]] | None
) -> list[dict[str, Any]]:
    if beside is None:
        return documents
    return [{**document, **beside[document["id"]]} for document in documents]


def _further_cells(
    console: Console, tracker: InternalTracker, issues: Sequence[Issue]
) -> Sequence[Sequence[str]]:
    """Return the further columns of a list, which --verbose or `list.columns` asks for.

    Raises:
        Invalid: the setting names something else.
    """
    setting = tracker.local_settings.get("list.columns", "")
    if not issues or not (setting or console.verbose):
        return ()
    from beadwork.bd.output.search import row_columns

    names = row_columns.wanted(console, setting)
    return row_columns.cells(console, issues, names, tracker.profile.vocabulary.over)


def records(
    tracker: InternalTracker, issues: Sequence[Issue], tallies: dict[str, Tally] | None = None
) -> list[dict[str, Any]]:
    """Return issues as JSON objects with the counts that lists add."""

    if tallies is None:
        tallies = tracker.ask(lambda reader: lists.tallies(reader, issues))
    return [
        {
            **issue.to_dict(),
            "dependency_count": tallies[issue.id].dependencies,
            "dependent_count": tallies[issue.id].dependents,
            "comment_count": tallies[issue.id].comments,
        }
        for issue in issues
    ]
