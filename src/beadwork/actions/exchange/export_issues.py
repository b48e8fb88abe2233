"""Export issues, with every field, and memories as rows that `bd import` reads. An export is no
backup: it has no history.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.exchange import import_memory
from beadwork.model.issues import record
from beadwork.model.issues.comment import Comment
from beadwork.model.issues.kinds import Vocabulary
from beadwork.model.times.timestamps import format_timestamp
from beadwork.store import bulk, memories
from beadwork.store.bulk import StoredIssues
from beadwork.store.search.filters import Filter


def rows(
    reader: Reader,
    wanted: Filter,
    vocabulary: Vocabulary,
    now: datetime,
    *,
    with_memories: bool = False,
) -> Iterator[dict[str, Any]]:
    """Yield each issue of a filter with its edges and comments, in the filter's order, then the
    memories if they are wanted. All are read as of one moment.
    """
    with bulk.snapshot(reader):
        ids = bulk.matching_ids(reader, wanted, vocabulary, now)
        yield from _issues(reader, wanted, ids)
        if with_memories:
            for memory in memories.everything(reader):
                yield import_memory.exported(*memory)


def _issues(reader: Reader, wanted: Filter, ids: list[str]) -> Iterator[dict[str, Any]]:
    if wanted.sort != "id":
        everything = bulk.read(reader, ids)
        yield from (row(everything, issue_id) for issue_id in ids)
        return
    for page in bulk.pages(reader, ids):
        yield from (row(page, issue_id) for issue_id in sorted(page.issues, reverse=wanted.reverse))


def is_whole(wanted: Filter) -> bool:
    """Tell whether a filter chooses no issues: it may say their order."""
    order = wanted._replace(everything=False)
    return order == Filter(sort=wanted.sort, reverse=wanted.reverse)


def row(page: StoredIssues, issue_id: str) -> dict[str, Any]:
    """Return the row of an issue: the fields of `record.exported`, its edges, its comments. The
    edge to its parent is among its edges.
    """
    issue = page.issues[issue_id]
    found = record.exported(issue)
    edges = [record.parent_edge(issue)] if issue.parent else []
    edges += [edge.to_dict() for edge in page.edges.get(issue_id, ())]
    if edges:
        found["dependencies"] = edges
    comments = [comment(remark) for remark in page.comments.get(issue_id, ())]
    if comments:
        found["comments"] = comments
    return found


def comment(remark: Comment) -> dict[str, Any]:
    """Return a comment as a JSON object. An imported comment has the id that it came with."""
    found: dict[str, Any] = {"id": remark.id, "issue_id": remark.issue_id}
    if remark.author:
        found["author"] = remark.author
    return {
        **found,
        "text": remark.text,
        "created_at": format_timestamp(remark.created_at),
        **(remark.extra or {}),
    }
