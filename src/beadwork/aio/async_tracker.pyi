"""The types of the methods to await, written by `make docs` from those of `Tracker`."""

import builtins
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import datetime
from os import PathLike
from typing import IO, Any, Unpack

from beadwork.aio.core import AsyncCore
from beadwork.aio.feed import AsyncChangeFeed
from beadwork.store.identity_check import TrackerProfile
from beadwork.tracker import types

class AsyncTracker(AsyncCore):
    """One workspace's issues, with the methods of `Tracker`: each is to be awaited."""
    async def activity(
        self,
        issue_id: str | None = None,
        *,
        actor: str = "",
        since: types.Date | None = None,
        limit: int | None = None,
    ) -> types.ActivityPage:
        """Return what happened to issues, the newest first: to all, or to one."""
    async def add_dependency(
        self, issue_id: str, depends_on_id: str, type: str = "blocks"
    ) -> types.AddedDependency:
        """Add a dependency: one issue waits for another, or refers to it."""
    async def add_labels(
        self, ids: Sequence[str], labels: Sequence[str]
    ) -> builtins.list[types.Labelled]:
        """Put labels on issues."""
    async def add_peer(self, name: str, place: str, *, tier: str = "") -> types.Peer:
        """Add a peer, without contacting it. `tier` is `T1` to `T4`, by default the workspace's."""
    async def add_remote(
        self, name: str, url: str, ref: str = "", *, directory: str = ""
    ) -> types.Remote:
        """Add a remote, which is not contacted. `url` is as `model.remotes.endpoint` takes it; a
        relative path counts from `directory`, by default the workspace's."""
    async def apply(
        self, operations: Iterable[Mapping[str, Any]], message: str = ""
    ) -> types.BatchOutcome:
        """Apply operations as `bd batch` takes them, all in one commit or none: `{"op": "create",
        "title": "…", "ref": "a"}`, then `{"op": "close", "id": "$a"}`."""
    async def author(self) -> types.Author:
        """Whose name writes get."""
    async def blocked(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> Sequence[types.BlockedIssue]:
        """Return the issues that open work blocks, with what blocks them."""
    async def branch(self) -> str:
        """The branch in use."""
    async def branches(self) -> builtins.list[types.ListedBranch]:
        """Return the branches of the tracker, with how far each is from the one in use."""
    async def changed_on_main(self, *ids: str) -> builtins.list[types.Change]:
        """Return what `main` has changed of these issues, or of all, since the branch in use was
        made or last merged it. Nothing is changed on `main` itself."""
    async def changes(
        self,
        since: str | None = None,
        wanted: types.Filter | None = None,
        *,
        wait_seconds: float | None = 0.0,
        **words: Unpack[types.FilterWords],
    ) -> AsyncChangeFeed:
        """Return the feed of the changes behind a cursor: each commit that became reachable on the
        branch in use, once."""
    async def children(
        self, issue_id: str, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Children:
        """Return the direct children of an issue."""
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
    async def close_eligible_epics(self, *, force: bool = False) -> builtins.list[types.Issue]:
        """Close the epics whose children are all closed, and return them."""
    async def close_issues(
        self, *ids: str, reason: str | None = None, force: bool = False
    ) -> builtins.list[types.Issue]:
        """Close issues and return them."""
    async def closed_by(
        self,
        author: str,
        wanted: types.Filter | None = None,
        *,
        since: types.Date | None = None,
        until: types.Date | None = None,
        **words: Unpack[types.FilterWords],
    ) -> builtins.list[types.ClosedIssue]:
        """Return the issues that somebody closed, the newest closing first. Deleted ones are among
        them."""
    async def closers(self, *ids: str) -> dict[str, str]:
        """Return who closed each of these issues, by id. An issue that is not closed, or of which
        history does not tell, has no entry."""
    async def collect_garbage(self, *, full: bool = False) -> None:
        """Collect Dolt's garbage in the database; with `full` also what is old."""
    async def comment(self, issue_id: str, text: str) -> types.Comment:
        """Add a comment to an issue."""
    async def comments(self, *ids: str) -> builtins.list[types.Comment]:
        """Return the comments on issues, in the order of time."""
    async def commit_deferred(self, message: str = "") -> types.Committed:
        """Commit the writes that `dolt.auto-commit: off` left uncommitted."""
    async def compact(
        self,
        *ids: str,
        closed_before: types.Date | None = None,
        summary: str | None = None,
        dry_run: bool = False,
    ) -> types.CompactionReport:
        """Compact issues: their long texts stay in history only. Those named, or without ids all
        that were closed before a time."""
    async def confirm_claims(
        self, *ids: str, made: Sequence[str] | None = None, remote: str = "origin"
    ) -> None:
        """Push this writer's claims, and read them back. Only then do they count for other
        machines. `made` are those that were made just now, by default all."""
    async def conflicts(self, *ids: str) -> builtins.list[types.Undecided]:
        """Return the conflicts that merges left open, of these issues or of all."""
    async def count(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> int:
        """Return the number of issues for which a filter holds, closed ones included."""
    async def count_by(
        self, group: str, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.CountByGroup:
        """Return the numbers of issues by `status`, `priority`, `type`, `assignee` or `label`."""
    async def create(self, title: str, **fields: Unpack[types.NewIssueFields]) -> types.Issue:
        """Create an issue and return it. `fields` are the settable fields by column, `labels`,
        `dependencies` and `id`: `NewIssueFields`."""
    async def create_branch(self, name: str, source: str = "") -> types.CreatedBranch:
        """Create a branch from the committed state of the branch in use, or from another REF."""
    async def create_many(
        self, drafts: Iterable[Mapping[str, Any] | types.Draft]
    ) -> builtins.list[types.Issue]:
        """Create issues in one commit, and return them in the order of the drafts."""
    async def cycle_time(
        self,
        by: str | None = None,
        wanted: types.Filter | None = None,
        *,
        since: types.Date = "12w",
        until: types.Date | None = None,
        **words: Unpack[types.FilterWords],
    ) -> types.CycleTime:
        """Return how long the issues took that were closed in a time, in all or by a group."""
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
    async def delete_comment(
        self, issue_id: str, comment_id: str, *, force: bool = False
    ) -> types.Comment:
        """Delete a comment and return it; names and raises as `edit_comment`."""
    async def dependency_tree(
        self, issue_id: str, *, type: str | None = None, reverse: bool = False, depth: int = 50
    ) -> types.DependencyTree:
        """Return what an issue waits for, directly or not; with `reverse` what waits for it."""
    async def differences(
        self, before: str | None = None, after: str | None = None
    ) -> types.Differences:
        """Return what differs between two REFs (as `turn_to` takes them), issue by issue. Without
        `before` it is what changed since yesterday began, or since the tracker did. Without
        `after` it is the newest commit of the branch; uncommitted changes beside it are told
        of, too."""
    async def duplicate(self, issue_id: str, of: str, *, force: bool = False) -> types.Replaced:
        """Close an issue as a duplicate of another."""
    async def duplicates(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> builtins.list[builtins.list[types.Issue]]:
        """Return groups of open issues with the same text, the oldest first in each."""
    async def edit(
        self, original: types.Issue, **changes: Unpack[types.IssueChanges]
    ) -> types.Issue:
        """Change fields of an issue that was read before, and return it. `changes` are those of
        `update`."""
    async def edit_comment(
        self, issue_id: str, comment_id: str, text: str, *, force: bool = False
    ) -> types.Comment:
        """Change the text of a comment, which a unique beginning of its id names, too. Somebody
        else's is changed only with `force`. History keeps what it said."""
    async def epics(self) -> builtins.list[types.EpicProgress]:
        """Return the open epics with the progress of their children."""
    async def execute(self, sql: str) -> int:
        """Run a SQL statement that changes rows, as one commit, and return how many it changed."""
    async def export(
        self,
        file: IO[bytes],
        wanted: types.Filter | None = None,
        *,
        memories: bool = True,
        **words: Unpack[types.FilterWords],
    ) -> types.Exported:
        """Write issues as JSON lines into an open file of bytes, as `bd export` does: all, or
        those of a filter. What is remembered goes along where all issues do."""
    async def fetch(self, remote: str = "origin") -> types.Fetched:
        """Fetch a remote's `main`, and check it. Nothing is merged."""
    async def forget(self, key: str) -> types.Remembered:
        """Forget what is remembered under a key."""
    async def get(self, issue_id: str) -> types.Issue | None:
        """Return the issue that an id, or a unique part of one, names; None where there is none."""
    async def graph(
        self, issue_id: str | None = None, *, everything: bool = False
    ) -> types.DependencyGraph:
        """Return issues in the order of their dependencies: those around one, or all open ones;
        with `everything` also those that are over."""
    async def heartbeat(self) -> types.Heartbeat:
        """Give the actor a lease, or renew it, with everything that the actor has claimed. No
        commit is made."""
    async def history(self, issue_id: str) -> types.History:
        """Return every change of an issue, the newest first. A deleted issue has a history, too."""
    async def import_issues(
        self,
        source: bytes | str | PathLike[str],
        *,
        name: str = "",
        force: bool = False,
        skip_bad: bool = False,
        dry_run: bool = False,
    ) -> types.ImportReport:
        """Import an export: JSON lines as bytes, or the path of a file with them. Issues that are
        known are updated where the file's are newer; with `force` also where they are older."""
    def iterate(
        self,
        wanted: types.Filter | None = None,
        *,
        size: int = 1000,
        **words: Unpack[types.FilterWords],
    ) -> AsyncIterator[types.Issue]:
        """Return an iterator over the issues that `list` returns, in the order of their ids, which
        holds at most `size` of them at a time."""
    async def labels(self) -> dict[str, int]:
        """Return every label of the tracker, and how many issues have it."""
    async def lint(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> builtins.list[types.Incomplete]:
        """Return the issues that lack information, with what they lack."""
    async def list(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Page:
        """Return the issues that a filter, or these words, select, by default those that are not
        over, pinned or machinery."""
    async def log(
        self,
        *,
        words: str = "",
        author: str = "",
        since: types.Date | None = None,
        until: types.Date | None = None,
        issue_id: str | None = None,
        limit: int | None = None,
    ) -> builtins.list[types.Logged]:
        """Return the writes of the branch in use, the newest first, with the issues that each
        touched."""
    async def login_remote(self, name: str, user: str, password: str) -> str:
        """Store the password for a remote, and return the path of the file."""
    async def memories(self, words: str = "") -> dict[str, str]:
        """Return what is remembered, by key: all of it, or what has the words."""
    async def merge(self, branch: str, strategy: str = "newest") -> types.Merge:
        """Merge a branch into the one in use, as one commit. Uncommitted changes that a killed
        writer left on it are committed first."""
    def merge_all(
        self, branches: Sequence[str], strategy: str = "newest"
    ) -> AsyncIterator[types.Merge]:
        """Merge branches one after the other, each when the iterator is asked for it, and yield
        each merge. The results are those of `merge`; the branches are looked at together."""
    async def migrate(self, *, dry_run: bool = False) -> types.Migration:
        """Migrate the database to this version, with one commit for each step."""
    async def orphans(self) -> Sequence[types.Orphan]:
        """Return the issues whose parent or blocker is missing, closed ones included."""
    async def peer_states(self) -> builtins.list[types.PeerState]:
        """Return how far each peer is, by what is known here: nothing is contacted."""
    async def peers(self) -> builtins.list[types.Peer]:
        """Return the peers that issues are exchanged with, by name."""
    async def preview_create(
        self, title: str, **fields: Unpack[types.NewIssueFields]
    ) -> types.Issue:
        """Return the issue that `create` would create, and create nothing. Everything is checked
        that `create` checks. Where `fields` have no id, the id is one that would fit; another
        one may be drawn then."""
    async def preview_merge(self, branch: str, strategy: str = "newest") -> types.Merge:
        """Return what `merge` would do with the committed state. Nothing is locked or written."""
    async def profile(self) -> TrackerProfile:
        """What the database says of itself: its prefix, its statuses and types."""
    async def pull(self, remote: str = "origin", strategy: str = "newest") -> types.Pulled:
        """Fetch a remote's `main`, and merge it into ours by the rules."""
    async def pull_peer(self, name: str) -> types.PeerPulled:
        """Take in what a peer has. New issues say where they came from."""
    async def push(self, remote: str = "origin", *, merge: bool = True) -> types.Pushed:
        """Push `main` to a remote. One that has moved is merged first, unless `merge` is false."""
    async def push_peer(self, name: str) -> types.PeerPushed:
        """Push to a peer what its tier lets out. What the peer has is taken in first, where it
        moved."""
    async def query(self, sql: str) -> types.Table:
        """Return the rows that a SQL statement selects."""
    async def readonly(self) -> bool:
        """Whether everything that would write is refused."""
    async def ready(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Ready:
        """Return the issues that can be begun, in the order of the filter or of `ready.sort`."""
    async def recall(self, key: str) -> str | None:
        """Return what is remembered under a key, None where nothing is."""
    async def recoverable(
        self, *ids: str, as_of: str | None = None
    ) -> builtins.list[types.Recoverable]:
        """Return the commits at which deleted or compacted issues are whole, which `restore`
        brings back."""
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
    async def remove_peer(self, name: str) -> types.Peer:
        """Remove a peer. What it sent stays here, and what it received stays there."""
    async def remove_remote(self, name: str) -> types.Remote:
        """Remove a remote, and return it as it was. What was pushed there stays there."""
    async def rename(self, issue_id: str, new_id: str) -> types.Renamed:
        """Give an issue another id. References to it follow."""
    async def rename_prefix(self, old: str, new: str, *, dry_run: bool = False) -> types.Renamed:
        """Give all issues of a prefix another one."""
    async def reopen(self, *ids: str, reason: str | None = None) -> builtins.list[types.Issue]:
        """Reopen issues and return them."""
    async def require_unchanged(
        self, *ids: str, updated_at: datetime | None = None, commit: str | None = None
    ) -> None:
        """Refuse, in a batch, what comes after it if an issue has changed: it was updated at
        another time, or it, its edges or its comments differ from what they were at a commit."""
    async def resolve(self, issue_id: str, field: str, take: str) -> types.Issue:
        """Resolve a conflict: `ours`, `theirs`, or a value as `bd update` takes it."""
    async def restore(self, *ids: str, as_of: str | None = None) -> types.Restored:
        """Bring deleted or compacted issues back, from the newest commit at which they are whole,
        or as they were at a REF."""
    async def search(
        self, text: str, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Page:
        """Return the issues whose texts contain all words of `text`, closed ones included."""
    async def set_remote(self, name: str, url: str, *, directory: str = "") -> types.Remote:
        """Make a remote lead to a URL, whether there was one of that name or not."""
    async def set_setting(self, key: str, value: str) -> None:
        """Change a setting that all clones share. A password in a URL is kept by this machine
        instead."""
    async def set_value(self, key: str, value: str) -> None:
        """Store a value for programs in the tracker."""
    async def setting(self, key: str) -> str:
        """Return a setting that all clones share."""
    async def settings(self) -> dict[str, str]:
        """Return the settings of the tracker, which all clones share."""
    async def show(self, *ids: str) -> builtins.list[types.Detail]:
        """Return issues with their dependencies, comments and conflicts."""
    async def show_branch(self, name: str) -> types.BranchDetail:
        """Return what only a branch has."""
    async def snapshot(self, file: IO[bytes]) -> types.Snapshot:
        """Write one commit of the tracker as one JSON document into an open, seekable file of
        bytes: `commit`, `settings`, `issues`, `dependencies`, `comments`, `memories`. It is the
        newest commit of the branch, or the one that the tracker was opened `as_of`. A page of
        issues is in memory at a time."""
    async def squash(self, *, confirm: str = "") -> types.Squashed:
        """Return what a squash of the branch's history into one commit would do; with `confirm`
        (`SQUASH-` and the prefix of the tracker) do it. A tag keeps the old history."""
    async def stale(
        self, days: int = 30, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Page:
        """Return the issues that nobody has touched for so many days."""
    async def statistics(self) -> types.Statistics:
        """Return the numbers of the whole tracker."""
    async def supersede(self, issue_id: str, by: str, *, force: bool = False) -> types.Replaced:
        """Close an issue because another replaces it."""
    async def sync(self, remote: str = "origin") -> types.Synced:
        """Pull, merge and push."""
    async def sync_peer(self, name: str) -> tuple[types.PeerPulled | None, types.PeerPushed]:
        """Pull from a peer and push to it. A peer without anything yet has nothing to pull."""
    async def tallies(self, issues: Iterable[types.Issue]) -> dict[str, types.Tally]:
        """Return by id how many dependencies, dependents and comments issues have."""
    async def throughput(
        self,
        by: str = "week",
        wanted: types.Filter | None = None,
        *,
        since: types.Date = "12w",
        until: types.Date | None = None,
        **words: Unpack[types.FilterWords],
    ) -> types.Throughput:
        """Return how many issues were filed and closed in a time, by a group of `GROUPS`."""
    async def time_in_status(
        self, *ids: str, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> builtins.list[types.InStatus]:
        """Return how long issues were in each status: those of a filter; where ids are given,
        those among them."""
    async def unclaim(self, *ids: str, force: bool = False) -> builtins.list[types.Unclaimed]:
        """Give issues back: nobody has them then, and what was in progress is open."""
    async def undefer(self, *ids: str) -> builtins.list[types.Issue]:
        """Open deferred issues again."""
    async def undo(self, commit: str | None = None) -> types.Undone:
        """Reverse a write by a new one: the last write of this actor, or the one that `commit`
        names."""
    async def unset_setting(self, key: str) -> str:
        """Unset a setting that all clones share, and return what it was."""
    async def unset_value(self, key: str) -> str:
        """Remove a value that a program has stored, and return it."""
    async def update(
        self, *ids: str, **changes: Unpack[types.IssueChanges]
    ) -> builtins.list[types.Issue]:
        """Change fields of issues and return them. `changes` are those of `IssueChanges`."""
    async def update_and_claim(
        self, *ids: str, **changes: Unpack[types.IssueChanges]
    ) -> builtins.list[types.Updated]:
        """Claim issues and change fields of them, as `update` does. Tell of each whether it was
        the writer's already."""
    async def update_where(
        self, wanted: types.Filter, *, dry_run: bool = False, **changes: Unpack[types.IssueChanges]
    ) -> builtins.list[types.Issue]:
        """Change all issues that `list` returns for a filter, in one commit, and return them as
        they are then. With `dry_run` everything is checked, and nothing changed."""
    async def value(self, key: str) -> str:
        """Return a value that a program has stored."""
    async def values(self) -> dict[str, str]:
        """Return the values that programs have stored in the tracker, by key."""
    async def verify_compaction(self, *ids: str) -> types.VerifiedCompaction:
        """Return the proof that history has the texts of compacted issues: of these, or of all."""
