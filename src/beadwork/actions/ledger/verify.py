"""Prove a ledger: from itself, and against the commits of `main` that its entries name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork import errors
from beadwork.dolt.databases import fingerprint
from beadwork.dolt.versions import branches
from beadwork.model.counted import counted
from beadwork.model.ledger import verification
from beadwork.model.ledger.additions import ABSENT, Present, Tip
from beadwork.model.ledger.entry import BRANCH, REOPENED
from beadwork.model.ledger.verification import Fault
from beadwork.store.ledger import entries, source, tables

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.databases.fingerprint import Query
    from beadwork.model.ledger.entry import Entry


class Ledger(NamedTuple):
    """A whole ledger, as it was read."""

    entries: list[Entry]
    facts: dict[str, str]
    changed_rows: int
    """The rows that were changed or removed in its history, where there should be none."""
    published_at: str
    """When it was last written, in RFC 3339."""

    @property
    def tip(self) -> Tip:
        """The end of the ledger."""
        return entries.tip(self.entries[-1] if self.entries else None)


class Verified(NamedTuple):
    """What a verification found."""

    ledger: Ledger
    faults: list[Fault]
    compared: int = 0
    """The entries that were compared with the source."""
    gone: int = 0
    """The entries whose source commit is not in the history of `main`, as after a squash."""


def read(main: Session) -> Ledger:
    """Return the ledger of a database; `main` is a session on any branch of it.

    Raises:
        NotFound: there is no branch `ledger`.
        ForeignSchema: the branch is no ledger.
    """
    if BRANCH not in branches.names(main):
        raise errors.NotFound(
            f"{main.database} has no ledger yet", hint=f"gt ledger publish {main.database}"
        )
    with branches.session_at(main, BRANCH) as ledger:
        tables.admit(fingerprint.server_query(ledger), f"the branch {BRANCH}")
        return Ledger(
            entries.read(ledger),
            entries.facts(ledger),
            entries.changed_rows(ledger),
            entries.published_at(ledger),
        )


def read_copy(ask: Query, name: str) -> Ledger:
    """Return the ledger of a copy that no server has open, after a check of its schema.

    Raises:
        ForeignSchema: it is no ledger, or has more than a ledger has.
        StorageFailure: it cannot be read.
    """
    tables.admit(ask, name)
    return Ledger(*entries.read_copy(ask))


def by_itself(ledger: Ledger, seen: Tip = Tip()) -> Verified:  # noqa: B008 - an immutable value
    """Prove a ledger by itself, and that it continues the one that was `seen` before."""
    faults = verification.chain_faults(ledger.entries, ledger.facts)
    faults += verification.seen_faults(ledger.entries, seen)
    if ledger.changed_rows:
        rows = counted(ledger.changed_rows, "row")
        faults.append(Fault(0, f"{rows} of its history were changed or removed"))
    return Verified(ledger, faults)


def against_source(main: Session, verified: Verified | None = None) -> Verified:
    """Compare each entry with the issue at its source commit, in the database of `main`.

    `verified` is a ledger that was proven by itself; without one it is the database's own.
    """
    verified = verified or by_itself(read(main))
    known = source.commits(main)
    wanted: dict[str, list[str]] = {}
    for entry in verified.ledger.entries:
        if entry.source_commit in known:
            wanted.setdefault(entry.source_commit, []).append(entry.issue_id)
    present = source.at_each(main, wanted)
    there = [entry for entry in verified.ledger.entries if entry.source_commit in wanted]
    faults = verified.faults + _differences(there, present)
    gone = len(verified.ledger.entries) - len(there)
    return Verified(verified.ledger, faults, len(there), gone)


def _differences(
    found: Sequence[Entry], present: Mapping[str, Mapping[str, Present]]
) -> list[Fault]:
    faults = []
    for entry in found:
        then = present[entry.source_commit].get(entry.issue_id, ABSENT)
        if entry.is_note:
            is_true = not then.is_closed and then.is_there == (entry.kind == REOPENED)
        else:
            is_true = then.is_closed and then.content == entry.content
        if not is_true:
            faults.append(
                Fault(
                    entry.number,
                    f"{entry.issue_id} was another one at its source commit {entry.source_commit}",
                )
            )
    return faults
