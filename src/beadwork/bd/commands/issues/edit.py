"""Edit an issue in your editor: its fields as front matter, its texts as Markdown.

    bd edit bd-a3f
    EDITOR="code --wait" bd edit bd-a3f
    bd edit bd-a3f --draft ~/.beads/edits/bd-a3f-x1y2.md

The editor is BD_EDITOR, VISUAL or EDITOR, else vi. What you change is one write; a field whose line
you delete stays as it is, and an empty one is cleared. If somebody changed the same fields while
you wrote, nothing is written: both versions are in a file, and --draft goes on with it. So it is
with every other refusal: no text is lost.
"""

from __future__ import annotations

import argparse

from beadwork.bd.editing import drafts, editor
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.errors import BeadworkError, Changed, ReadOnly
from beadwork.model.hints import command
from beadwork.model.issues import issue_file
from beadwork.model.issues.issue import Issue


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "id")
    parser.add_argument("--draft", metavar="FILE", help="go on with a text that was kept")
    parser.add_argument(
        "--force", action="store_true", help="also what somebody else has in progress"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("nothing is written in --readonly mode")
    original = _present(console, options.id)
    path = drafts.begin(console, original, options.draft)
    try:
        editor.run(console, path)
        changed = drafts.changed(original, drafts.text(path))
        issue = _write(console, original, changed, force=options.force) if changed else original
    except BeadworkError as error:
        if isinstance(error, Changed):
            _explain(console, original, path)
        if drafts.is_kept(path, original, options.draft):
            console.note(f"Your text is kept in {path}")
            go_on = command("bd", "edit", original.id, "--draft", path)
            error.hint = f"{error.hint}; then {go_on}" if error.hint else go_on
        raise
    drafts.end(path, options.draft)
    console.result(
        [issue.to_dict()],
        lambda: f"Edited {issue.id}: {issue.title}" if changed else "Nothing changed",
    )


def _present(console: Console, part: str) -> Issue:
    with open_tracker(console) as tracker:
        return tracker.show(part)[0].issue


def _write(console: Console, original: Issue, changed: dict[str, str], *, force: bool) -> Issue:
    with open_tracker(console) as tracker:
        return tracker.edit(original, **drafts.values(changed), force=force)


def _explain(console: Console, original: Issue, path: str) -> None:
    """Put both versions into the file, and tell of the short fields."""
    present = _present(console, original.id)
    yours = drafts.changed(original, drafts.text(path))
    merged, clashes = issue_file.merged(original, present, yours)
    drafts.put(path, merged)
    for name, mine, theirs in clashes:
        console.note(f"  {name}: {theirs or '(none)'} now, {mine or '(none)'} in yours")
