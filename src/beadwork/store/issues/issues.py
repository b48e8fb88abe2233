"""The table `issues`: one row for each issue, with the labels as JSON and the parent as a
column.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from beadwork.dolt.connection.session import OfAnySchema, Row, Statement
from beadwork.model.issues import field_table
from beadwork.model.issues.issue import Issue, later
from beadwork.model.issues.kinds import DELETED
from beadwork.store import id_lists, json_columns

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

COLUMNS = ", ".join(Issue._fields)
_MARKS = f"({', '.join(['%s'] * len(Issue._fields))})"


def select(rest: str) -> OfAnySchema:
    """Return the query for whole rows, in the order of COLUMNS; `rest` follows `FROM issues`."""
    return OfAnySchema(f"SELECT * FROM issues {rest}", Issue._fields)


BY_IDS = select("WHERE id IN %s")
NOT_DELETED = f"NOT (status <=> '{DELETED}')"
"""The one rule for what was deleted where it comes from: no list, figure or search has it, unless
its status, its id or everything is asked for.

`<>` would say the same. Dolt then goes by the index of statuses, and reads nearly every row one by
one: 34 ms instead of 18 for 10,000.
"""
EXISTING = "SELECT id FROM issues WHERE id IN %s"
NAMED_BELOW = "SELECT id FROM issues WHERE id > %s AND id < %s"
"""A range instead of LIKE: Dolt 1.88.1 finds nothing by a LIKE that begins with an escaped
character and could use the key.
"""
PREFIX = "SELECT value FROM config WHERE `key` = 'issue_prefix'"
_DASHED = "(SELECT CONCAT(value, '-') FROM config WHERE `key` = 'issue_prefix')"
_SUFFIX = f"""
    LOWER(IF(LEFT(id, CHAR_LENGTH({_DASHED})) = {_DASHED},
             SUBSTRING(id, CHAR_LENGTH({_DASHED}) + 1), SUBSTRING_INDEX(id, '-', -1)))
"""
_MATCH = f"""
    WHERE LEFT(LOWER(id), %s) = %s OR LEFT({_SUFFIX}, %s) = %s
    ORDER BY LOWER(id) = %s DESC, {_SUFFIX} = %s DESC, LEFT({_SUFFIX}, %s) = %s DESC,
             INSTR({_SUFFIX}, '.') > 0, id
    LIMIT %s
"""
MATCHING = f"SELECT id FROM issues {_MATCH}"
MATCHING_ROWS = select(_MATCH)
MOST_MATCHING = 50
"""The most candidates among which a part of an id is resolved, the likeliest first."""
FORMER = select("WHERE JSON_CONTAINS(JSON_EXTRACT(extra, '$.former_ids'), JSON_QUOTE(%s)) LIMIT 1")
"""Reads every issue, so it is asked only where nothing has the id (store/issues/renames.py)."""
COUNT = "SELECT COUNT(*) FROM issues"
CHILDREN = select(f"WHERE parent IN %s AND {NOT_DELETED} ORDER BY id")
CHILD_STATES = "SELECT parent, id, status FROM issues WHERE parent IN %s ORDER BY id"
DESCENDANTS = """
    WITH RECURSIVE below (id) AS (
        SELECT id FROM issues WHERE parent = %s
        UNION
        SELECT i.id FROM issues i JOIN below b ON i.parent = b.id
    )
    SELECT id FROM below
"""
SUBTREE_PARENTS = """
    WITH RECURSIVE below (id, parent) AS (
        SELECT id, parent FROM issues WHERE parent = %s
        UNION
        SELECT i.id, i.parent FROM issues i JOIN below b ON i.parent = b.id
    )
    SELECT DISTINCT parent FROM below
"""
"""The ids of an issue and its descendants that have children. They are few where many issues have
one parent.
"""
ANCESTORS = """
    WITH RECURSIVE above (id) AS (
        SELECT parent FROM issues WHERE id IN %s AND parent IS NOT NULL
        UNION
        SELECT i.parent FROM issues i JOIN above a ON i.id = a.id WHERE i.parent IS NOT NULL
    )
    SELECT id FROM above
"""
LATER = "GREATEST(CAST(%s AS DATETIME(6)), DATE_ADD(updated_at, INTERVAL 1 MICROSECOND))"
"""The time of an edit, from the time of the write (as `issue.later`). Without CAST, Dolt 1.88.1
compares numbers. With + instead of DATE_ADD, it cuts off the fraction of a second.
"""
INSERT = f"INSERT INTO issues ({COLUMNS}) VALUES {_MARKS}"
CLAIM = f"""
    UPDATE issues
    SET status = 'in_progress', assignee = %s, started_at = COALESCE(started_at, %s),
        defer_until = NULL, updated_at = {LATER}
    WHERE id = %s AND (status IN %s OR (status = 'deferred' AND defer_until <= %s))
      AND (assignee IS NULL OR assignee = %s)
