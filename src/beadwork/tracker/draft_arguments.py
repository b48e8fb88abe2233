"""Checks of the drafts that a program passes, as `create` checks its arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from beadwork.actions.issues import draft
from beadwork.tracker.argument_checks import text, text_or_none

if TYPE_CHECKING:
    from beadwork.actions.issues.draft import Draft


Checked = Callable[[dict[str, Any]], dict[str, Any]]


def of(given: object, new_fields: Checked) -> list[Draft]:
    """Return the drafts of mappings, or of drafts whose values nobody has checked. `new_fields`
    checks the keywords of `create`.

    Raises:
        TypeError: it is no iterable of them, or a value is of another type; with the index.
    """
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise TypeError(f"drafts must be several drafts, such as a list, not {given!r:.80}")
    return [_draft(index, entry, new_fields) for index, entry in enumerate(given)]


def _draft(index: int, entry: object, new_fields: Checked) -> Draft:
    values = entry.given() if isinstance(entry, draft.Draft) else entry
    if not isinstance(values, Mapping):
        raise TypeError(f"drafts[{index}] must be a mapping or a Draft, not {values!r:.80}")
    fields = {name: value for name, value in values.items() if name not in ("title", "ref")}
    try:
        title = text("title", values.get("title", ""))
        ref = text_or_none("ref", values.get("ref"))
        return draft.make(title, ref=ref, **new_fields(fields))
    except TypeError as error:
        raise TypeError(f"drafts[{index}]: {error}") from None
