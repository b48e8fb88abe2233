"""An outbound branch: what a tier lets out of `main`, as a branch with a history of its own.

It begins at the first, empty commit, so `main` is not among its ancestors: whoever gets the branch
gets nothing else. Each update writes what has changed since, as one commit that names nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from beadwork import errors
from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.dolt.connection.session import Session
from beadwork.dolt.versions import branches
from beadwork.dolt.writing.author import NO_EMAIL, Author
from beadwork.dolt.writing.write import Writer
from beadwork.model.sovereignty.tier import OUTBOUND, Tier
from beadwork.store import migrations
from beadwork.store.history import outbound_rows

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Statement

NOBODY = Author("beadwork", "beadwork@localhost")
"""The author of every commit of an outbound branch."""
NEUTRAL = frozenset(
    {
        *NOBODY,
        *("Dolt System Account", "doltuser@dolthub.com"),
        *("outside bd", NO_EMAIL),  # what raw SQL wrote
    }
)
"""Names and addresses of authors that name no person."""


def name(tier: Tier, peer: str = "") -> str:
    """Return the name of a tier's branch, or of the branch of a peer that sent something back."""
    return f"{OUTBOUND}{tier.name.lower()}{f'-{peer}' if peer else ''}"


def prepare(root: Session, branch: str, tier: Tier, start: str = "") -> None:
    """Make a branch with the tables of a tracker where there is none; may be run again.

    It begins at `start`, or at the first commit of all. `root` is a session of root's account.

    Raises:
        SovereigntyRefused: the first commit names a person.
    """
    if branch not in branches.names(root):
        branches.create(root, branch, start or _neutral_first_commit(root))
    with session_on(root, branch, tier) as there:
        migrations.run(there, Writer(there, NOBODY, revive=_fail))


def first_commit(session: Session) -> str:
    """Return the first commit of all, which is empty."""
    return outbound_rows.root(session, "main")[0]


def _neutral_first_commit(root: Session) -> str:
    commit, author = outbound_rows.root(root, "main")
    if author not in NEUTRAL:
        raise errors.SovereigntyRefused(
            f"the first commit of this tracker names {author}: nothing can leave without it",
            hint="bd export   into a new workspace, which begins without a name",
        )
    return commit


@contextmanager
def session_on(session: Session, branch: str, tier: Tier) -> Iterator[Session]:
    """Yield a session on an outbound branch, whose commits name nobody and, where the tier asks for
    it, have no time of day.
    """
    greeting: list[Statement] = [
        ("SET @@dolt_committer_name = %s", (NOBODY.name,)),
        ("SET @@dolt_committer_email = %s", (NOBODY.email,)),
    ]
    if tier >= Tier.T4:
        ((now,),) = session.rows("SELECT UTC_TIMESTAMP()")
        day = _day(now)
        greeting += [("SET @@dolt_author_date = %s", (day,)),
                     ("SET @@dolt_committer_date = %s", (day,))]  # fmt: skip
    with Session(
        session.address,
        session.database,
        branch=branch,
        greeting=tuple(greeting),
        on_packet=session.on_packet,
        read_seconds=session.read_seconds,
    ) as found:
        yield found


def _day(now: datetime) -> str:
    return f"{now:%Y-%m-%d}T00:00:00Z"


def writer(session: Session) -> Writer:
    """Return a writer whose commits name nobody."""
    return Writer(session, NOBODY, revive=_fail)


def _fail(error: ServerError) -> None:
    raise explain(error) from error
