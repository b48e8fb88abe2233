"""Push one database of a town to its remote, and pull it from there.

Only `main` is pushed, to `origin`, which is added where a database has none. What happened is kept
in the record of the remote (dolt/server/files/remote_record.py).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.remotes import failures
from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.dolt.server.files import credential_store, record, remote_record
from beadwork.dolt.server.machine import process
from beadwork.errors import (
    BadTown,
    BeadworkError,
    LostRace,
    NoServer,
    NotFound,
    OutcomeUnknown,
    RemoteDenied,
    RemoteEmpty,
    RemoteFailed,
    RemoteMoved,
    RemoteUnusable,
    StorageFailure,
    UnrelatedHistory,
    Usage,
)
from beadwork.model.hints import command
from beadwork.model.remotes import endpoint
from beadwork.model.times.timestamps import format_timestamp
from beadwork.model.urls import bare, without_credentials
from beadwork.store.history import log, taken_claims
from beadwork.town.layout import Town
from beadwork.town.remotes import lost_claim_letters, places
from beadwork.town.remotes.configured import ORIGIN, Configured

if TYPE_CHECKING:
    from beadwork.actions.remotes.pull import Pulled
    from beadwork.actions.remotes.push import Pushed
    from beadwork.store.history.taken_claims import TakenClaim
    from beadwork.tracker import InternalTracker

DAEMON = "daemon"
_MEND: tuple[tuple[type[BeadworkError], str], ...] = (
    (
        RemoteDenied,
        "{name}: {url} refuses the credentials of the server: {why}. Give the user who runs it a "
        "key, or a credential helper of git, then `gt dolt push {name}`",
    ),
    (
        RemoteMoved,
        "{name}: {url} has commits that are not here, and takes nothing: {why}. To merge them: "
        "`gt dolt push {name}`",
    ),
    (
        UnrelatedHistory,
        "{name}: {url} holds another history, and takes nothing. See `gt doctor --check "
        "remote-data`",
    ),
    (Usage, "{file}: {name}: {what}"),
    (BadTown, "{what}"),
)
"""What a person has to do, by error."""
_PASSING = (RemoteFailed, LostRace, NoServer, NotFound, OutcomeUnknown)
"""After these the next try may succeed by itself. RemoteUnusable and RemoteMoved, which are of
these kinds, are no such errors.
"""
_ANY = "{name}: {what}"
"""What is said of any other error. A person has to do something about it."""


class Exchanged(NamedTuple):
    """The result for one database. `trouble` is empty where both sides have what they should."""

    name: str
    url: str = ""
    pulled: Pulled | None = None
    """None where nothing was pulled."""
    pushed: Pushed | None = None
    """None where nothing was pushed."""
    error: BeadworkError | None = None
    trouble: str = ""
    alert: str = ""
    """What a person has to do; empty where the next try may succeed by itself."""
    is_refused_anew: bool = False
    """Whether the remote refused the credentials for the first time since something succeeded."""

    @property
    def has_remote(self) -> bool:
        """Whether the database has a remote, or may have one."""
        return bool(self.url) or not isinstance(self.error, NotFound)

    @property
    def is_refused(self) -> bool:
        """Whether the remote refused the credentials."""
        return isinstance(self.error, RemoteDenied)

    @property
    def is_pulled(self) -> bool:
        """Whether `main` got commits."""
        return self.pulled is not None and self.pulled.before != self.pulled.after

    @property
    def is_pushed(self) -> bool:
        """Whether the remote got commits."""
        return self.pushed is not None and self.pushed.is_new

    def sentence(self) -> str:
        """Return the result in words."""
        if self.trouble:
            return f"failed: {self.trouble}"
        done = ["pulled"] * self.is_pulled + ["pushed"] * self.is_pushed
        return " and ".join(done) or "nothing new"


def exchange(town: Town, wanted: Configured, *, merge: bool, actor: str = DAEMON) -> Exchanged:
    """Pull and push as wanted, and keep the result in the remote's record. With `merge` a push
    merges what the remote has and `main` has not; otherwise it is refused.
    """
    done = _exchange(town, wanted, merge, actor)
    if not done.url:
        return done
    control, now = town.server_of(done.name).control, _now()
    before = remote_record.read(control, done.name, ORIGIN, done.url)
    if done.trouble:
        kept = before.failed(now, done.url, done.trouble, is_refused=done.is_refused)
    else:
        kept = before.succeeded(
            now, done.url, pushed=wanted.is_pushed, pulled=done.pulled is not None
        )
    remote_record.write(control, done.name, ORIGIN, kept)
    return done._replace(is_refused_anew=done.is_refused and not before.is_refused)


def _exchange(town: Town, wanted: Configured, merge: bool, actor: str) -> Exchanged:
    done, shown = Exchanged(wanted.name, bare(wanted.url)), without_credentials(wanted.url)
    try:
        done = done._replace(url=_dolt_url(town, wanted.url))
        _require_server(town, wanted.name)
        with places.tracker(town, wanted.name, actor=actor) as tracker:
            tracker.exchange_for_town(wanted.seconds, lends_agent=actor != DAEMON)
            done = done._replace(url=_agreed_url(town, tracker, wanted, done.url))
            before = tracker.ask(log.head)
            if wanted.is_pulled:
                done = done._replace(pulled=_pull(tracker))
            if wanted.is_pushed:
                done = done._replace(pushed=tracker.push(ORIGIN, merge=merge))
            lost_claim_letters.send(town, _taken(tracker, done, before))
    except ServerError as error:
        return _failed(town, done, shown, explain(error))
    except BeadworkError as error:
        return _failed(town, done, shown, error)
    except OSError as error:  # of the store of tokens
        return _failed(town, done, shown, StorageFailure(f"{error.filename}: {error.strerror}"))
    return done


def _require_server(town: Town, name: str) -> None:
    """Raise where the server of a database does not run, instead of waiting for it."""
    home = town.server_of(name)
    known = record.read(home)
    if known is None or process.find(home, known) is None:
        raise NoServer("its server does not run", hint=f"gt dolt start {home.rig}".rstrip())


def _pull(tracker: InternalTracker) -> Pulled | None:
    try:
        return tracker.pull(ORIGIN)
    except RemoteEmpty:  # nobody has pushed yet
        return None


def _taken(tracker: InternalTracker, done: Exchanged, before: str) -> list[TakenClaim]:
    """Return the claims that what came from the remote gave to somebody else."""
    has_merged = done.pushed is not None and done.pushed.tries > 1
    if not done.is_pulled and not has_merged:
        return []
    return tracker.ask(lambda reader: taken_claims.between(reader, before, log.head(reader)))


def _dolt_url(town: Town, text: str) -> str:
    """Return the URL of the file in Dolt's form, without its password, which goes to the store;
    empty where the file has none.
    """
    if not text:
        return ""
    clean = credential_store.take_out(text, lambda line: None)
    return endpoint.parse(clean, str(town.root)).url


def _agreed_url(town: Town, tracker: InternalTracker, wanted: Configured, url: str) -> str:
    """Return the URL of `origin`, which is added where the database has none.

    Raises:
        NotFound: neither the file nor the database names a remote.
        BadTown: they name different ones.
    """
    known = next((remote for remote in tracker.remotes() if remote.name == ORIGIN), None)
    if not url:
        if known is None:
            raise NotFound(
                f"{wanted.name} has no remote",
                hint=f"{command('gt', 'dolt', 'remote', 'add', wanted.name)} URL",
            )
        return bare(known.url)
    if known is not None and known.url != url and bare(known.url) == url:
        tracker.remove_remote(ORIGIN)  # the token that its URL had is in the store now
        known = None
    if known is None:
        tracker.add_remote(ORIGIN, url)
    elif known.url != url:
        raise BadTown(
            f"{wanted.name} has the remote {without_credentials(known.url)}, and "
            f"{town.daemon_file} names {url}: let both say the same",
            hint=f"{command('gt', 'dolt', 'remote', 'add', wanted.name)} URL --force",
        )
    return url


def _failed(town: Town, done: Exchanged, shown: str, error: BeadworkError) -> Exchanged:
    why = _reason(error)
    mend = _mend(error)
    alert = mend.format(
        name=done.name,
        url=shown,
        why=why,
        file=town.daemon_file,
        what=without_credentials(error.message),
    )
    return done._replace(error=error, trouble=why, alert=alert)


def _mend(error: BeadworkError) -> str:
    known = next((text for kind, text in _MEND if isinstance(error, kind)), "")
    if known or (isinstance(error, _PASSING) and not isinstance(error, RemoteUnusable)):
        return known
    return _ANY


def _reason(error: BeadworkError) -> str:
    """Return what went wrong, in the words of git or Dolt where these said it."""
    cause = error.__cause__
    if isinstance(cause, ServerError) and not cause.is_lost:
        return failures.reason(cause.text)
    return without_credentials(error.message)


def _now() -> str:
    return format_timestamp(datetime.now(UTC).replace(microsecond=0, tzinfo=None))