"""
TOUCH = f"UPDATE issues SET updated_at = {LATER} WHERE id = %s"
DELETE = "DELETE FROM issues WHERE id IN %s"
ORPHAN = f"UPDATE issues SET parent = NULL, updated_at = {LATER} WHERE parent IN %s"

ROWS_A_STATEMENT = 500
"""Rows of one INSERT in a bulk load. Fewer rows cost round trips. More rows cost the server memory
and save no time.
"""


def get(reader: Reader, part: str) -> Issue:
    """Return the issue that an id, or the beginning of an id's suffix, names.

    Raises:
        NotFound, Ambiguous: `part` names no issue, or several.
    """
    return get_all(reader, [part])[0]


def get_all(reader: Reader, parts: Sequence[str]) -> list[Issue]:
    """Return the issues that these ids or parts of ids name, in that order, each once.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
    """
    return from_by_ids(reader, parts, id_lists.rows(reader, BY_IDS, parts))


def from_by_ids(reader: Reader, parts: Sequence[str], rows: Iterable[Row]) -> list[Issue]:
    """Return what `get_all` returns, from the rows of BY_IDS that were read already."""
    exact = {row[0]: from_row(row) for row in rows}
    missing = [part for part in parts if part not in exact]
    if missing:
        full, rows_by_id = _complete(reader, missing, MATCHING_ROWS)
        exact.update({issue_id: from_row(row) for issue_id, row in rows_by_id.items()})
        parts = [full.get(part, part) for part in parts]
    return [exact[part] for part in dict.fromkeys(parts)]


def in_order(reader: Reader, ids: Sequence[str]) -> list[Issue]:
    """Return the issues of these whole ids, in that order. An issue that does not exist is left
    out.
    """
    found = {row[0]: row for row in id_lists.rows(reader, BY_IDS, ids)}
    return [from_row(found[issue_id]) for issue_id in ids if issue_id in found]


def resolve(reader: Reader, parts: Sequence[str]) -> list[str]:
    """Return the whole ids that these ids or parts of ids name, in that order.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
    """
    if not parts:
        return []
    exact = existing(reader, parts)
    full, _ = _complete(reader, [part for part in parts if part not in exact], MATCHING)
    return [full.get(part, part) for part in parts]


def _complete(
    reader: Reader, parts: Sequence[str], sql: str
) -> tuple[dict[str, str], dict[str, Row]]:
    """Return the id for each part that is no whole id, and the rows of `sql` by id. In a
    transaction a short part is refused (model/issues/id_parts.py).
    """
    if not parts:
        return {}, {}
    from beadwork.dolt.connection.session import Session
    from beadwork.errors import NoIssue
    from beadwork.model.issues import id_parts

    least = id_parts.LEAST_TO_READ if isinstance(reader, Session) else id_parts.LEAST_TO_CHANGE
    prefixes, *answers = reader.read((PREFIX, ()), *(matching(sql, part) for part in parts))
    prefix = str(prefixes.rows[0][0]) if prefixes.rows else ""
    full, rows = {}, {}
    for part, answer in zip(parts, answers, strict=True):
        found = {row[0]: row for row in answer.rows}
        try:
            full[part] = id_parts.choose(part, list(found), prefix, least=least, most=MOST_MATCHING)
        except NoIssue:
            row = _renamed(reader, part)
            if row is None:
                raise
            full[part] = row[0]
            found[row[0]] = row
        rows[full[part]] = found[full[part]]
    return full, rows


def _renamed(reader: Reader, former: str) -> Row | None:
    """Return the row of the issue that had this id before it was renamed."""
    from beadwork.store.issues import former_ids

    forms = former_ids.forms_of(former, former_ids.prefixes(reader))
    for sql, value in ((BY_IDS, (forms[0],)), *((FORMER, form) for form in forms)):
        rows = reader.rows(sql, value)
        if rows:
            return rows[0]
    return None


def matching(sql: str, part: str) -> Statement:
    """Return the statement for the issues that `part` may name; `sql` is MATCHING or
    MATCHING_ROWS.
    """
    typed = part.lower()
    length = len(typed)
    return (
        sql,
        (length, typed, length, typed, typed, typed, length, typed, MOST_MATCHING + 1),
    )


def prefix(reader: Reader) -> str:
    """Return the prefix of new ids, "" where it is not set."""
    rows = reader.rows(PREFIX)
    return str(rows[0][0]) if rows else ""


def existing(reader: Reader, ids: Sequence[str]) -> set[str]:
    """Return the `ids` that exist."""
    return {row[0] for row in id_lists.rows(reader, EXISTING, ids)}


def count(reader: Reader) -> int:
    """Return the number of issues, of every status and type."""
    return int(reader.rows(COUNT)[0][0])


def children(reader: Reader, ids: Sequence[str]) -> list[Issue]:
    """Return the issues whose parent is one of `ids`."""
    return [from_row(row) for row in reader.read(id_lists.statement(CHILDREN, ids))[0].rows]


def named_below(reader: Reader, parent: str) -> list[str]:
    """Return the ids that begin with `parent` and a dot: by their names, its descendants."""
    sql, values = named_below_statement(parent)
    return [row[0] for row in reader.rows(sql, *values)]


def named_below_statement(parent: str) -> Statement:
    """Return the statement of `named_below`."""
    return (NAMED_BELOW, (f"{parent}.", f"{parent}/"))


def ancestors(reader: Reader, ids: Sequence[str]) -> list[str]:
    """Return the ids of all ancestors of `ids`."""
    return [row[0] for row in reader.rows(ANCESTORS, tuple(ids))]


def add(tx: Transaction, issue: Issue) -> None:
    """Insert a new issue."""
    tx.write(INSERT, *to_row(issue))


def add_all(tx: Transaction, issues: Sequence[Issue]) -> None:
    """Insert many new issues, 500 in a statement."""
    for start in range(0, len(issues), ROWS_A_STATEMENT):
        chunk = issues[start : start + ROWS_A_STATEMENT]
        sql = f"INSERT INTO issues ({COLUMNS}) VALUES {', '.join([_MARKS] * len(chunk))}"
        tx.run(sql, *(value for issue in chunk for value in to_row(issue)))


def save(tx: Transaction, before: Issue, after: Issue) -> Issue:
    """Write the columns that differ, and return the issue as it is then.

    If only `updated_at` differs, nothing is written, and `before` is returned. The written
    `updated_at` is always later than the one before.
    """
    after = after._replace(updated_at=later(before.updated_at, after.updated_at))
    changed = [
        (field, new)
        for field, old, new in zip(Issue._fields, to_row(before), to_row(after), strict=True)
        if old != new
    ]
    if not [field for field, _ in changed if field != "updated_at"]:
        return before
    columns = ", ".join(f"{field} = %s" for field, _ in changed)
    tx.write(
        f"UPDATE issues SET {columns} WHERE id = %s", *(value for _, value in changed), before.id
    )
    return after


def claim(tx: Transaction, issue_id: str, active: Sequence[str]) -> bool:
    """Claim an issue by compare-and-set: if it is active, and unassigned or assigned to the writer,
    it becomes the writer's. Tell whether it did.

    An issue that was deferred to a time in the past counts as active. The time is cleared.
    """
    return tx.run(CLAIM, tx.actor, tx.now, tx.now, issue_id, tuple(active), tx.now, tx.actor) > 0


def touch(tx: Transaction, issue_id: str) -> None:
    """Set `updated_at` to now, because something outside the issue's row changed (a comment)."""
    tx.write(TOUCH, tx.now, issue_id)


