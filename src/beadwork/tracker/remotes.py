"""The remotes of a tracker: pushes, fetches and pulls, which Dolt's server makes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from beadwork import errors
from beadwork.tracker import types
from beadwork.tracker.argument_checks import choice, flag, named, text, texts
from beadwork.tracker.core import Core
from beadwork.workspace.settings import config_yaml

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session

T = TypeVar("T")

ORIGIN = "origin"
"""The operational remote."""
VARIABLE = "BD_FEDERATION_REMOTE"
"""Names the URL of `origin` where the tracker has none. A file of the repository cannot."""


class Remotes(Core):
    """What works with the remotes of a tracker."""

    _remote_seconds: float | None = None
    """The time limit of a push or a fetch; None: `dolt.remote-timeout`."""
    _lends_agent = True
    """Whether the server's pushes and fetches may use this process's SSH agent. The daemon's may
    have ended long ago.
    """
    _keeps_remote_records = True
    """Whether pushes and pulls are kept in the record of the remote. The daemon keeps its own."""

    def remotes(self) -> list[types.Remote]:
        """Return the remotes by name."""
        from beadwork.dolt.versions import remote_tracking

        return self._ask(lambda reader: remote_tracking.read(reader))

    def remote_states(self) -> list[types.RemoteState]:
        """Return the remotes by name, with what is known of each without asking it."""
        from beadwork.dolt.server.files.remote_state import RemoteState
        from beadwork.dolt.versions import remote_tracking
        from beadwork.model.urls import bare
        from beadwork.tracker import remote_records

        return [
            RemoteState(
                remote.name,
                bare(remote.url),
                remote_records.read(self._link, remote.name),
                *counts,
            )
            for remote, counts in self._ask(remote_tracking.counted)
        ]

    def add_remote(
        self, name: str, url: str, ref: str = "", *, directory: str = ""
    ) -> types.Remote:
        """Add a remote, which is not contacted. `url` is as `model.remotes.endpoint` takes it; a
        relative path counts from `directory`, by default the workspace's.

        Raises:
            Exists: there is a remote of that name.
            Usage, Invalid: the name or the URL cannot be one of a remote.
        """
        from beadwork.actions.remotes import configure
        from beadwork.model.remotes import endpoint

        name, url, ref = text("name", name), text("url", url), text("ref", ref)
        directory = text("directory", directory)
        return self._as_root(
            configure.Addition(
                name,
                url,
                ref=ref,
                directory=directory or self._link.workspace.root,
                table=self._local.get(endpoint.TABLE_KEY, ""),
            ),
        )

    def set_remote(self, name: str, url: str, *, directory: str = "") -> types.Remote:
        """Make a remote lead to a URL, whether there was one of that name or not.

        Raises:
            Usage, Invalid: as `add_remote`; nothing was changed.
        """
        from beadwork.actions.remotes import configure
        from beadwork.model.remotes import endpoint

        name, url, directory = text("name", name), text("url", url), text("directory", directory)
        return self._as_root(
            lambda root: configure.set_url(
                root,
                name,
                url,
                directory=directory or self._link.workspace.root,
                table=self._local.get(endpoint.TABLE_KEY, ""),
            ),
        )

    def remove_remote(self, name: str) -> types.Remote:
        """Remove a remote, and return it as it was. What was pushed there stays there.

        Raises:
            NotFound: there is no such remote.
        """
        from beadwork.actions.remotes import configure

        name = text("name", name)
        return self._as_root(configure.Removal(name))

    def login_remote(self, name: str, user: str, password: str) -> str:
        """Store the password for a remote, and return the path of the file.

        Raises:
            NotFound: there is no such remote.
            Usage: the remote takes no password, or not this one.
        """
        from beadwork.actions.remotes import login

        name, user, password = text("name", name), text("user", user), text("password", password)
        return self._as_root(lambda root: login.keep(root, name, user, password))

    def fetch(self, remote: str = ORIGIN) -> types.Fetched:
        """Fetch a remote's `main`, and check it. Nothing is merged.

        Raises:
            BeadworkError: the remote cannot be read, or what it has is refused.
        """
        from beadwork.actions.remotes import pull

        remote = text("remote", remote)

        def fetched() -> types.Fetched:
            return self._as_root(lambda root: pull.fetch(root, remote))

        try:
            return self._with_origin(remote, fetched)
        except errors.RemoteMoved:  # of a fetch: it lacks a file that its manifest names
            if not self._put_back(remote):
                raise
            return fetched()

    def _put_back(self, remote: str) -> bool:
        """Put back what a git remote has lost, and tell whether it had lost something that is
        here.
        """
        from beadwork.dolt.versions import remotes
        from beadwork.workspace import git_blobs

        home = self._link.chosen.home
        url, _, ref = self._as_root(lambda root: remotes.stored_url(root, remote)).partition("?")
        return home is not None and git_blobs.put_back(
            url, ref, home.directory_of(self._link.workspace.database)
        )

    def pull(self, remote: str = ORIGIN, strategy: str = "newest") -> types.Pulled:
        """Fetch a remote's `main`, and merge it into ours by the rules.

        Raises:
            BeadworkError: as `fetch`; or the merge was refused. Nothing was changed here.
        """
        from beadwork.actions.remotes import pull
        from beadwork.model.merging.three_way import STRATEGIES

        remote, strategy = text("remote", remote), choice("strategy", strategy, STRATEGIES)
        self._require_main()
        with self._recorded(remote):
            fetched = self.fetch(remote)
            pulled = self._administer(lambda writer: pull.take(writer, fetched, strategy))
        self._record(remote, pulled.url, pulled=True)
        return pulled

    def push(self, remote: str = ORIGIN, *, merge: bool = True) -> types.Pushed:
        """Push `main` to a remote. One that has moved is merged first, unless `merge` is false.

        Raises:
            RemoteMoved: the remote has commits that are not here.
            BeadworkError: the remote did not take the push.
        """
        from beadwork.actions.remotes import push

        remote, merge = text("remote", remote), flag("merge", merge)
        with self._recorded(remote):
            pushed = self._with_origin(
                remote,
                lambda: self._as_root(
                    lambda root: push.push(
                        root,
                        remote,
                        lambda: self._who.name,
                        pull=(lambda: self.pull(remote)) if merge else None,
                        has_branch=_has_branch,
                    )
                ),
            )
        self._record(remote, pushed.url, pushed=True)
        return pushed

    def sync(self, remote: str = ORIGIN) -> types.Synced:
        """Pull, merge and push.

        Raises:
            BeadworkError: as `pull` and `push`.
        """
        from beadwork.actions.remotes import sync

        remote = text("remote", remote)
        return sync.sync(lambda: self.pull(remote), lambda: self.push(remote))

    def confirm_claims(
        self, *ids: str, made: Sequence[str] | None = None, remote: str = ORIGIN
    ) -> None:
        """Push this writer's claims, and read them back. Only then do they count for other
        machines. `made` are those that were made just now, by default all.

        Raises:
            AlreadyClaimed: the remote had somebody else's claim first. Ours is undone, and theirs
                is here; our other edits stay.
            BeadworkError: the claims could not be pushed; those of `made` are undone.
        """
        from beadwork.actions.remotes import confirm, pull

        ids, remote = named(ids), text("remote", remote)
        made = ids if made is None else texts("made", made)
        self._require_main()
        confirm.confirm(
            ids,
            self._who.name,
            confirm.Steps(
                push=lambda: self.push(remote, merge=False),
                fetch=lambda: self.fetch(remote),
                merge=lambda fetched: self._administer(lambda writer: pull.take(writer, fetched)),
                unclaim=self._take_claims_back,
                give_way=lambda claims: self._change(
                    lambda tx: confirm.give_way(tx, claims), always_commit=True
                ),
                ask=self._link.ask,
            ),
            made,
        )

    def _take_claims_back(self, ids: Sequence[str]) -> None:
        from beadwork.actions.issues import unclaim

        self._change(
            lambda tx: unclaim.unclaim(tx, list(ids), self.profile, force=True), always_commit=True
        )

    @contextmanager
    def _recorded(self, remote: str) -> Iterator[None]:
        """Keep that the block failed."""
        try:
            yield
        except errors.BeadworkError as error:
            if self._keeps_remote_records:
                from beadwork.tracker import remote_records

                remote_records.failed(self._link, remote, error)
            raise

    def _record(self, remote: str, url: str, *, pushed: bool = False, pulled: bool = False) -> None:
        if self._keeps_remote_records:
            from beadwork.tracker import remote_records

            remote_records.succeeded(self._link, remote, url, pushed=pushed, pulled=pulled)

    def _with_origin(self, remote: str, act: Callable[[], T]) -> T:
        """Run what needs a remote. A missing `origin` is added first where the environment names
        it, or where the sync mode makes git's `origin` the remote.
        """
        try:
            return act()
        except errors.NoRemote:
            url = self._origin_url() if remote == ORIGIN else ""
            if not url:
                raise self._no_remote(remote) from None
        self.add_remote(ORIGIN, url)
        return act()

    def _no_remote(self, name: str) -> errors.NoRemote:
        """Return the error for a missing remote; the hint has git's `origin` where there is one."""
        from beadwork.actions.remotes import failures
        from beadwork.model.urls import bare
        from beadwork.workspace import git_remote

        url = git_remote.origin(self._link.workspace.root) if name == ORIGIN else ""
        return failures.no_remote(name, bare(url))

    def _origin_url(self) -> str:
        from beadwork.workspace import git_remote
        from beadwork.workspace.settings import sync_mode

        named = os.environ.get(VARIABLE, "")
        if named or sync_mode.of(self._local) != sync_mode.GIT_PORTABLE:
            return named
        return git_remote.of_origin(self._link.workspace.root, self._say)

    def _say(self, line: str) -> None:
        self.on_warning(line)

    def _as_root(self, question: Callable[[Session], T]) -> T:
        """Run a question over a connection of root's account to `main`, each statement of which has
        `_remote_seconds`.
        """
        if self._readonly:
            raise self._read_only()
        with self._in_use() as batch:
            if batch is not None:
                raise errors.Usage("pushes and pulls cannot be part of a batch")
            if self._lends_agent and self._link.chosen.home is not None:
                from beadwork.dolt.server.files import agent_link

                agent_link.point(self._link.chosen.home.control, os.environ)
            seconds = self._remote_seconds
            if seconds is None:
                seconds = config_yaml.number(self._local, "dolt.remote-timeout")
            return self._link.ask_as_root(question, seconds)

    def _require_main(self) -> None:
        """Refuse where another branch is in use: only `main` goes to a remote and comes from it."""
        branch = self._link.session.branch
        if branch and not self._readonly:
            raise errors.Usage(
                f"a pull merges into main, and the branch in use is {branch}",
                hint="BD_BRANCH=main bd dolt pull",
            )


def _has_branch(url: str) -> bool | None:
    """Tell whether a git remote has a branch. The module is loaded for a first push only."""
    from beadwork.workspace import git_remote

    return git_remote.has_branch(url)
