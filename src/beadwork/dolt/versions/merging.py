"""Merging two branches, as far as Dolt does it.

Dolt merges by cells, and its result for a row that both sides changed is overwritten
(store/merging.py). Inside the write protocol's transaction `DOLT_MERGE('--no-commit')` leaves the
result in the working set, with the other commit as a second parent of the Dolt commit to come. So a
merge is one write like any other: whole or not at all, and a writer that finds it between COMMIT
and DOLT_COMMIT finishes it. A merge is never a fast-forward: the commit that the branch was at
stays the first parent. Only a pull without commits of our own moves the branch instead
(`fast_forward`): else two clones would merge each other's merges for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Result, Statement
from beadwork.dolt.versions import branches
from beadwork.dolt.writing import dolt_commit
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import NotFound
from beadwork.model.merging.field_times import Commit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.writing.transaction import Reader

STATE = "VALUES ROW(DOLT_HASHOF('HEAD'), DOLT_HASHOF_DB('WORKING'))"
_HEADS = "ROW(DOLT_HASHOF('HEAD'), DOLT_HASHOF(%s), DOLT_MERGE_BASE('HEAD', %s))"
HEADS = f"VALUES {_HEADS}"
"""The ref's full name in the last place fails for a name that is no branch. `dolt_branches` would
read every branch that there is.
"""
NEWEST_COMMITS = "VALUES ROW(DOLT_HASHOF('HEAD'), DOLT_HASHOF(%s))"
TABLES = "SELECT to_table_name, from_table_name, schema_change FROM dolt_diff_summary(%s)"
TABLES_BETWEEN = """
    SELECT to_table_name, from_table_name, schema_change FROM dolt_diff_summary(%s, %s)
"""
UNCOMMITTED_THERE = "SELECT table_name FROM `{database}`.dolt_status LIMIT 1"
RANGE = "SELECT commit_hash, parents FROM dolt_log(%s, '--parents')"
NEWEST = "SELECT commit_hash, parents FROM dolt_log('HEAD', '--parents') LIMIT 50"
BASE = "SELECT DOLT_MERGE_BASE(%s, %s)"
ALLOW = "SET @@dolt_allow_commit_conflicts = %s"
MERGE = "CALL DOLT_MERGE('--no-ff', '--no-commit', %s)"
FAST_FORWARD = "CALL DOLT_MERGE('--ff-only', %s)"
CONFLICTS = "SELECT `table` FROM dolt_conflicts"
VIOLATIONS = "SELECT `table` FROM dolt_constraint_violations"


class Heads(NamedTuple):
    """The commits of a merge: the newest of each branch, and the newest that both have."""

    ours: str
    theirs: str
    base: str

    @property
    def is_merged(self) -> bool:
        """Tell whether there is nothing to merge."""
        return self.base == self.theirs


class Tables(NamedTuple):
    """The tables in which a side differs from the base."""

    changed: frozenset[str]
    created: frozenset[str]
    """The changed tables that the base does not have."""
    redefined: frozenset[str]
    """The changed tables whose schema differs from the base's."""


class State(NamedTuple):
    """What a branch looked like: any write changes one of the two hashes."""

    commit: str
    """Its newest commit."""
    working_set: str
    """The hash of all its rows, committed or not."""


class Divergence(NamedTuple):
    """What a merge finds before it begins: the branch `branch` goes into `into`."""

    branch: str
    into: str
    heads: Heads
    ours: Tables
    """What changed on our side since the base."""
    theirs: Tables
    is_dirty: bool
    """Whether their branch has something uncommitted."""
    commit: str = ""
    """The commit that is merged, where `branch` is not a branch here but says where the commit was
    fetched from.
    """
    state: State | None = None
    """The state of our branch; None where something was uncommitted, or it was not asked for."""

    @property
    def source(self) -> str:
        """What the other side is called in statements: its commit, or its branch."""
        return self.commit or self.branch

    def missing_tables(self) -> dict[str, frozenset[str]]:
        """Return, by commit, the tables that the commit lacks: they were made since the base."""
        created = self.ours.created | self.theirs.created
        return {
            self.heads.base: created,
            self.heads.ours: created - self.ours.created,
            self.heads.theirs: created - self.theirs.created,
        }


class MergeResult(NamedTuple):
    """The tables where Dolt could not merge a row, and those where a constraint is violated."""

    conflicts: list[str]
    violations: list[str]


def newest_commits(branch: str) -> Statement:
    """Return the statement that gives the newest commits of both branches."""
    return (NEWEST_COMMITS, (branch,))


def compare_commit(reader: Reader, commit: str, came_from: str) -> Divergence:
    """Return what there is to merge of a commit that was fetched, in one round trip.

    Raises:
        ServerError: the commit is not here, or has no history in common with ours (`UNRELATED`).
    """
    session = reader.session if isinstance(reader, Transaction) else reader
    found, ours, theirs = reader.read(
        (HEADS, (commit, commit)),
        (TABLES, (f"{commit}...HEAD",)),
        (TABLES, (f"HEAD...{commit}",)),
    )
    heads = Heads._make(found.rows[0])
    into = session.branch or "main"
    return Divergence(
        came_from, into, heads, _tables(ours), _tables(theirs), is_dirty=False, commit=commit
    )


def fast_forward(session: Session, commit: str) -> None:
    """Move the session's branch to a newer commit. The caller holds the writer lock, and nothing is
    uncommitted.

    Raises:
        ServerError: the branch has commits that `commit` has not.
    """
    session.rows(FAST_FORWARD, commit)


