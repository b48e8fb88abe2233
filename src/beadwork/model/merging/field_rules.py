"""How two sides of a merge agree on each field of an issue: the table that drives `three_way.py`.

A field that one side alone changed is that side's; the rules are for those that both changed, to
different values. Each rule takes the greatest of a total order, or brings sets together, so that it
does not matter in which order several sides are merged. The two that depend on which side is "ours"
are said in docs/design/merging.md: `manual`, and the name of an issue that was born on both sides.
"""

from __future__ import annotations

from beadwork.model.issues import field_table

NEWEST = "newest"
"""The value that was set last on its side (field_times.py), ties broken by the value itself."""
STATE = "state"
"""Decided as one, by the newest of them: a status without its closing time and reason means
nothing.
"""
CLAIM = "claim"
"""As `newest`, but a name that came with a change of status beats one that was only written in."""
UNION = "union"
"""What either side added, without what either removed; of one that was removed and added, what was
done last.
"""
KEYS = "keys"
"""Key by key, each as `newest`."""
NOTES = "notes"
"""What both appended is kept, in the order in which it was written."""
GREATEST = "greatest"
LATEST = "latest"
BIRTH = "birth"
"""The earliest, with who made it."""
ORIGIN = "origin"
"""A mark of where an issue came from beats none, and of two the greater stays: a mark has no time
of its own (actions/peers/origin.py).
"""
BY_VALUE = "by value"
"""The greater of two texts: of a setting nobody wrote down when it was set."""
MANUAL = "manual"
"""Ours stays, and both values wait for a person."""

FIELDS: dict[str, str] = {
    field.column: field.merge for field in field_table.FIELDS if field.merge is not None
}
"""The rule of every field but the id, which names what is merged: a column of the field table."""

TOGETHER = tuple(
    tuple(field for field in FIELDS if FIELDS[field] == rule) for rule in (STATE, BIRTH)
)
"""The groups of fields that are decided as one."""

APART = tuple(field for field in FIELDS if FIELDS[field] in (KEYS, UNION))
"""The fields that are decided key by key, or member by member."""

BY_TIME = (NEWEST, STATE, CLAIM, UNION, KEYS, NOTES)
"""The rules that ask when a value was set."""


def name(field: str) -> str:
    """Return a field's name in JSON."""
    return field_table.BY_COLUMN[field].name
