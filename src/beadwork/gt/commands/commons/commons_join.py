"""Share plans with other towns: join the commons of a remote, or begin it there.

    gt commons join git@github.com:team/commons.git
    gt commons join file:///mnt/shared/commons --begin

The commons is a database of its own, `commons`, on the town's server; nothing of a rig is in it but
what `gt commons publish` puts there. Where the remote holds a commons it is cloned, and checked
before it is opened. A git repository without one begins it; for other remotes --begin says so.
Everybody who reaches the remote reads what is published, with the names of those who wrote it.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.model.counted import counted
from beadwork.town.commons import place


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="URL or path of the commons remote")
    parser.add_argument("--begin", action="store_true", help="the remote is empty: begin it")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("commons join writes, and --readonly is given")
    joined = place.join(
        town_choice.town(console),
        options.url,
        console.directory,
        town_choice.author(console),
        console.note,
        begin=options.begin,
    )
    word = "Began" if joined.is_begun else "Joined"
    console.result(
        {"url": joined.url, "begun": joined.is_begun, "issues": joined.issues},
        lambda: f"{word} the commons {joined.url}: {counted(joined.issues, 'issue')}",
    )
