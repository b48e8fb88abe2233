"""Add a project to the town as a rig: clone it, and give it a database for its issues.

    gt rig add gastown git@example.org:team/gastown.git
    gt rig add gastown ~/code/gastown --prefix gt --branch develop

The clone is made in NAME/mayor/rig. Ids begin with the prefix, which no other rig may have. Without
--prefix it is made from the name. If the project's git remote holds a tracker, its issues are
fetched; --drop-foreign takes them without what no tracker has. A project may bring a tracker along
in its .beads: files of the Go program, or of another town. Its issues are brought in as well: a
person at a terminal is asked, elsewhere --from says what to do (`auto` takes the remote, else the
files; `none` leaves them). The files stay as they are. If the server has a database of that
name that belongs to no rig (a rig was removed, or an earlier attempt failed), the database is
adopted, and its contents are reported. A rig is added completely or not at all. An attempt that was
killed is completed by the next one.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import LocalDataExists, ReadOnly
from beadwork.gt import town_choice
from beadwork.model.hints import command
from beadwork.town.rigs import older_tracker
from beadwork.town.rigs.add import Added, add
from beadwork.town.rigs.new_workspace import DataSource
from beadwork.town.rigs.older_tracker import OlderTracker
from beadwork.ui import question


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="name of the rig and of its database")
    parser.add_argument("source", metavar="GIT-URL", help="URL or path of the repository")
    parser.add_argument(
        "-p", "--prefix", default="", metavar="P", help="prefix of ids (else made from the name)"
    )
    parser.add_argument(
        "--drop-foreign",
        action="store_true",
        help="take what is fetched without its triggers, views, procedures and other tables",
    )
    parser.add_argument(
        "--from",
        dest="source_of_issues",
        choices=older_tracker.CHOICES,
        help="which tracker of the project to bring in",
    )
    parser.add_argument("--branch", default="", metavar="B", help="branch to check out")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("rig add writes, and --readonly is given")
    added = add(
        town_choice.town(console),
        options.name,
        options.source,
        town_choice.author(console),
        console.note,
        prefix=options.prefix.rstrip("-"),
        branch=options.branch,
        drop_foreign=options.drop_foreign,
        bring=options.source_of_issues or "",
        ask=lambda found: _asked(console, options, found),
    )
    value = {
        "name": added.rig.name,
        "git_url": added.rig.git_url,
        "prefix": added.rig.prefix,
        "database": added.database,
        "path": str(added.path),
        "fetched": added.source is DataSource.REMOTE,
    }
    if added.brought_in:
        value["brought_in"] = added.brought_in._asdict()
    if added.server:
        value["server"] = added.server
    if added.adopted:
        value["taken_up"] = added.adopted._asdict()
    ids = f"ids are {added.rig.prefix}-…{_data_source(added)}"
    console.result(value, lambda: f"Added {added.rig.name} in {added.path}: {ids}")


def _asked(console: Console, options: argparse.Namespace, found: OlderTracker) -> str:
    text = found.sentence(options.name)
    if question.is_answered_yes(console, f"{text}.\nBring its issues in?"):
        return older_tracker.AUTO
    words = command("gt", "rig", "add", options.name, options.source, "--from", older_tracker.AUTO)
    raise LocalDataExists(text, hint=f"{words}   (brings it in; --from none leaves it)")


def _data_source(added: Added) -> str:
    if added.brought_in:
        return f", {added.brought_in.sentence()}"
    if added.server:
        return f", on the server {added.server}, which is not the town's"
    if added.adopted:
        return f", its database was there, with {added.adopted.counted}"
    return ", its issues fetched from the remote" if added.source is DataSource.REMOTE else ""
