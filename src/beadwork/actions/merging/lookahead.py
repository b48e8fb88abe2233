"""What a session knows of the branches that it merges, so that each costs few packets.

Commits do not change, so what a side changed between two of them is read once. `ours` is read once
for each base; after a merge of disjoint rows it is known without asking: what it was, and what the
branch brought. Whoever names the branches beforehand has all of them looked at in a few packets.

A merge of disjoint rows (disjoint.py) is one packet then, which Dolt carries out only if both
branches still are what they were here (dolt/writing/merge_packet.py). Every other merge is
`merge.merge`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.merging import merge, merge_report
from beadwork.actions.merging.disjoint import Footprint, has_plain_tables
from beadwork.actions.merging.merge import Merge
from beadwork.actions.merging.merge_plan import Plan
from beadwork.actions.merging.merge_report import Report
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.versions import merging
from beadwork.dolt.writing import merge_packet
from beadwork.dolt.writing.merge_packet import Planned
from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.merging.issue_names import Renaming
from beadwork.model.merging.side import Sides
from beadwork.store import merging as rows
from beadwork.store.merging import Changes

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.dolt.versions.merging import Divergence, State
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.dolt.writing.write import Writer

AT_ONCE = 100
"""Branches that are looked at together."""

_NO_RENAMES = Renaming({}, {}, {}, Sides({}, {}), Sides(frozenset(), frozenset()), frozenset())


class Candidate(NamedTuple):
    """A branch that was looked at."""

    look: Divergence
    theirs: Changes
    footprint: Footprint
    is_named: bool
    """Whether ours had, or named, an id that theirs filed."""


class Lookahead:
    """What one session knows. The server proves it again with each merge."""

    def __init__(self) -> None:
        self._state: State | None = None
        """The state of our branch that all the rest is about; None where that is not known."""
        self._ours: dict[str, Footprint] = {}
        """What ours changed, by base."""
        self._candidates: dict[str, Candidate] = {}
        self.answers: list[Result] = []
        """The answers to the questions that a plan of the branch that was looked at last has."""

    def look_at(self, reader: Reader, names: Sequence[str]) -> None:
        """Look at several branches. Where one of them is no branch, nothing is known afterwards."""
        try:
            self.learn(reader, merging.compare_many(reader, names))
        except ServerError as error:
            if error.is_lost:
                raise
            self.forget()

    def learn(self, reader: Reader, found: Sequence[Divergence]) -> None:
        """Read what both sides changed, in at most two round trips, of those branches that may be
        disjoint.
        """
        self.answers = []
        plain = [look for look in found if _may_be_disjoint(look)]
        if not plain:
            return
        if plain[0].state != self._state or len(self._ours) > AT_ONCE:
            self.forget()
            self._state = plain[0].state
        changes = self._read_changes(reader, plain)
        footprints = {look.branch: Footprint(changes[look.branch]) for look in plain}
        named = self._named(reader, plain, footprints)
        for look in plain:
            footprint = footprints[look.branch]
            self._candidates[look.branch] = Candidate(
                look, changes[look.branch], footprint, not named.isdisjoint(footprint.new_ids)
            )

    def is_ready(self, branch: str) -> bool:
        """Tell whether a branch, as far as is known, can be merged in one packet."""
        found = self._candidates.get(branch)
        return bool(found and not found.is_named and self._is_disjoint(found.look, found.footprint))

    def merge(self, writer: Writer, branch: str) -> Merge | None:
        """Merge a branch that is ready, in one packet, and return the merge; None where that was
        not possible, and nothing was written.

        Raises:
            LockTimeout, OutcomeUnknown: as `merge_packet.send`.
        """
        found, state = self._candidates.pop(branch), self._state
        if state is None:
            return None
        look = found.look._replace(heads=found.look.heads._replace(ours=state.commit))
        entries = merge_report.entries(found.theirs, _NO_RENAMES, {}, {})
        plan = Plan(look, {}, Report(entries, {}, [], [], []), {})
        tx = Transaction(writer.session, writer.author, writer.clock(), [])
        merge.record_message(tx, plan)
        try:
            sent = merge_packet.send(writer, Planned(branch, look.heads, state, tx.message()))
        except BaseException:
            self.forget()
            raise
        if sent.state is None:
            self.forget()
        else:
            self._state = sent.state
            for ours in self._ours.values():
                ours.add(found.footprint)
        return merge.outcome(plan) if sent.is_done else None

    def _named(
        self, reader: Reader, found: Sequence[Divergence], footprints: dict[str, Footprint]
    ) -> set[str]:
        """Return the ids that theirs filed and that ours has, or has edges to."""
        ids: set[str] = set()
        targets: set[str] = set()
        for look in found:
            footprint = footprints[look.branch]
            if self._is_disjoint(look, footprint):
                ids |= footprint.new_ids if "issues" in look.ours.changed else set()
                targets |= footprint.new_ids & footprint.sources
        return rows.present(reader, found[0].heads.ours, ids, targets)

    def _is_disjoint(self, look: Divergence, footprint: Footprint) -> bool:
        ours = self._ours.get(look.heads.base)
        return ours is not None and ours.is_disjoint(footprint)

    def _read_changes(self, reader: Reader, found: Sequence[Divergence]) -> dict[str, Changes]:
        """Return what each branch changed, and read what ours changed since bases that are new."""
        new_bases = {look.heads.base: look for look in found if look.heads.base not in self._ours}
        questions = [_theirs(look) for look in found]
        questions += [_ours(look) for look in new_bases.values()]
        answers = iter(reader.read(*(statement for part in questions for statement in part)))
        results = [[next(answers) for _ in part] for part in questions]
        for look, result in zip(new_bases.values(), results[len(found) :], strict=True):
            self._ours[look.heads.base] = Footprint(rows.changes(look.ours.changed, result))
        if len(found) == len(new_bases) == 1:
            self.answers = [answer for result in results for answer in result]
        return {
            look.branch: rows.changes(look.theirs.changed, result)
            for look, result in zip(found, results[: len(found)], strict=True)
        }

    def forget(self) -> None:
        """Forget everything: our branch is about to change in a way that is not known here."""
        self._state = None
        self._ours, self._candidates = {}, {}


def _may_be_disjoint(look: Divergence) -> bool:
    return (
        look.state is not None
        and look.branch != look.into
        and not look.is_dirty
        and not look.heads.is_merged
        and has_plain_tables(look)
    )


def _theirs(look: Divergence) -> list[Statement]:
    return rows.changed_between(look.heads.base, look.heads.theirs, look.theirs.changed)


def _ours(look: Divergence) -> list[Statement]:
    base, ours = look.heads.base, look.heads.ours
    return rows.changed_between(base, ours, look.ours.changed, rows.CHANGED_OR_CHILD_BETWEEN)
