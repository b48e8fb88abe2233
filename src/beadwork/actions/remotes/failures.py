"""What an error of a remote means to a person: the fact, and the command to type."""

from __future__ import annotations

from collections.abc import Callable

from beadwork import errors
from beadwork.dolt.connection import remote_errors
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.versions.remotes import Tracked
from beadwork.model.hints import command
from beadwork.model.printable import clean
from beadwork.model.urls import bare, without_credentials

ORIGIN = "origin"
"""The operational remote."""
NO_BRANCH = "git remote has no branches"
NO_PROGRAM = ('exec: "git"', "git: executable file not found", "git not found")
NO_DATA = (
    "no such remote ref",
    "unknown branch",
    "branch not found",
    "no branches found",
    "no dolt data",
)


def explained(error: ServerError, remote: Tracked) -> errors.BeadworkError:
    """Return the error to show for a failed push or fetch."""
    known = _OF_FAULT.get(error.fault)
    if known:
        return known(remote, reason(error.text))
    if error.fault in (Fault.REJECTED, Fault.REMOTE_DISK):
        return _declined(remote, error)
    if error.is_slow:
        return errors.RemoteFailed(
            f"{named(remote)} did not answer in time; nothing is lost",
            hint="bd dolt push   again later, or bd config set dolt.remote-timeout 900",
        )
    if error.fault is not Fault.OTHER and error.fault is not Fault.READ_ONLY:
        return explain(error)
    if any(words in error.text for words in NO_PROGRAM):
        return no_git(remote)
    kind = errors.RemoteUnusable if error.fault is Fault.READ_ONLY else errors.RemoteFailed
    return kind(
        f"{named(remote)} cannot be reached: {reason(error.text)}",
        hint=f"bd dolt remote list   (to correct the URL: "
        f"{command('bd', 'dolt', 'set', 'federation.remote')} URL)",
    )


def no_branch(remote: Tracked) -> errors.RemoteUnusable:
    """Return the error for a git repository without a branch, which Dolt cannot use."""
    return errors.RemoteUnusable(
        f"{named(remote)} is a git repository without a branch: it needs a first commit",
        hint="git push origin HEAD   (any branch will do), then bd dolt push",
    )


def no_git(remote: Tracked) -> errors.RemoteUnusable:
    """Return the error for a git remote where there is no git."""
    return errors.RemoteUnusable(
        f"{named(remote)} is a git repository, and there is no git on the PATH",
        hint="install git, then bd dolt restart",
    )


def no_data(remote: Tracked) -> errors.RemoteEmpty:
    """Return the error for a remote that no tracker was pushed to yet."""
    return errors.RemoteEmpty(f"{named(remote)} holds no tracker yet", hint="bd dolt push")


def no_remote(name: str, url: str = "") -> errors.NoRemote:
    """Return the error for a remote that the database does not have. `url` is one that `origin`
    could have: that of the project's own git remote.
    """
    if name != ORIGIN:
        return errors.NoRemote(f'no remote "{name}"', hint="bd dolt remote list")
    add = command("bd", "dolt", "remote", "add", name, *([url] if url else []))
    return errors.NoRemote(f'no remote "{name}"', hint=add if url else f"{add} URL")


def is_empty(error: ServerError) -> bool:
    """Tell whether a fetch failed because the remote has no data yet."""
    return any(words in error.text.lower() for words in NO_DATA)


def reason(text: str) -> str:
    """Return the line of git's or Dolt's message that says what is wrong, without a password."""
    lines = [
        line.strip() for line in text.splitlines() if line.strip() and not line.startswith("hint:")
    ]
    telling = [
        line for line in lines if "fatal:" in line or "denied" in line.lower() or "rejected" in line
    ]
    found = (telling or lines or [text])[0]
    if "fatal: " in found:  # the words of git, behind those of Dolt
        found = found[found.index("fatal: ") :]
    found = found.rpartition("; ")[2] if "could not be accessed; " in found else found
    return without_credentials(found)


