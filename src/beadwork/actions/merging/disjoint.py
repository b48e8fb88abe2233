"""Whether two sides of a merge changed disjoint rows, so that all of them are Dolt's to take.

The test errs on one side: where it says yes, `merge_plan.plan` would overwrite no row and report
nothing but rows of theirs that were taken. Where it says no, the plan decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from beadwork.actions.merging import merged_edges, renames
from beadwork.model.dependencies import dependency
from beadwork.model.dependencies.graph import HOLDING
from beadwork.model.merging.issue_names import reused
from beadwork.model.merging.rename import Birth
from beadwork.model.merging.row_merge import PROJECT, TABLES, Key

if TYPE_CHECKING:
    from beadwork.dolt.versions.merging import Divergence
    from beadwork.store.merging import Changes

MERGED_TABLES = frozenset({"issues", *TABLES})


def has_plain_tables(look: Divergence) -> bool:
    """Tell whether theirs changed rows of the tracker's tables only, and neither side a table."""
    ours, theirs = look.ours, look.theirs
    return (
        not (ours.created or ours.redefined or theirs.created or theirs.redefined)
        and theirs.changed <= MERGED_TABLES
        and PROJECT[0] not in theirs.changed
    )


class Footprint:
    """The rows that one side changed since a base, and what else a merge looks at."""

    def __init__(self, changes: Changes) -> None:
        self.rows: set[tuple[str, Key]] = {("issues", (issue,)) for issue in changes.issues}
        for table, rows in changes.rows.items():
            self.rows.update((table, key) for key in rows)
        births = renames.births(changes.issues)
        self.new_ids = {issue for issue, (before, _) in births.items() if before is None}
        self.births: set[Birth | None] = {births[issue][1] for issue in self.new_ids}
        """Those of the filed issues: an issue of one birth may have another name on each side."""
        self.edges = _edges(changes)
        self.is_plain = not (changes.deleted or reused(births))
        """False where an issue was deleted, or an id is another issue's: a plan looks deeper."""
        self.holds = merged_edges.adds_holding_edge(changes)

    @property
    def sources(self) -> set[str]:
        """The issues at which the added edges begin."""
        return {source for source, _ in self.edges}

    @property
    def named(self) -> set[str]:
        """The issues that the added edges lead to, parents among them."""
        return {target for _, target in self.edges}

    def add(self, other: Footprint) -> None:
        """Add what the same side changed after this."""
        self.rows |= other.rows
        self.births |= other.births
        self.new_ids |= other.new_ids
        self.edges |= other.edges
        self.is_plain &= other.is_plain
        self.holds |= other.holds

    def is_disjoint(self, theirs: Footprint) -> bool:
        """Tell whether a merge of `theirs` into this side is all Dolt's. The caller knows that this
        side neither has nor had, nor led edges to, an id that theirs filed, as far as that is not
        in this footprint.
        """
        return (
            self.is_plain
            and theirs.is_plain
            and self.rows.isdisjoint(theirs.rows)
            and self.births.isdisjoint(theirs.births)
            and self.named.isdisjoint(theirs.new_ids)
            and not (self.holds and theirs.holds and theirs.may_close_cycle())
        )

    def may_close_cycle(self) -> bool:
        """Tell whether the added edges can be part of a cycle: one begins at an issue that this
        side did not file, or they close one by themselves.
        """
        if not self.sources <= self.new_ids:
            return True
        targets: dict[str, list[str]] = {}
        for source, target in sorted(self.edges):
            targets.setdefault(source, []).append(target)
        return bool(dependency.cycles(targets))


def _edges(changes: Changes) -> set[tuple[str, str]]:
    """Return the added edges by which issues hold each other, and the new parents."""
    found = set(_holding(changes.rows.get("dependencies", {}).items()))
    for issue, (before, after) in changes.issues.items():
        if after and after.parent and (before is None or before.parent != after.parent):
            found.add((issue, after.parent))
    return found


def _holding(rows: Iterable[tuple[Key, tuple[bool, bool]]]) -> Iterable[tuple[str, str]]:
    for (source, target, kind), (_, exists) in rows:
        if exists and kind in HOLDING:
            yield source, target
