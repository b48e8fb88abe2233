"""File an issue, or a whole plan from a Markdown file.

    bd create "Fix the login"
    bd create "Fix the login" -t bug -p 1 -d "Fails on Safari" -l auth,web
    bd create "Write the tests" --parent bd-a3f --deps bd-9qk
    bd create "Found on the way" --deps discovered-from:bd-9qk --json
    bd create -f plan.md

In --deps a bare id (or blocked-by:ID) is something the new issue waits for; blocks:ID is something that waits for it;
any other type is as named. A dependency that cannot be fails the whole command: nothing is filed.
"""

from __future__ import annotations

import argparse
from typing import Any

from beadwork import errors
from beadwork.bd.flag_values import date_of, minutes, object_of, split
from beadwork.bd.opening import tracker
from beadwork.bd.texts import text_of
from beadwork.console.console import Console
from beadwork.model import record


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument("title", nargs="*", metavar="TITLE", help="what is to be done")
    parser.add_argument("--title", dest="title_flag", metavar="TITLE", help="the title, where words would be unclear")
    parser.add_argument("-d", "--description", metavar="TEXT")
    parser.add_argument("--body-file", metavar="FILE", help="read the description from a file (- for standard input)")
    parser.add_argument("--stdin", action="store_true", help="read the description from standard input")
    parser.add_argument("-p", "--priority", default="2", metavar="P", help="0 (most urgent) to 4; 2 if not given")
    parser.add_argument("-t", "--type", default="task", metavar="TYPE", help="task, bug, feature, epic, chore …")
    parser.add_argument("-a", "--assignee", metavar="NAME")
    parser.add_argument("-l", "--labels", "--label", action="append", metavar="LABEL,…")
    parser.add_argument("--parent", metavar="ID", help="the issue that this is a part of")
    parser.add_argument("--deps", action="append", metavar="TYPE:ID,…", help="what it waits for, or refers to")
    parser.add_argument("--design", metavar="TEXT")
    parser.add_argument("--acceptance", metavar="TEXT", help="when it is done")
    parser.add_argument("--notes", metavar="TEXT")
    parser.add_argument("--external-ref", metavar="REF", help="its name elsewhere, for example gh-12")
    parser.add_argument("--spec-id", metavar="ID")
    parser.add_argument("-e", "--estimate", type=int, metavar="MINUTES")
    parser.add_argument("--due", metavar="DATE", help='+6h, 2w, tomorrow, "next monday", 2026-02-01')
    parser.add_argument("--defer", metavar="DATE", help="not ready before then")
    parser.add_argument("--metadata", metavar="JSON", help="an object of your own")
    parser.add_argument("--id", metavar="ID", help="instead of a random one")
    parser.add_argument("-f", "--file", metavar="FILE.md", help="file every issue of a plan, in one commit")
    parser.add_argument("--dry-run", action="store_true", help="check and show, file nothing")
    parser.add_argument("--silent", action="store_true", help="print the id and nothing else")


def run(console: Console, options: argparse.Namespace) -> None:
    """File it and print it."""
    if options.file:
        from beadwork.bd import plan_file

        _refuse_beside_file(options)
        plan_file.run(console, options.file, dry_run=options.dry_run, silent=options.silent)
        return
    title = options.title_flag if options.title_flag is not None else " ".join(options.title)
    fields = fields_of(console, options)
    with tracker(console) as here:
        if options.dry_run:
            _preview(console, title, fields)
            return
        issue = here.create(title, **fields)
    if options.silent:
        console.terminal.stdout.write(f"{issue.id}\n")
        return
    console.result(record.of(issue), lambda: f"Created {console.style(issue.id, 'bold')}: {issue.title}")


def _refuse_beside_file(options: argparse.Namespace) -> None:
    """Raise for a flag that would be without effect: the plan itself says what each issue is."""
    alone = argparse.ArgumentParser()
    arguments(alone)
    plain = vars(alone.parse_args([]))
    shared = ("file", "dry_run", "silent")
    given = [name for name, value in plain.items() if name not in shared and getattr(options, name) != value]
    if given:
        name = {"title_flag": "--title", "title": "a title"}.get(given[0], f"--{given[0].replace('_', '-')}")
        raise errors.Usage(f"{name} has no effect beside --file: the plan says it", hint="bd create --help")


def fields_of(console: Console, options: argparse.Namespace) -> dict[str, Any]:
    """Return the fields of a draft from the flags.

    Raises:
        Usage: a date, a number or the JSON cannot be.
    """
    return {
        "description": text_of(console, options.description, options.body_file, options.stdin),
        "type": options.type,
        "priority": options.priority,
        "assignee": options.assignee,
        "labels": tuple(split(options.labels)),
        "parent": options.parent,
        "dependencies": tuple(split(options.deps)),
        "design": options.design,
        "acceptance_criteria": options.acceptance,
        "notes": options.notes,
        "external_ref": options.external_ref,
        "spec_id": options.spec_id,
        "estimated_minutes": minutes(options.estimate),
        "due_at": date_of(options.due),
        "defer_until": date_of(options.defer),
        "metadata": object_of(options.metadata),
        "id": options.id,
    }


def _preview(console: Console, title: str, fields: dict[str, Any]) -> None:
    from beadwork.actions.create import Draft, check

    draft = check(Draft(title, **fields))
    shown = {name: value for name, value in draft._asdict().items() if value not in (None, ())}
    console.result({"dry_run": True, **shown}, lambda: f"Would create: P{draft.priority} {draft.type}: {draft.title}")
