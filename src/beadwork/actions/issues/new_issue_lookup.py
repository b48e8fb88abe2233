"""Look up the issues that a new issue names: its parent, its dependencies, an issue with its id.

The lookup shares the round trip that takes the writer lock. So a child of an epic costs no more
round trips than any other issue.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Result, Statement
from beadwork.model.dependencies import dependency as edges
from beadwork.model.dependencies.dependency import PARENT_CHILD, Wanted
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.actions.issues.draft import Draft


class Lookup(NamedTuple):
    """The number of issues, the existing ids among those that a draft names, the ancestors of its
    parent, and the ids named below that parent.
    """

    total: int
    existing: frozenset[str] = frozenset()
    ancestors: frozenset[str] = frozenset()
    named_below: tuple[str, ...] = ()
    history: tuple[Result, ...] = ()
    """The argument of `child_numbers.named` for the parent."""
    reservation: tuple[Result, ...] = ()
    """The argument of `child_reservations.reserve` for the parent."""

    def needs_no_checks(self, wanted: Sequence[Wanted], parent: str | None) -> bool:
        """Tell whether edges from a new issue can be added without further checks.

        No edge leads to the new issue, so its edges close no cycle. The targets only have to exist,
        to be named once each, and to be no ancestors. `parent` is as the draft names it.
        """
        targets = [edge.other for edge in wanted]
        is_plain = not any(edge.inverted or edge.type == PARENT_CHILD for edge in wanted)
        if not is_plain or len(set(targets)) < len(targets):
            return False
        if parent and parent not in self.existing:  # a part of an id: `ancestors` is not known
            return False
        all_exist = all(edges.is_foreign(target) or target in self.existing for target in targets)
        return all_exist and not self.ancestors.union({parent}).intersection(targets)


def questions(draft: Draft) -> tuple[Statement, ...]:
    """Return the statements whose results `read` takes. Only the first is returned where the draft
    names no issue.
    """
    ends = [
        wanted.other
        for wanted in map(edges.wanted, draft.dependencies)
        if not edges.is_foreign(wanted.other)
    ]
    names = tuple(dict.fromkeys(name for name in (draft.id, draft.parent, *ends) if name))
    count: Statement = (issues.COUNT, ())
    if not names:
        return (count,)
    existing: Statement = (issues.EXISTING, (names,))
    if not draft.parent:
        return (count, existing)
    from beadwork.store.history import child_numbers
    from beadwork.store.issues import child_reservations

    return (
        count,
        existing,
        (issues.ANCESTORS, ((draft.parent,),)),
        issues.named_below_statement(draft.parent),
        *child_numbers.statements(draft.parent),
        *child_reservations.questions(draft.parent),
    )


def read(results: Sequence[Result]) -> Lookup:
    """Return the lookup from the results of `questions`."""
    names = [tuple(str(row[0]) for row in result.rows) for result in results[1:4]]
    existing, ancestors, below = (*names, (), (), ())[:3]
    return Lookup(
        int(results[0].rows[0][0]),
        frozenset(existing),
        frozenset(ancestors),
        below,
        tuple(results[4:6]),
        tuple(results[6:]),
    )
