"""The rows in which two commits differ, by Dolt's table function `dolt_diff`.

It takes 1 ms for two adjacent commits, whatever the tracker's size. The system tables `dolt_diff`
and `dolt_diff_issues` are not used: at 10,000 commits they take a second, and they leave out the
commits of one side of a merge (docs/dolt-notes.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from beadwork.dolt.connection.session import OfAnySchema
from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.history.changes import Difference, Pair
from beadwork.model.history.commit_message import Scope
from beadwork.model.issues.comment import Comment
from beadwork.model.issues.issue import Issue
from beadwork.store import id_lists
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import comments, issues

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Row, Statement
    from beadwork.dolt.writing.transaction import Reader

T = TypeVar("T")


def _before_and_after(fields: Sequence[str]) -> str:
    return ", ".join(f"{end}_{field}" for end in ("from", "to") for field in fields)


SUMMARY = """
    SELECT to_table_name, from_table_name, data_change, schema_change FROM dolt_diff_summary(%s, %s)
"""
ISSUES = OfAnySchema(
    "SELECT * FROM dolt_diff(%s, %s, 'issues')",
    (f"{end}_{field}" for end in ("from", "to") for field in Issue._fields),
)
DEPENDENCIES = (
    f"SELECT {_before_and_after(Dependency._fields)} FROM dolt_diff(%s, %s, 'dependencies')"
)
COMMENTS = f"SELECT {_before_and_after(Comment._fields)} FROM dolt_diff(%s, %s, 'comments')"
ISSUES_BETWEEN = OfAnySchema(
    f"{ISSUES} WHERE COALESCE(to_id, from_id) BETWEEN %s AND %s", ISSUES.columns
)
_OF_RANGE = "WHERE COALESCE(to_issue_id, from_issue_id) BETWEEN %s AND %s"
DEPENDENCIES_BETWEEN = f"{DEPENDENCIES} {_OF_RANGE}"
COMMENTS_BETWEEN = f"{COMMENTS} {_OF_RANGE}"

IDS = {
    "issues": "SELECT COALESCE(to_id, from_id) FROM dolt_diff(%s, %s, 'issues')",
    "dependencies": """
        SELECT COALESCE(to_issue_id, from_issue_id) FROM dolt_diff(%s, %s, 'dependencies')
    """,
    "comments": """
        SELECT COALESCE(to_issue_id, from_issue_id) FROM dolt_diff(%s, %s, 'comments')
    """,
}
STATISTICS = (
    "SELECT table_name, rows_added + rows_deleted + rows_modified FROM dolt_diff_stat(%s, %s)"
)
TITLES = "SELECT id, title FROM issues AS OF %s WHERE id IN %s"
EXISTING_AT = "SELECT id FROM issues AS OF %s WHERE id IN %s"

_OF_TABLE = {"issues": ISSUES, "dependencies": DEPENDENCIES, "comments": COMMENTS}
_IN_RANGE = (ISSUES_BETWEEN, DEPENDENCIES_BETWEEN, COMMENTS_BETWEEN)
ROWS_AT = issues.select("AS OF %s WHERE id IN %s")
FEW = 20
"""The most issues whose rows are read by their ids instead of the table function."""
PACKET = 100
"""Commits in one packet."""


class Tables(dict[str, bool]):
    """The tables that differ between two commits, each with whether its columns differ too."""


def tables(reader: Reader, pairs: Sequence[tuple[str, str]]) -> list[Tables]:
    """Return, for each pair of commits, the tables that differ."""
    found: list[Tables] = []
    for start in range(0, len(pairs), PACKET):
        answers = reader.read(*((SUMMARY, pair) for pair in pairs[start : start + PACKET]))
        found += [
            Tables({str(row[0] or row[1]): bool(row[3]) for row in answer.rows})
            for answer in answers
        ]
    return found


def others(reader: Reader, before: str, after: str) -> dict[str, int]:
    """Return how many rows differ in the tables that hold nothing of issues, by table name."""
    rows = reader.rows(STATISTICS, before, after)
    return {
        str(name): int(count) for name, count in sorted(rows) if name not in _OF_TABLE and count
    }


def ids(reader: Reader, pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return, for each pair of commits, the sorted ids of the issues that differ or whose edges or
    comments differ.
    """
    found: list[set[str]] = [set() for _ in pairs]
    differing = enumerate(tables(reader, pairs))
    questions = [(place, table) for place, names in differing for table in IDS if table in names]
    for start in range(0, len(questions), PACKET):
        chunk = questions[start : start + PACKET]
        answers = reader.read(*((IDS[table], pairs[place]) for place, table in chunk))
        for (place, _), answer in zip(chunk, answers, strict=True):
            found[place].update(str(row[0]) for row in answer.rows)
    return [sorted(issue_ids) for issue_ids in found]


def titles(reader: Reader, commit: str, ids: Sequence[str]) -> dict[str, str]:
    """Return the titles of issues at a commit, by id."""
    return {row[0]: row[1] for row in reader.rows(TITLES, commit, tuple(ids))} if ids else {}


