"""Push one database of a town to its remote, and pull it from there.

Only `main` is pushed, to `origin`, which is added where a database has none. What happened is kept
in the record of the remote (dolt/server/files/remote_record.py).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access, remote_statements
from beadwork.dolt.server.files import credential_store, record, remote_record
from beadwork.dolt.server.machine import process
from beadwork.dolt.versions import remote_tracking, remotes
from beadwork.errors import BeadworkError, Usage
from beadwork.model.remotes import endpoint
from beadwork.model.times.timestamps import format_timestamp
from beadwork.model.urls import bare, without_credentials
from beadwork.town.layout import Town
from beadwork.town.remotes.configured import ORIGIN, Configured

HEAD = "SELECT DOLT_HASHOF('main')"

_MEND = {
    Fault.CREDENTIALS: "{name}: {url} refuses the credentials of the server: {why}. Give the "
    "user who runs it a key, or a"
    " credential helper of git, then `gt dolt restart`",
    Fault.NON_FAST_FORWARD: (
        "{name}: {url} has commits that are not here, and takes nothing: {why}. See "
        "`gt doctor --check remote-behind`"
    ),
    Fault.UNRELATED: (
        "{name}: {url} holds another history, and takes nothing. See `gt doctor "
        "--check remote-data`"
    ),
}


class Exchanged(NamedTuple):
    """The result for one database. `trouble` is empty where both sides have what they should."""

    name: str
    is_pushed: bool = False
    """Whether the remote got commits."""
    is_pulled: bool = False
    """Whether `main` got commits."""
    trouble: str = ""
    alert: str = ""
    """What a person has to do; empty where the next try may succeed by itself."""
    is_refused: bool = False
    """Whether the remote refused the credentials."""
    is_refused_anew: bool = False
    """Whether that is so for the first time since something succeeded."""

    def sentence(self) -> str:
        """Return the result in words."""
        if self.trouble:
            return f"failed: {self.trouble}"
        done = ["pulled"] * self.is_pulled + ["pushed"] * self.is_pushed
        return " and ".join(done) or "nothing new"


def exchange(town: Town, configured: Configured) -> Exchanged:
    """Pull and push as configured, and keep the result in the remote's record."""
    done = _exchange(town, configured)
    home, url, now = town.server_of(done.name), bare(configured.url), _now()
    before = remote_record.read(home.control, done.name, ORIGIN, url)
    if done.trouble:
        kept = before.failed(now, url, done.trouble, is_refused=done.is_refused)
    else:
        kept = before.succeeded(now, url, pushed=configured.is_pushed, pulled=configured.is_pulled)
    remote_record.write(home.control, done.name, ORIGIN, kept)
    return done._replace(is_refused_anew=done.is_refused and not before.is_refused)


def _exchange(town: Town, configured: Configured) -> Exchanged:
    name = configured.name
    home = town.server_of(name)
    known = record.read(home)
    if known is None or process.find(home, known) is None:
        return Exchanged(name, trouble="its server does not run")
    try:
        address = access.address(home, known)
        with Session(address, name, read_seconds=configured.seconds) as session:
            clean = credential_store.take_out(configured.url, lambda line: None)
            return _pushed(town, session, name, endpoint.parse(clean, str(town.root)).url)
    except ServerError as error:
        return _failed(name, configured.url, error)
    except Usage as error:
        what = without_credentials(error.message)
        return Exchanged(name, trouble=what, alert=f"{town.daemon_file}: {name}: {what}")
    except BeadworkError as error:
        return Exchanged(name, trouble=without_credentials(error.message))
    except OSError as error:  # of the store of tokens
        return Exchanged(name, trouble=f"{error.filename}: {error.strerror}")


def _pushed(town: Town, session: Session, name: str, url: str) -> Exchanged:
    known = next(
        (remote for remote in remote_tracking.read(session) if remote.name == ORIGIN), None
    )
    if known is not None and known.url != url and bare(known.url) == url:
        remotes.remove(session, ORIGIN)  # the token that its URL had is in the store now
        known = None
    if known is None:
        remotes.add(session, ORIGIN, url)
    elif known.url != url:
        differ = (
            f"{name} has the remote {known.url}, and {town.daemon_file} names {url}: let "
            "both say the same"
        )
        return Exchanged(
            name, trouble="its remote is another one", alert=without_credentials(differ)
        )
    elif known.commit == session.rows(HEAD)[0][0]:
        return Exchanged(name)
    with remote_statements.ended_with(session, town.server_of(name)):
        remotes.push(session, ORIGIN)
    return Exchanged(name, is_pushed=True)


def _failed(name: str, url: str, error: ServerError) -> Exchanged:
    why = without_credentials(_reason(error.text))
    alert = _MEND.get(error.fault, "").format(name=name, url=without_credentials(url), why=why)
    return Exchanged(name, trouble=why, alert=alert, is_refused=error.fault is Fault.CREDENTIALS)


def _reason(text: str) -> str:
    """Return the line of git's message that says what is wrong."""
    lines = [
        line.strip() for line in text.splitlines() if line.strip() and not line.startswith("hint:")
    ]
    telling = [
        line for line in lines if "fatal:" in line or "denied" in line.lower() or "rejected" in line
    ]
    found = (telling or lines or [text])[0]
    return found.rpartition("; ")[2] if "could not be accessed; " in found else found


def _now() -> str:
    return format_timestamp(datetime.now(UTC).replace(microsecond=0, tzinfo=None))
