"""What has to be known of the issues that a new one names: its parent, what it waits for, what
bears its id.

Asked along with the taking of the writer lock, so that filing a part of an epic costs no more round
trips than any issue.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Result, Statement
from beadwork.model.dependencies import dependency as edges
from beadwork.model.dependencies.dependency import PARENT_CHILD, Wanted
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.actions.issues.create import Draft


class Known(NamedTuple):
    """How many issues there are; of the ids that a draft names, those that are there; what is above
    and below its parent.
    """

    total: int
    there: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    below: tuple[str, ...] = ()

    def is_plain(self, wanted: Sequence[Wanted], parent: str | None) -> bool:
        """Tell whether edges from a new issue, at which no edge points, can be added without a
        further look.

        No circle can close through it then, so the ends only have to be there, each once, and not
        above it. `parent` is as the draft names it.
        """
        targets = [one.other for one in wanted]
        if any(one.inverted or one.type == PARENT_CHILD for one in wanted) or len(
            set(targets)
        ) < len(targets):
            return False
        if parent and parent not in self.there:  # named by a part, so `above` is not known
            return False
        whole = all(edges.is_foreign(target) or target in self.there for target in targets)
        return whole and not self.above.union({parent}).intersection(targets)


def ahead(draft: Draft) -> tuple[Statement, ...]:
    """Return the questions of which `read` makes a Known; only the first where the draft names
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
    there: Statement = (issues.EXISTING, (names,))
    if not draft.parent:
        return (count, there)
    return (count, there, (issues.ANCESTORS, ((draft.parent,),)), issues.names_below(draft.parent))


def read(answers: Sequence[Result]) -> Known:
    """Return what the answers to `ahead` say."""
    names = [tuple(str(row[0]) for row in answer.rows) for answer in answers[1:]]
    there, above, below = (*names, (), (), ())[:3]
    return Known(int(answers[0].rows[0][0]), frozenset(there), frozenset(above), below)
