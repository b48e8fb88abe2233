"""Create an issue, or a whole plan from a Markdown file.

    bd create "Fix the login"
    bd create "Fix the login" -t bug -p 1 -d "Fails on Safari" -l auth,web
    bd create "Write the tests" --parent bd-a3f --deps bd-9qk
    bd create "Found on the way" --deps discovered-from:bd-9qk --json
    bd create "Crash on start" -t bug --template
    bd create -f plan.md

In --deps a bare id (or blocked-by:ID) is an issue that the new one waits for. blocks:ID is an issue
that waits for the new one. Any other type is written as TYPE:ID. If a dependency is refused,
nothing is created.

--template takes what the flags do not say from `.beads/templates/TYPE.md`: the texts, and as front
matter (as in `bd edit`) priority, labels and estimate. docs/plans.md has the form of a plan.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from beadwork import errors
from beadwork.bd.flags import field_flags, new_issue
from beadwork.bd.long_texts import refuse_dash
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console

if TYPE_CHECKING:
    from beadwork.model.issues.issue import Issue


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("title", nargs="*", metavar="TITLE", help="the title")
    parser.add_argument(
        "--title",
        dest="title_flag",
        metavar="TITLE",
        help="the title, as a flag",
    )
    new_issue.add(parser)
    parser.add_argument(
        "-f", "--file", metavar="FILE.md", help="create every issue of a plan, in one commit"
    )
    parser.add_argument("--dry-run", action="store_true", help="check and show, create nothing")
    parser.add_argument(
        "--template", action="store_true", help="begin with .beads/templates/TYPE.md"
    )
    parser.add_argument("--silent", action="store_true", help="print the id and nothing else")


def run(console: Console, options: argparse.Namespace) -> None:
    if options.file:
        from beadwork.bd import plan_file

        _refuse_beside_file(options)
        plan_file.run(console, options.file, dry_run=options.dry_run, silent=options.silent)
        return
    if options.title_flag is not None and options.title:
        raise errors.Usage("the title is given twice", hint="give it once: in words, or by --title")
    title = options.title_flag if options.title_flag is not None else " ".join(options.title)
    refuse_dash(title, "a title")
    fields = new_issue.fields(console, options)
    if options.template:
        from beadwork.bd.editing import templates

        fields = _with_template(templates.fields(console, fields.get("type") or "task"), fields)
    with open_tracker(console) as tracker:
        if options.dry_run:
            _preview(console, tracker.preview_create(title, **fields), fields)
            return
        issue = tracker.create(title, **fields)
    if options.silent and not console.json:
        console.line(issue.id)
        return
    console.result(
        issue.to_dict(),
        lambda: (
            f"Created {console.style(issue.id, 'bold')}: {issue.title}"
            f"{field_flags.dates(issue, options)}"
        ),
    )


def _with_template(template: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return what is given on top of a template. Labels are those of both."""
    labels = (*template.get("labels", ()), *given["labels"])
    told = {name: value for name, value in given.items() if value not in (None, ())}
    return {**template, **told, "labels": labels}


def _refuse_beside_file(options: argparse.Namespace) -> None:
    """Refuse flags that have no effect beside a plan, since the plan describes each issue."""
    alone = argparse.ArgumentParser()
    arguments(alone)
    plain = vars(alone.parse_args([]))
    shared = ("file", "dry_run", "silent")
    given = [
        name
        for name, value in plain.items()
        if name not in shared and getattr(options, name) != value
    ]
    if given:
        name = {"title_flag": "--title", "title": "a title", "own_id": "--id"}.get(
            given[0], f"--{given[0].replace('_', '-')}"
        )
        raise errors.Usage(
            f"{name} has no effect with --file: the plan decides", hint="bd create --help"
        )


def _preview(console: Console, issue: Issue, fields: dict[str, Any]) -> None:
    """Print what would be created. An id that was drawn is left out: another one is drawn then."""
    value = issue.to_dict()
    if not fields.get("id"):
        del value["id"]
    if fields.get("dependencies"):
        value["dependencies"] = list(fields["dependencies"])
    console.result(
        {"dry_run": True, **value},
        lambda: f"Would create: P{issue.priority} {issue.type}: {issue.title}",
    )
