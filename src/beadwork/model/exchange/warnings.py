"""Warnings about what is unusual in an import but kept: one sentence for each kind, with how many
issues (or memories) and which.

Nothing is dropped or changed without a warning. An issue with a warning of a kind that `counts` is
reported as "kept with a warning": it was read otherwise than it is written, or does not work here
as it did there. The other kinds lose nothing (finer times, fields without a use, machinery, what
was deleted at its source).
"""

from __future__ import annotations

from typing import NamedTuple

SHOWN = 5


class Kind(NamedTuple):
    """The sentence for one kind: `{n}` becomes "3 issues", `{what}` the list of what was found.
    `nouns` say what the names are of.
    """

    sentence: str
    counts: bool = True
    names_issues: bool = True
    nouns: tuple[str, str] = ("issue", "issues")


_MEMORIES = ("memory", "memories")

KINDS = {
    "same id": Kind("{n} in the file more than once: the newest row of each was taken"),
    "no title line": Kind("{n} with a line break in the title: kept"),
    "assumed": Kind("{n} without a field that every issue has: taken as {what}"),
    "priority": Kind("{n} with a priority that is none of 0 to 4: taken {what}"),
    "zero time": Kind("{n} with times in the year 1, which stand for none: {what} left unset"),
    "finer": Kind(
        "{n} with times finer than a microsecond: compared by the microsecond, exported as written",
        counts=False,
    ),
    "ahead": Kind("{n} changed more than an hour from now, by updated_at: kept"),
    "offset": Kind(
        "{n} with times of another zone: kept as the same instants in UTC",
        counts=False,
        names_issues=False,
    ),
    "unknown key": Kind(
        "{n} with fields that bd has no use for: {what}; kept, and in every export",
        counts=False,
        names_issues=False,
    ),
    "tombstone": Kind(
        "{n} deleted where they come from (status tombstone): kept, shown by --all only",
        counts=False,
    ),
    "unknown status": Kind("{n} with a status that this tracker does not know: {what}; kept"),
    "unknown type": Kind("{n} of a type that this tracker does not know: {what}; kept"),
    "machinery": Kind(
        "{n} of types for machinery: {what}; kept, shown by --all or --type",
        counts=False,
        names_issues=False,
    ),
    "closed without time": Kind("{n} closed without closed_at: kept"),
    "time without closed": Kind("{n} with closed_at although not closed: kept"),
    "label repeated": Kind("{n} with a label twice: it is there once", counts=False),
    "label empty": Kind("{n} with an empty label: left out"),
    "label quoted": Kind(
        "{n} with a label that commands take in double quotes: {what}; kept", counts=False
    ),
    "prefix": Kind(
        "{n} of another prefix than this tracker's: {what}; kept", counts=False, names_issues=False
    ),
    "parent by name": Kind("{n} named as a part of an issue that is not there: {what}; kept"),
    "unknown parent": Kind("{n} with a parent that is not there: {what}; kept"),
    "second parent": Kind(
        "{n} with more than one parent: the first is the parent, the others stay dependencies"
    ),
    "unknown edge": Kind(
        "{n} with a kind of dependency that bd does not know: {what}; kept, blocks nothing"
    ),
    "unknown target": Kind(
        "{n} with a dependency on an issue that is not there: {what}; kept, blocks nothing"
    ),
    "edge elsewhere": Kind("{n} listing a dependency of another issue: kept as one of that issue"),
    "edge repeated": Kind("{n} with a dependency twice: it is there once", counts=False),
    "two kinds": Kind("{n} with two kinds of dependency on one issue: both kept"),
    "on itself": Kind("{n} depending on itself: kept"),
    "on ancestor": Kind(
        "{n} waiting for what they are a part of, so that they are never ready: kept"
    ),
    "cycle": Kind("{n} waiting for each other in a cycle: {what}; kept, see `bd dep cycles`"),
    "comment elsewhere": Kind("{n} with a comment that names another issue: kept here"),
    "comment repeated": Kind("{n} with a comment twice: it is there once", counts=False),
    "differs": Kind(
        "{n} with the same updated_at here but other content: "
        "kept as it is here; --force takes the file's"
    ),
    "same memory": Kind(
        "{n} in the file with more than one value: the newest was taken, or the last",
        counts=False,
        nouns=_MEMORIES,
    ),
    "memory field": Kind(
        "{n} with fields that a memory does not have: {what}; left out",
        counts=False,
        nouns=_MEMORIES,
    ),
    "other memory": Kind(
        "{n} with another value here, which is not older: kept as it is here; "
        "--force takes the file's",
        counts=False,
        nouns=_MEMORIES,
    ),
}


class Warnings:
    """The warnings so far, by kind."""

    def __init__(self) -> None:
        self._issues: dict[str, dict[str, None]] = {}
        self._what: dict[str, dict[str, int]] = {}

    def add(self, kind: str, issue_id: str, what: str = "") -> None:
        """Add a warning about an issue or a memory; `what` names the field, status or other issue
        that the warning is about.
        """
        self._issues.setdefault(kind, {})[issue_id] = None
        if what:
            met = self._what.setdefault(kind, {})
            met[what] = met.get(what, 0) + 1

    def counted(self) -> set[str]:
        """Return the ids of the issues that are kept with a warning."""
        return {
            issue_id for kind, ids in self._issues.items() if KINDS[kind].counts for issue_id in ids
        }

    def lines(self) -> list[str]:
        """Return one sentence for each kind of warning that occurred, in the order of KINDS."""
        return [self._line(kind) for kind in KINDS if kind in self._issues]

    def _line(self, kind: str) -> str:
        ids = self._issues[kind]
        count = f"{len(ids):,} {KINDS[kind].nouns[len(ids) != 1]}"
        line = KINDS[kind].sentence.format(n=count, what=_listed(self._what.get(kind, {})))
        if not KINDS[kind].names_issues:
            return line
        more = f" and {len(ids) - SHOWN:,} more" if len(ids) > SHOWN else ""
        return f"{line} ({', '.join(list(ids)[:SHOWN])}{more})"


def _listed(met: dict[str, int]) -> str:
    """Return `deleted_at (343), timeout`: the most frequent first."""
    ordered = sorted(met.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = [f"{what} ({count:,})" if count > 1 else what for what, count in ordered[: 2 * SHOWN]]
    more = f" and {len(ordered) - 2 * SHOWN:,} more" if len(ordered) > 2 * SHOWN else ""
    return ", ".join(shown) + more
