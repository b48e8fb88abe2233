"""The types of the methods to await, written by `make docs` from those of `Tracker`."""

import builtins
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Unpack

from beadwork.aio.core import AsyncCore
from beadwork.aio.feed import AsyncChangeFeed
from beadwork.store.identity_check import TrackerProfile
from beadwork.tracker import types

class AsyncTracker(AsyncCore):
    """One workspace's issues, with the methods of `Tracker`: each is to be awaited."""
    async def add_dependency(
        self, issue_id: str, depends_on_id: str, type: str = "blocks"
    ) -> types.AddedDependency:
        """Add a dependency: one issue waits for another, or refers to it."""
    async def add_labels(
        self, ids: Sequence[str], labels: Sequence[str]
    ) -> builtins.list[types.Labelled]:
        """Put labels on issues."""
    async def add_remote(
        self, name: str, url: str, ref: str = "", *, directory: str = ""
    ) -> types.Remote:
        """Add a remote, which is not contacted. `url` is as `model.remotes.endpoint` takes it; a
        relative path counts from `directory`, by default the workspace's."""
    async def author(self) -> types.Author:
        """Whose name writes get."""
    async def blocked(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> Sequence[types.BlockedIssue]:
        """Return the issues that open work blocks, with what blocks them."""
    async def branch(self) -> str:
        """The branch in use."""
    async def changed_on_main(self, *ids: str) -> builtins.list[types.Change]:
        """Return what `main` has changed of these issues, or of all, since the branch in use was
        made or last merged it. Nothing is changed on `main` itself."""
    async def changes(
        self,
        since: str | None = None,
        wanted: types.Filter | None = None,
        *,
        wait_seconds: float | None = 0.0,
    ) -> AsyncChangeFeed:
        """Return the feed of the changes behind a cursor: each commit that became reachable on the
        branch in use, once."""
    async def claim(self, issue_id: str) -> types.Issue:
        """Claim an issue."""
    async def claim_next(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Issue | None:
        """Claim the first ready issue, as `claim_ready`, and return it."""
    async def claim_ready(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Claimed | None:
        """Claim the first ready issue that nobody has, else the first one whose owner's lease has
        ended. Tell from whom it was taken. Return None if there is none."""
    async def close_and_claim(
        self,
        *ids: str,
        reason: str | None = None,
        force: bool = False,
        suggest: bool = False,
        claim: bool = False,
    ) -> types.Closing:
        """Close issues. With `suggest` find what became ready, with `claim` claim the next ready
        issue."""
    async def close_issues(
        self, *ids: str, reason: str | None = None, force: bool = False
    ) -> builtins.list[types.Issue]:
        """Close issues and return them."""
    async def comment(self, issue_id: str, text: str) -> types.Comment:
        """Add a comment to an issue."""
    async def confirm_claims(
        self, *ids: str, made: Sequence[str] | None = None, remote: str = "origin"
    ) -> None:
        """Push this writer's claims, and read them back. Only then do they count for other
        machines. `made` are those that were made just now, by default all."""
    async def conflicts(self, *ids: str) -> builtins.list[types.Undecided]:
        """Return the conflicts that merges left open, of these issues or of all."""
    async def create(self, title: str, **fields: Unpack[types.NewIssueFields]) -> types.Issue:
        """Create an issue and return it. `fields` are the settable fields by column, `labels`,
        `dependencies` and `id`: `NewIssueFields`."""
    async def create_branch(self, name: str, source: str = "") -> types.CreatedBranch:
        """Create a branch from the committed state of the branch in use, or from another REF."""
    async def create_many(
        self, drafts: Iterable[Mapping[str, Any] | types.Draft]
    ) -> builtins.list[types.Issue]:
        """Create issues in one commit, and return them in the order of the drafts."""
    async def cycles(self) -> Sequence[Sequence[str]]:
        """Return the cycles of open issues that wait for each other. An import or a merge may
        create them."""
    async def defer(
        self, *ids: str, until: datetime | None = None, force: bool = False
    ) -> builtins.list[types.Issue]:
        """Defer issues until a time (UTC), or until `undefer`."""
    async def delete(self, *ids: str) -> types.Deletion:
        """Delete issues with their edges and comments. History keeps them."""
    async def delete_branch(self, name: str, *, discard: bool = False) -> types.DeletedBranch:
        """Delete a branch whose commits are all in the branch in use, or any branch with
        `discard`."""
    async def differences(self, before: str, after: str = "HEAD") -> types.Differences:
        """Return what differs between two REFs (as `turn_to` takes them), issue by issue."""
    async def duplicate(self, issue_id: str, of: str, *, force: bool = False) -> types.Replaced:
        """Close an issue as a duplicate of another."""
    async def fetch(self, remote: str = "origin") -> types.Fetched:
        """Fetch a remote's `main`, and check it. Nothing is merged."""
    async def forget(self, key: str) -> types.Remembered:
        """Forget what is remembered under a key."""
    async def get(self, issue_id: str) -> types.Issue | None:
        """Return the issue that an id, or a unique part of one, names; None where there is none."""
    async def heartbeat(self) -> types.Heartbeat:
        """Give the actor a lease, or renew it, with everything that the actor has claimed. No
        commit is made."""
    async def history(self, issue_id: str) -> types.History:
        """Return every change of an issue, the newest first. A deleted issue has a history, too."""
    def iterate(
        self,
        wanted: types.Filter | None = None,
        *,
        size: int = 1000,
        **words: Unpack[types.FilterWords],
    ) -> AsyncIterator[types.Issue]:
        """Return an iterator over the issues that `list` returns, in the order of their ids, which
        holds at most `size` of them at a time."""
    async def list(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Page:
        """Return the issues that a filter, or these words, select, by default those that are not
        over, pinned or machinery."""
    async def login_remote(self, name: str, user: str, password: str) -> str:
        """Store the password for a remote, and return the path of the file."""
    async def merge(self, branch: str, strategy: str = "newest") -> types.Merge:
        """Merge a branch into the one in use, as one commit. Uncommitted changes that a killed
        writer left on it are committed first."""
    def merge_all(
        self, branches: Sequence[str], strategy: str = "newest"
    ) -> AsyncIterator[types.Merge]:
        """Merge branches one after the other, each when the iterator is asked for it, and yield
        each merge. The results are those of `merge`; the branches are looked at together."""
    async def preview_merge(self, branch: str, strategy: str = "newest") -> types.Merge:
        """Return what `merge` would do with the committed state. Nothing is locked or written."""
    async def profile(self) -> TrackerProfile:
        """What the database says of itself: its prefix, its statuses and types."""
    async def pull(self, remote: str = "origin", strategy: str = "newest") -> types.Pulled:
        """Fetch a remote's `main`, and merge it into ours by the rules."""
    async def push(self, remote: str = "origin", *, merge: bool = True) -> types.Pushed:
        """Push `main` to a remote. One that has moved is merged first, unless `merge` is false."""
    async def readonly(self) -> bool:
        """Whether everything that would write is refused."""
    async def ready(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Ready:
        """Return the issues that can be begun, in the order of the filter or of `ready.sort`."""
    async def release(
        self, *ids: str, gone: Sequence[str] = (), force: bool = False
    ) -> builtins.list[types.Unclaimed]:
        """Free issues of owners whose lease has ended, or who are `gone`."""
    async def remember(self, text: str, key: str | None = None) -> types.Remembered:
        """Remember a text. Without a key one is made of its first words."""
    async def remote_states(self) -> builtins.list[types.RemoteState]:
        """Return the remotes by name, with what is known of each without asking it."""
    async def remotes(self) -> builtins.list[types.Remote]:
        """Return the remotes by name."""
    async def remove_dependency(
        self, issue_id: str, depends_on_id: str, type: str | None = None
    ) -> None:
        """Remove a dependency. A parent is removed likewise."""
    async def remove_labels(
        self, ids: Sequence[str], labels: Sequence[str]
    ) -> builtins.list[types.Labelled]:
        """Take labels off issues."""
    async def remove_remote(self, name: str) -> types.Remote:
        """Remove a remote, and return it as it was. What was pushed there stays there."""
    async def reopen(self, *ids: str, reason: str | None = None) -> builtins.list[types.Issue]:
        """Reopen issues and return them."""
    async def resolve(self, issue_id: str, field: str, take: str) -> types.Issue:
        """Resolve a conflict: `ours`, `theirs`, or a value as `bd update` takes it."""
    async def search(
        self, text: str, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Page:
        """Return the issues whose texts contain all words of `text`, closed ones included."""
    async def set_remote(self, name: str, url: str, *, directory: str = "") -> types.Remote:
        """Make a remote lead to a URL, whether there was one of that name or not."""
    async def show(self, *ids: str) -> builtins.list[types.Detail]:
        """Return issues with their dependencies, comments and conflicts."""
    async def statistics(self) -> types.Statistics:
        """Return the numbers of the whole tracker."""
    async def supersede(self, issue_id: str, by: str, *, force: bool = False) -> types.Replaced:
        """Close an issue because another replaces it."""
    async def sync(self, remote: str = "origin") -> types.Synced:
        """Pull, merge and push."""
    async def unclaim(self, *ids: str, force: bool = False) -> builtins.list[types.Unclaimed]:
        """Give issues back: nobody has them then, and what was in progress is open."""
    async def undefer(self, *ids: str) -> builtins.list[types.Issue]:
        """Open deferred issues again."""
    async def undo(self, commit: str | None = None) -> types.Undone:
        """Reverse a write by a new one: the last write of this actor, or the one that `commit`
        names."""
    async def update(
        self, *ids: str, **changes: Unpack[types.IssueChanges]
    ) -> builtins.list[types.Issue]:
        """Change fields of issues and return them. `changes` are those of `IssueChanges`."""
    async def update_and_claim(
        self, *ids: str, **changes: Unpack[types.IssueChanges]
    ) -> builtins.list[types.Updated]:
        """Claim issues and change fields of them, as `update` does. Tell of each whether it was
        the writer's already."""
