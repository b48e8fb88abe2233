"""Bring the branch `ledger` up to `main`: append an entry for each closed issue that it lacks, and
for each published issue that is another one now.

The branch begins at the first, empty commit of the database, so nothing of `main` is among its
ancestors. It is written by the write protocol, under a neutral name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from beadwork import errors
from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.dolt.databases import fingerprint
from beadwork.dolt.versions import branches
from beadwork.dolt.writing import dolt_commit, local_operation
from beadwork.dolt.writing.author import Author
from beadwork.dolt.writing.write import Writer
from beadwork.model.counted import counted
from beadwork.model.ledger import additions
from beadwork.model.ledger.additions import ABSENT, Present
from beadwork.model.ledger.entry import BRANCH
from beadwork.model.ledger.verification import FORMAT
from beadwork.store.ledger import entries, source, tables

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.writing.transaction import Reader, Transaction
    from beadwork.model.ledger.entry import Entry

AUTHOR = Author(BRANCH, "")
"""The author of every commit of the branch: names of people are in the entries only."""


class Appended(NamedTuple):
    """What was appended, by kind, and the ledger's end."""

    kinds: dict[str, int]
    entries: int
    head: str
    source_commit: str
    """The commit of `main` that the ledger is level with."""


def append(main: Session, identity: Mapping[str, str]) -> Appended:
    """Append what the ledger lacks, in one commit. `main` is root's session on `main`; `identity`
    has the facts that the ledger says of itself.

    Raises:
        BranchRefused: there is a branch `ledger` that is no ledger, or no empty first commit.
        WrongServer: the branch is the ledger of another project.
        ServerError: the server failed.
    """
    commit = source.head(main)
    _begin(main)
    with branches.session_at(main, BRANCH) as ledger:
        _prepare(ledger)
        writer = Writer(ledger, AUTHOR, revive=fail)
        return writer.write(lambda tx: _append(tx, commit, identity))


def pending(main: Session) -> int:
    """Return how many entries `append` would make now; the ledger exists."""
    with branches.session_at(main, BRANCH) as ledger:
        last = entries.last(ledger)
        return len(_wanted(ledger, last, source.head(main)))


def _begin(main: Session) -> None:
    """Make the branch where it is missing; refuse one that is no ledger."""
    first, is_empty = source.root(main)
    if BRANCH in branches.names(main):
        if branches.merge_base(main, "main", BRANCH) != first:
            raise errors.BranchRefused(
                f"the branch {BRANCH} has commits of main, so it is no ledger: all of main would "
                "be published with it",
                hint="bd branch show ledger   (then bd merge it, or bd branch delete it)",
            )
        return
    if not is_empty:
        raise errors.BranchRefused(
            f"the first commit of this database, {first}, has tables already; a ledger has to "
            "begin at an empty one",
            hint="bd log",
        )
    branches.create(main, BRANCH, first)


def _prepare(ledger: Session) -> None:
    """Make the tables where they are missing, and check that there is nothing else."""
    names = {str(row[0]) for row in ledger.rows(tables.NAMES)}
    if not names.issuperset(tables.ALL):
        local_operation.prepare(ledger, AUTHOR.line())
        tables.create(ledger)
        dolt_commit.make(ledger, "ledger: begin", AUTHOR.line())
    tables.admit(fingerprint.server_query(ledger), f"the branch {BRANCH}")


def _append(tx: Transaction, commit: str, identity: Mapping[str, str]) -> Appended:
    last = entries.last(tx)
    before = entries.facts(tx)
    if before.get("project", identity["project"]) != identity["project"]:
        raise errors.WrongServer(
            f"the branch {BRANCH} is the ledger of another project, {before['project']!a}",
            hint=f"bd branch delete {BRANCH}   (as in a copied town; then publish elsewhere)",
        )
    made = _wanted(tx, last, commit)
    end = made[-1] if made else last
    tip = entries.tip(end)
    facts = {"format": FORMAT, "entries": str(tip.number), "head": tip.digest, **identity}
    if made or before != facts:
        entries.append(tx, made, facts)
        tx.say(f"ledger: {counted(len(made), 'entry', 'entries')}")
    kinds = dict(Counter(entry.kind for entry in made))
    return Appended(kinds, tip.number, tip.digest, commit)


def _wanted(reader: Reader, last: Entry | None, commit: str) -> list[Entry]:
    tip = entries.tip(last)
    if last is None:
        return additions.additions(tip, {}, source.closed(reader, commit), commit)
    if last.source_commit == commit:
        return []
    if source.is_in_history(reader, last.source_commit, commit):
        ids = source.changed_since(reader, last.source_commit, commit)
        published = additions.last_of_each(entries.of_issues(reader, ids))
        present = dict.fromkeys(ids, ABSENT) | source.at(reader, commit, ids)
        return additions.additions(tip, published, present, commit)
    return _wanted_of_all(reader, tip, commit)


def _wanted_of_all(reader: Reader, tip: additions.Tip, commit: str) -> list[Entry]:
    """Return what is wanted where the last source commit is gone, as after a squash."""
    published = additions.last_of_each(entries.read(reader))
    closed = source.closed(reader, commit)
    others = sorted(published.keys() - closed.keys())
    present: dict[str, Present] = {
        **dict.fromkeys(others, ABSENT),
        **source.at(reader, commit, others),
        **closed,
    }
    return additions.additions(tip, published, present, commit)


def fail(error: ServerError) -> None:
    """Raise the error that a person is to see."""
    raise explain(error) from error
