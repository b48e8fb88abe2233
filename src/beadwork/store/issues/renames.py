"""Issues that get another id, in every table that names them, and the ids that they had before.

The former ids of one issue are in its `extra`, as `former_ids`, so that exports and merges carry
them. Former prefixes are a setting of the tracker (former_ids.py).
"""

from __future__ import annotations

from typing import NamedTuple

from beadwork.dolt.writing.transaction import Reader, Transaction
from beadwork.store.issues import former_ids
from beadwork.store.issues.issues import LATER

_IDS = "(id = %s OR LEFT(id, %s) = %s)"
_PARENTS = "(parent = %s OR LEFT(parent, %s) = %s)"
_SOURCES = "(issue_id = %s OR LEFT(issue_id, %s) = %s)"
_TARGETS = "(depends_on_id = %s OR LEFT(depends_on_id, %s) = %s)"

NAMED = f"SELECT id FROM issues WHERE {_IDS} ORDER BY id"
COMPACTED = f"SELECT issue_id FROM compactions WHERE {_SOURCES} ORDER BY issue_id LIMIT 1"
KEEP_ID = """
    UPDATE issues SET extra = JSON_SET(
        COALESCE(extra, JSON_OBJECT()), '$.former_ids',
        JSON_ARRAY_APPEND(COALESCE(JSON_EXTRACT(extra, '$.former_ids'), JSON_ARRAY()), '$', id))
"""
KEEP = f"{KEEP_ID} WHERE {_IDS}"
ISSUES = f"""
    UPDATE issues SET id = CONCAT(%s, SUBSTRING(id, %s)), updated_at = {LATER} WHERE {_IDS}
"""
PARENTS = f"""
    UPDATE issues SET parent = CONCAT(%s, SUBSTRING(parent, %s)), updated_at = {LATER}
    WHERE {_PARENTS}
"""
SOURCES = f"UPDATE dependencies SET issue_id = CONCAT(%s, SUBSTRING(issue_id, %s)) WHERE {_SOURCES}"
TARGETS = f"""
    UPDATE dependencies SET depends_on_id = CONCAT(%s, SUBSTRING(depends_on_id, %s))
    WHERE {_TARGETS}
"""
COMMENTS = f"UPDATE comments SET issue_id = CONCAT(%s, SUBSTRING(issue_id, %s)) WHERE {_SOURCES}"
CONFLICTS = f"UPDATE conflicts SET issue_id = CONCAT(%s, SUBSTRING(issue_id, %s)) WHERE {_SOURCES}"


class Head(NamedTuple):
    """What ids begin with: `old`, and `new` in its place. `separator` follows it: a dot where the
    ids are an issue's and its children's, a dash where `old` is a prefix.
    """

    old: str
    new: str
    separator: str

    def named(self) -> tuple[str, int, str]:
        """Return the values for which an id is meant: the whole of it, or its beginning."""
        whole = self.old if self.separator == "." else f"{self.old}{self.separator}"
        start = f"{self.old}{self.separator}"
        return whole, len(start), start

    def replaced(self) -> tuple[str, int]:
        """Return the values that make the new id of an old one."""
        return self.new, len(self.old) + 1

    def of(self, issue_id: str) -> str:
        """Return the new id of an issue that is meant."""
        return self.new + issue_id[len(self.old) :]


def named(reader: Reader, head: Head) -> list[str]:
    """Return the ids that are meant."""
    return [str(row[0]) for row in reader.rows(NAMED, *head.named())]


def compacted(reader: Reader, head: Head) -> str:
    """Return one of these issues that is compacted; empty where none is."""
    rows = reader.rows(COMPACTED, *head.named())
    return str(rows[0][0]) if rows else ""


def apply(tx: Transaction, head: Head) -> int:
    """Rename the issues, and all that refers to them. Return the number of references: parents,
    ends of dependencies, comments.
    """
    if head.separator == ".":
        tx.run(KEEP, *head.named())
    else:
        former_ids.record_prefix(tx, head.old, head.new)
    tx.run(ISSUES, *head.replaced(), tx.now, *head.named())
    tx.run(CONFLICTS, *head.replaced(), *head.named())
    count = tx.run(PARENTS, *head.replaced(), tx.now, *head.named())
    for sql in (SOURCES, TARGETS, COMMENTS):
        count += tx.run(sql, *head.replaced(), *head.named())
    return count
