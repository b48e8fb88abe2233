"""Work out what a merge does, row by row, before anything is written: the same for a preview and
for the merge itself.

Only rows that both sides changed need a decision, and what hangs on those; all else is Dolt's to
take. Three things are more than a row: an issue that one side deleted and the other edited comes
back with what its deletion took along; one that was born on both sides is renamed with what speaks
of it; and what leads nowhere afterwards is kept, and said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.merging import field_times, merge_report, merged_edges, renames
from beadwork.actions.merging.merge_report import Compared, Report
from beadwork.actions.merging.merged_edges import Changed
from beadwork.model.dependencies.dependency import is_foreign
from beadwork.model.issues.ids import parent_of
from beadwork.model.issues.issue import Issue
from beadwork.model.merging import conflict, field_rules, rename, row_merge, three_way
from beadwork.model.merging.conflict import Candidate
from beadwork.model.merging.field_times import OLD, Lineage
from beadwork.model.merging.issue_names import Renaming
from beadwork.model.merging.rename import Renames
from beadwork.model.merging.row_merge import TABLES, Key, Row
from beadwork.model.merging.three_way import Merged, Sides
from beadwork.store import merging
from beadwork.store.issues import issues as issue_rows
from beadwork.store.merging import Brief, Changes, Rows

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.dolt.versions.merging import Look
    from beadwork.dolt.writing.write import Reader

Issues = dict[str, Issue]


class Plan(NamedTuple):
    """What is written over Dolt's merge, by table and key (None takes the row away), and what is
    said of all of it.
    """

    look: Look
    rows: dict[str, dict[Key, Row | None]]
    report: Report


class Asked(NamedTuple):
    """Who merges, when, and who wins where both sides differ."""

    actor: str
    now: datetime
    strategy: str


class Sights(NamedTuple):
    """The same rows at the base and on both sides, under the names that they have in the merged
    tracker.
    """

    base: Issues
    ours: Issues
    theirs: Issues

    def ids(self) -> list[str]:
        """Return all ids among them."""
        return sorted({*self.base, *self.ours, *self.theirs})


def questions(look: Look) -> tuple[Statement, ...]:
    """Return the statements whose answers `plan` begins with: the keys of what each side
    changed.
    """
    base, ours, theirs = look.heads.base, look.heads.ours, look.heads.theirs
    both = "issues" in look.ours.changed & look.theirs.changed
    return (
        *merging.changed(base, theirs, look.theirs.changed),
        *merging.changed(base, ours, look.ours.changed, merging.CHANGED_APART),
        *([merging.born_twice(base, ours, theirs)] if both else []),
    )


def plan(reader: Reader, look: Look, answers: Iterable[Result], asked: Asked) -> Plan:
    """Return what the merge does. `answers` are those to `questions`."""
    left = list(answers)
    cut = len(merging.changed("", "", look.theirs.changed))
    yours = merging.changes(look.theirs.changed, left[:cut])
    mine = merging.changes(look.ours.changed, left[cut:])
    both = "issues" in look.ours.changed & look.theirs.changed
    twins = [Brief._make(row) for row in left[-1].rows] if both else []
    mine.issues.update({brief.id: (None, brief) for brief in twins})
    if both and (
        twins or renames.can_matter(mine, yours)
    ):  # then it matters what else ours has filed
        questions = merging.changed(look.heads.base, look.heads.ours, look.ours.changed)
        mine = merging.changes(look.ours.changed, reader.read(*questions))
    naming = renames.find(reader, look.heads, mine, yours)
    return _Planner(reader, look, mine, yours, naming, asked).plan()


class _Planner:
    """One plan in the making."""

    def __init__(
        self,
        reader: Reader,
        look: Look,
        mine: Changes,
        yours: Changes,
        naming: Renaming,
        asked: Asked,
    ) -> None:
        self.reader = reader
        self.look = look
        self.mine = mine
        self.yours = yours
        self.naming = naming
        self.asked = asked
        self.merged: dict[str, Merged] = {}
        self.lineages: dict[str, tuple[Lineage, Lineage]] = {}
        self.rows: dict[str, dict[Key, Row | None]] = {
            "issues": {},
            **{name: {} for name in TABLES},
        }
        self.compared: dict[tuple[str, Key], Compared] = {}
        self.sights = Sights({}, {}, {})

    def plan(self) -> Plan:
        """Return the plan."""
        ids = self._ids()
        if ids:
            self._decide_issues(ids)
        self._decide_rows()
        self._leave_to_a_person()
        self._say_what_was_renamed()
        changed = Changed(self.mine, self.yours, self.rows)
        report = Report(
            merge_report.entries(self.yours, self.naming, self.merged, self.compared),
            self.naming.fresh,
            [
                (one, decision)
                for one, merged in sorted(self.merged.items())
                for decision in merged.open
            ],
            merged_edges.dangling(changed),
            merged_edges.cycles(self.reader, changed),
        )
        return Plan(self.look, self.rows, report)

    # Issues

    def _ids(self) -> set[str]:
        """Return the issues that have to be looked at: changed on both sides, or concerned by a new
        name.
        """
        ids = set(self.mine.issues) & set(self.yours.issues)
        for side, names in ((self.mine, self.naming.ours), (self.yours, self.naming.theirs)):
            ids |= {
                one for one, (_, after) in side.issues.items() if after and after.parent in names
            }
        return ids | self.naming.names

    def _decide_issues(self, ids: set[str]) -> None:
        heads = self.look.heads
        base, ours, theirs = merging.issues_at(
            self.reader, (heads.base, heads.ours, heads.theirs), ids
        )
        self.sights = Sights(
            _renamed(base, self.naming.base),
            _renamed(ours, self.naming.ours),
            _renamed(theirs, self.naming.theirs),
        )
        self._put_back_parents()
        timely = [one for one in self.sights.ids() if self._needs_times(one)]
        if timely:
            self._read_times(timely)
        for one in self.sights.ids():
            self._decide_issue(one)
        self._put_back_children()
        gone = ids - {key[0] for key in self.rows["issues"]}
        self.rows["issues"].update(
            {(one,): None for one in gone}
        )  # what was called so is called otherwise

    def _put_back_parents(self) -> None:
        """Let an issue that lost its parent to a deletion count as not touched by that."""
        for side, gone in zip(
            (self.sights.ours, self.sights.theirs), self.naming.gone, strict=True
        ):
            for one, row in list(side.items()):
                before = self.sights.base.get(one)
                if before and before.parent and row.parent is None and before.parent in gone:
                    back = row._replace(parent=before.parent)
                    only_that = back._replace(updated_at=before.updated_at) == before
                    side[one] = before if only_that and self._other_is_gone(one, side) else row

    def _other_is_gone(self, one: str, side: Issues) -> bool:
        return one not in (self.sights.theirs if side is self.sights.ours else self.sights.ours)

    def _needs_times(self, one: str) -> bool:
        """Tell whether it matters when values were set: what differs is decided by that, or one
        side had deleted it.
        """
        before, ours, theirs = (side.get(one) for side in self.sights)
        if ours is None or theirs is None:
            edited = ours or theirs
            return before is not None and edited is not None and edited != before
        if before in (ours, theirs):
            return False
        return any(
            getattr(ours, field) != getattr(theirs, field)
            for field, rule in field_rules.FIELDS.items()
            if rule in field_rules.BY_TIME
        )

    def _read_times(self, wanted: list[str]) -> None:
        heads = self.look.heads
        sides = []
        for tip, names, rows in (
            (heads.ours, self.naming.ours, self.sights.ours),
            (heads.theirs, self.naming.theirs, self.sights.theirs),
        ):
            old = {new: was for was, new in names.items()}
            # An id that names another issue on this side is not looked up there: this one never had
            # a row under it.
            there = {
                was: one for one in wanted if (was := old.get(one, one)) != one or one not in names
            }
            known = (
                {
                    was: self.sights.base[one]
                    for was, one in there.items()
                    if one in self.sights.base
                },
                {was: rows[one] for was, one in there.items() if one in rows},
            )
            found = field_times.read(self.reader, heads.base, tip, tuple(there), known)
            sides.append({there[was]: _follow(lineage, names) for was, lineage in found.items()})
        self.lineages = {one: (sides[0].get(one, OLD), sides[1].get(one, OLD)) for one in wanted}

    def _decide_issue(self, one: str) -> None:
        before, ours, theirs = (side.get(one) for side in self.sights)
        if ours == theirs or theirs == before:
            result = ours
        elif ours == before:
            result = theirs
        else:
            lineages = self.lineages.get(one, (OLD, OLD))
            merged = three_way.merge(before, ours, theirs, Sides(*lineages, self.asked.strategy))
            self.merged[one] = merged
            result = merged.issue
        self.compared["issues", (one,)] = Compared(before, ours, theirs, result)
        self._put_issue(one, result)

    def _put_issue(self, one: str, row: Issue | None) -> None:
        self.rows["issues"][one,] = issue_rows.to_row(row) if row else None

    # What came back

    def _back(self) -> list[tuple[str, str]]:
        """Return the issues that an edit brought back or kept, each with the last commit of the
        deleting side that had it.
        """
        found = []
        for one, merged in self.merged.items():
            deleted = [side for side in (0, 1) if self.sights[1 + side].get(one) is None]
            if deleted and merged.issue and one in self.sights.base:
                found.append((one, self.lineages[one][deleted[0]].seen or self.look.heads.base))
        return found

    def _deleting(self, one: str) -> tuple[Changes, int]:
        return (self.mine, 0) if one not in self.sights.ours else (self.yours, 1)

    def _put_back_children(self) -> None:
        """Give children their parent back that the deletion took from them, unless they have got
        another since.
        """
        for one, seen in self._back():
            changes, side = self._deleting(one)
            ids = merging.children_at(self.reader, seen, [one])
            tip = self.look.heads.theirs if side else self.look.heads.ours
            (now,) = merging.issues_at(self.reader, [tip], ids)
            for child in ids:
                known = self.compared.get(("issues", (child,)))
                kept = (
                    known.result if known else now.get(child) if child in changes.issues else None
                )
                if kept and kept.parent is None:
                    result = kept._replace(parent=one)
                    mine, yours = (kept, None) if not side else (None, kept)
                    known = known or Compared(None, mine, yours, result)
                    self.compared["issues", (child,)] = known._replace(result=result)
                    self._put_issue(child, result)

    # Other tables

    def _decide_rows(self) -> None:
        both = {
            name: set(self.mine.rows.get(name, ())) & set(self.yours.rows.get(name, ()))
            for name in TABLES
        }
        both["metadata"] |= {row_merge.PROJECT[1:]} & set(self.yours.rows.get("metadata", ()))
        moved = self.naming.names
        back = self._back()
        if not any(both.values()) and not moved and not back:
            return
        there, sights = self._sights(
            {name: {key[0] for key in keys} for name, keys in both.items()}, moved, back
        )
        concerned = {*moved, *(one for one, _ in back)}
        for name, table in TABLES.items():
            keys = set().union(*(side[name] for side in sights))
            for key in sorted(keys | there[name], key=repr):
                if key in both[name] or any(key[column] in concerned for column in table.names):
                    before, ours, theirs = (side[name].get(key) for side in sights)
                    result = row_merge.merge(table, before, ours, theirs, self.asked.strategy)
                    self.rows[name][key] = result
                    self.compared[name, key] = Compared(before, ours, theirs, result)

    def _sights(
        self,
        wanted: Mapping[str, Collection[str]],
        moved: Collection[str],
        back: list[tuple[str, str]],
    ) -> tuple[dict[str, set[Key]], list[Rows]]:
        """Return the keys that there are, and the rows at the base and on both sides, under the
        names that they have then.
        """
        heads = self.look.heads
        ids = {one for one, _ in back}
        hanging = {
            name: {
                *wanted[name],
                *(moved if table.names else ()),
                *(ids if name in _HANGING else ()),
            }
            for name, table in TABLES.items()
        }
        tips = (heads.base, heads.ours, heads.theirs)
        sights = merging.rows_at(self.reader, tips, hanging, self.look.lacking(), {*moved, *ids})
        there = {name: {key for side in sights for key in side[name]} for name in TABLES}
        for one, seen in back:
            _, side = self._deleting(one)
            (found,) = merging.rows_at(
                self.reader, [seen], {name: [one] for name in _HANGING}, {}, [one]
            )
            for name in _HANGING:
                for key, row in found[name].items():
                    if self._leads_somewhere(name, row, one):
                        sights[1 + side][name].setdefault(key, row)
        names = (self.naming.base, self.naming.ours, self.naming.theirs)
        return there, [
            {name: _names_followed(name, rows, named) for name, rows in side.items()}
            for side, named in zip(sights, names, strict=True)
        ]

    def _leads_somewhere(self, name: str, row: Row, back: str) -> bool:
        """Tell whether the other end of an edge is there too; one that went by a deletion of its
        own stays away.
        """
        ends = [row[column] for column in TABLES[name].names if row[column] != back]
        gone = frozenset().union(*self.naming.gone) - {
            one for one, merged in self.merged.items() if merged.issue
        }
        return all(is_foreign(end) or end not in gone for end in ends)

    # What is said about it in the tracker itself

    def _leave_to_a_person(self) -> None:
        for one, merged in self.merged.items():
            for decision in merged.open:
                for value, origin in (
                    (decision.ours, self.look.into),
                    (decision.theirs, self.look.branch),
                ):
                    row = conflict.candidate(one, decision.field, value, origin, self.asked.now)
                    self.rows["conflicts"].setdefault(row[:3], _candidate(row))

    def _say_what_was_renamed(self) -> None:
        for old, new in self.naming.fresh.items():
            if self.rows["issues"].get((new,)) is None:
                continue
            whole = parent_of(new)
            why = (
                f"{old} was another issue there"
                if old in self.sights.ours
                else f"its whole was {whole} there"
            )
            text = f"This was {old} on the branch {self.look.branch}; when that was merged into {self.look.into}, {why}."
            said = (new, rename.comment_id(old, new), self.asked.actor, text, self.asked.now, None)
            self.rows["comments"][said[:2]] = said


_HANGING = ("dependencies", "comments")


def _renamed(rows: Issues, names: Renames) -> Issues:
    found = (rename.issue(row, names) for row in rows.values())
    return {row.id: row for row in found}


def _follow(lineage: Lineage, names: Renames) -> Lineage:
    return lineage._replace(
        origin=lineage.origin and rename.issue(lineage.origin, names),
        ghost=lineage.ghost and rename.issue(lineage.ghost, names),
    )


def _names_followed(name: str, rows: dict[Key, Row], names: Renames) -> dict[Key, Row]:
    table = TABLES[name]
    found = (rename.row(table.names, row, names) for row in rows.values())
    return {table.key(row): row for row in found}


def _candidate(row: Candidate) -> Row:
    return tuple(row._replace(value=three_way.as_text(row.value)))
