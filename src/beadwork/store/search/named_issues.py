"""The issues that a filter names: by ids, and as the root of a subtree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader


def whole_ids(reader: Reader, parts: Sequence[str]) -> tuple[str, ...]:
    """Return the whole ids that these parts name, each once.

    Raises:
        Usage: a part cannot name an issue.
        NotFound, Ambiguous: a part names no issue, or several.
    """
    return tuple(dict.fromkeys(issues.resolve(reader, parts)))


def subtree_parents(reader: Reader, parent: str | None) -> list[str] | None:
    """Return the id of the issue that `parent` names, and those of its descendants that have
    children. Return None where `parent` is None. Raises as `whole_ids`.
    """
    if parent is None:
        return None
    return parents_below(reader, issues.resolve(reader, [parent])[0])


def parents_below(reader: Reader, root: str) -> list[str]:
    """Return a whole id, and the ids of its descendants that have children. The issue itself need
    not exist any more.
    """
    below = reader.rows(issues.SUBTREE_PARENTS, root)
    return [root, *(row[0] for row in below if row[0] != root)]