def existing(reader: Reader, questions: Sequence[tuple[str, Sequence[str]]]) -> list[set[str]]:
    """Return, for each commit with ids of issues, those that exist at the commit."""
    statements = [
        (place, (EXISTING_AT, (commit, tuple(part))))
        for place, (commit, ids) in enumerate(questions)
        for part in id_lists.chunks(ids)
    ]
    found: list[set[str]] = [set() for _ in questions]
    for start in range(0, len(statements), PACKET):
        chunk = statements[start : start + PACKET]
        answers = reader.read(*(statement for _, statement in chunk))
        for (place, _), answer in zip(chunk, answers, strict=True):
            found[place].update(str(row[0]) for row in answer.rows)
    return found


def in_parts(
    reader: Reader, before: str, after: str, ids: Sequence[str], most: int
) -> Iterator[Difference]:
    """Yield what `between` returns in parts, each with the rows of at most so many issues. `ids`
    are all that differ, sorted.
    """
    for start in range(0, len(ids), most):
        part = ids[start : start + most]
        values = (before, after, part[0], part[-1])
        answers = reader.read(*((sql, values) for sql in _IN_RANGE))
        yield Difference(
            _pairs(answers[0], issues.from_row, Issue._fields),
            _pairs(answers[1], dependencies.from_row, Dependency._fields),
            _pairs(answers[2], comments.from_row, Comment._fields),
        )


def between(reader: Reader, before: str, after: str) -> Difference:
    """Return the rows in which `after` differs from `before`. Both are revisions that Dolt
    accepts.
    """
    return of_commits(reader, [(before, after)])[0]


def of_commits(
    reader: Reader, pairs: Sequence[tuple[str, str]], scopes: Sequence[Scope | None] = ()
) -> list[Difference]:
    """Return the rows in which the commits of each pair (before, after) differ, in two round trips
    for 100 pairs.

    `scopes` has for each pair the most that can differ, None where that is unknown. With a scope
    the tables need not be looked up. The rows are read at both commits then, which takes a third of
    the time of the table function.
    """
    found: list[Difference] = []
    for start in range(0, len(pairs), PACKET):
        chunk = pairs[start : start + PACKET]
        known = dict(zip(chunk, scopes[start : start + PACKET], strict=False))
        unknown = [pair for pair in chunk if not known.get(pair)]
        differing = dict(zip(unknown, tables(reader, unknown), strict=True))
        comparisons = [
            _comparison(pair, known.get(pair), differing.get(pair, ())) for pair in chunk
        ]
        questions = [each for comparison in comparisons for each in comparison.questions()]
        answers = iter(reader.read(*questions) if questions else [])
        found += [comparison.difference(answers) for comparison in comparisons]
    return found


def _comparison(
    pair: tuple[str, str], scope: Scope | None, differing: Collection[str]
) -> _Comparison:
    ids = scope.ids if scope and len(scope.ids) <= FEW else None
    tables = scope.tables if scope else differing
    return _Comparison(pair, ids, [table for table in _OF_TABLE if table in tables])


class _Comparison(NamedTuple):
    """The statements about one pair of commits."""

    pair: tuple[str, str]
    ids: list[str] | None
    """The only issues that can differ, if they are few. Their rows are read at both commits."""
    tables: list[str]

    def questions(self) -> Iterator[Statement]:
        for table in self.tables:
            if table == "issues" and self.ids is not None:
                yield from ((ROWS_AT, (commit, tuple(self.ids or [""]))) for commit in self.pair)
            else:
                yield (_OF_TABLE[table], self.pair)

    def difference(self, answers: Iterator[Result]) -> Difference:
        """Return the difference from the results of `questions`."""
        rows: dict[str, Result] = {}
        by_id: list[Pair[Issue]] | None = None
        for table in self.tables:
            if table == "issues" and self.ids is not None:
                old, new = ({row[0]: row for row in next(answers).rows} for _ in self.pair)
                by_id = [
                    (_row(old.get(issue_id)), _row(new.get(issue_id)))
                    for issue_id in self.ids
                    if old.get(issue_id) != new.get(issue_id)
                ]
            else:
                rows[table] = next(answers)
        return Difference(
            by_id
            if by_id is not None
            else _pairs(rows.get("issues"), issues.from_row, Issue._fields),
            _pairs(rows.get("dependencies"), dependencies.from_row, Dependency._fields),
            _pairs(rows.get("comments"), comments.from_row, Comment._fields),
        )


def _row(row: Row | None) -> Issue | None:
    return None if row is None else issues.from_row(row)


def _pairs(answer: Result | None, read: Callable[[Row], T], fields: Sequence[str]) -> list[Pair[T]]:
    """Return the rows before and after. Where the key of one half is NULL, that row does not
    exist.
    """
    width = len(fields)
    return [
        (
            None if row[0] is None else read(row[:width]),
            None if row[width] is None else read(row[width:]),
        )
        for row in (answer.rows if answer else ())
    ]