def compare(reader: Reader, branch: str) -> Divergence:
    """Return what there is to merge, in one round trip.

    Raises:
        NotFound: there is no such branch; the hint lists the branches.
    """
    session = reader.session if isinstance(reader, Transaction) else reader
    try:
        found, ours, theirs, dirty, state, own = reader.read(
            (HEADS, (branch, f"refs/heads/{branch}")),
            (TABLES, (f"{branch}...HEAD",)),
            (TABLES, (f"HEAD...{branch}",)),
            _uncommitted_there(session, branch),
            *_STATE,
        )
    except ServerError as error:
        if error.fault in (Fault.LOST, Fault.REFUSED, Fault.DENIED) or isinstance(
            reader, Transaction
        ):
            raise
        names = branches.names(reader)
        if branch in names:
            raise
        raise NotFound(
            f'no branch "{branch}"', hint=f"the branches are: {', '.join(names)}"
        ) from error
    commits = Heads._make(found.rows[0])
    return Divergence(
        branch,
        session.branch or "main",
        commits,
        _tables(ours),
        _tables(theirs),
        bool(dirty.rows),
        state=_state(state, own),
    )


def compare_many(reader: Reader, names: Sequence[str]) -> list[Divergence]:
    """Return what there is to merge of several branches, in two round trips.

    Raises:
        ServerError: one of them is no branch.
    """
    session = reader.session if isinstance(reader, Transaction) else reader
    refs = tuple(ref for branch in names for ref in (branch, f"refs/heads/{branch}"))
    state, own, found, *dirty = reader.read(
        *_STATE,
        (f"VALUES {', '.join([_HEADS] * len(names))}", refs),
        *(_uncommitted_there(session, branch) for branch in names),
    )
    heads = [Heads._make(row) for row in found.rows]
    pairs = dict.fromkeys((head.base, tip) for head in heads for tip in (head.ours, head.theirs))
    answers = reader.read(*((TABLES_BETWEEN, pair) for pair in pairs))
    tables = dict(zip(pairs, map(_tables, answers), strict=True))
    return [
        Divergence(
            branch,
            session.branch or "main",
            head,
            tables[head.base, head.ours],
            tables[head.base, head.theirs],
            bool(uncommitted.rows),
            state=_state(state, own),
        )
        for branch, head, uncommitted in zip(names, heads, dirty, strict=True)
    ]


_STATE: tuple[Statement, ...] = ((STATE, ()), dolt_commit.UNCOMMITTED)
"""The hashes first: a write that ends between the two statements leaves another commit."""


def _state(state: Result, uncommitted: Result) -> State | None:
    return None if uncommitted.rows else State._make(state.rows[0])


def _uncommitted_there(session: Session, branch: str) -> Statement:
    database = f"{session.database}/{branch}".replace("`", "``").replace("%", "%%")
    return (UNCOMMITTED_THERE.format(database=database), ())


def merge(tx: Transaction, commit: str) -> MergeResult:
    """Merge a commit into the working set, and return what prevents a commit of the result."""
    _, _, conflicts, violations, _ = tx.read(
        (ALLOW, (1,)),
        (MERGE, (commit,)),
        (CONFLICTS, ()),
        (VIOLATIONS, ()),
        (ALLOW, (0,)),  # from here on COMMIT fails where a conflict is left
    )
    tx.changed = True
    return MergeResult([row[0] for row in conflicts.rows], [row[0] for row in violations.rows])


def commits(reader: Reader, base: str, tip: str) -> list[Commit]:
    """Return the commits that `tip` has and `base` has not, parents first."""
    rows = reader.rows(RANGE, f"{base}..{tip}")
    return [
        Commit(row[0], tuple(filter(None, str(row[1] or "").split(", ")))) for row in reversed(rows)
    ]


def merge_commit(reader: Reader, merged: Heads) -> str:
    """Return the commit that merged these; "" where it is not among the branch's newest 50."""
    parents = f"{merged.ours}, {merged.theirs}"
    return next((str(row[0]) for row in reader.rows(NEWEST) if row[1] == parents), "")


def merge_of(reader: Reader, tip: str) -> tuple[str, str]:
    """Return the commit that merged `tip` into the branch, and the commit that the branch was at
    before; "" for both where no merge has `tip` for its second parent.
    """
    for sql, values in ((NEWEST, ()), (RANGE, (f"{tip}..HEAD",))):
        for commit, parents in reader.rows(sql, *values):
            ours, _, theirs = str(parents or "").partition(", ")
            if theirs == tip:
                return str(commit), ours
    return "", ""


def compare_merged(reader: Reader, branch: str, ours: str, theirs: str) -> Divergence:
    """Return what there was to merge before `theirs`, a commit of `branch`, was merged into the
    commit `ours`; in one round trip.
    """
    session = reader.session if isinstance(reader, Transaction) else reader
    base, our_tables, their_tables = reader.read(
        (BASE, (ours, theirs)),
        (TABLES, (f"{theirs}...{ours}",)),
        (TABLES, (f"{ours}...{theirs}",)),
    )
    return Divergence(
        branch,
        session.branch or "main",
        Heads(ours, theirs, str(base.rows[0][0])),
        _tables(our_tables),
        _tables(their_tables),
        is_dirty=False,
    )


def _tables(answer: Result) -> Tables:
    rows = [(str(row[0] or ""), str(row[1] or "")) for row in answer.rows]
    return Tables(
        frozenset(to or was for to, was in rows),
        frozenset(to for to, was in rows if not was),
        frozenset(str(row[0] or row[1]) for row in answer.rows if row[2]),
    )
