"""Rows of a file from before a rename. They are rows of the renamed issues: else every import of
that file would bring the issues back under their old ids.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.exchange.import_file import Source
from beadwork.model.exchange.import_row import ImportRow
from beadwork.model.merging import rename
from beadwork.model.merging.rename import Renames
from beadwork.store.issues import former_ids, issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader


def present(reader: Reader, source: Source, unknown: Collection[str]) -> Source:
    """Return the source with present ids in place of former ones; itself where it has none.

    `unknown` are the ids in it that no issue has. A row that has both ids is left as it is.
    """
    kept = former_ids.everything(reader)
    by_former = {former: issue_id for issue_id, names in kept.items() for former in names}
    renamed_prefixes = former_ids.prefixes(reader)
    if not by_former and not renamed_prefixes:
        return source
    forms = {name: former_ids.forms_of(name, renamed_prefixes) for name in unknown}
    existing = issues.existing(reader, [found[0] for found in forms.values()])
    renames = {
        name: next((by_former[form] for form in found if form in by_former), found[0])
        for name, found in forms.items()
        if found[0] in existing or any(form in by_former for form in found)
    }
    renames = {old: new for old, new in renames.items() if new not in source.rows}
    if not renames:
        return source
    rows = (_renamed(row, renames, kept) for row in source.rows.values())
    return source._replace(rows={row.issue.id: row for row in rows})


def _renamed(row: ImportRow, renames: Renames, kept: dict[str, list[str]]) -> ImportRow:
    issue = rename.issue(row.issue, renames)
    if issue.id in kept:
        issue = issue._replace(extra={**(issue.extra or {}), "former_ids": kept[issue.id]})
    return row._replace(
        issue=issue,
        edges=tuple(_edge(edge, renames) for edge in row.edges),
        comments=tuple(comment._replace(issue_id=issue.id) for comment in row.comments),
        undated=frozenset(
            key if isinstance(key, str) else rename.row((0, 1), key, renames) for key in row.undated
        ),
    )


def _edge(edge: Dependency, renames: Renames) -> Dependency:
    return edge._replace(
        issue_id=rename.new_id(renames, edge.issue_id),
        depends_on_id=rename.new_id(renames, edge.depends_on_id),
    )
