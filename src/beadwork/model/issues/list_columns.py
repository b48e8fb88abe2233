"""The columns that a list can have beside those that it always has, and which are chosen."""

from __future__ import annotations

from beadwork.errors import Invalid
from beadwork.model.comma_lists import split

COLUMNS = ("age", "assignee", "due", "overdue", "labels")
"""All of them, in the order of `--verbose`."""


def chosen(text: str) -> tuple[str, ...]:
    """Return the columns that the setting `list.columns` names, in its order.

    Raises:
        Invalid: it names something else.

    >>> chosen("labels, due")
    ('labels', 'due')
    """
    names = tuple(dict.fromkeys(split([text])))
    for name in names:
        if name not in COLUMNS:
            raise Invalid(f'no column "{name}" in a list', hint=f"some of {', '.join(COLUMNS)}")
    return names
