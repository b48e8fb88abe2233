"""The comments that a row of an export lists. Each has a UUID: its own, or one that is computed
from its contents.

The number of a comment is a counter of one clone: the same comment has another number in another
clone, or after a replay. So the key is computed from the issue, the author, the second and the
text. The number is kept beside them, since it has the order of the comments of one second.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from beadwork.model.exchange.json_reader import BadRow, Fields

NAMESPACE = uuid.UUID("6f2f0c1e-4a54-5d0e-9f43-1b1f6f0a7c11")
"""The namespace of the UUIDs of comments whose own id is no UUID."""
SECOND = timedelta(seconds=1)
"""Programs keep the times of comments by the second, or finer."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_VERSION = len("6f2f0c1e-4a54-")
"""The position in a UUID of the digit that says how it was made."""


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
    numbers: dict[str, list[str | int | None]] = {}
    for listed in fields.objects("comments"):
        own = _own_id(listed)
        comment = _comment(listed, issue_id, own, created)
        if not comment.id:
            key = _key(comment, numbers, own, is_dated=listed.dated)
            comment = comment._replace(id=key)
        if not comment.id or comment.id in found:
            fields.warnings.append(("comment repeated", ""))
            continue
        if comment.extra and "issue_id" in comment.extra:
            fields.warnings.append(("comment elsewhere", ""))
        found[comment.id] = comment
        fields.warnings.extend(listed.warnings)
        if not listed.dated:
            undated.add(comment.id)
    return list(found.values()), undated


def _own_id(fields: Fields) -> str | int | None:
    own = fields.left.pop("id", None)
    if isinstance(own, bool) or not isinstance(own, (str, int, type(None))):
        raise BadRow(f"{fields.where}id is {own!r}, neither a number nor a text")
    return own or (0 if own == 0 else None)


def _comment(
    fields: Fields, issue_id: str, own: str | int | None, created: datetime
) -> ImportComment:
    """Return a comment, with an empty id where its own is no UUID."""
    author, text, moment = (
        fields.key("author"),
        fields.text("text") or "",
        fields.time("created_at"),
    )
    elsewhere = fields.name("issue_id")
    extra = {**fields.left, **fields.exact}
    if elsewhere and elsewhere != issue_id:
        extra["issue_id"] = elsewhere
    is_uuid = isinstance(own, str) and _UUID.fullmatch(own)
    if own is not None and not is_uuid:
        extra["id"] = own
    return ImportComment(
        issue_id, str(own) if is_uuid else "", author, text, moment or created, extra or None
    )


def _key(
    comment: ImportComment,
    numbers: dict[str, list[str | int | None]],
    own: str | int | None,
    *,
    is_dated: bool,
) -> str:
    """Return the key of a comment without a UUID, empty where the row has this comment already.

    `numbers` has, by contents, the numbers of the comments before. Comments of one second with the
    same text and different numbers are two, and so are dated ones without numbers.
    """
    second = comment.created_at.replace(microsecond=0).isoformat() if is_dated else ""
    said: list[Any] = [comment.issue_id, second, comment.author, comment.text]
    before = numbers.setdefault(json.dumps(said), [])
    if own in before and not (own is None and is_dated):
        return ""
    before.append(own)
    if len(before) > 1:
        said.append(len(before))
    return str(uuid.uuid5(NAMESPACE, json.dumps(said)))


def is_computed(key: str) -> bool:
    """Tell whether the key of a comment was computed from its contents, by this version of beadwork
    or an earlier one.
    """
    return key[_VERSION : _VERSION + 1] == "5"


def as_stored(
    listed: Sequence[ImportComment], undated: Iterable[object], stored: Sequence[tuple[Any, ...]]
) -> list[ImportComment]:
    """Return the comments of a row, those that are stored already under their stored key.

    A stored comment has the same key, or the same author, text and second and a key that one of
    them computed: earlier versions computed it from the number as well, and another program may
    give a UUID to what had a number.
    """
    free = {comment.id: comment for comment in map(ImportComment._make, stored)}
    known = [free.pop(comment.id, None) for comment in listed]
    dateless = frozenset(undated)
    found = []
    for comment, same in zip(listed, known, strict=True):
        if same is None:
            same = _same(comment, free.values(), is_dated=comment.id not in dateless)
            if same is not None:
                del free[same.id]
        found.append(comment if same is None else _under_key(comment, same))
    return found


def _same(
    comment: ImportComment, stored: Iterable[ImportComment], *, is_dated: bool
) -> ImportComment | None:
    candidates = [
        kept
        for kept in stored
        if (kept.author, kept.text) == (comment.author, comment.text)
        and (is_computed(comment.id) or is_computed(kept.id))
        and not (is_dated and abs(kept.created_at - comment.created_at) >= SECOND)
    ]
    return min(candidates, key=lambda kept: abs(kept.created_at - comment.created_at), default=None)


def _under_key(comment: ImportComment, stored: ImportComment) -> ImportComment:
    """Return a comment under its stored key, with the stored number and time if a key is computed:
    these differ from clone to clone.
    """
    if not is_computed(comment.id) and not is_computed(stored.id):
        return comment
    kept = stored.extra or {}
    extra = {key: value for key, value in (comment.extra or {}).items() if key not in _OF_A_CLONE}
    extra |= {key: kept[key] for key in _OF_A_CLONE if key in kept}
    return comment._replace(id=stored.id, created_at=stored.created_at, extra=extra or None)


_OF_A_CLONE = ("id", "created_at")
"""Keys of `extra`: the number of a comment, and its time where that is finer than a
microsecond.
"""
