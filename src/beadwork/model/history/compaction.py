"""What compaction removes from an issue, what it leaves, and the digest that proves the original.

Pure. Invariant: the digest covers the whole issue and its comments, and can always be computed
again from a commit. Empty fields are left out of it, so a field that a later version adds changes
no digest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from beadwork.errors import Invalid
from beadwork.model.issues import field_table
from beadwork.model.issues import issue as values
from beadwork.model.issues.comment import Comment
from beadwork.model.issues.issue import Issue, later
from beadwork.model.times.timestamps import digest_time

TEXTS = field_table.LONG_TEXTS
"""The fields that compaction empties. The first of them gets the summary."""

SUMMARY_CHARACTERS = 400
LINE_CHARACTERS = 120
"""Characters that a summary takes of the close reason and of the first line of each text."""


class Skipped(NamedTuple):
    """An issue that is not compacted, and why."""

    id: str
    reason: str


def digest(issue: Issue, comments: Sequence[Comment]) -> str:
    """Return the SHA-256 digest, in hex, of the canonical JSON of an issue with its comments."""
    times = {
        field.name: digest_time(getattr(issue, field.column))
        for field in field_table.of_kind("time")
        if getattr(issue, field.column)
    }
    content: dict[str, Any] = {"issue": {**issue.to_dict(), **times}}
    if issue.extra:
        content["extra"] = issue.extra
    if comments:
        content["comments"] = [
            _as_json(comment) for comment in sorted(comments, key=lambda comment: comment.id)
        ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _as_json(comment: Comment) -> dict[str, Any]:
    found = {**comment._asdict(), "created_at": digest_time(comment.created_at)}
    return {key: value for key, value in found.items() if value}


def why_not(issue: Issue, over: Sequence[str], summary: str | None) -> str | None:
    """Return why an issue cannot be compacted to `summary`, None if it can. With the summary None,
    that of `summarized` counts.
    """
    if issue.status not in over:
        return f"it is {issue.status}, not closed"
    if issue.pinned:
        return "it is pinned"
    if issue.compaction_level and _is_summary_only(issue):
        return "it is compacted already"
    if size(issue) <= len((summary or summarized(issue)).encode()):
        return "there is nothing to gain"
    return None


def _is_summary_only(issue: Issue) -> bool:
    others = any(getattr(issue, field) for field in TEXTS[1:])
    return not others and len(issue.description or "") <= SUMMARY_CHARACTERS


def size(issue: Issue) -> int:
    """Return how many bytes the texts of an issue take in UTF-8."""
    return sum(len((getattr(issue, field) or "").encode()) for field in TEXTS)


def checked(summary: str | None) -> str | None:
    """Return a summary that a person wrote, without the white space around it; None stays None.

    Raises:
        Invalid: the summary is empty, longer than 400 characters, or holds a NUL byte.
    """
    if summary is None:
        return None
    text = values.text("summary", summary.strip())
    if text is None:
        raise Invalid("the summary is empty")
    if len(text) > SUMMARY_CHARACTERS:
        raise Invalid(
            f"the summary has {len(text)} characters; at most {SUMMARY_CHARACTERS} are allowed"
        )
    return text


def summarized(issue: Issue) -> str:
    """Return a summary of an issue: title, close reason and the first line of each text, 400
    characters at most.
    """
    parts = [_cut(issue.title, LINE_CHARACTERS)]
    if issue.close_reason:
        parts.append(f"Closed: {_first_line(issue.close_reason)}")
    for field in TEXTS:
        line = _first_line(getattr(issue, field) or "")
        if line:
            parts.append(f"{field.replace('_', ' ').capitalize()}: {line}")
    return _cut("\n".join(parts), SUMMARY_CHARACTERS)


def _first_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip(" \t#*-=_")]
    return _cut(lines[0], LINE_CHARACTERS) if lines else ""


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def compacted(issue: Issue, summary: str | None, now: Any) -> Issue:
    """Return the issue one compaction level higher, with the summary in place of its texts."""
    texts: dict[str, Any] = dict.fromkeys(TEXTS)
    texts[TEXTS[0]] = summary or summarized(issue)
    moment = later(issue.updated_at, now)
    return issue._replace(**texts, compaction_level=issue.compaction_level + 1, updated_at=moment)


def restored(issue: Issue, original: Issue, now: Any) -> Issue:
    """Return the issue one compaction level lower, with the texts of `original`. The other fields
    stay.
    """
    texts = {field: getattr(original, field) for field in TEXTS}
    return issue._replace(**texts, compaction_level=original.compaction_level, updated_at=now)


def edited(issue: Issue, left: Issue) -> list[str]:
    """Return the names of the texts that were changed since a compaction; `left` is the issue as
    the compaction left it.
    """
    return [field for field in TEXTS if getattr(issue, field) != getattr(left, field)]
