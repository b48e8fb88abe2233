"""Delete issues; without --force only show what would go.

    bd delete bd-a3f
    bd delete bd-a3f bd-9qk --force
    bd delete bd-a3f --json

Their comments and dependencies go with them; children stay, without a parent. Work that is done or
given up is better closed (`bd close -r "not needed"`): a deleted issue is in history only. `bd
restore ID --view` shows it there, and `bd restore ID` brings it back with all that went with it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from beadwork.actions.issues import delete as action
from beadwork.actions.issues.delete import Deletion
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.search import rows
from beadwork.console.console import Console
from beadwork.model.hints import command


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    parser.add_argument(
        "-f", "--force", action="store_true", help="delete them, instead of showing what would go"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="only show what would go, whatever else is given"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    is_preview = options.dry_run or not options.force
    with open_tracker(console) as tracker:
        if is_preview:
            found = tracker.ask(lambda reader: action.preview(reader, options.ids))
        else:
            found = tracker.change(lambda tx: action.delete(tx, options.ids), always_commit=True)
    console.result(document(found, is_preview), lambda: _lines(console, found, is_preview))


def document(found: Deletion, is_preview: bool) -> dict[str, Any]:
    """Return a deletion as JSON, with the commands that lead back where it was done."""
    value: dict[str, Any] = {
        "deleted": found.ids,
        "count": len(found.issues),
        "preview": is_preview,
        "dependencies_removed": len(found.edges),
        "comments_removed": found.comments,
        "orphaned": [child for child, _ in found.orphans],
    }
    if found.elsewhere:
        value["dependents_elsewhere"] = [
            {
                "issue_id": edge.issue_id,
                "depends_on_id": edge.depends_on_id,
                "type": edge.type,
                "rig": at.database,
            }
            for edge, at in found.elsewhere
        ]
    if not is_preview:
        value["recover"] = {
            "commit": found.commit,
            "look": _look(found),
            "restore": [_restore(found)],
        }
    return value


def _lines(console: Console, found: Deletion, is_preview: bool) -> Iterable[str]:
    yield "Would delete:" if is_preview else console.style("Deleted:", "red")
    yield from rows.lines(console, found.issues)
    parents = [(issue.id, issue.parent) for issue in found.issues if issue.parent]
    if found.edges or parents:
        yield "With these dependencies:"
        yield from (
            f"  {edge.issue_id} depends on {edge.depends_on_id} ({edge.type})"
            for edge in found.edges
        )
        yield from (f"  {child} is a child of {parent}" for child, parent in parents)
    if found.elsewhere:
        yield "In other rigs these dependencies stay, and hold nobody then:"
        yield from (
            f"  {edge.issue_id} depends on {edge.depends_on_id} ({edge.type}), in {at.database}"
            for edge, at in found.elsewhere
        )
    if found.comments:
        yield f"With {found.comments} comment{'' if found.comments == 1 else 's'}"
    if found.orphans:
        yield f"Without a parent then: {', '.join(child for child, _ in found.orphans)}"
    if is_preview:
        yield "Nothing was deleted; --force does it"
        return
    yield f"History has {'it' if len(found.issues) == 1 else 'them'}, at commit {found.commit}."
    yield (
        "To see it there, or to bring it back:"
        if len(found.issues) == 1
        else "To see them there, or to bring them back:"
    )
    yield f"  {_look(found)}"
    yield f"  {_restore(found)}"


def _look(found: Deletion) -> str:
    return command("bd", "restore", *found.ids, "--view")


def _restore(found: Deletion) -> str:
    return command("bd", "restore", *found.ids)
