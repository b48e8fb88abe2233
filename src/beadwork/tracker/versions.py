"""What versions make possible: history, differences, undo, branches and merges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.errors import Usage
from beadwork.tracker.argument_checks import choice, flag, text, text_or_none, texts
from beadwork.tracker.core import Core

if TYPE_CHECKING:
    from beadwork.actions.history.diff import Differences
    from beadwork.actions.history.history import History
    from beadwork.actions.history.undo import Undone
    from beadwork.actions.merging.branches import Created, Deleted
    from beadwork.actions.merging.conflicts import Undecided
    from beadwork.actions.merging.merge import Merge
    from beadwork.model.history.changes import Change
    from beadwork.model.issues.issue import Issue


class Versions(Core):
    """What asks about the past, and works with branches."""

    def history(self, issue_id: str) -> History:
        """Return every change of an issue, the newest first. A deleted issue has a history, too.

        Raises:
            NotFound, Ambiguous: the id names no issue, present or past, or several.
        """
        from beadwork.actions.history import history

        part = text("issue_id", issue_id)
        return self.ask(lambda reader: history.of(reader, part))

    def differences(self, before: str, after: str = "HEAD") -> Differences:
        """Return what differs between two REFs (as `turn_to` takes them), issue by issue.

        Raises:
            NotFound, Ambiguous: a REF names no commit, or several.
        """
        from beadwork.actions.history import diff

        before, after = text("before", before), text("after", after)
        return self.ask(lambda reader: diff.differences(reader, before, after, self.now))

    def undo(self, commit: str | None = None) -> Undone:
        """Reverse a write by a new one: the last write of this actor, or the one that `commit`
        names.

        Raises:
            UndoRefused: later writes depend on it.
            Usage: `commit` is an empty text. None stands for the last write.
        """
        from beadwork.actions.history import undo

        commit = text_or_none("commit", commit)
        if commit is not None and not commit.strip():
            raise Usage("no commit is named", hint="None stands for the last write")
        return self.change(lambda tx: undo.undo_write(tx, commit), always_commit=True)

    def create_branch(self, name: str, source: str = "") -> Created:
        """Create a branch from the committed state of the branch in use, or from another REF.

        Raises:
            Invalid, Exists, NotFound, Ambiguous: nothing was created.
        """
        from beadwork.actions.merging import branches

        name, source = text("name", name), text("source", source)
        return self.administer(lambda writer: branches.create(writer, name, source, self.now))

    def delete_branch(self, name: str, *, discard: bool = False) -> Deleted:
        """Delete a branch whose commits are all in the branch in use, or any branch with `discard`.

        Raises:
            NotFound, BranchRefused: the branch stays.
        """
        from beadwork.actions.merging import branches

        name, discard = text("name", name), flag("discard", discard)
        return self.administer(lambda writer: branches.delete(writer, name, discard=discard))

    def merge(self, branch: str, strategy: str = "newest") -> Merge:
        """Merge a branch into the one in use, as one commit. Uncommitted changes that a killed
        writer left on it are committed first.

        Raises:
            NotFound, MergeRefused, SchemaNewer: nothing was merged.
            Usage: a batch is open, or there is no such strategy.
        """
        from beadwork.actions.merging import merge

        branch, strategy = _branch_and_strategy(branch, strategy)
        if self._turn.is_in_batch:
            raise Usage("a merge cannot be part of a batch")
        found = self.ask(lambda reader: merge.look(reader, branch))
        if found.is_dirty and not self.readonly:
            found = self.ask(lambda reader: merge.settle_theirs(reader, found, self.author.name))
        return self.change(
            lambda tx: merge.merge(tx, found, strategy), merge.questions(found), always_commit=True
        )

    def preview_merge(self, branch: str, strategy: str = "newest") -> Merge:
        """Return what `merge` would do with the committed state. Nothing is locked or written."""
        from beadwork.actions.merging import merge

        branch, strategy = _branch_and_strategy(branch, strategy)
        found = self.ask(lambda reader: merge.look(reader, branch))
        return self.ask(
            lambda reader: merge.preview(reader, found, self.now, self.author.name, strategy)
        )

    def changed_on_main(self, *ids: str) -> list[Change]:
        """Return what `main` has changed of these issues, or of all, since the branch in use was
        made or last merged it. Nothing is changed on `main` itself.
        """
        from beadwork.dolt.versions import branches

        whole_ids = texts("ids", ids)
        base, newest = self.ask(
            lambda reader: branches.merge_base_and_newest(reader, "HEAD", "main")
        )
        if base == newest:
            return []
        from beadwork.actions.merging import changed_on_main  # most branches are not behind

        return self.ask(lambda reader: changed_on_main.of(reader, base, newest, whole_ids))

    def conflicts(self, *ids: str) -> list[Undecided]:
        """Return the conflicts that merges left open, of these issues or of all.

        Raises:
            NotFound, Ambiguous: an id names no issue, or several.
        """
        from beadwork.actions.merging import conflicts

        parts = texts("ids", ids)
        return self.ask(
            lambda reader: conflicts.of(reader, parts) if parts else conflicts.every(reader)
        )

    def resolve(self, issue_id: str, field: str, take: str) -> Issue:
        """Resolve a conflict: `ours`, `theirs`, or a value as `bd update` takes it.

        Raises:
            NotFound, Invalid: there is no such conflict, or the value is not valid.
        """
        from beadwork.actions.merging import conflicts

        issue_id, field, take = text("issue_id", issue_id), text("field", field), text("take", take)
        return self.change(
            lambda tx: conflicts.resolve(tx, issue_id, field, take, self.profile)
        ).issue


def _branch_and_strategy(branch: str, strategy: str) -> tuple[str, str]:
    from beadwork.model.merging.three_way import STRATEGIES

    return text("branch", branch), choice("strategy", strategy, STRATEGIES)
