"""Resolve a REF that a person typed: a commit or the beginning of its hash, `HEAD~3`, a branch, a
date.

A date means the state of the branch then: its last commit at or before that moment, along the first
parents. Commits that a merge brought in later do not count, however old they are.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.errors import Ambiguous, NotFound, Usage
from beadwork.model.times import past_dates

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

HASH_OF = "SELECT DOLT_HASHOF(%s)"
BRANCH = "SELECT hash FROM dolt_branches WHERE name = %s"
TAG = "SELECT tag_hash FROM dolt_tags WHERE tag_name = %s"
BY_PREFIX = (
    "SELECT commit_hash FROM dolt_commits WHERE commit_hash LIKE %s ORDER BY date DESC LIMIT 6"
)
DATE = "SELECT date FROM dolt_log(%s) LIMIT 1"
PAGE = "SELECT commit_hash, parents, date FROM dolt_log(%s, '--parents') LIMIT %s"
"""The server reads only as many commits as the LIMIT asks for: 50 in 1 ms, 10,000 in 60 ms."""
FIRST = "SELECT commit_hash FROM dolt_log ORDER BY date, commit_order LIMIT 1"

FIRST_PAGE = 100
GROWTH = 8
"""Each page is so many times longer than the one before: old dates cost few round trips, and recent
dates little work.
"""

DIGITS = 7
"""The most digits of the number behind a `~` or `^`."""
MOST_STEPS = 1_000
"""The most characters of all steps, such as `~1~1^2`."""
_STEPS = re.compile(r"(?P<base>[^~^]+)(?P<steps>[~^][~^0-9]*)?")
HASH_CHARACTERS = 32
"""Characters of a commit's hash."""
_HASH = re.compile(r"[0-9a-v]{4,32}")


class Revision(NamedTuple):
    """One commit that somebody named."""

    commit: str
    date: datetime
    """When the commit was made."""
    moment: datetime | None
    """The time that counts as now for this commit; None where that is the present, as for a
    branch.
    """


def resolve(reader: Reader, text: str, now: datetime) -> Revision:
    """Return the commit that `text` names, seen from the branch of the session.

    Raises:
        NotFound: nothing has that name.
        Ambiguous: several commits begin with that text.
    """
    parts = _STEPS.fullmatch(text.strip())
    if parts is None or _is_too_far(parts["steps"] or ""):
        raise _unknown_revision(text)
    commit, is_branch = _base(reader, parts["base"])
    if commit is None:
        return _by_date(reader, text, now)
    if parts["steps"]:
        commit, is_branch = _ancestor(reader, commit + parts["steps"], text), False
    date = _date(reader, commit, text)
    return Revision(commit, date, None if is_branch else date)


def _is_too_far(steps: str) -> bool:
    """Tell whether there are more steps than any history has: Dolt would take them one by one."""
    return len(steps) > MOST_STEPS or any(
        len(number) > DIGITS for number in steps.replace("^", "~").split("~")
    )


def _base(reader: Reader, name: str) -> tuple[str | None, bool]:
    """Return the commit of a name without steps, and whether it is the newest of a branch.

    The commit is None where nothing has that name.
    """
    if name.upper() == "HEAD":
        return str(reader.rows(HASH_OF, "HEAD")[0][0]), True
    questions = [(BRANCH, (name,)), (TAG, (name,))]
    if _HASH.fullmatch(name):
        questions.append((BY_PREFIX, (f"{name}%",)))
    branches, tags, *commits = reader.read(*questions)
    if branches.rows:
        return str(branches.rows[0][0]), True
    if tags.rows:
        return str(tags.rows[0][0]), False
    found = [str(row[0]) for answer in commits for row in answer.rows]
    if len(found) > 1:
        raise Ambiguous(
            f'ambiguous commit "{name}": {", ".join(found[:5])} begin with it',
            hint="write more characters of it",
        )
    if not found and _HASH.fullmatch(name) and len(name) == HASH_CHARACTERS:
        return name, False  # perhaps a commit that no branch reaches any more
    return (found[0] if found else None), False


def _ancestor(reader: Reader, spec: str, text: str) -> str:
    try:
        return str(reader.rows(HASH_OF, spec)[0][0])
    except ServerError as error:
        if error.is_lost:
            raise
        raise NotFound(
            f'no commit "{text}": history does not reach so far', hint="bd log"
        ) from error


def _date(reader: Reader, commit: str, text: str) -> datetime:
    try:
        date: datetime = reader.rows(DATE, commit)[0][0]
    except ServerError as error:
        if error.is_lost:
            raise
        raise _unknown_revision(text) from error
    return date


def _by_date(reader: Reader, text: str, now: datetime) -> Revision:
    try:
        moment = past_dates.parse(text, now)
    except Usage:
        raise _unknown_revision(text) from None
    if moment > now:
        raise NotFound(
            f'"{text}" is in the future: {moment:%Y-%m-%d %H:%M} UTC', hint="name a past date"
        )
    found = commit_at(reader, moment)
    if found is None:
        raise NotFound(f"the tracker did not exist at {moment:%Y-%m-%d %H:%M} UTC", hint="bd log")
    return Revision(*found, moment)


def commit_at(reader: Reader, moment: datetime) -> tuple[str, datetime] | None:
    """Return the commit that the branch was at, at `moment`, and the commit's date.

    None where `moment` is before the branch's first commit.
    """
    commit, length = "HEAD", FIRST_PAGE
    while True:
        page = {row[0]: row for row in reader.rows(PAGE, commit, length)}
        commit = next(iter(page)) if commit == "HEAD" else commit
        while commit in page:
            _, parents, date = page[commit]
            if date <= moment:
                return commit, date
            commit = str(parents or "").split(", ")[0]
        if not commit:
            return None
        length *= GROWTH


def first_commit(reader: Reader) -> str:
    """Return the hash of the oldest commit of the branch."""
    return str(reader.rows(FIRST)[0][0])


def _unknown_revision(text: str) -> NotFound:
    return NotFound(
        f'no commit, branch, tag or date is called "{text}"',
        hint="bd log, bd branch list, or a date like yesterday or 2026-02-01",
    )
