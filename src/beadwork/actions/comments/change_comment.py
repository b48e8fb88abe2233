"""Change the text of a comment, or delete the comment. History keeps what it said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.actions.comments import comment as action
from beadwork.errors import Ambiguous, Invalid, NotFound
from beadwork.model.hints import command
from beadwork.model.issues.comment import SHORT, Comment
from beadwork.model.times.timestamps import format_timestamp
from beadwork.store.issues import comments, issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Transaction

EDITED = "edited_at"
"""Key of a comment's `extra`: when its text was changed."""


def edit(tx: Transaction, part: str, name: str, text: str, *, force: bool) -> Comment:
    """Change the text of a comment and return it. `name` is its id, or the beginning of it.

    Raises:
        Invalid: the text is none, or somebody else wrote the comment and `force` is not given.
        NotFound, Ambiguous: the issue or the comment is not there, or there are several.
    """
    checked = action.check(text)
    old = _own(tx, part, name, "edit", force=force)
    if old.text == checked:
        return old
    edited_at = format_timestamp(tx.now)
    changed = old._replace(text=checked, extra={**(old.extra or {}), EDITED: edited_at})
    comments.replace(tx, changed)
    issues.touch(tx, old.issue_id)
    tx.say(f"bd: comment edit {old.issue_id}: {checked}")
    return changed


def delete(tx: Transaction, part: str, name: str, *, force: bool) -> Comment:
    """Delete a comment and return it; raises as `edit`."""
    old = _own(tx, part, name, "delete", force=force)
    comments.remove(tx, old)
    issues.touch(tx, old.issue_id)
    tx.say(f"bd: comment delete {old.issue_id}: {old.text}")
    return old


def _own(tx: Transaction, part: str, name: str, verb: str, *, force: bool) -> Comment:
    issue_id = issues.get(tx, part).id
    found = _named(comments.of(tx, [issue_id]), issue_id, name)
    if not force and found.author != tx.actor:
        raise Invalid(
            f"{found.author or 'somebody'} wrote the comment {found.id[:SHORT]}, not {tx.actor}",
            hint=f"bd comments {verb} --help",
        )
    return found


def _named(found: list[Comment], issue_id: str, name: str) -> Comment:
    beginning = name.strip().lower().removeprefix("#")
    fitting = [comment for comment in found if beginning and comment.id.startswith(beginning)]
    if not fitting:
        raise NotFound(
            f'{issue_id} has no comment "{name}"', hint=command("bd", "comments", issue_id)
        )
    if len(fitting) > 1:
        ids = ", ".join(comment.id for comment in fitting[:5])
        raise Ambiguous(
            f'ambiguous comment "{name}": {ids} begin with it',
            hint="write more characters of it",
        )
    return fitting[0]
