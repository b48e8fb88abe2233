"""The changes that a program can make. Each ends in one Dolt commit, or in an error and nothing
written.

An action is loaded when it is called, so that a command pays only for the one it uses. A method
that takes ids raises `Usage` if there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from beadwork.tracker import argument_checks
from beadwork.tracker.core import Core

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from beadwork.actions.dependencies.add import Added
    from beadwork.actions.issues.close_and_claim import Closing
    from beadwork.actions.issues.delete import Deletion
    from beadwork.actions.issues.label import Labelled
    from beadwork.actions.issues.replace import Replaced
    from beadwork.actions.issues.unclaim import Unclaimed
    from beadwork.actions.issues.update import Updated
    from beadwork.actions.remember import Remembered
    from beadwork.model.issues.comment import Comment
    from beadwork.model.issues.issue import Issue
    from beadwork.store.search.filters import Filter


class Changes(Core):
    """What changes issues."""

    def create(self, title: str, **fields: Any) -> Issue:
        """Create an issue and return it. `fields` are those of `actions.issues.draft.make`.

        Raises:
            Invalid, Exists, NotFound, Ambiguous, Cycle, DependencyRefused: nothing was created.
        """
        from beadwork.actions.issues import create, draft, new_issue_lookup

        checked = draft.check(draft.make(title, **fields))
        return self.change(
            lambda tx: create.create(tx, checked, self.profile), new_issue_lookup.questions(checked)
        )

    def update(self, *ids: str, **changes: Any) -> list[Issue]:
        """Change fields of issues and return them. `changes` are those of
        `actions.issues.update.changes`.

        Raises:
            Invalid, NotFound, Ambiguous, AlreadyClaimed, Blocked, Cycle, DependencyRefused: nothing
                was changed.
        """
        from beadwork.actions.issues import update

        checked = update.check(update.changes(**changes))
        named = argument_checks.named(ids)
        return self.change(
            lambda tx: update.update(tx, named, checked, self.profile), update.questions(named)
        )

    def update_and_claim(self, *ids: str, **changes: Any) -> list[Updated]:
        """Claim issues and change fields of them, as `update` does. Tell of each whether it was the
        writer's already.

        Raises:
            AlreadyClaimed: somebody else was first.
        """
        from beadwork.actions.issues import update

        checked = update.check(update.changes(**changes, claim=True))
        named = argument_checks.named(ids)
        return self.change(
            lambda tx: update.apply(tx, named, checked, self.profile), update.questions(named)
        )

    def unclaim(self, *ids: str, force: bool = False) -> list[Unclaimed]:
        """Give issues back: nobody has them then, and what was in progress is open.

        Raises:
            AlreadyClaimed: somebody else has one, and `claim.guard` refuses.
        """
        from beadwork.actions.issues import unclaim

        named = argument_checks.named(ids)
        return self.change(lambda tx: unclaim.unclaim(tx, named, self.profile, force=force))

    def claim(self, issue_id: str) -> Issue:
        """Claim an issue.

        Raises:
            AlreadyClaimed: somebody else was first.
        """
        from beadwork.actions.issues import claim

        return self.change(lambda tx: claim.claim(tx, issue_id, self.profile))

    def claim_next(self, wanted: Filter | None = None) -> Issue | None:
        """Claim the first ready issue that nobody has. Return None if there is none."""
        from beadwork.actions.issues import claim

        filtered = argument_checks.filtered(wanted)
        return self.change(lambda tx: claim.claim_next(tx, filtered, self.profile))

    def close(self, *ids: str, reason: str | None = None, force: bool = False) -> list[Issue]:
        """Close issues and return them.

        Raises:
            Blocked: open work stands in the way.
        """
        from beadwork.actions.issues import close

        named = argument_checks.named(ids)
        return self.change(
            lambda tx: close.close(tx, named, self.profile, reason=reason, force=force),
            close.questions(named),
        )

    def close_and_claim(self, *ids: str, **how: Any) -> Closing:
        """Close issues, and show or claim what comes next. `how` are the flags of
        `actions.issues.close_and_claim`.

        Raises:
            Blocked: open work stands in the way.
        """
        from beadwork.actions.issues import close, close_and_claim

        named = argument_checks.named(ids)
        return self.change(
            lambda tx: close_and_claim.close_and_claim(tx, named, self.profile, **how),
            close.questions(named),
        )

    def reopen(self, *ids: str, reason: str | None = None) -> list[Issue]:
        """Reopen issues and return them."""
        from beadwork.actions.issues import reopen

        named = argument_checks.named(ids)
        return [
            reopened.issue
            for reopened in self.change(lambda tx: reopen.reopen(tx, named, reason=reason))
        ]

    def add_dependency(self, issue_id: str, depends_on_id: str, type: str = "blocks") -> Added:
        """Add a dependency: one issue waits for another, or refers to it.

        Raises:
            Cycle, DependencyRefused: the two could never be finished.
        """
        from beadwork.actions.dependencies import add

        return self.change(lambda tx: add.add(tx, issue_id, depends_on_id, type))

    def remove_dependency(self, issue_id: str, depends_on_id: str, type: str | None = None) -> None:
        """Remove a dependency. A parent is removed likewise.

        Raises:
            NotFound: there is no such dependency.
        """
        from beadwork.actions.dependencies import remove

        self.change(lambda tx: remove.remove(tx, issue_id, depends_on_id, type))

    def comment(self, issue_id: str, text: str) -> Comment:
        """Add a comment to an issue."""
        from beadwork.actions.issues import comment

        return self.change(lambda tx: comment.comment(tx, issue_id, comment.check(text)))

    def add_labels(self, ids: Sequence[str], labels: Sequence[str]) -> list[Labelled]:
        """Put labels on issues."""
        from beadwork.actions.issues import label

        named = argument_checks.named(ids)
        return self.change(lambda tx: label.add(tx, named, label.check(labels)))

    def remove_labels(self, ids: Sequence[str], labels: Sequence[str]) -> list[Labelled]:
        """Take labels off issues."""
        from beadwork.actions.issues import label

        named = argument_checks.named(ids)
        return self.change(lambda tx: label.remove(tx, named, labels))

    def defer(self, *ids: str, until: datetime | None = None, force: bool = False) -> list[Issue]:
        """Defer issues until a time (UTC), or until `undefer`."""
        from beadwork.actions.issues import defer

        named = argument_checks.named(ids)
        return self.change(
            lambda tx: defer.defer(tx, named, until, profile=self.profile, force=force)
        )

    def undefer(self, *ids: str) -> list[Issue]:
        """Open deferred issues again."""
        from beadwork.actions.issues import undefer

        named = argument_checks.named(ids)
        return [
            undeferred.issue for undeferred in self.change(lambda tx: undefer.undefer(tx, named))
        ]

    def duplicate(self, issue_id: str, of: str, *, force: bool = False) -> Replaced:
        """Close an issue as a duplicate of another."""
        from beadwork.actions.issues import replace

        return self.change(
            lambda tx: replace.duplicate(tx, issue_id, of, profile=self.profile, force=force)
        )

    def supersede(self, issue_id: str, by: str, *, force: bool = False) -> Replaced:
        """Close an issue because another replaces it."""
        from beadwork.actions.issues import replace

        return self.change(
            lambda tx: replace.supersede(tx, issue_id, by, profile=self.profile, force=force)
        )

    def delete(self, *ids: str) -> Deletion:
        """Delete issues with their edges and comments. History keeps them."""
        from beadwork.actions.issues import delete

        named = argument_checks.named(ids)
        return self.change(lambda tx: delete.delete(tx, named, self.profile), always_commit=True)

    def remember(self, text: str, key: str | None = None) -> Remembered:
        """Remember a text. Without a key one is made of its first words."""
        from beadwork.actions import remember

        checked = remember.check(text, key)
        return self.change(lambda tx: remember.remember(tx, *checked))

    def forget(self, key: str) -> Remembered:
        """Forget what is remembered under a key.

        Raises:
            NotFound: nothing is remembered under that key.
        """
        from beadwork.actions import remember

        return self.change(lambda tx: remember.forget(tx, key))
