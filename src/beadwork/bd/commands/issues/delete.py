"""Delete issues; without --force only show what would be deleted.

    bd delete bd-a3f
    bd delete bd-a3f bd-9qk --force
    bd delete bd-a3f --json

Their comments and dependencies are deleted with them. Children stay, without a parent. Work that is
done or given up is better closed (`bd close -r "not needed"`), as a deleted issue is in history
only. `bd restore ID --view` shows it there, and `bd restore ID` brings it back with everything that
was deleted with it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from beadwork.actions.issues import delete as action
from beadwork.actions.issues.delete import Deletion
from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.search import rows
from beadwork.console.console import Console
from beadwork.model.counted import counted
from beadwork.model.hints import command


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    parser.add_argument("-f", "--force", action="store_true", help="delete the issues")
    parser.add_argument(
        "--dry-run", action="store_true", help="only show what would be deleted, also with --force"
    )
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    is_preview = options.dry_run or not options.force
    with open_tracker(console) as tracker:
        if is_preview:
            found = tracker.ask(lambda reader: action.preview(reader, options.ids))
        else:
            found = tracker.delete(*options.ids)
    console.result(document(found, is_preview), lambda: _lines(console, found, is_preview))


def document(deletion: Deletion, is_preview: bool) -> dict[str, Any]:
    """Return a deletion as JSON. One that was done has the commands that restore the issues."""
    value: dict[str, Any] = {
        "deleted": deletion.ids,
        "count": len(deletion.issues),
        "dry_run": is_preview,
        "dependencies_removed": len(deletion.edges),
        "comments_removed": deletion.comments,
        "orphaned": [child for child, _ in deletion.orphans],
    }
    if deletion.elsewhere:
        value["dependents_elsewhere"] = [
            {
                "issue_id": edge.issue_id,
                "depends_on_id": edge.depends_on_id,
                "type": edge.type,
                "rig": at.database,
            }
            for edge, at in deletion.elsewhere
        ]
    if not is_preview:
        value["recover"] = {
            "commit": deletion.commit,
            "look": _look(deletion),
            "restore": [_restore(deletion)],
        }
    return value


def _lines(console: Console, deletion: Deletion, is_preview: bool) -> Iterable[str]:
    yield "Would delete:" if is_preview else console.style("Deleted:", "red")
    yield from rows.lines(console, deletion.issues)
    parents = [(issue.id, issue.parent) for issue in deletion.issues if issue.parent]
    if deletion.edges or parents:
        yield "With these dependencies:"
        yield from (
            f"  {edge.issue_id} depends on {edge.depends_on_id} ({edge.type})"
            for edge in deletion.edges
        )
        yield from (f"  {child} is a child of {parent}" for child, parent in parents)
    if deletion.elsewhere:
        yield "In other rigs these dependencies stay, and hold nobody then:"
        yield from (
            f"  {edge.issue_id} depends on {edge.depends_on_id} ({edge.type}), in {at.database}"
            for edge, at in deletion.elsewhere
        )
    if deletion.comments:
        yield f"With {counted(deletion.comments, 'comment')}"
    if deletion.orphans:
        yield f"Without a parent then: {', '.join(child for child, _ in deletion.orphans)}"
    if is_preview:
        yield "Nothing was deleted; --force does it"
        return
    what = "it" if len(deletion.issues) == 1 else "them"
    yield f"History has {what}, at commit {deletion.commit}."
    yield (
        "To see it there, or to bring it back:"
        if len(deletion.issues) == 1
        else "To see them there, or to bring them back:"
    )
    yield f"  {_look(deletion)}"
    yield f"  {_restore(deletion)}"


def _look(deletion: Deletion) -> str:
    return command("bd", "restore", *deletion.ids, "--view")


def _restore(deletion: Deletion) -> str:
    return command("bd", "restore", *deletion.ids)
