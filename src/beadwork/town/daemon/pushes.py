"""Push the databases that `dolt_remotes` names to their remotes, each by itself: no failure keeps
any work waiting.

Only `main` is pushed, to `origin`, which is added where a database has none (seed 001, "Daemon
Integration"). What failed is tried again with the next heartbeat; what a person has to mend is an
alert, and refused credentials are a letter to the mayor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import record
from beadwork.dolt.server.machine import process
from beadwork.dolt.versions import remote_tracking, remotes
from beadwork.errors import BeadworkError
from beadwork.workspace import git_remote

if TYPE_CHECKING:
    from beadwork.town.configuration import Remotes
    from beadwork.town.daemon.publish import News
    from beadwork.town.layout import Town

ORIGIN = "origin"
KIND = "push-"
SECONDS = 600.0
"""How long one push may take; git has no limit of its own."""
HEAD = "SELECT DOLT_HASHOF('main')"

_MEND = {
    Fault.CREDENTIALS: "{name}: {url} refuses the credentials of the server: {why}. Give the user who runs it a key, or a"
    " credential helper of git, then `gt dolt restart`",
    Fault.AHEAD: "{name}: {url} has commits that are not here, and takes nothing: {why}. See `gt doctor --check remote-behind`",
    Fault.UNRELATED: "{name}: {url} holds another history, and takes nothing. See `gt doctor --check remote-data`",
}


class Pushed(NamedTuple):
    """What came of one database. `trouble` is empty where all is there; `alert` is what a person
    has to do about it.
    """

    name: str
    is_new: bool = False
    trouble: str = ""
    alert: str = ""
    is_refused: bool = False
    """The remote did not take the credentials."""


def push(town: Town, wanted: Remotes, news: News) -> str:
    """Push what is configured and return in a few words what came of it; alerts are opened and
    closed.
    """
    if not wanted.enabled or not wanted.push_on_heartbeat:
        return "pushing is off"
    done = [one(town, name, url) for name, url in sorted(wanted.databases.items())]
    for each in done:
        if each.alert:
            news.open(f"{KIND}{each.name}", each.alert, letter=each.is_refused)
        elif not each.trouble:
            news.close([f"{KIND}{each.name}"])
    return _summary(done)


def one(town: Town, name: str, url: object) -> Pushed:
    """Push one database."""
    if not isinstance(url, str) or not url:
        return Pushed(
            name,
            trouble="it has no URL",
            alert=f"{town.daemon_file}: dolt_remotes.databases.{name} is no URL",
        )
    home = town.server_of(name)
    known = record.read(home)
    if known is None or process.find(home, known) is None:
        return Pushed(name, trouble="its server does not run")
    try:
        with Session(access.address(home, known), name, read_seconds=SECONDS) as session:
            return _pushed(town, session, name, git_remote.for_dolt(url, str(town.root)))
    except ServerError as error:
        return _failed(name, url, error)
    except BeadworkError as error:
        return Pushed(name, trouble=remotes.without_secrets(error.message))


def _pushed(town: Town, session: Session, name: str, url: str) -> Pushed:
    known = next(
        (remote for remote in remote_tracking.look(session) if remote.name == ORIGIN), None
    )
    if known is None:
        remotes.add(session, ORIGIN, url)
    elif known.url != url:
        differ = f"{name} has the remote {known.url}, and {town.daemon_file} names {url}: let both say the same"
        return Pushed(
            name, trouble="its remote is another one", alert=remotes.without_secrets(differ)
        )
    elif known.commit == session.rows(HEAD)[0][0]:
        return Pushed(name)
    remotes.push(session, ORIGIN)
    return Pushed(name, is_new=True)


def _failed(name: str, url: str, error: ServerError) -> Pushed:
    why = remotes.without_secrets(_reason(error.text))
    alert = _MEND.get(error.fault, "").format(name=name, url=remotes.without_secrets(url), why=why)
    return Pushed(name, trouble=why, alert=alert, is_refused=error.fault is Fault.CREDENTIALS)


def _reason(text: str) -> str:
    """Return the line of git's words that says what is wrong; Dolt's hints come after it."""
    lines = [
        line.strip() for line in text.splitlines() if line.strip() and not line.startswith("hint:")
    ]
    telling = [
        line for line in lines if "fatal:" in line or "denied" in line.lower() or "rejected" in line
    ]
    found = (telling or lines or [text])[0]
    return found.rpartition("; ")[2] if "could not be accessed; " in found else found


def _summary(done: list[Pushed]) -> str:
    failed = [f"{each.name}: {each.trouble}" for each in done if each.trouble]
    pushed = [each.name for each in done if each.is_new]
    well = f"pushed {', '.join(pushed)}" if pushed else "nothing new to push"
    return f"failed: {'; '.join(failed)}" if failed else well