def remove(tx: Transaction, ids: Sequence[str]) -> None:
    """Delete issues. Children that are not deleted lose their parent."""
    for chunk in id_lists.chunks(ids):
        tx.write(DELETE, tuple(chunk))
    for chunk in id_lists.chunks(ids):
        tx.write(ORPHAN, tx.now, tuple(chunk))


def by_ids(ids: Sequence[str]) -> Statement:
    """Return the statement that reads whole rows by their exact ids."""
    return id_lists.statement(BY_IDS, ids)


def from_row(row: Row) -> Issue:
    """Return the issue of a row in the order of COLUMNS."""
    values = list(row)
    for position, empty in _JSON:
        values[position] = _parsed(values[position], empty)
    for position in _FLAGS:
        values[position] = bool(values[position])
    return Issue._make(values)


_JSON: tuple[tuple[int, tuple[()] | None], ...] = tuple(
    (Issue._fields.index(field.column), () if field.kind == "names" else None)
    for field in field_table.of_kind("names", "object")
)
_FLAGS = tuple(Issue._fields.index(field.column) for field in field_table.of_kind("flag"))


def _parsed(text: str | None, empty: tuple[()] | None) -> Any:
    if not text:
        return empty
    if empty is not None:
        return json_columns.texts(text)
    value = json_columns.mapping(text)
    if value is None:
        return None
    from beadwork.model.issues.json_object import JsonObject  # few lists have one

    return JsonObject(value)


def to_row(issue: Issue) -> tuple[Any, ...]:
    """Return the row of an issue in the order of COLUMNS."""
    values: list[Any] = list(issue)
    for position, _ in _JSON:
        values[position] = _json(values[position])
    return tuple(values)


def _json(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None
