"""The ids of many new issues: those that drafts ask for, random ones, and numbers of children."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from beadwork.actions.exchange.draft_set import DraftSet
from beadwork.actions.issues import create
from beadwork.dolt.connection.session import Result
from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.issues import ids
from beadwork.store.history import child_numbers
from beadwork.store.issues import child_reservations, issues


class NewIds:
    """The ids of a set of drafts, in their order. `outside` has the whole ids of issues that are
    there already, by the names that drafts use.
    """

    def __init__(
        self,
        tx: Transaction,
        wanted: DraftSet,
        outside: Mapping[str, str],
        prefix: str,
        total: int,
    ) -> None:
        self._tx = tx
        self._wanted = wanted
        self._chosen = frozenset(draft.id for draft in wanted.drafts if draft.id)
        self._next: dict[str, int] = {}
        self._born: dict[str, Sequence[Result]] = {}
        self._reserved: list[tuple[str, str]] = []
        self._made: dict[int, str] = {}
        drawn: set[str] = set()
        for index in wanted.parents_first():
            draft = wanted.drafts[index]
            above = wanted.parent(index)
            if draft.id:
                self._made[index] = draft.id
            elif above is not None:
                self._made[index] = self._child(self._made[above], above)
            elif draft.parent:
                self._made[index] = self._reserved_child(outside[draft.parent])
            else:
                self._made[index] = self._drawn(prefix, total, drawn)

    def __getitem__(self, index: int) -> str:
        return self._made[index]

    def free(self) -> None:
        """Give back what was reserved for issues that are refused."""
        for parent, child in self._reserved:
            child_reservations.free(self._tx, parent, child)

    def _drawn(self, prefix: str, total: int, drawn: set[str]) -> str:
        while True:
            found = create.drawn_id(self._tx, prefix, total)
            if found not in drawn and found not in self._chosen:
                drawn.add(found)
                return found

    def _child(self, parent: str, index: int) -> str:
        """Return the id of a child of another draft. Nobody else can number its children; an issue
        that had its id may have had some.
        """
        if parent not in self._next:
            former = self._former(parent) if self._wanted.drafts[index].id else ()
            self._next[parent] = ids.next_child_number(parent, [*self._chosen, *former])
        return self._counted(parent)

    def _former(self, parent: str) -> Sequence[str]:
        below, *past = self._tx.read(
            issues.named_below_statement(parent), *child_numbers.statements(parent)
        )
        return [*(row[0] for row in below.rows), *child_numbers.named(self._tx, parent, *past)]

    def _reserved_child(self, parent: str) -> str:
        """Return the id of a child of an issue that is there, to which others may add children."""
        if parent not in self._next:
            former = self._former(parent)
            self._next[parent] = ids.next_child_number(parent, [*self._chosen, *former])
            self._born[parent] = self._tx.read(*child_reservations.questions(parent))
        while True:
            number = child_reservations.reserve(
                self._tx, parent, self._next[parent], *self._born[parent]
            )
            self._next[parent] = number + 1
            child = ids.child(parent, number)
            self._reserved.append((parent, child))
            if child not in self._chosen:
                return child

    def _counted(self, parent: str) -> str:
        while True:
            child = ids.child(parent, self._next[parent])
            self._next[parent] += 1
            if child not in self._chosen:
                return child


def taken(tx: Transaction, chosen: Collection[str]) -> set[str]:
    """Return the chosen ids that issues have already."""
    return issues.existing(tx, list(chosen))
