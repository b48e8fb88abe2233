"""Do the operations of a batch one after the other, in one transaction and one commit: all of them,
or none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from beadwork.actions.comments import comment
from beadwork.actions.dependencies import add, remove
from beadwork.actions.exchange.line_errors import at_line
from beadwork.actions.issues import (
    claim,
    close,
    create,
    draft,
    label,
    new_issue_lookup,
    reopen,
    update,
)
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import NotFound
from beadwork.model.counted import counted
from beadwork.model.dependencies.dependency import is_foreign
from beadwork.model.exchange.batch_operations import Operation
from beadwork.store.identity_check import TrackerProfile

NAMING = ("id", "ids", "parent", "issue_id", "depends_on_id", "dependencies")
"""Fields that name an issue, by its id or by a ref."""


class BatchOutcome(NamedTuple):
    """The result of each operation, in order, and a line for each change that was made."""

    results: list[Any]
    messages: list[str]


def batch(
    tx: Transaction,
    operations: Sequence[Operation],
    profile: TrackerProfile,
    *,
    name: str,
    message: str,
) -> BatchOutcome:
    """Do the operations and return the result of each.

    Raises:
        BeadworkError: an operation failed. The error is its own, with its line; nothing was done.
    """
    tx.say(message or f"bd: batch {name}: {counted(len(operations), 'operation')}")
    before = len(tx.messages)
    refs: dict[str, str] = {}
    results = []
    for operation in operations:
        with at_line(name, operation.line, {made: f"${ref}" for ref, made in refs.items()}):
            fields = {key: _named(key, value, refs) for key, value in operation.fields.items()}
            result = DO[operation.op](tx, fields, profile)
        if operation.ref:
            refs[operation.ref] = result.id
        results.append(result)
    return BatchOutcome(results, [message.removeprefix("bd: ") for message in tx.messages[before:]])


def _named(key: str, value: Any, refs: dict[str, str]) -> Any:
    if key not in NAMING:
        return value
    if isinstance(value, tuple):
        return tuple(_named(key, item, refs) for item in value)
    kind, colon, target = value.rpartition(":")
    if not target.startswith("$") or is_foreign(value):
        return value
    if target[1:] not in refs:
        raise NotFound(f"no line above makes an issue with the ref {target[1:]}")
    return f"{kind}{colon}{refs[target[1:]]}"


def _create(tx: Transaction, fields: dict[str, Any], profile: TrackerProfile) -> Any:
    wanted = draft.make(**{key: value for key, value in fields.items() if value != ""})
    tx.answers = tx.read(*new_issue_lookup.questions(wanted))
    return create.create(tx, wanted, profile)


def _update(tx: Transaction, fields: dict[str, Any], profile: TrackerProfile) -> Any:
    parts = fields.pop("ids")
    tx.answers = tx.read(*update.questions(parts))
    return update.update(tx, parts, update.changes(**fields), profile)


def _close(tx: Transaction, fields: dict[str, Any], profile: TrackerProfile) -> Any:
    parts = fields.pop("ids")
    tx.answers = tx.read(*close.questions(parts))
    return close.close(tx, parts, profile, **fields)


def _edge(fields: dict[str, Any]) -> tuple[str, str]:
    return fields["issue_id"], fields["depends_on_id"]


DO: dict[str, Callable[[Transaction, dict[str, Any], TrackerProfile], Any]] = {
    "create": _create,
    "update": _update,
    "close": _close,
    "reopen": lambda tx, fields, _: [
        reopened.issue for reopened in reopen.reopen(tx, fields["ids"], reason=fields.get("reason"))
    ],
    "claim": lambda tx, fields, profile: claim.claim(tx, fields["id"], profile),
    "dep_add": lambda tx, fields, _: add.add(tx, *_edge(fields), fields.get("type", "blocks")),
    "dep_remove": lambda tx, fields, _: remove.remove(tx, *_edge(fields), fields.get("type")),
    "comment": lambda tx, fields, _: comment.comment(tx, fields["id"], fields["text"]),
    "label_add": lambda tx, fields, _: label.add(tx, fields["ids"], fields["labels"]),
    "label_remove": lambda tx, fields, _: label.remove(tx, fields["ids"], fields["labels"]),
}
