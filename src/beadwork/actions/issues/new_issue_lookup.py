"""Look up the issues that a new one names: its parent, its dependencies, an issue with its id.

This is read along with taking the writer lock, so that filing a child of an epic costs no more
round trips than filing any issue.
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
    """How many issues there are; which ids that a draft names exist; the ancestors of its parent,
    and the ids named below that.
    """

    total: int
    existing: frozenset[str] = frozenset()
    ancestors: frozenset[str] = frozenset()
    named_below: tuple[str, ...] = ()
    history: tuple[Result, ...] = ()
    """What `child_numbers.named` takes, of the parent."""

    def needs_no_checks(self, wanted: Sequence[Wanted], parent: str | None) -> bool:
        """Tell whether edges from a new issue, at which no edge points, can be added without a
        further look.

        They close no circle then, so the targets only have to exist, each once, and be no
        ancestors. `parent` is as the draft names it.
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
    """Return the statements whose results `read` takes; only the first where the draft names
    nothing.
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

    return (
        count,
        existing,
        (issues.ANCESTORS, ((draft.parent,),)),
        issues.named_below_statement(draft.parent),
        *child_numbers.statements(draft.parent),
    )


def read(results: Sequence[Result]) -> Lookup:
    """Return what the results of `questions` say."""
    names = [tuple(str(row[0]) for row in result.rows) for result in results[1:4]]
    existing, ancestors, below = (*names, (), (), ())[:3]
    return Lookup(
        int(results[0].rows[0][0]),
        frozenset(existing),
        frozenset(ancestors),
        below,
        tuple(results[4:]),
    )
