"""Remove the long texts of issues that are long over, and keep a proof of these texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.history import compaction
from beadwork.model.history.compaction import Skipped
from beadwork.model.issues.issue import Issue
from beadwork.store import bulk
from beadwork.store.bulk import NAMES_A_READ, chunks
from beadwork.store.history import compactions, log
from beadwork.store.history.compactions import Compaction, Content
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

MOST_LINES = 1000
"""The largest number of issues that the commit message names one by one."""

NOT_IN_HISTORY = "what it says now is in no commit yet"


class Compacted(NamedTuple):
    """An issue before and after, and its proof."""

    before: Issue
    after: Issue
    proof: Compaction


class CompactionReport(NamedTuple):
    """What was (or would be) compacted, and the named issues that were not."""

    compacted: list[Compacted]
    skipped: list[Skipped]

    @property
    def before(self) -> int:
        """The size of the texts before, in bytes."""
        return sum(compaction.size(compacted.before) for compacted in self.compacted)

    @property
    def after(self) -> int:
        """The size of the texts after, in bytes."""
        return sum(compaction.size(compacted.after) for compacted in self.compacted)


class Wanted(NamedTuple):
    """Which issues to compact: the named ones, else all that were over before a moment."""

    ids: tuple[str, ...]
    closed_before: datetime
    summary: str | None = None


def compact(tx: Transaction, wanted: Wanted, over: Sequence[str]) -> CompactionReport:
    """Compact issues, all in one commit.

    Raises:
        NotFound, Ambiguous: an id names no issue, or several.
    """
    report = preview(tx, wanted, over, tx.actor, tx.now)
    bulk.replace_all(tx, [compacted.after for compacted in report.compacted])
    compactions.record(tx, [compacted.proof for compacted in report.compacted])
    for compacted in report.compacted[:MOST_LINES]:
        tx.say(f"bd: compact {compacted.before.id}: {compacted.before.title}")
    if len(report.compacted) > MOST_LINES:
        tx.say(f"and {len(report.compacted) - MOST_LINES} more")
    return report


def preview(
    reader: Reader, wanted: Wanted, over: Sequence[str], actor: str, now: datetime
) -> CompactionReport:
    """Return what `compact` would do; it raises the same."""
    if wanted.ids:
        found = issues.get_all(reader, wanted.ids)
    else:
        found = compactions.candidates(reader, over, wanted.closed_before)
    chosen, skipped = [], []
    for issue in found:
        reason = compaction.why_not(issue, over, wanted.summary)
        if reason is None:
            chosen.append(issue)
        elif wanted.ids:
            skipped.append(Skipped(issue.id, reason))
    head = log.head(reader)
    stored = _stored(reader, head, [issue.id for issue in chosen])
    report = CompactionReport([], skipped)
    for issue in chosen:
        content = stored.get(issue.id)
        if content is None or content.issue != issue:
            skipped.append(Skipped(issue.id, NOT_IN_HISTORY))
            continue
        after = compaction.compacted(issue, wanted.summary, now)
        digest = compaction.digest(content.issue, content.comments)
        proof = Compaction(issue.id, after.compaction_level, digest, head, after.updated_at, actor)
        report.compacted.append(Compacted(issue, after, proof))
    return report


def _stored(reader: Reader, head: str, ids: Sequence[str]) -> dict[str, Content]:
    """Return the texts of issues in the newest commit. A proof is about committed texts, not about
    those of the working set.
    """
    found: dict[str, Content] = {}
    for chunk in chunks(ids, NAMES_A_READ):
        found.update(compactions.contents(*reader.read(*compactions.at(head, chunk))))
    return found
