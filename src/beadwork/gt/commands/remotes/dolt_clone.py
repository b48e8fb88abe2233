"""Rebuild a rig, or `hq`, from its remote: after the loss of a disk, or in a new town.

    gt dolt clone git@github.com:me/gt-hq.git hq
    gt dolt clone git@github.com:team/gastown.git gastown
    gt dolt clone file:///mnt/backup/gastown gastown --source git@github.com:team/gastown.git

The database is fetched and checked before it is opened. For a rig that the town knows, all that is
missing is made again: the git clone, the workspace, the route, the account. A rig that it does not
know is added; its project is the git repository of the URL, or that of --source. What was recovered
is said: commits, issues, and the newest change. What was written after the last push is not in it.
A database that holds anything is never replaced; the empty `hq` of a new town is. The remote stays
the database's own, and the daemon pushes to it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.model.counted import counted
from beadwork.model.times.timestamps import format_timestamp, local_time
from beadwork.town.remotes import clone
from beadwork.town.remotes.clone import Cloned
from beadwork.ui import elapsed


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="URL or path of the remote")
    parser.add_argument("name", metavar="RIG", help="a rig, or hq")
    parser.add_argument(
        "--source", default="", metavar="GIT-URL", help="git repository of a rig that is new here"
    )
    parser.add_argument(
        "-p", "--prefix", default="", metavar="P", help="prefix of ids of a rig that is new here"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("dolt clone writes, and --readonly is given")
    town, author = town_choice.town(console), town_choice.author(console)
    with elapsed.shown(console, f"Cloning {options.name}"):
        done = clone.clone(
            town,
            options.name,
            options.url,
            console.directory,
            author,
            console.note,
            source=options.source,
            prefix=options.prefix.rstrip("-"),
        )
    console.result(_as_json(done), lambda: _lines(done))


def _as_json(done: Cloned) -> dict[str, Any]:
    held = done.held
    return {
        "name": done.name,
        "url": done.url,
        "prefix": done.prefix,
        "path": str(done.path),
        "commits": held.commits,
        "issues": held.issues,
        "newest": {
            "commit": held.commit,
            "at": format_timestamp(held.at),
            "author": held.author,
            "message": held.message,
        },
        "made": list(done.made),
    }


def _lines(done: Cloned) -> Iterator[str]:
    held = done.held
    yield f"Recovered {done.name} from {done.url}"
    yield f"  {counted(held.commits, 'commit')}, {counted(held.issues, 'issue')}"
    yield f"  newest change: {local_time(held.at)} by {held.author}: {held.message}"
    if done.made:
        yield f"  made again: {', '.join(done.made)}"
    yield "What was written after that push is not in it"
