"""Find the commits that have deleted issues, or the texts of compacted issues."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.errors import NotFound, RestoreRefused
from beadwork.model.hints import command
from beadwork.model.issues import id_parts
from beadwork.model.issues.issue import Issue
from beadwork.store.history import compactions, deleted_issues
from beadwork.store.history.compactions import Compaction
from beadwork.store.history.deleted_issues import Deletion
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

DELETED, COMPACTED = "deleted", "compacted"


class Recoverable(NamedTuple):
    """An issue that can be restored, and the commit that has it as it was."""

    id: str
    was: str
    """`deleted` or `compacted`."""
    commit: str


def find(
    reader: Reader, parts: Sequence[str], as_of: str | None, now: datetime
) -> list[Recoverable]:
    """Return the commits from which the issues that these ids or parts of ids name can be restored.

    `as_of` names the commit. The default for each issue is the last commit that had it.

    Raises:
        NotFound, Ambiguous: a part names no issue, present or deleted, or several; or `as_of` names
            no commit.
        RestoreRefused: an issue is neither deleted nor compacted.
    """
    present = {issue.id: issue for issue in issues.in_order(reader, parts)}
    missing = [part for part in parts if part not in present]
    named = deleted_issues.naming(reader, missing) if missing and as_of is None else []
    commit = _commit(reader, as_of, now) if as_of is not None else None
    prefix = issues.prefix(reader) if missing else ""
    found = []
    for part in parts:
        if part not in present:
            known = (
                deleted_issues.matching_at(reader, commit, part, prefix)
                if commit
                else deleted_issues.candidates(named, part, prefix)
            )
            issue_id = _chosen(reader, part, known, present, prefix)
            if issue_id not in present:
                last = commit or deleted_issues.last_commit(reader, named, issue_id)
                if last is None:
                    raise NotFound(f'no issue "{part}", now or in history', hint="bd list --all")
                found.append(Recoverable(issue_id, DELETED, last))
                continue
            part = issue_id
        found.append(
            Recoverable(part, COMPACTED, _before_compaction(reader, present[part], commit))
        )
    return list(dict.fromkeys(found))


def deletion(reader: Reader, part: str) -> Deletion | None:
    """Return the last deletion of the issue that `part` names, None unless it names exactly one."""
    if not part:
        return None
    prefix = issues.prefix(reader)
    found = deleted_issues.deletions(reader)
    ids = id_parts.matching(part, (deletion.id for deletion in found), prefix)
    return next(deletion for deletion in found if deletion.id in ids) if len(ids) == 1 else None


def _commit(reader: Reader, ref: str, now: datetime) -> str:
    from beadwork.dolt.versions import revisions

    return revisions.resolve(reader, ref, now).commit


def _chosen(
    reader: Reader, part: str, known: Sequence[str], present: dict[str, Issue], prefix: str
) -> str:
    """Return the id that `part` names among those of the history and those of present issues."""
    here = reader.read(issues.matching(issues.MATCHING, part))[0].rows if part else ()
    candidates = id_parts.matching(part, [*known, *(row[0] for row in here)], prefix)
    if not candidates:
        id_parts.check(part, prefix)
        return part  # no message names the issue; a commit may have this very id
    chosen = id_parts.choose(
        part, candidates, prefix, least=id_parts.LEAST_TO_CHANGE, most=issues.MOST_MATCHING
    )
    present.update({issue.id: issue for issue in issues.in_order(reader, [chosen])})
    return chosen


def _before_compaction(reader: Reader, issue: Issue, commit: str | None) -> str:
    if not issue.compaction_level:
        raise RestoreRefused(
            f"{issue.id} is there, and not compacted",
            hint=command("bd", "show", issue.id, "--as-of", commit)
            if commit
            else command("bd", "history", issue.id),
        )
    return commit or proof(reader, issue).commit_hash


def proof(reader: Reader, issue: Issue) -> Compaction:
    """Return the proof of an issue's last compaction.

    Raises:
        RestoreRefused: there is none, or its commit is gone.
    """
    found = next(
        (
            candidate
            for candidate in compactions.of(reader, [issue.id])
            if candidate.level == issue.compaction_level
        ),
        None,
    )
    if found is None:
        raise RestoreRefused(
            f"{issue.id} was compacted elsewhere: "
            "no commit of this tracker is known to have its texts",
            hint=command("bd", "history", issue.id),
        )
    if found.commit_hash not in compactions.known(reader, [found.commit_hash]):
        raise RestoreRefused(
            f"commit {found.commit_hash}, which had the texts of {issue.id}, is gone"
        )
    return found