def unrelated(remote: Tracked, why: str = "") -> errors.UnrelatedHistory:
    """Return the error for a remote with another history: nothing is ever forced onto it."""
    return errors.UnrelatedHistory(
        f"{named(remote)} holds another tracker: its history and the one here have no commit in "
        "common, so neither can be merged into the other; nothing was changed",
        hint=f"{command('bd', 'dolt', 'clone', bare(remote.url))}   in another directory, then "
        "bd export here and bd import there",
    )


def moved(remote: Tracked, why: str = "") -> errors.RemoteMoved:
    """Return the error for a remote that has commits which are not here."""
    return errors.RemoteMoved(
        f"{named(remote)} has commits that are not here; nothing was pushed", hint="bd dolt pull"
    )


def _denied(remote: Tracked, why: str) -> errors.RemoteDenied:
    login = command("bd", "dolt", "remote", "login", remote.name)
    login = f"{login} --user USER --password-file FILE"
    if remote.url.startswith("git+ssh:"):
        hint = "ssh-add KEY, or add your public key on the host; then the same command"
    elif remote.url.startswith("git+http"):
        hint = f"{login}   (or a credential helper of git)"
    else:
        hint = login
    return errors.RemoteDenied(f"{named(remote)} refuses the credentials: {why}", hint=hint)


def _unknown_host(remote: Tracked, why: str) -> errors.RemoteDenied:
    return errors.RemoteDenied(
        f"{named(remote)}: the key of the host is not the known one, or none is known: {why}",
        hint=f"ssh {_host(remote)}   (once, by hand: compare the key, and accept it)",
    )


def _unreachable(remote: Tracked, why: str) -> errors.RemoteFailed:
    return errors.RemoteFailed(
        f"{named(remote)} cannot be reached: {why}; nothing is lost, and work here goes on",
        hint="bd dolt push   later; or bd dolt remote list, where the URL is wrong",
    )


def _no_repository(remote: Tracked, why: str) -> errors.RemoteUnusable:
    add = command("bd", "dolt", "remote", "add", remote.name)
    return errors.RemoteUnusable(
        f"{named(remote)}: there is no such repository, or it is hidden from you: {why}",
        hint=f"make the repository; or bd dolt remote remove {remote.name}, then {add} URL",
    )


def _not_dolt(remote: Tracked, why: str) -> errors.RemoteUnusable:
    return errors.RemoteUnusable(
        f"{named(remote)}: what is kept there for a tracker is no database of Dolt: {why}",
        hint=f"{command('bd', 'dolt', 'remote', 'add', 'other')} URL --ref refs/dolt/tracker",
    )


def _declined(remote: Tracked, error: ServerError) -> errors.RemoteUnusable:
    words = remote_errors.words_of_remote(error.text)
    said = f", and says: {without_credentials(clean(words))}" if words else ""
    if error.fault is Fault.REMOTE_DISK:
        return errors.RemoteUnusable(
            f"{named(remote)} has no space left for the push{said}",
            hint="bd dolt push   when there is space at the remote again",
        )
    return errors.RemoteUnusable(
        f"{named(remote)} declines the push by a hook or a rule{said}",
        hint=f"{command('bd', 'dolt', 'remote', 'add', 'other')} URL --ref refs/heads/beadwork   "
        "(where the host takes only branches)",
    )


def _host(remote: Tracked) -> str:
    """Return the words by which ssh reaches the host of a remote."""
    place = remote.url.partition("://")[2].partition("/")[0]
    host, _, port = place.partition(":") if "[" not in place else (place, "", "")
    return f"-p {port} {host}" if port else host


def named(remote: Tracked) -> str:
    """Return a remote's name with its URL, as messages have it."""
    return f"{remote.name} ({bare(remote.url)})" if remote.url else remote.name


_OF_FAULT: dict[Fault, Callable[[Tracked, str], errors.BeadworkError]] = {
    Fault.CREDENTIALS: _denied,
    Fault.UNRELATED: unrelated,
    Fault.NON_FAST_FORWARD: moved,
    Fault.HOST_KEY: _unknown_host,
    Fault.UNREACHABLE: _unreachable,
    Fault.NO_REPOSITORY: _no_repository,
    Fault.NO_BRANCH: lambda remote, why: no_branch(remote),
    Fault.NOT_DOLT: _not_dolt,
}
