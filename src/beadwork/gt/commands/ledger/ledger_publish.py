"""Publish the closed issues of a rig to its public ledger.

    gt ledger publish api --remote https://example.org/team/api-ledger.git
    gt ledger publish api
    gt ledger publish

The ledger is a branch of its own, which holds closed issues and nothing of main. Only that branch
is pushed. Each closed issue becomes one entry. Entries are never changed: an issue that is edited,
reopened or deleted later gets another entry, which names the one before.

An issue with the label `private`, or with `private` in its metadata, is never published, nor is
what is below it, nor what came from another town; nor are notes, comments, owners and parents. What
titles and texts of a closed issue say is public.

--remote is kept in the database, so it is needed once. Without RIG the ledgers of all rigs that
have such a remote are published. Again without anything new changes nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from beadwork.actions.ledger.publish import Published
from beadwork.console.console import Console
from beadwork.errors import NotFound, ReadOnly, Usage
from beadwork.gt import town_choice
from beadwork.gt.output import ledger as output
from beadwork.model.counted import counted
from beadwork.model.urls import bare
from beadwork.town.ledger import rigs
from beadwork.workspace import remote_place


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rig", nargs="?", default="", metavar="RIG")
    parser.add_argument("--remote", default="", metavar="URL", help="where to, from now on")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("ledger publish writes, and --readonly is given")
    if options.remote and not options.rig:
        raise Usage("--remote is for one rig", hint="gt ledger publish RIG --remote URL")
    town = town_choice.town(console)
    names = [options.rig] if options.rig else rigs.with_remote(town)
    if not names:
        raise NotFound(
            "no rig has a remote for its ledger", hint="gt ledger publish RIG --remote URL"
        )
    url = options.remote and remote_place.typed(options.remote, console.directory, console.note).url
    found = {name: rigs.publish(town, name, url) for name in names}
    console.result(
        [document(name, published) for name, published in found.items()],
        lambda: (line for name, published in found.items() for line in _lines(name, published)),
    )


def document(name: str, published: Published) -> dict[str, Any]:
    """Return a publication as JSON."""
    appended = published.appended
    return {
        "rig": name,
        "remote": bare(published.url),
        "added": appended.kinds,
        "entries": appended.entries,
        "head": appended.head,
        "source_commit": appended.source_commit,
        "commit": published.commit,
        "pushed": published.is_new,
    }


def _lines(name: str, published: Published) -> Iterator[str]:
    appended = published.appended
    added = output.kinds(appended.kinds) or "nothing new"
    where = "pushed to" if published.is_new else "the same as on"
    yield f"{name}: {added}; {where} {bare(published.url)}"
    if appended.entries:
        entries = counted(appended.entries, "entry", "entries")
        yield f"  {entries}, the last has the digest {appended.head}"
