"""Push the branch `ledger`, and nothing else, to the public remote of that name.

A remote that has more entries than are here, as after a recovery or from another clone of the
project, is taken over first: entries follow from `main`, so none is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from beadwork import errors
from beadwork.actions.ledger import append
from beadwork.actions.ledger.append import Appended
from beadwork.actions.remotes import failures
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.databases import fingerprint
from beadwork.dolt.versions import branches, remote_branches, remote_url, remotes
from beadwork.dolt.writing import hold_lock
from beadwork.model.ledger import verification
from beadwork.model.ledger.additions import Tip
from beadwork.model.ledger.entry import BRANCH
from beadwork.model.settings_table import int_setting
from beadwork.model.urls import bare, without_credentials
from beadwork.store.ledger import entries, tables

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session

REMOTE = BRANCH
TRIES = int_setting("ledger.push-tries")
LOCK_SECONDS = int_setting("dolt.lock-timeout")


class Published(NamedTuple):
    """A publication. `before` and `commit` are the remote's newest commits before and after it."""

    appended: Appended
    url: str
    before: str
    commit: str

    @property
    def is_new(self) -> bool:
        """Whether the remote got anything."""
        return self.before != self.commit


def publish(main: Session, identity: Mapping[str, str], url: str = "") -> Published:
    """Append what the ledger lacks, and push it. `main` is root's session on `main`. Without a
    `url` the remote that the database has is used.

    Raises:
        NotFound: there is no remote for the ledger, and no URL.
        Invalid: the URL is that of another remote of the database.
        BranchRefused, ForeignSchema, WrongServer: the branch or the remote is no ledger of this
            project; nothing was pushed.
        ServerError: the server failed, or the remote did not take it.
    """
    where = _settle(main, url)
    if not _tracked(main):
        _take_over(main, identity)
    before = _tracked(main)
    for number in range(1, TRIES + 1):
        appended = append.append(main, identity)
        head = _head(main)
        if head == _tracked(main):
            break
        try:
            remote_branches.push(main, REMOTE, BRANCH)
            break
        except ServerError as error:
            if error.fault is not Fault.NON_FAST_FORWARD or number == TRIES:
                raise
        _take_over(main, identity)
    return Published(appended, where, before, _tracked(main))


def remote(main: Session) -> str:
    """Return the URL of the ledger's remote; empty where there is none."""
    return _urls(main).get(REMOTE, "")


def is_pushed(main: Session) -> bool:
    """Tell whether the remote has the ledger as it is here, as far as is known here."""
    return _tracked(main) == _head(main)


def _settle(main: Session, url: str) -> str:
    """Return the URL of the remote, which is added or changed to `url`.

    Raises:
        NotFound, Invalid: as `publish`.
    """
    known = _urls(main)
    url = url or known.get(REMOTE, "")
    if not url:
        raise errors.NotFound(
            f"{main.database} has no remote for its ledger",
            hint=f"gt ledger publish {main.database} --remote URL",
        )
    for name, other in known.items():
        if name != REMOTE and _plain(other) == _plain(url):
            raise errors.Invalid(
                f"{bare(url)} is the remote {name} of {main.database}, which has all issues: a "
                "ledger is public, and needs a place of its own",
                hint="a repository for the ledger alone",
            )
    if known.get(REMOTE) != url:
        if REMOTE in known:
            remotes.remove(main, REMOTE)
        remotes.add(main, REMOTE, url)
    return url


def _urls(main: Session) -> dict[str, str]:
    return {str(name): remote_url.plain(str(url)) for name, url in main.rows(remotes.ALL)}


def _plain(url: str) -> str:
    """Return a URL so that two spellings of one place are equal, where that can be seen."""
    return bare(url).removeprefix("git+").rstrip("/").removesuffix(".git").rstrip("/")


def _tracked(main: Session) -> str:
    return remote_branches.heads(main, REMOTE).get(BRANCH, "")


def _head(main: Session) -> str:
    return next(branch.commit for branch in branches.read_all(main) if branch.name == BRANCH)


def _take_over(main: Session, identity: Mapping[str, str]) -> None:
    """Fetch the remote's ledger, and go on from it.

    Raises:
        BranchRefused: the remote has a branch `main`, or its ledger is not the one that was seen
            before, continued.
        ForeignSchema, WrongServer: what it has is no ledger of this project.
    """
    seen = _tip_at(main, _tracked(main))
    try:
        remote_branches.fetch(main, REMOTE)
    except ServerError as error:
        if failures.is_empty(error):
            return
        raise
    found = remote_branches.heads(main, REMOTE)
    where = without_credentials(_urls(main)[REMOTE])
    if "main" in found:
        remotes.remove(main, REMOTE)
        raise errors.BranchRefused(
            f"{where} has a branch main: it holds a tracker, and is no place for a public ledger",
            hint="a repository for the ledger alone",
        )
    if BRANCH not in found:
        return
    commit = found[BRANCH]
    tables.admit(fingerprint.server_query(main), where, commit)
    _refuse_other(main, commit, where, identity, seen)
    if BRANCH not in branches.names(main):
        branches.create(main, BRANCH, commit)
        return
    with (
        branches.session_at(main, BRANCH) as ledger,
        hold_lock.held(ledger, append.AUTHOR.name, LOCK_SECONDS),
    ):
        if branches.merge_base(ledger, commit, BRANCH) != commit:
            remote_branches.move(ledger, commit)


def _refuse_other(
    main: Session, commit: str, where: str, identity: Mapping[str, str], seen: Tip
) -> None:
    with branches.session_at(main, commit) as fetched:
        facts, found = entries.facts(fetched), entries.read(fetched)
    if facts.get("project") != identity["project"]:
        raise errors.WrongServer(
            f"{where} holds the ledger of another project, {facts.get('project', '(none)')!a}",
            hint="a repository for this ledger alone",
        )
    faults = [*verification.chain_faults(found, facts), *verification.seen_faults(found, seen)]
    if faults:
        raise errors.BranchRefused(
            f"the ledger on {where} was altered: {faults[0]}; nothing was pushed",
            hint="gt ledger verify --from URL",
        )


def _tip_at(main: Session, commit: str) -> Tip:
    if not commit:
        return Tip()
    with branches.session_at(main, commit) as fetched:
        return entries.tip(entries.last(fetched))
