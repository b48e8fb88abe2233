"""Show issues in full: texts, dependencies, comments, and the progress of an epic.

bd show bd-a3f
bd show a3f 9qk --json
bd show bd-a3f --children
bd show bd-a3f --refs
bd show hop://bob.example/web/shop/shop-7f3

A hop:// URI names an issue of another town. It is fetched from the public ledger of that town,
which mayor/town.json names, and proven; what is shown says how fresh it is.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from beadwork.actions.issues.show import Detail
from beadwork.bd.flags import as_of
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.errors import NoIssue
from beadwork.tracker import InternalTracker

OF_PAGE = (
    *("dependencies", "dependents", "comments", "conflicts", "changed_on_main"),
    *("epic_total_children", "epic_closed_children"),
)
"""What an issue has beside its own fields, by name in --json."""


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+", help="an id, or a part of one that is unique")
    parser.add_argument("--children", action="store_true", help="only the children")
    parser.add_argument(
        "--refs", action="store_true", help="only the dependencies, in both directions"
    )
    parser.add_argument("--short", action="store_true", help="one line for each issue")
    parser.add_argument(
        "--full", action="store_true", help="with --json: dependencies with all their fields"
    )
    parser.add_argument(
        "--fields", metavar="NAME,…", help="only these fields, by their names in --json"
    )
    as_of.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    if any(name.startswith("hop://") for name in options.ids):
        from beadwork.bd import show_elsewhere

        show_elsewhere.run(console, options)
        return
    with open_tracker(console, options.as_of) as tracker:
        try:
            details = tracker.show(*options.ids)
        except NoIssue as error:
            from beadwork.bd import not_found_hints

            raise not_found_hints.explained(tracker, error, options.as_of) from None
        changed: dict[str, list[str]] = {}
        if tracker.link.session.branch and not options.as_of:
            from beadwork.bd.output.merging import changed_on_main  # most work on `main`

            changed = changed_on_main.of(tracker, [detail.issue.id for detail in details])
            if not console.json:
                changed_on_main.note(console, changed)
        is_page = not (console.json or options.children or options.refs or options.short)
        closers = _closers(tracker, details) if is_page and options.fields is None else {}
    if options.children:
        from beadwork.bd.output.search import rows

        children = [child for detail in details for child in detail.children]
        console.result(
            [child.to_dict() for child in children], lambda: rows.lines(console, children)
        )
        return
    if options.refs:
        edges = [edge for detail in details for edge in _edges(detail)]
        console.result(
            edges, lambda: [f"{e['issue_id']} {e['type']} {e['depends_on_id']}" for e in edges]
        )
        return

    def text() -> list[str]:
        from beadwork.bd.output import detail as pages
        from beadwork.bd.output.search import rows

        if options.short:
            return list(rows.lines(console, [detail.issue for detail in details]))
        return [line for detail in details for line in pages.lines(console, detail, closers)]

    documents = [detail.to_dict(full=options.full) for detail in details]
    for found in documents:
        if found["id"] in changed:
            found["changed_on_main"] = changed[found["id"]]
    if options.fields is not None:
        from beadwork.bd.output.search import fields

        fields.show(console, documents, fields.names(options.fields, [*fields.NAMES, *OF_PAGE]))
        return
    console.result(documents, text)


def _closers(tracker: InternalTracker, details: Sequence[Detail]) -> dict[str, str]:
    """Return who closed each issue that is closed, where history tells."""
    closed = [detail.issue.id for detail in details if detail.issue.closed_at]
    if not closed:
        return {}
    return tracker.closers(*closed)


def _edges(detail: Detail) -> list[dict[str, str]]:
    out = [
        {"issue_id": detail.issue.id, "type": end.type, "depends_on_id": end.id}
        for end in detail.dependencies
    ]
    return out + [
        {"issue_id": end.id, "type": end.type, "depends_on_id": detail.issue.id}
        for end in detail.dependents
    ]
