"""What a partner changed on an outbound branch, as edits of our own rows.

The branch shows our row with persons replaced and private ids hidden. So a partner's change is
carried cell by cell: what the partner left alone is still ours, whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from beadwork.model.issues import field_table
from beadwork.model.issues.issue import Issue
from beadwork.model.sovereignty import projection
from beadwork.model.sovereignty.projection import View
from beadwork.model.sovereignty.pseudonyms import PERSON, SOMEBODY, reveal, revealed_document

_TEXTS = tuple(
    field.column for field in field_table.FIELDS if field.kind in ("text", "title") and field.column
)
_SETS = ("labels", "waiters")
_OBJECTS = ("metadata",)
_NEVER = ("id", "created_at", "created_by", "extra", "updated_at")
"""Fields that say which issue a row is, or that the carrying itself sets."""


class Carrying(NamedTuple):
    """How rows of a partner are read."""

    view: View
    """What the branch shows of our rows."""
    names: Mapping[str, str]
    """The names of our persons by pseudonym."""
    peer: str
    """The peer's name, for issues that do not say where they come from."""


def new_issue(carrying: Carrying, issue: Issue) -> Issue:
    """Return an issue that a partner filed."""
    known = _names(carrying)
    found: dict[str, Any] = {
        field: reveal(getattr(issue, field), known)
        for field in (*_TEXTS, "owner", "assignee", "created_by")
    }
    return issue._replace(
        metadata=revealed_document(issue.metadata, known),
        source_system=issue.source_system or carrying.peer,
        **found,
    )


def edited(carrying: Carrying, before: Issue, after: Issue, ours: Issue) -> Issue:
    """Return our issue with the cells that a partner changed from `before` to `after`.

    A cell that we changed meanwhile, later than the partner, stays.
    """
    shown = projection.issue(carrying.view._replace(private=frozenset()), ours) or ours
    is_ours_newer = ours.updated_at > after.updated_at
    found: dict[str, Any] = {}
    for field in Issue._fields:
        was, now = getattr(before, field), getattr(after, field)
        if field in _NEVER or was == now:
            continue
        is_moved = getattr(shown, field) != was
        if field in _SETS:
            found[field] = _members(carrying, was, now, getattr(ours, field))
        elif field in _OBJECTS:
            found[field] = _keys(carrying, was, now, getattr(ours, field))
        elif is_moved and is_ours_newer:
            continue
        elif field in _TEXTS:
            found[field] = _text(carrying, was, now, getattr(ours, field), is_moved=is_moved)
        else:
            found[field] = reveal(now, _names(carrying)) if isinstance(now, str) else now
    return ours._replace(**found, updated_at=max(ours.updated_at, after.updated_at))


def name(carrying: Carrying, value: str | None) -> str | None:
    """Return a name or a text that a partner wrote, with our persons by their names."""
    return reveal(value, _names(carrying))


def _names(carrying: Carrying) -> dict[str, str]:
    """Return what stands for each pseudonym: a person's name, else what a text said."""
    said = {
        pseudonym: text
        for pseudonym, text in carrying.view.disguise.replaced.items()
        if pseudonym != SOMEBODY and not pseudonym.startswith(PERSON)
    }
    return {**said, **carrying.names}


def _members(
    carrying: Carrying, was: tuple[str, ...], now: tuple[str, ...], ours: tuple[str, ...]
) -> tuple[str, ...]:
    """Return our set with the members that the partner added, and without those removed."""
    removed = set(was) - set(now)
    added = {name(carrying, member) or member for member in set(now) - set(was)}
    kept = {
        member for member in ours if (carrying.view.disguise.text(member) or member) not in removed
    } if carrying.view.names_nobody else set(ours) - removed  # fmt: skip
    return tuple(sorted(kept | added))


def _keys(
    carrying: Carrying,
    was: dict[str, Any] | None,
    now: dict[str, Any] | None,
    ours: dict[str, Any] | None,
) -> dict[str, Any] | None:
    """Return our object with the keys that the partner changed."""
    found, known = dict(ours or {}), _names(carrying)
    before, after = was or {}, now or {}
    for key in {**before, **after}:
        if before.get(key) == after.get(key) and (key in before) == (key in after):
            continue
        own_key = reveal(key, known) or key
        if key in after:
            found[own_key] = revealed_document(after[key], known)
        else:
            found.pop(own_key, None)
    return found or None


def _text(
    carrying: Carrying, was: str | None, now: str | None, ours: str | None, *, is_moved: bool
) -> str | None:
    """Return our text with the lines that the partner changed.

    A text that does not leave at all (notes at T4) gets the partner's behind it.
    """
    if not now or is_moved:
        return name(carrying, now)
    if not was:
        added = name(carrying, now) or ""
        return f"{ours}\n{added}" if ours else added
    return _lines(carrying, was.split("\n"), now.split("\n"), (ours or "").split("\n"))


def _lines(carrying: Carrying, was: list[str], now: list[str], ours: list[str]) -> str:
    if len(was) != len(ours):
        return name(carrying, "\n".join(now)) or ""
    found: list[str] = []
    for kind, start, end, first, last in SequenceMatcher(
        None, was, now, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            found += ours[start:end]
        else:
            found += [name(carrying, line) or "" for line in now[first:last]]
    return "\n".join(found)
