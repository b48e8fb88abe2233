"""Add labels to issues, or remove them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import Invalid
from beadwork.model.issues import issue as values
from beadwork.store.issues import issues


class Labelled(NamedTuple):
    """One label of one issue, and whether it was added or removed by this call."""

    issue_id: str
    label: str
    changed: bool


def add(tx: Transaction, parts: Sequence[str], labels: Sequence[str]) -> list[Labelled]:
    """Add every label to every issue. A label that is there already is no error.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
        Invalid: a label is refused, or none is given.
    """
    return _change(tx, "add", parts, check(labels))


def remove(tx: Transaction, parts: Sequence[str], labels: Sequence[str]) -> list[Labelled]:
    """Remove every label from every issue. A label that is not there is no error.

    Raises:
        NotFound, Ambiguous, Invalid: as `add`.
    """
    return _change(tx, "remove", parts, check_there(labels))


def check(labels: Sequence[str]) -> tuple[str, ...]:
    """Return labels as they are stored.

    Raises:
        Invalid: a label is refused, or none is given.
    """
    return _some(values.labels(tuple(labels)))


def check_there(labels: Sequence[str]) -> tuple[str, ...]:
    """Return labels as imported issues may have them: with commas and outer spaces.

    Raises:
        Invalid: as `check`.
    """
    return _some(values.labels_there(tuple(labels)))


def _some(labels: tuple[str, ...]) -> tuple[str, ...]:
    if not labels:
        raise Invalid("the label is empty", hint="bd label list-all")
    return labels


def _change(
    tx: Transaction, verb: str, parts: Sequence[str], labels: tuple[str, ...]
) -> list[Labelled]:
    found = issues.get_all(tx, parts)
    for issue in found:
        before = set(issue.labels)
        meant = [values.label_of(label, before) for label in labels]
        after = before.union(labels) if verb == "add" else before.difference(meant)
        if after != before:
            issues.save(tx, issue, issue._replace(labels=tuple(sorted(after)), updated_at=tx.now))
            tx.say(f"bd: label {verb} {issue.id} {', '.join(labels)}")
    return [
        Labelled(
            issue.id,
            values.label_of(label, issue.labels),
            changed=(values.label_of(label, issue.labels) in issue.labels) == (verb == "remove"),
        )
        for issue in found
        for label in labels
    ]
