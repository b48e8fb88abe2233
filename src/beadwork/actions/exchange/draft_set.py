"""Many new issues that name each other, checked together: every draft that is refused is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from beadwork.actions.issues import draft as drafts
from beadwork.actions.issues.draft import Draft
from beadwork.errors import BeadworkError, Cycle, DraftsRefused, Exists, NotFound, Usage
from beadwork.model.counted import counted
from beadwork.model.dependencies import dependency as edges

SHOWN = 5
"""Refused drafts that the message names; all are in `DraftsRefused.errors`."""


class DraftSet(NamedTuple):
    """Checked drafts, and by which names they call each other."""

    drafts: Sequence[Draft]
    places: Mapping[str, int]
    """The index of a draft by `$ref` and by the id that it is to have."""

    def parent(self, index: int) -> int | None:
        """Return the index of a draft's parent, None where that is no draft."""
        return self.places.get(self.drafts[index].parent or "")

    def outside(self) -> list[str]:
        """Return the names of issues that are no drafts, each once."""
        named = [
            name
            for draft in self.drafts
            for name in (draft.parent, *(edges.wanted(entry).other for entry in draft.dependencies))
        ]
        return [
            name
            for name in dict.fromkeys(named)
            if name and name not in self.places and not edges.is_foreign(name)
        ]

    def parents_first(self) -> list[int]:
        """Return the indexes so that each comes behind its parent's. Those on or below a cycle of
        parents are left out.
        """
        children: dict[int | None, list[int]] = {}
        for index in range(len(self.drafts)):
            children.setdefault(self.parent(index), []).append(index)
        ordered = children.pop(None, [])
        for index in ordered:
            ordered.extend(children.get(index, ()))
        return ordered


class Problems:
    """The drafts that are refused so far."""

    def __init__(self) -> None:
        self.errors: list[tuple[int, BeadworkError]] = []

    @contextmanager
    def of(self, index: int) -> Iterator[None]:
        """Take the error of the block as one of this draft, and go on."""
        try:
            yield
        except BeadworkError as error:
            self.errors.append((index, error))

    def refuse(self, called: Mapping[str, str] | None = None) -> None:
        """Raise where a draft is refused. `called` has names for the ids that are rolled back."""
        if not self.errors:
            return
        self.errors.sort(key=lambda error: error[0])
        for _, error in self.errors:
            _rename(error, called or {})
        first = "; ".join(f"[{index}] {error.message}" for index, error in self.errors[:SHOWN])
        more = f"; and {len(self.errors) - SHOWN} more" if len(self.errors) > SHOWN else ""
        refused = counted(len({index for index, _ in self.errors}), "draft")
        verb = "is" if refused == "1 draft" else "are"
        raise DraftsRefused(
            f"{refused} {verb} refused, and nothing was written: {first}{more}",
            errors=tuple(self.errors),
        )


def _rename(error: BeadworkError, called: Mapping[str, str]) -> None:
    named = [issue_id for issue_id in called if issue_id in error.message]
    for issue_id in sorted(named, key=len, reverse=True):
        error.message = error.message.replace(issue_id, called[issue_id])
        error.hint = "" if issue_id in error.hint else error.hint
    error.args = (error.message,)


def check(wanted: Sequence[Draft]) -> DraftSet:
    """Check everything that needs no database, and return the checked drafts.

    Raises:
        DraftsRefused: with every draft that is refused, and why.
    """
    problems = Problems()
    checked = list(wanted)
    places: dict[str, int] = {}
    for index, draft in enumerate(wanted):
        with problems.of(index):
            checked[index] = draft = drafts.check(draft)
        for name in (draft.ref and f"${draft.ref}", draft.id):
            if name and name in places:
                problems.errors.append((index, _taken(name, places[name])))
            elif name:
                places[name] = index
    problems.refuse()
    found = DraftSet(checked, places)
    for index, draft in enumerate(checked):
        for name in (draft.parent, *(edges.wanted(entry).other for entry in draft.dependencies)):
            if name and name.startswith("$") and name not in places:
                error = NotFound(f"no draft has the ref {name[1:]}", name=name)
                problems.errors.append((index, error))
    for index in sorted(set(range(len(checked))) - set(found.parents_first())):
        problems.errors.append((index, Cycle("it is below itself, by the parents of the drafts")))
    problems.refuse()
    return found


def _taken(name: str, index: int) -> BeadworkError:
    if name.startswith("$"):
        return Usage(f"draft [{index}] has the ref {name[1:]} already")
    return Exists(f"draft [{index}] is to have the id {name} already", name=name)
