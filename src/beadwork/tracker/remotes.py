"""The remotes of a tracker: pushes, fetches and pulls, which Dolt's server makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork import errors
from beadwork.tracker.core import Core, configured_number

if TYPE_CHECKING:
    from beadwork.actions.remotes.pull import Fetched, Pulled
    from beadwork.actions.remotes.push import Pushed
    from beadwork.actions.remotes.sync import Synced
    from beadwork.dolt.versions.remote_tracking import Remote

ORIGIN = "origin"
"""The operational remote."""


class Remotes(Core):
    """What works with the remotes of a tracker."""

    def remotes(self) -> list[Remote]:
        """Return the remotes by name."""
        from beadwork.dolt.versions import remote_tracking

        return self.ask(lambda reader: remote_tracking.read(reader))

    def add_remote(self, name: str, url: str, ref: str = "") -> Remote:
        """Add a remote, which is not contacted. `url` is as `model.remotes.endpoint` takes it.

        Raises:
            Exists: there is a remote of that name.
            Usage, Invalid: the name or the URL cannot be one of a remote.
        """
        from beadwork.actions.remotes import configure
        from beadwork.model.remotes import endpoint

        self._refuse_readonly()
        return self.link.ask_as_root(
            lambda root: configure.add(
                root,
                name,
                url,
                ref=ref,
                directory=self.link.workspace.root,
                table=self._local.get(endpoint.TABLE_KEY, ""),
            ),
            self._remote_seconds,
        )

    def remove_remote(self, name: str) -> Remote:
        """Remove a remote, and return it as it was. What was pushed there stays there.

        Raises:
            NotFound: there is no such remote.
        """
        from beadwork.actions.remotes import configure

        self._refuse_readonly()
        return self.link.ask_as_root(
            lambda root: configure.remove(root, name), self._remote_seconds
        )

    def fetch(self, remote: str = ORIGIN) -> Fetched:
        """Fetch a remote's `main`, and check it. Nothing is merged.

        Raises:
            BeadworkError: the remote cannot be read, or what it has is refused.
        """
        from beadwork.actions.remotes import pull

        self._refuse_readonly()
        return self.link.ask_as_root(lambda root: pull.fetch(root, remote), self._remote_seconds)

    def pull(self, remote: str = ORIGIN, strategy: str = "newest") -> Pulled:
        """Fetch a remote's `main`, and merge it into ours by the rules.

        Raises:
            BeadworkError: as `fetch`; or the merge was refused. Nothing was changed here.
        """
        from beadwork.actions.remotes import pull

        self._require_main()
        fetched = self.fetch(remote)
        return self.administer(lambda writer: pull.take(writer, fetched, strategy))

    def push(self, remote: str = ORIGIN, *, merge: bool = True) -> Pushed:
        """Push `main` to a remote. One that has moved is merged first, unless `merge` is false.

        Raises:
            RemoteMoved: the remote has commits that are not here.
            BeadworkError: the remote did not take the push.
        """
        from beadwork.actions.remotes import push
        from beadwork.workspace import git_remote

        self._refuse_readonly()
        return self.link.ask_as_root(
            lambda root: push.push(
                root,
                remote,
                self.author.name,
                pull=(lambda: self.pull(remote)) if merge else None,
                has_branch=git_remote.has_branch,
            ),
            self._remote_seconds,
        )

    def sync(self, remote: str = ORIGIN) -> Synced:
        """Pull, merge and push.

        Raises:
            BeadworkError: as `pull` and `push`.
        """
        from beadwork.actions.remotes import sync

        return sync.sync(lambda: self.pull(remote), lambda: self.push(remote))

    @property
    def _remote_seconds(self) -> int:
        return configured_number(self._local, "dolt.remote-timeout")

    def _require_main(self) -> None:
        """Refuse where another branch is in use: only `main` goes to a remote and comes from it."""
        self._refuse_readonly()
        branch = self.link.session.branch
        if branch:
            raise errors.Usage(
                f"a pull merges into main, and the branch in use is {branch}",
                hint="BD_BRANCH=main bd dolt pull",
            )

    def _refuse_readonly(self) -> None:
        if self.readonly:
            raise self._read_only()
        if self._batch is not None:
            raise errors.Usage("pushes and pulls cannot be part of a batch")
