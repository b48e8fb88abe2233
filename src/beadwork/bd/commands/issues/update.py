"""Change fields of issues, or claim one: all of them, or none.

    bd update bd-a3f --claim
    bd update bd-a3f --claim --confirm
    bd update bd-a3f -s in_progress -a alice
    bd update bd-a3f bd-9qk -p 1 --add-label urgent
    bd update bd-a3f --append-notes "Tried it on Safari"
    bd update bd-a3f --parent bd-e1c     (--parent "" takes it out)
    bd update --where "status=open label=auth" -p 1 --dry-run
    bd list -l old --json | jq -r '.[].id' | bd update --ids - --add-label archive

--claim is `bd claim`. --confirm pushes the claim and reads it back: where the remote has somebody
else's claim already, yours is undone (exit status 4). -s closed is `bd close`, with the same
checks. An empty text clears a field. --where takes the filters of `bd list` and changes everything
that they select, in one commit; --dry-run makes all checks, and shows what would change.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, cast

from beadwork import errors
from beadwork.bd.flags import field_flags
from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.long_texts import line_of, text_of
from beadwork.bd.opening import open_tracker
from beadwork.bd.output import claims
from beadwork.console.console import Console
from beadwork.model.comma_lists import split

if TYPE_CHECKING:
    from beadwork.tracker.types import IssueChanges


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    parser.add_argument(
        "--where",
        action="append",
        metavar="FILTERS",
        help='all issues of these filters of bd list, as "status=open label=auth"',
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="with --where: only show what would change"
    )
    parser.add_argument("--claim", action="store_true", help="claim it, unless somebody has")
    claims.add_confirm(parser)
    field_flags.add_to_update(parser)
    parser.add_argument(
        "--body-file",
        metavar="FILE",
        help="read the description from a file (- for standard input)",
    )
    parser.add_argument("--append-notes", metavar="TEXT", help="append to the present notes")
    parser.add_argument("--add-label", action="append", metavar="LABEL,…")
    parser.add_argument("--remove-label", action="append", metavar="LABEL,…")
    parser.add_argument(
        "--set-labels", action="append", metavar="LABEL,…", help="replace the present labels"
    )
    parser.add_argument(
        "--set-metadata",
        action="append",
        metavar="KEY=TEXT",
        help="set one key of the metadata to a text, or by KEY:=JSON to anything",
    )
    parser.add_argument("--unset-metadata", action="append", metavar="KEY")
    parser.add_argument("-r", "--reason", metavar="TEXT", help="why, with -s closed")
    parser.add_argument(
        "--force",
        action="store_true",
        help="despite open blockers, with -s closed, or what somebody else has in progress",
    )
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    changes = changes_of(console, options)
    if options.confirm and not options.claim:
        raise errors.Usage("--confirm confirms a claim", hint="bd update ID --claim --confirm")
    if not changes:
        raise errors.Usage("no change is given", hint="bd update --help")
    if options.where or options.dry_run:
        from beadwork.bd.editing import bulk_update

        bulk_update.run(console, options, cast("IssueChanges", changes))
        return
    with open_tracker(console) as tracker:
        if changes.pop("claim", False):
            claimed = tracker.update_and_claim(*options.ids, **changes)
            if options.confirm:
                claims.confirm(console, tracker, claimed)
            claims.show(console, tracker, claimed, options)
            return
        changed = tracker.update(*options.ids, **changes)
    console.result(
        [issue.to_dict() for issue in changed],
        lambda: [
            f"Updated {issue.id}: {issue.title}{field_flags.dates(issue, options)}"
            for issue in changed
        ],
    )


def changes_of(console: Console, options: argparse.Namespace) -> dict[str, Any]:
    """Return the changes that the flags ask for.

    Raises:
        Usage: a value is not valid.
    """
    wanted = {
        **field_flags.given(console, options),
        "claim": options.claim or None,
        "description": text_of(console, options.description, options.body_file),
        "append_notes": text_of(console, options.append_notes),
        "add_labels": tuple(split(options.add_label)) or None,
        "remove_labels": tuple(split(options.remove_label)) or None,
        "set_labels": None if options.set_labels is None else tuple(split(options.set_labels)),
        "set_metadata": _pairs(options.set_metadata),
        "unset_metadata": tuple(options.unset_metadata or ()) or None,
        "reason": line_of(console, options.reason),
        "force": options.force or None,
    }
    return {field: value for field, value in wanted.items() if value is not None}


def _pairs(entries: list[str] | None) -> tuple[tuple[str, Any], ...] | None:
    if not entries:
        return None
    from beadwork.bd.flags.flag_values import pair_of

    return tuple(pair_of(entry) for entry in entries)
