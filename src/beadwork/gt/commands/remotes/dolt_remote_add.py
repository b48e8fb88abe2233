"""Give the database of a rig, or `hq`, a remote: where it is pushed to and pulled from.

    gt dolt remote add hq git@github.com:me/gt-hq.git
    gt dolt remote add gastown git@github.com:team/gastown.git
    gt dolt remote add gastown ../backup.git --force

The URL has the forms of `bd dolt remote add`; a git repository needs a branch. The remote becomes
`origin` of the database and its entry of `dolt_remotes.databases` in mayor/daemon.json. The first
remote of a town turns the daemon's pushes on. The remote is not contacted now. A password in the
URL is taken out and kept in your own directory. --force replaces another remote; what was pushed
there stays there.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.town.remotes import changes


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="RIG", help="a rig, or hq")
    parser.add_argument("url", metavar="URL", help="URL or path of the remote")
    parser.add_argument("--force", action="store_true", help="replace another remote")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("dolt remote add writes, and --readonly is given")
    added = changes.add(
        town_choice.town(console),
        options.name,
        options.url,
        console.directory,
        console.note,
        force=options.force,
    )
    if added.replaced:
        console.note(f"It replaces {added.replaced}")
    if added.is_pushed:
        then = "the daemon pushes it with every heartbeat; at once: "
    else:
        then = "pushing is off (dolt_remotes in mayor/daemon.json); by hand: "
    console.result(
        {"database": added.name, "url": added.url, "pushed_by_daemon": added.is_pushed},
        lambda: [f"{added.name} has the remote {added.url}", f"{then}gt dolt push {added.name}"],
    )
