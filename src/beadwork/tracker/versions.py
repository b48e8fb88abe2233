"""What versions make possible: history, differences, undo, branches and their merging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.errors import Usage
from beadwork.tracker.core import Core

if TYPE_CHECKING:
    from beadwork.actions.history.diff import Differences
    from beadwork.actions.history.history import History
    from beadwork.actions.history.undo import Undone
    from beadwork.actions.merging.branches import Created, Deleted
    from beadwork.actions.merging.conflicts import Undecided
    from beadwork.actions.merging.merge import Merge
    from beadwork.model.issues.issue import Issue


class Versions(Core):
    """What asks about the past, and works with branches."""

    def history(self, issue_id: str) -> History:
        """Return every change of an issue, the newest first; it may be deleted by now.

        Raises:
            NotFound, Ambiguous: no issue was ever called so, or several.
        """
        from beadwork.actions.history import history

        return self.ask(lambda reader: history.of(reader, issue_id))

    def differences(self, before: str, after: str = "HEAD") -> Differences:
        """Return what differs between two REFs (as `turn_to` takes them), issue by issue.

        Raises:
            NotFound, Ambiguous: a REF names nothing, or several commits.
        """
        from beadwork.actions.history import diff

        return self.ask(lambda reader: diff.differences(reader, before, after, self.now))

    def undo(self, commit: str | None = None) -> Undone:
        """Reverse a write by a new one: the last of this actor, or the one that `commit` names.

        Raises:
            UndoRefused: later writes stand on it.
        """
        from beadwork.actions.history import undo

        return self.change(lambda tx: undo.undo_write(tx, commit), always_commit=True)

    def create_branch(self, name: str, source: str = "") -> Created:
        """Make a branch of what is committed on the one in use, or at another REF.

        Raises:
            Invalid, Exists, NotFound, Ambiguous: it is not made.
        """
        from beadwork.actions.merging import branches

        return self.administer(lambda writer: branches.create(writer, name, source, self.now))

    def delete_branch(self, name: str, *, discard: bool = False) -> Deleted:
        """Take a branch away whose commits are all in the one in use, or any with `discard`.

        Raises:
            NotFound, BranchRefused: it stays.
        """
        from beadwork.actions.merging import branches

        return self.administer(lambda writer: branches.delete(writer, name, discard=discard))

    def merge(self, branch: str, strategy: str = "newest") -> Merge:
        """Merge a branch into the one in use, as one commit; what a killed writer left uncommitted
        there is committed first.

        Raises:
            NotFound, MergeRefused, SchemaNewer: nothing is merged.
            Usage: a batch is open.
        """
        from beadwork.actions.merging import merge

        if self._batch is not None:
            raise Usage("a merge is no part of a batch")
        found = self.ask(lambda reader: merge.look(reader, branch))
        if found.is_dirty and not self.readonly:
            found = self.ask(lambda reader: merge.settle_theirs(reader, found, self.author.name))
        return self.change(
            lambda tx: merge.merge(tx, found, strategy), merge.questions(found), always_commit=True
        )

    def preview_merge(self, branch: str, strategy: str = "newest") -> Merge:
        """Return what `merge` would do with what is committed; nothing is locked or written."""
        from beadwork.actions.merging import merge

        found = self.ask(lambda reader: merge.look(reader, branch))
        return self.ask(
            lambda reader: merge.preview(reader, found, self.now, self.author.name, strategy)
        )

    def conflicts(self, *ids: str) -> list[Undecided]:
        """Return what merges left to a person: about these issues, or about all.

        Raises:
            NotFound, Ambiguous: an id names no issue, or several.
        """
        from beadwork.actions.merging import conflicts

        return self.ask(
            lambda reader: conflicts.of(reader, ids) if ids else conflicts.every(reader)
        )

    def resolve(self, issue_id: str, field: str, take: str) -> Issue:
        """Decide what a merge left open: `ours`, `theirs`, or a value as `bd update` takes it.

        Raises:
            NotFound, Invalid: there is no such conflict, or the value cannot be.
        """
        from beadwork.actions.merging import conflicts

        return self.change(
            lambda tx: conflicts.resolve(tx, issue_id, field, take, self.profile)
        ).issue
