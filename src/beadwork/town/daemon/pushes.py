"""Push the databases of `dolt_remotes` to their remotes, each by itself.

Only `main` is pushed, to `origin`, which is added where a database has none. A failed push is tried
again with the next heartbeat. A failure that a person has to repair opens an alert. Refused
credentials are mailed to the mayor, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import credential_store, record
from beadwork.dolt.server.machine import process
from beadwork.dolt.versions import remote_tracking, remotes
from beadwork.errors import BeadworkError, Usage
from beadwork.model.remotes import endpoint
from beadwork.model.settings_table import float_setting
from beadwork.model.urls import bare, without_credentials

if TYPE_CHECKING:
    from beadwork.town.configuration import Remotes
    from beadwork.town.daemon.publisher import Publisher
    from beadwork.town.layout import Town

ORIGIN = "origin"
KIND = "push-"
SECONDS = float_setting("daemon.push-timeout")
"""The time limit of one push. Git itself has none."""
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


class Pushed(NamedTuple):
    """The result for one database. `trouble` is empty where the remote has all commits."""

    name: str
    is_new: bool = False
    trouble: str = ""
    alert: str = ""
    """What a person has to do; empty where the next push may succeed by itself."""
    is_refused: bool = False
    """Whether the remote refused the credentials."""


def push(town: Town, wanted: Remotes, publisher: Publisher) -> str:
    """Push what is configured, open and close the alerts, and return the result in words."""
    if not wanted.enabled or not wanted.push_on_heartbeat:
        return "pushing is off"
    done = [push_one(town, name, url) for name, url in sorted(wanted.databases.items())]
    for pushed in done:
        if pushed.alert:
            publisher.open_alert(f"{KIND}{pushed.name}", pushed.alert, mail_mayor=pushed.is_refused)
        elif not pushed.trouble:
            publisher.close_alerts([f"{KIND}{pushed.name}"])
    return _summary(done)


def push_one(town: Town, name: str, url: object) -> Pushed:
    if not isinstance(url, str) or not url:
        return Pushed(
            name,
            trouble="it has no URL",
            alert=f"{town.daemon_file}: dolt_remotes.databases.{name} is not a URL",
        )
    home = town.server_of(name)
    known = record.read(home)
    if known is None or process.find(home, known) is None:
        return Pushed(name, trouble="its server does not run")
    try:
        with Session(access.address(home, known), name, read_seconds=SECONDS) as session:
            clean = credential_store.take_out(url, lambda line: None)
            return _pushed(town, session, name, endpoint.parse(clean, str(town.root)).url)
    except ServerError as error:
        return _failed(name, url, error)
    except Usage as error:
        what = without_credentials(error.message)
        return Pushed(name, trouble=what, alert=f"{town.daemon_file}: {name}: {what}")
    except BeadworkError as error:
        return Pushed(name, trouble=without_credentials(error.message))
    except OSError as error:  # of the store of tokens
        return Pushed(name, trouble=f"{error.filename}: {error.strerror}")


def _pushed(town: Town, session: Session, name: str, url: str) -> Pushed:
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
        return Pushed(name, trouble="its remote is another one", alert=without_credentials(differ))
    elif known.commit == session.rows(HEAD)[0][0]:
        return Pushed(name)
    remotes.push(session, ORIGIN)
    return Pushed(name, is_new=True)


def _failed(name: str, url: str, error: ServerError) -> Pushed:
    why = without_credentials(_reason(error.text))
    alert = _MEND.get(error.fault, "").format(name=name, url=without_credentials(url), why=why)
    return Pushed(name, trouble=why, alert=alert, is_refused=error.fault is Fault.CREDENTIALS)


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


def _summary(done: list[Pushed]) -> str:
    failed = [f"{pushed.name}: {pushed.trouble}" for pushed in done if pushed.trouble]
    names = [pushed.name for pushed in done if pushed.is_new]
    well = f"pushed {', '.join(names)}" if names else "nothing new to push"
    return f"failed: {'; '.join(failed)}" if failed else well
