"""Show issues of other towns, by their `hop://` URIs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from beadwork.console.console import Console
from beadwork.errors import Usage
from beadwork.model.hop import uri
from beadwork.model.urls import bare
from beadwork.town import layout
from beadwork.town.ledger import elsewhere
from beadwork.town.ledger.elsewhere import Elsewhere

WIDTH = 13


def run(console: Console, options: argparse.Namespace) -> None:
    """Show the issues that the URIs of a command line name.

    Raises:
        Usage: the command line has something that is of this tracker only.
        Invalid, NotFound, BeadworkError: an issue cannot be shown.
    """
    if not all(name.startswith(uri.SCHEME) for name in options.ids):
        raise Usage("ids of this tracker and hop:// URIs are shown apart", hint="bd show hop://…")
    if options.children or options.refs or options.as_of is not None:
        raise Usage(
            "--children, --refs and --as-of are of this tracker; a ledger has what was published",
            hint=f"bd show {options.ids[0]}",
        )
    wanted = [uri.parse(name) for name in options.ids]
    town = layout.find(console.directory)
    found = [elsewhere.find(town, hop, console.note) for hop in wanted]
    for issue in found:
        if issue.trouble:
            console.warn(f"not fetched just now: {issue.trouble}")
    console.result(
        [_document(issue) for issue in found],
        lambda: (line for issue in found for line in _lines(console, issue, short=options.short)),
    )


def _document(issue: Elsewhere) -> dict[str, Any]:
    entry = issue.entry
    return {
        **issue.content,
        "id": str(issue.hop),
        "status": issue.status,
        "ledger": {
            "remote": bare(issue.url),
            "entry": entry.number,
            "kind": entry.kind,
            "digest": entry.digest,
            "source_commit": entry.source_commit,
            "published_at": issue.published_at,
            "fetched_at": issue.fetched_at,
            "verified": True,
            "fresh": not issue.trouble,
        },
    }


def _lines(console: Console, issue: Elsewhere, *, short: bool) -> Iterator[str]:
    content = issue.content
    title = content.get("title", "")
    yield f"{console.style(str(issue.hop), 'bold')} · {title}   [{issue.status}]"
    if short:
        return
    for name in ("issue_type", "priority", "assignee", "created_at", "closed_at", "close_reason"):
        if name in content:
            yield f"{name.replace('_', ' '):<{WIDTH}}  {content[name]}"
    labels = content.get("labels")
    if isinstance(labels, list):
        yield f"{'labels':<{WIDTH}}  {', '.join(map(str, labels))}"
    for name in ("description", "design", "acceptance_criteria"):
        if content.get(name):
            yield ""
            yield name.replace("_", " ").capitalize()
            yield from (f"  {line}" for line in str(content[name]).splitlines())
    yield ""
    yield f"{'ledger':<{WIDTH}}  {bare(issue.url)}"
    yield f"{'proof':<{WIDTH}}  entry {issue.entry.number}, {issue.entry.digest}"
    yield f"{'source commit':<{WIDTH}}  {issue.entry.source_commit}"
    yield f"{'published':<{WIDTH}}  {issue.published_at}"
    yield f"{'fetched':<{WIDTH}}  {issue.fetched_at or 'of this town: read now'}"
