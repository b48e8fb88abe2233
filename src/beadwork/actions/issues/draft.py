"""The draft of a new issue: the given values, and the checks that need no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from beadwork.model.dependencies import dependency as edges
from beadwork.model.issues import field_table, ids
from beadwork.model.issues import issue as values
from beadwork.model.issues.issue import DEFAULT_PRIORITY


class Draft(NamedTuple):
    """The given values of a new issue; made by `make`."""

    fields: Mapping[str, Any]
    """The given settable fields, by column. Values are as typed, but times are `datetime`."""
    labels: tuple[str, ...] = ()
    dependencies: tuple[str, ...] = ()
    """Entries of `--deps`."""
    id: str | None = None
    ref: str | None = None
    """A name by which other drafts of `create_many` refer to this one, as `$ref`."""

    @property
    def title(self) -> str:
        """The title, "" where none is given."""
        return self.fields.get("title") or ""

    @property
    def parent(self) -> str | None:
        """The parent's id, or a part of it."""
        return self.fields.get("parent")

    def given(self) -> dict[str, Any]:
        """Return the given values by name, without empty ones."""
        others = {
            "labels": self.labels,
            "dependencies": self.dependencies,
            "id": self.id,
            "ref": self.ref,
        }
        named = {**self.fields, **others}
        return {name: value for name, value in named.items() if value not in (None, ())}

    def __str__(self) -> str:
        return f"P{self.fields['priority']} {self.fields['type']}: {self.title}"

    def under(self, parent: str | None) -> Draft:
        """Return the draft with another parent."""
        return self._replace(fields={**self.fields, "parent": parent})


def make(
    title: str,
    *,
    labels: tuple[str, ...] = (),
    dependencies: tuple[str, ...] = (),
    id: str | None = None,
    ref: str | None = None,
    **fields: Any,
) -> Draft:
    """Return a draft. `fields` are settable fields by column; one that is None is not given.

    Raises:
        TypeError: there is no such field, or the field cannot be set.
    """
    field_table.refuse_unknown("create", fields)
    given = {column: value for column, value in fields.items() if value is not None}
    usual = {"status": "open", "priority": DEFAULT_PRIORITY, "type": "task"}
    return Draft({"title": title, **usual, **given}, labels, dependencies, id, ref)


def check(wanted: Draft) -> Draft:
    """Check everything that needs no database, and return the checked draft. So a bad draft costs
    no connection.

    Raises:
        Invalid, Usage: a value is refused.
    """
    return Draft(
        fields={
            column: values.checked(field_table.BY_COLUMN[column], value)
            for column, value in wanted.fields.items()
        },
        labels=values.labels(wanted.labels),
        dependencies=tuple(entry for entry in wanted.dependencies if edges.wanted(entry)),
        id=ids.check_new_id(wanted.id) if wanted.id else None,
        ref=wanted.ref,
    )
