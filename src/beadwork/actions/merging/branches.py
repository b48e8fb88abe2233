"""Show, create and delete branches of the tracker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork import errors
from beadwork.actions.history import undone_merge
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.versions import branches, revisions
from beadwork.dolt.versions.branches import Branch, Distance
from beadwork.dolt.writing import dolt_commit, hold_lock, local_operation, uncommitted
from beadwork.model.hints import command
from beadwork.model.history import changes
from beadwork.model.history.changes import Change
from beadwork.model.ledger.entry import BRANCH as LEDGER
from beadwork.model.sovereignty.tier import OUTBOUND
from beadwork.model.times import date_input
from beadwork.store import migrations
from beadwork.store.history import diffs
from beadwork.store.issues import child_reservations

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.dolt.writing.write import Writer


MAIN = "main"
LONGEST_NAME = 100
_NAME = re.compile(r"(?!.*(\.\.|//|/\.|\./))[A-Za-z0-9_][A-Za-z0-9_./-]*(?<![./])")
_RESERVED = re.compile(r"(?i)head|working|staged|[0-9a-v]{32}|.*\.lock|refs/.*")
"""Names that mean something else to Dolt, or that Dolt refuses."""


class ListedBranch(NamedTuple):
    """A branch, and how many commits it is ahead of and behind the branch in use."""

    branch: Branch
    current: bool
    distance: Distance


class BranchDetail(NamedTuple):
    """A branch compared with another: the commits that only this branch has, newest first, and
    their changes of issues.
    """

    branch: Branch
    current: bool
    base: str
    distance: Distance
    commits: list[tuple[str, str, str, datetime, str]]
    changes: list[Change]


class CreatedBranch(NamedTuple):
    """A branch that was created."""

    name: str
    commit: str
    source: str
    """The branch or commit that it was created from, as the user named it."""


class DeletedBranch(NamedTuple):
    """A branch that was deleted."""

    name: str
    commit: str
    """The newest commit of the branch."""
    discarded: int
    """The number of its commits that the branch in use does not have."""
    tag: str
    """The tag that keeps those commits; "" where there are none."""
    undone: str
    """The commit that undid the merge of the branch. It is "" where no commit did, and the work of
    the branch is then in the branch in use.
    """


def current(reader: Session) -> str:
    """Return the name of the branch that the session is on."""
    return reader.branch or MAIN


def check(name: str) -> str:
    """Return the name of a new branch.

    Raises:
        Invalid: the name is not valid for a branch.
    """
    if len(name) > LONGEST_NAME:
        raise errors.Invalid(
            f"the name of a branch has {len(name)} characters; at most {LONGEST_NAME} are allowed"
        )
    if not _NAME.fullmatch(name):
        raise errors.Invalid(
            f'no branch can be called "{name}"',
            hint="letters, digits, - _ . and /, such as alice/bd-7",
        )
    if _RESERVED.fullmatch(name):
        raise errors.Invalid(f'no branch can be called "{name}": to Dolt that means something else')
    if name.lower() == LEDGER:
        raise errors.Invalid(
            f'no branch can be called "{name}": that is the public ledger',
            hint="gt ledger publish makes it",
        )
    if name.lower().startswith(OUTBOUND):
        raise errors.Invalid(
            f'no branch can be called "{name}": such branches are sent to peers',
            hint="bd federation push PEER   makes it",
        )
    if date_input.is_plain(name):
        raise errors.Invalid(
            f'no branch can be called "{name}": --as-of would take it for a date',
            hint="another name",
        )
    return name


def every(reader: Reader, here: str) -> list[ListedBranch]:
    """Return all branches; `here` is the one in use."""
    found = branches.read_all(reader)
    base = _named(found, here)
    measured = branches.distances(reader, [branch.commit for branch in found], base.commit)
    return [
        ListedBranch(branch, branch is base, distance)
        for branch, distance in zip(found, measured, strict=True)
    ]


def show(reader: Reader, here: str, name: str) -> BranchDetail:
    """Return a branch compared with the branch in use. The branch in use is compared with `main`.

    Raises:
        NotFound: there is no such branch; the hint lists the branches.
    """
    found = branches.read_all(reader)
    shown, base = _named(found, name or here), _named(found, here)
    is_current = shown is base
    if is_current:
        base = next((branch for branch in found if branch.name == MAIN), shown)
    (distance,) = branches.distances(reader, [shown.commit], base.commit)
    commits = branches.commits_ahead(reader, shown.commit, base.commit)
    touched = []
    if commits:
        fork = branches.merge_base(reader, base.commit, shown.commit)
        touched = changes.between(diffs.between(reader, fork, shown.commit))
    return BranchDetail(shown, is_current, base.name, distance, commits, touched)


def create(writer: Writer, name: str, source: str, now: datetime) -> CreatedBranch:
    """Create a branch at `source`, a branch or a commit; "" is the branch in use. Uncommitted rows
    of a source branch are committed first.

    Raises:
        Invalid: `name` is no valid name for a branch.
        Exists: there is a branch of that name, or of one that differs in case only.
        NotFound, Ambiguous: the source names no commit, or several.
    """
    session = writer.session
    check(name)
    existing = branches.names(session)
    taken = next((other for other in existing if other.lower() == name.lower()), None)
    if taken is not None:
        raise _exists(taken)
    here = current(session)
    if not source or source.upper() == "HEAD":
        source = here
    if source in existing or source == here:
        with (
            _on(session, source) as its,
            hold_lock.held(its, writer.author.name, writer.lock_seconds),
        ):
            uncommitted.commit(its)
            commit, _ = dolt_commit.newest(its)
    else:
        commit = revisions.resolve(session, source, now).commit
    child_reservations.prepare(session)
    _make(session, name, commit)
    return CreatedBranch(name, commit, source)


def _make(session: Session, name: str, commit: str) -> None:
    with branches.session_at(session, commit) as then:
        if not migrations.version(then):
            raise errors.NotFound(
                f"commit {commit} is older than the tracker: it has no issues", hint="bd log"
            )
    try:
        branches.create(session, name, commit)
    except ServerError as error:
        if error.fault is not Fault.ALREADY_EXISTS:
            raise explain(error) from error
        raise _exists(name) from error  # another process was first
    with branches.session_at(session, name) as made:
        local_operation.create(made)


def delete(writer: Writer, name: str, *, discard: bool) -> DeletedBranch:
    """Delete a branch whose commits the branch in use has. With `discard` any branch is deleted,
    and a tag keeps its commits.

    Uncommitted rows of the branch are committed first, so they count and can be brought back.

    Raises:
        NotFound: there is no such branch.
        BranchRefused: the branch is `main`, the branch in use, in use by another session, or has
            commits of its own.
    """
    session = writer.session
    found = branches.read_all(session)
    target, base = _named(found, name), _named(found, current(session))
    name = target.name
    if target.name == MAIN:
        raise errors.BranchRefused(f"{MAIN} is never deleted", hint="bd branch list", branch=MAIN)
    if target is base:
        raise errors.BranchRefused(
            f'the branch "{name}" is in use here', hint=f"export BD_BRANCH={MAIN}", branch=name
        )
    with _on(session, name) as its, hold_lock.held(its, writer.author.name, writer.lock_seconds):
        _refuse_users(its)
        uncommitted.commit(its)
        commit, _ = dolt_commit.newest(its)
        ((ahead, _),) = branches.distances(its, [commit], base.commit)
        if ahead and not discard:
            raise _unmerged(name, base.name, ahead)
        tag = f"discarded/{name}-{commit[:8]}" if ahead else ""
        if tag:
            _keep(session, tag, commit)
        branches.delete(session, name)
    return DeletedBranch(
        name, commit, ahead, tag, "" if ahead else undone_merge.of(session, commit)
    )


def _refuse_users(session: Session) -> None:
    users = branches.other_connections(session)
    if users:
        named = f"connection{'s' if len(users) > 1 else ''} {', '.join(map(str, users))}"
        raise errors.BranchRefused(
            f'the branch "{session.branch}" is in use by {named}',
            hint="run the command again after that program has ended",
            branch=session.branch or MAIN,
        )


def _unmerged(name: str, base: str, ahead: int) -> errors.BranchRefused:
    commits = "1 commit" if ahead == 1 else f"{ahead} commits"
    return errors.BranchRefused(
        f'the branch "{name}" has {commits} that {base} does not have',
        hint=command("bd", "merge", name),
        branch=name,
    )


def _keep(session: Session, tag: str, commit: str) -> None:
    """Tag a commit. The tag may exist: a branch may be discarded again after it was restored."""
    try:
        branches.create_tag(session, tag, commit)
    except ServerError as error:
        if error.fault is not Fault.ALREADY_EXISTS:
            raise explain(error) from error


@contextmanager
def _on(session: Session, name: str) -> Iterator[Session]:
    """Yield a session on a branch: `session` itself where it is on that branch already."""
    if name == current(session):
        yield session
        return
    with branches.session_at(session, name) as other:
        try:
            yield other
        except ServerError as error:
            if error.fault is Fault.NO_DATABASE:
                raise _no_such_branch(name, branches.names(session)) from error
            raise


def _named(branches_found: list[Branch], name: str) -> Branch:
    branch = next((branch for branch in branches_found if branch.name == name), None)
    if branch is None:  # a connection finds a branch in any case of its name
        branch = next(
            (branch for branch in branches_found if branch.name.lower() == name.lower()), None
        )
    if branch is None:
        raise _no_such_branch(name, [branch.name for branch in branches_found])
    return branch


def _exists(name: str) -> errors.Exists:
    return errors.Exists(
        f'there is a branch "{name}" already', hint=command("bd", "branch", "show", name), name=name
    )


def _no_such_branch(name: str, names: list[str]) -> errors.NotFound:
    return errors.NotFound(
        f'no branch "{name}"', hint=f"the branches are: {', '.join(names)}", name=name
    )
