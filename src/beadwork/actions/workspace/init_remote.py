"""What `init` fetches: the tracker at the URL that was asked for, or that of git's `origin`."""

from __future__ import annotations

from collections.abc import Callable

from beadwork import errors
from beadwork.actions.workspace import init_plan
from beadwork.actions.workspace.init_plan import APART, JOIN, Request
from beadwork.model.urls import bare, without_credentials
from beadwork.workspace import git_remote, remote_place


def without_secrets(directory: str, request: Request, say: Callable[[str], None]) -> str | None:
    """Return the URL of the request, or git's, in Dolt's form and without its password, which goes
    to the store. "" where the project has no git remote; None where nothing is to be fetched.
    """
    if request.remote is None:
        return None
    if not request.remote:
        return git_remote.of_origin(directory, say)
    return remote_place.typed(request.remote, directory, say).url


def url(request: Request) -> str:
    """Return the URL to fetch from, in Dolt's form; empty where nothing is fetched.

    Raises:
        Usage: git's `origin` was asked for, and there is none.
    """
    if request.remote == "":
        raise errors.Usage(
            "this project has no git remote origin to fetch from", hint="bd init --from-remote URL"
        )
    return request.remote or ""


def joining(beads: str, directory: str, request: Request, say: Callable[[str], None]) -> Request:
    """Return the request, which fetches from git's `origin` where that holds a tracker and the
    person wants to join it.
    """
    is_wanted = request.on_remote_data == JOIN and request.remote is None
    if not is_wanted or request.over_older_data or init_plan.interrupted(beads, request, ""):
        return request
    if not git_remote.origin(directory):
        return request
    has_data = git_remote.has_data(directory)
    if has_data is None:
        _say_unasked(directory, say)
        return request._replace(on_remote_data=APART)
    if not has_data:
        return request._replace(on_remote_data=APART)
    return request._replace(remote=origin_joined(directory, say))


def origin_joined(directory: str, say: Callable[[str], None]) -> str:
    """Return Dolt's URL of git's `origin`, and say that its tracker is joined."""
    found = git_remote.of_origin(directory, say)
    say(f"git's origin holds a tracker of this project, which is fetched: {bare(found)}")
    return found


def may_fetch(directory: str, request: Request) -> bool:
    """Tell whether the tracker is to be fetched from git's `origin`, which holds one."""
    is_wanted = request.on_remote_data == JOIN and git_remote.origin(directory)
    return bool(is_wanted and git_remote.has_data(directory))


def refuse_origin(directory: str, say: Callable[[str], None]) -> None:
    """Refuse to make a tracker beside the one that git's `origin` holds.

    Raises:
        RemoteHasData: `origin` holds one.
    """
    if not git_remote.origin(directory):
        return
    has_data = git_remote.has_data(directory)
    if has_data:
        raise errors.RemoteHasData(
            f"git's remote origin holds a tracker for this project already ({git_remote.REF})",
            hint="bd init --from-remote",
        )
    if has_data is None:
        _say_unasked(directory, say)


def database_missing(
    missing: errors.DatabaseMissing, directory: str
) -> errors.RemoteHasData | errors.LocalDataExists:
    """Return the error for a missing database, by whether git's `origin` holds the tracker."""
    if git_remote.origin(directory) and git_remote.has_data(directory):
        return errors.RemoteHasData(missing.message, hint=missing.hint)
    return errors.LocalDataExists(missing.message, hint=missing.hint)


def _say_unasked(directory: str, say: Callable[[str], None]) -> None:
    say(
        "git's remote origin could not be asked whether it holds a tracker: "
        f"{without_credentials(git_remote.origin(directory))}"
    )
