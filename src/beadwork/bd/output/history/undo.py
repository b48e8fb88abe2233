"""The output of an undo, issue by issue and field by field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from beadwork.actions.history.undo import Undone
from beadwork.bd.output.history import changes as written
from beadwork.bd.output.history import commit_hash
from beadwork.console.console import Console
from beadwork.model.hints import command
from beadwork.model.history import commit_message
from beadwork.model.history.changes import CHANGED, CREATED, DELETED, Change
from beadwork.model.history.undo import Write, name
from beadwork.model.times.timestamps import format_timestamp, local_time

_WORDS = {CREATED: "comes back", DELETED: "goes"}
ISSUES = 20
"""The number of issues that a person is shown. --verbose shows all."""


def document(undone: Undone, commit: str) -> dict[str, Any]:
    """Return an undo as JSON. `commit` is the commit of the undo; it is "" in a preview."""
    value: dict[str, Any] = {
        "undone": undone.commit.hash,
        "author": undone.commit.author,
        "date": format_timestamp(undone.commit.date),
        "message": commit_message.split(undone.commit.message)[0],
        "changes": [change(changed) for changed in undone.changes],
    }
    others = [
        {"table": changed.table, "key": list(changed.key), "action": _action(changed)}
        for changed in undone.others
    ]
    made = {"commit": commit} if commit else {"dry_run": True}
    return {**value, **({"others": others} if others else {}), **made}


def change(changed: Change) -> dict[str, Any]:
    """Return the change of an issue as JSON, as in `bd diff`."""
    return {
        "id": changed.id,
        "kind": changed.kind,
        "title": changed.title,
        **written.document(changed),
    }


def lines(console: Console, undone: Undone, commit: str) -> Iterable[str]:
    """Yield an undo for a person. `commit` is the commit of the undo; it is "" in a preview."""
    subject = commit_message.split(undone.commit.message)[0].splitlines()[0].removeprefix("bd: ")
    subject = console.shorten(subject, console.terminal.width - len("Would undo: "))
    yield f"{console.style('Undid', 'green') if commit else 'Would undo'}: {subject}"
    commit_name = commit_hash.shown(console, undone.commit.hash)
    yield f"  {commit_name}  {local_time(undone.commit.date)}  {undone.commit.author}"
    shown = undone.changes if console.verbose else undone.changes[:ISSUES]
    for changed in shown:
        yield from _issue(console, changed)
    if len(shown) < len(undone.changes):
        yield f"… and {len(undone.changes) - len(shown)} more (--verbose shows them)"
    others = list(
        dict.fromkeys(
            f"{name(changed.table, changed.key)} {_action(changed)}" for changed in undone.others
        )
    )
    shown_others = others if console.verbose else others[:ISSUES]
    yield from shown_others
    if len(shown_others) < len(others):
        yield f"… and {len(others) - len(shown_others)} more beside issues (--verbose shows them)"
    if not commit:
        yield "Nothing was changed"
    elif len(undone.commit.parents) > 1:
        yield "The branch counts as merged all the same; to have its work again:"
        yield f"  {command('bd', 'undo', commit)}"


def _issue(console: Console, changed: Change) -> Iterable[str]:
    if changed.kind == CHANGED:
        yield f"{console.style(changed.id, 'bold')} {changed.title}".rstrip()
        yield from (f"  {line}" for line in written.lines(console, changed))
    else:
        yield f"{console.style(changed.id, 'bold')} {_WORDS[changed.kind]}: {changed.title}"


def _action(write: Write) -> str:
    if write.row is None:
        return "goes"
    return "comes back" if write.now is None else "is as before"
