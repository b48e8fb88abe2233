"""The comments that a row of an export lists. Each has a UUID: its own, or one that is computed
from its contents.
"""

from __future__ import annotations

import json
import re
import uuid
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.exchange.json_reader import BadRow, Fields
from beadwork.model.times.timestamps import digest_time

NAMESPACE = uuid.UUID("6f2f0c1e-4a54-5d0e-9f43-1b1f6f0a7c11")
"""The namespace of the UUIDs of comments whose own id is no UUID."""


_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class ImportComment(NamedTuple):
    """A comment, in the order of the table's columns."""

    issue_id: str
    id: str
    author: str | None
    text: str
    created_at: datetime
    extra: dict[str, Any] | None


def read(fields: Fields, issue_id: str, created: datetime) -> tuple[list[ImportComment], set[str]]:
    """Return the comments of a row, each once, and the keys of the comments without a time.

    Raises:
        BadRow: a comment has a field of the wrong type.
    """
    found: dict[str, ImportComment] = {}
    undated: set[str] = set()
    for listed in fields.objects("comments"):
        comment = _comment(listed, issue_id, created)
        if comment.id in found:
            fields.warnings.append(("comment repeated", ""))
            continue
        if comment.extra and "issue_id" in comment.extra:
            fields.warnings.append(("comment elsewhere", ""))
        found[comment.id] = comment
        fields.warnings.extend(listed.warnings)
        if not listed.dated:
            undated.add(comment.id)
    return list(found.values()), undated


def _comment(fields: Fields, issue_id: str, created: datetime) -> ImportComment:
    own = fields.left.pop("id", None)
    if isinstance(own, bool) or not isinstance(own, (str, int, type(None))):
        raise BadRow(f"{fields.where}id is {own!r}, neither a number nor a text")
    author, text, moment = (
        fields.key("author"),
        fields.text("text") or "",
        fields.time("created_at"),
    )
    elsewhere = fields.name("issue_id")
    extra = {**fields.left, **fields.exact}
    if elsewhere and elsewhere != issue_id:
        extra["issue_id"] = elsewhere
    if isinstance(own, str) and _UUID.fullmatch(own):
        return ImportComment(issue_id, own, author, text, moment or created, extra or None)
    if own not in (None, ""):
        extra["id"] = own
    said = [issue_id, own, digest_time(moment) if moment else "", author, text]
    key = uuid.uuid5(NAMESPACE, json.dumps(said))
    return ImportComment(issue_id, str(key), author, text, moment or created, extra or None)
