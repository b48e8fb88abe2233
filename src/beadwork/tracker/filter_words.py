"""The filter that keywords make: the words of the flags of `bd list`, as values of Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from beadwork.errors import Usage
from beadwork.model.comma_lists import split
from beadwork.model.issues.issue import priority
from beadwork.model.times import date_input, past_dates
from beadwork.store.search.filters import ME, Filter
from beadwork.tracker.argument_checks import flag, moment, number, text, texts

Check = Callable[[str, object, datetime], object]


def into(wanted: Filter, words: Mapping[str, object], now: datetime, function: str) -> Filter:
    """Return the filter with what the words say.

    Raises:
        TypeError: there is no such word, or a value is of another type.
        Usage: a value is refused, as the command line refuses it.
    """
    found: dict[str, Any] = {}
    for word, value in words.items():
        if word not in WORDS:
            raise TypeError(f"{function}() got an unexpected keyword argument '{word}'")
        field, check = WORDS[word]
        found[field] = check(word, value, now)
    return wanted._replace(**found)


def _several(word: str, value: object, _: datetime) -> tuple[str, ...]:
    """Return one text, split at commas as a flag's value is, or several as they are.

    Raises:
        Usage: the text has no value in it: such a filter would select all.
    """
    if not isinstance(value, str):
        return texts(word, value)
    found = tuple(split([text(word, value)]))
    if not found:
        raise Usage(f"{word} needs a value", hint="leave it out to select everything")
    return found


def _entries(word: str, value: object, _: datetime) -> tuple[str, ...]:
    """Return one text or several, as they are: metadata may have commas."""
    return (text(word, value),) if isinstance(value, str) else texts(word, value)


def _lower(word: str, value: object, now: datetime) -> tuple[str, ...]:
    return tuple(entry.lower() for entry in _several(word, value, now))


def _one(word: str, value: object, _: datetime) -> str:
    return text(word, value)


def _switch(word: str, value: object, _: datetime) -> bool:
    return flag(word, value)


def _priority(word: str, value: object, _: datetime) -> int:
    return priority(value if isinstance(value, str) else number(word, value))


def _priorities(word: str, value: object, now: datetime) -> tuple[int, ...]:
    if isinstance(value, str):
        return tuple(map(priority, _several(word, value, now)))
    if isinstance(value, Iterable):
        return tuple(_priority(word, entry, now) for entry in value)
    return (_priority(word, value, now),)


def _limit(word: str, value: object, _: datetime) -> int | None:
    most = None if value is None else number(word, value)
    if most is not None and most < 0:
        raise Usage(f"{word} cannot be {most}", hint="None stands for all")
    return most or None


def past(word: str, value: object, now: datetime) -> datetime:
    """Return a time that has come; raises as `past_or_none`."""
    if not isinstance(value, str):
        return moment(word, value)
    found = past_dates.parse(value, now)
    if found > now:
        raise Usage(f"{word} {value} has not come yet", hint=f'{word}="2d" is two days ago')
    return found


def past_or_none(name: str, value: object, now: datetime) -> datetime | None:
    """Return a time that has come, given as one or as text; None where none is given.

    Raises:
        TypeError, Usage: it is no time, or one that has not come.
    """
    return None if value is None else past(name, value, now)


def _date(word: str, value: object, now: datetime) -> datetime:
    return date_input.parse(value, now) if isinstance(value, str) else moment(word, value)


def _mine(word: str, value: object, now: datetime) -> str | None:
    return ME if _switch(word, value, now) else None


WORDS: dict[str, tuple[str, Check]] = {
    "status": ("statuses", _lower),
    "priority": ("priorities", _priorities),
    "priority_min": ("priority_min", _priority),
    "priority_max": ("priority_max", _priority),
    "type": ("types", _lower),
    "assignee": ("assignee", _one),
    "mine": ("assignee", _mine),
    "unassigned": ("unassigned", _switch),
    "label": ("labels", _several),
    "label_any": ("labels_any", _several),
    "exclude_label": ("labels_not", _several),
    "exclude_type": ("types_not", _lower),
    "exclude_status": ("statuses_not", _lower),
    "exclude_assignee": ("assignees_not", _several),
    "title": ("title", _one),
    "id": ("ids", _several),
    "parent": ("parent", _one),
    "no_parent": ("no_parent", _switch),
    **{f"{event}_{side}": (f"{event}_{side}", past)
       for event in ("created", "updated", "closed") for side in ("after", "before")},
    "due_before": ("due_before", _date),
    "overdue": ("overdue", _switch),
    "external_ref": ("external_refs", _several),
    "metadata": ("metadata", _entries),
    "has_metadata": ("has_metadata", _entries),
    "sort": ("sort", _one),
    "reverse": ("reverse", _switch),
    "limit": ("limit", _limit),
    "all": ("everything", _switch),
    "include_epics": ("include_epics", _switch),
    "include_ephemeral": ("include_ephemeral", _switch),
    "include_templates": ("include_templates", _switch),
}  # fmt: skip
"""By word: the field of the filter, and how its value is read."""
