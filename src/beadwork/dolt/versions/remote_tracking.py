"""How far the remotes are ahead or behind, by what this database knew at its last push or fetch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.versions import branches, remote_branches, remote_url, remotes

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Session
    from beadwork.dolt.writing.transaction import Reader

OTHER_PLANES = ("ledger", "commons")
"""Remotes that never get `main`: what is public, and what towns plan together."""
KNOWN = (
    (remotes.ALL, ()),
    (remote_branches.HEADS, ()),
    ("SELECT DOLT_HASHOF('main')", ()),
)
"""The questions about all remotes of a database; `known` reads the answers."""
COUNT_AND_OLDEST = "SELECT COUNT(*), MIN(date) FROM dolt_log(%s)"


class Remote(NamedTuple):
    """One remote; `commit` is the newest known commit of its `main`, empty where none is known."""

    name: str
    url: str
    commit: str


class Known(NamedTuple):
    """One remote, with `commit` as `Remote` has it, and the newest commit of `main`, `head`."""

    name: str
    url: str
    commit: str
    head: str

    @property
    def is_level(self) -> bool:
        """Whether the remote has all commits of `main`, and no others."""
        return bool(self.commit) and self.commit == self.head

    def gap_questions(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return the two questions that `gaps` asks; none where both sides are equal, or where the
        remote is not known to have a `main`.
        """
        if self.is_level or not self.commit or self.name in OTHER_PLANES:
            return []
        return _gap_questions(self.commit)


class Gap(NamedTuple):
    """How many commits one side has and the other has not, and when the oldest was made."""

    commits: int
    oldest: datetime | None


def known(answers: Sequence[Result]) -> list[Known]:
    """Return the remotes by name, from the answers to `KNOWN`."""
    found, tracked, head = answers
    return [Known(*remote, str(head.rows[0][0])) for remote in _remotes(found, tracked)]


def _remotes(found: Result, tracked: Result) -> list[Remote]:
    heads = {str(name): str(commit) for name, commit in tracked.rows}
    return [
        Remote(
            str(name), remote_url.plain(str(url)), heads.get(remotes.tracking_branch(str(name)), "")
        )
        for name, url in found.rows
    ]


def counted(session: Reader) -> list[tuple[Known, tuple[int | None, int | None]]]:
    """Return the remotes by name, each with the number of commits that `main` has and it has not,
    and that of the reverse; None where it is not known.
    """
    return [(remote, _counts(session, remote)) for remote in known(session.read(*KNOWN))]


def _counts(session: Reader, remote: Known) -> tuple[int | None, int | None]:
    if remote.is_level:
        return 0, 0
    questions = remote.gap_questions()
    if not questions:
        return None, None
    ahead, behind = session.read(*questions)
    return int(ahead.rows[0][0]), int(behind.rows[0][0])


def read(session: Reader) -> list[Remote]:
    """Return the remotes of `main`, by name."""
    found, tracked = session.read((remotes.ALL, ()), (remote_branches.HEADS, ()))
    return [remote for remote in _remotes(found, tracked) if remote.name not in OTHER_PLANES]


def is_related(session: Session, commit: str) -> bool:
    """Tell whether `main` and a commit have history in common."""
    try:
        branches.merge_base(session, "main", commit)
    except ServerError as error:
        if error.fault is Fault.UNRELATED:
            return False
        raise
    return True


def gaps(session: Session, commit: str) -> tuple[Gap, Gap]:
    """Return the gap of commits that `main` has and `commit` has not, and that of the reverse."""
    ours, theirs = (_gap(answer.rows[0]) for answer in session.read(*_gap_questions(commit)))
    return ours, theirs


def _gap_questions(commit: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(COUNT_AND_OLDEST, (f"{commit}..main",)), (COUNT_AND_OLDEST, (f"main..{commit}",))]


def _gap(row: Sequence[object]) -> Gap:
    number, oldest = row
    return Gap(int(str(number)), oldest if isinstance(oldest, datetime) else None)
