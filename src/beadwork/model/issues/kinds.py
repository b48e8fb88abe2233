"""Types and statuses of issues, built in and added by configuration.

Each status has a category, and readiness and the lists look only at the category: `active` can be
worked on now, `wip` is being worked on, `done` is over, `frozen` waits for a person.
"""

from __future__ import annotations

from typing import NamedTuple

from beadwork.errors import Invalid, Usage

CATEGORIES = ("active", "wip", "done", "frozen")

DELETED = "tombstone"
"""The status by which older trackers mark a deleted issue. Only an import brings it. Such an issue
is kept, and counts nowhere (store/search/filters.py).
"""

STATUSES = {
    "open": "active",
    "in_progress": "wip",
    "blocked": "wip",
    "hooked": "wip",
    "deferred": "frozen",
    "pinned": "frozen",
    "closed": "done",
    DELETED: "done",
}

TYPES = (
    "bug", "feature", "task", "epic", "chore", "decision", "message", "spike", "story", "milestone",
    "molecule", "gate", "agent", "convoy", "event", "role", "rig", "merge-request",
)  # fmt: skip

BLOCKED = "blocked"
"""The status by which a person says that something outside of the tracker blocks an issue."""

EPIC = "epic"
"""The type of issues whose work is in their children."""

MARKS = ("ephemeral", "is_template")
"""Flags of issues of other programs: a wisp, and a template. `extra` keeps them, and `ready` leaves
out an issue that has one.
"""

MACHINERY = (
    "message", "molecule", "gate", "agent", "role", "rig", "event", "convoy", "merge-request",
)  # fmt: skip
"""Types of issues that programs file for themselves. `ready` and `list` leave them out unless the
type is asked for.
"""


class Vocabulary(NamedTuple):
    """The statuses (each with its category) and types that one tracker knows."""

    statuses: dict[str, str] = STATUSES
    types: tuple[str, ...] = TYPES

    def of_category(self, *categories: str) -> tuple[str, ...]:
        """Return the statuses of these categories, in a stable order."""
        return tuple(status for status, category in self.statuses.items() if category in categories)

    @property
    def over(self) -> tuple[str, ...]:
        """The statuses of issues that are over. Such an issue blocks and holds no other."""
        return self.of_category("done")

    def status(self, word: str) -> str:
        """Return `word` as a status that a person may set.

        Raises:
            Usage: the tracker does not know the word, or only an import may set this status.
        """
        word = word.strip().lower()
        if word not in self.statuses or word == DELETED:
            known = ", ".join(status for status in self.statuses if status != DELETED)
            raise Usage(f'unknown status "{word}"', hint=f"one of {known}")
        return word

    def type(self, word: str) -> str:
        """Return `word` as an issue type of this tracker.

        Raises:
            Usage: the tracker does not know the word.
        """
        word = word.strip().lower()
        word = {"mr": "merge-request", "feat": "feature", "enhancement": "feature"}.get(word, word)
        if word not in self.types:
            raise Usage(
                f'unknown issue type "{word}"',
                hint=f"one of {', '.join(self.types)}; more by `bd config set types.custom name,…`",
            )
        return word


def vocabulary(custom_statuses: str | None, custom_types: str | None) -> Vocabulary:
    """Return the words of a tracker from its `status.custom` and `types.custom` settings.

    `status.custom` is `name:category,…` (a bare name is `active`), `types.custom` is `name,…`. A
    merge or another program may have left anything there, and the tracker must stay usable so that
    a person can repair it. A status of an unknown category counts as `wip`, which is neither
    offered as work nor taken for done.
    """
    statuses = dict(STATUSES)
    for status, category in _categories(custom_statuses):
        statuses.setdefault(status, category if category in CATEGORIES else "wip")
    return Vocabulary(statuses, tuple(dict.fromkeys((*TYPES, *_entries(custom_types)))))


def check_categories(custom_statuses: str) -> None:
    """Refuse a `status.custom` with an unknown category.

    Raises:
        Invalid: a category is none of active, wip, done, frozen.
    """
    for status, category in _categories(custom_statuses):
        if category not in CATEGORIES:
            raise Invalid(
                f'status.custom: unknown category "{category}" of status "{status}"',
                hint=f"one of {', '.join(CATEGORIES)}",
            )


def _categories(setting: str | None) -> list[tuple[str, str]]:
    """Return each status of the setting with its category."""
    parts = (entry.partition(":") for entry in _entries(setting))
    return [
        (status.strip(), category.strip() or "active")
        for status, _, category in parts
        if status.strip()
    ]


def _entries(setting: str | None) -> list[str]:
    return [entry.strip().lower() for entry in (setting or "").split(",") if entry.strip()]
