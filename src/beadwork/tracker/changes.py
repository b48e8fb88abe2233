"""The changes that a program can make. Each ends in one Dolt commit, or in an error and nothing
written.

An action is loaded when it is called, so that a command pays only for the one it uses. A method
that takes ids raises `Usage` if there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Unpack

from beadwork.errors import Usage
from beadwork.tracker import argument_checks, types
from beadwork.tracker.argument_checks import (
    flag,
    moment,
    named,
    pairs,
    text,
    text_or_none,
    texts,
)
from beadwork.tracker.core import Core

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Transaction


class Changes(Core):
    """What changes issues."""

    @property
    def author(self) -> types.Author:
        """Whose name writes get.

        Raises:
            Invalid: nobody can be called so.
        """
        return self._who

    def create(self, title: str, **fields: Unpack[types.NewIssueFields]) -> types.Issue:
        """Create an issue and return it. `fields` are the settable fields by column, `labels`,
        `dependencies` and `id`: `NewIssueFields`.

        Raises:
            Invalid, Exists, NotFound, Ambiguous, Cycle, DependencyRefused: nothing was created.
        """
        from beadwork.actions.issues import create, draft, new_issue_lookup

        checked = draft.check(draft.make(text("title", title), **_new_fields(dict(fields))))
        return self._change(
            lambda tx: create.create(tx, checked, self.profile), new_issue_lookup.questions(checked)
        )

    def preview_create(self, title: str, **fields: Unpack[types.NewIssueFields]) -> types.Issue:
        """Return the issue that `create` would create, and create nothing. Everything is checked
        that `create` checks. Where `fields` have no id, the id is one that would fit; another one
        may be drawn then.

        Raises:
            Invalid, Exists, NotFound, Ambiguous, Cycle, DependencyRefused: as `create`.
        """
        from beadwork.actions.issues import create, draft, new_issue_lookup

        checked = draft.check(draft.make(text("title", title), **_new_fields(dict(fields))))
        return self._preview(
            lambda tx: create.preview(tx, checked, self.profile),
            new_issue_lookup.questions(checked),
        )

    def create_many(self, drafts: Iterable[Mapping[str, Any] | types.Draft]) -> list[types.Issue]:
        """Create issues in one commit, and return them in the order of the drafts.

        A draft is a mapping of the arguments of `create`. It may have a `ref`, by which the parents
        and dependencies of others name it as `$ref`; the `id` of a draft serves as well. Nothing is
        written where there is no draft.

        Raises:
            TypeError: an argument of a draft is of another type; the message has its index.
            DraftsRefused: some are refused; `errors` has each with its index. Nothing was created.
        """
        from beadwork.actions.exchange import create_many, draft_set
        from beadwork.tracker import draft_arguments

        checked = draft_set.check(draft_arguments.of(drafts, _new_fields))
        if not checked.drafts:
            return []
        return self._change(
            lambda tx: create_many.create_many(tx, checked, self.profile), create_many.QUESTIONS
        )

    def require_unchanged(
        self, *ids: str, updated_at: datetime | None = None, commit: str | None = None
    ) -> None:
        """Refuse, in a batch, what comes after it if an issue has changed: it was updated at
        another time, or it, its edges or its comments differ from what they were at a commit.

        Raises:
            Usage: no batch is open, so somebody may write between this and the write.
            Changed: an issue has changed; `current` has it as it is now.
        """
        from beadwork.actions.history import unchanged

        parts, commit = named(ids), text_or_none("commit", commit)
        updated_at = None if updated_at is None else moment("updated_at", updated_at)
        if not self._turn.is_in_batch:
            raise Usage("this is asked within a batch", hint="with tracker.batch(): …")
        self._change(lambda tx: unchanged.require(tx, parts, updated_at=updated_at, commit=commit))

    def update(self, *ids: str, **changes: Unpack[types.IssueChanges]) -> list[types.Issue]:
        """Change fields of issues and return them. `changes` are those of
        `IssueChanges`.

        Raises:
            Invalid, NotFound, Ambiguous, AlreadyClaimed, Blocked, Cycle, DependencyRefused: nothing
                was changed.
        """
        from beadwork.actions.issues import update

        checked = update.check(update.changes(**_changed_fields(dict(changes))))
        parts = named(ids)
        return self._change(
            lambda tx: update.update(tx, parts, checked, self.profile), update.questions(parts)
        )

    def edit(self, original: types.Issue, **changes: Unpack[types.IssueChanges]) -> types.Issue:
        """Change fields of an issue that was read before, and return it. `changes` are those of
        `update`.

        Raises:
            Changed: somebody changed one of these fields since `original` was read; `current` has
                the issue as it is now.
            Invalid, NotFound, Blocked, Cycle, DependencyRefused: as `update`.
        """
        from beadwork.actions.issues import edit, update

        before = argument_checks.issue("original", original)
        checked = update.check(update.changes(**_changed_fields(dict(changes))))
        return self._change(
            lambda tx: edit.edit(tx, before, checked, self.profile), edit.questions(before)
        )

    def update_where(
        self, wanted: types.Filter, *, dry_run: bool = False, **changes: Unpack[types.IssueChanges]
    ) -> list[types.Issue]:
        """Change all issues that `list` returns for a filter, in one commit, and return them as
        they are then. With `dry_run` everything is checked, and nothing changed.

        Raises:
            Usage, NotFound, Ambiguous: the filter is refused.
            Invalid, AlreadyClaimed, Blocked, Cycle, DependencyRefused: nothing was changed.
        """
        from beadwork.actions.issues import update

        filtered, dry_run = self._filtered("update_where", wanted, {}), flag("dry_run", dry_run)
        checked = update.check(update.changes(**_changed_fields(dict(changes))))
        now = self._now

        def action(tx: Transaction) -> list[types.Issue]:
            return update.update_where(tx, filtered, checked, self.profile, now)

        return self._preview(action) if dry_run else self._change(action)

    def update_and_claim(
        self, *ids: str, **changes: Unpack[types.IssueChanges]
    ) -> list[types.Updated]:
        """Claim issues and change fields of them, as `update` does. Tell of each whether it was the
        writer's already.

        Raises:
            AlreadyClaimed: somebody else was first.
        """
        from beadwork.actions.issues import update

        checked = update.check(update.changes(**_changed_fields({**changes, "claim": True})))
        parts = named(ids)
        return self._change(
            lambda tx: update.apply(tx, parts, checked, self.profile), update.questions(parts)
        )

    def unclaim(self, *ids: str, force: bool = False) -> list[types.Unclaimed]:
        """Give issues back: nobody has them then, and what was in progress is open.

        Raises:
            AlreadyClaimed: somebody else has one under a lease, or `claim.guard` refuses.
        """
        from beadwork.actions.issues import unclaim

        parts, force = named(ids), flag("force", force)
        return self._change(lambda tx: unclaim.unclaim(tx, parts, self.profile, force=force))

    def release(
        self, *ids: str, gone: Sequence[str] = (), force: bool = False
    ) -> list[types.Unclaimed]:
        """Free issues of owners whose lease has ended, or who are `gone`.

        Raises:
            AlreadyClaimed: an owner may live, and `force` is not given.
        """
        from beadwork.actions.issues import release

        parts, names, force = named(ids), texts("gone", gone), flag("force", force)
        return self._change(
            lambda tx: release.release(tx, parts, self.profile, gone=names, force=force)
        )

    def claim(self, issue_id: str) -> types.Issue:
        """Claim an issue.

        Raises:
            AlreadyClaimed: somebody else was first.
        """
        from beadwork.actions.issues import claim

        part = text("issue_id", issue_id)
        return self._change(lambda tx: claim.claim(tx, part, self.profile)).issue

    def claim_next(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Issue | None:
        """Claim the first ready issue, as `claim_ready`, and return it."""
        claimed = self._claim_ready("claim_next", wanted, words)
        return claimed.issue if claimed else None

    def claim_ready(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Claimed | None:
        """Claim the first ready issue that nobody has, else the first one whose owner's lease has
        ended. Tell from whom it was taken. Return None if there is none.
        """
        return self._claim_ready("claim_ready", wanted, words)

    def _claim_ready(
        self, function: str, wanted: types.Filter | None, words: Mapping[str, object]
    ) -> types.Claimed | None:
        from beadwork.actions.issues import claim

        filtered = self._filtered(function, wanted, words)
        return self._change(lambda tx: claim.claim_next(tx, filtered, self.profile))

    def heartbeat(self) -> types.Heartbeat:
        """Give the actor a lease, or renew it, with everything that the actor has claimed. No
        commit is made.

        Raises:
            Invalid: the name is too long.
            OSError: the lease cannot be written.
        """
        from beadwork.actions.issues import heartbeat

        return self._ask(
            lambda reader: heartbeat.beat(reader, self._who.name, self.profile, self._now)
        )

    def close_issues(
        self, *ids: str, reason: str | None = None, force: bool = False
    ) -> list[types.Issue]:
        """Close issues and return them.

        Raises:
            Blocked: open work stands in the way.
        """
        from beadwork.actions.issues import close

        parts, force = named(ids), flag("force", force)
        reason = text_or_none("reason", reason)
        return self._change(
            lambda tx: close.close(tx, parts, self.profile, reason=reason, force=force),
            close.questions(parts),
        )

    def close_and_claim(
        self,
        *ids: str,
        reason: str | None = None,
        force: bool = False,
        suggest: bool = False,
        claim: bool = False,
    ) -> types.Closing:
        """Close issues. With `suggest` find what became ready, with `claim` claim the next ready
        issue.

        Raises:
            Blocked: open work stands in the way.
        """
        from beadwork.actions.issues import close, close_and_claim

        parts = named(ids)
        how = {
            "force": flag("force", force),
            "suggest": flag("suggest", suggest),
            "claim": flag("claim", claim),
        }
        reason = text_or_none("reason", reason)
        return self._change(
            lambda tx: close_and_claim.close_and_claim(
                tx, parts, self.profile, reason=reason, **how
            ),
            close.questions(parts),
        )

    def reopen(self, *ids: str, reason: str | None = None) -> list[types.Issue]:
        """Reopen issues and return them."""
        from beadwork.actions.issues import reopen

        parts, reason = named(ids), text_or_none("reason", reason)
        return [
            reopened.issue
            for reopened in self._change(lambda tx: reopen.reopen(tx, parts, reason=reason))
        ]

    def add_dependency(
        self, issue_id: str, depends_on_id: str, type: str = "blocks"
    ) -> types.AddedDependency:
        """Add a dependency: one issue waits for another, or refers to it.

        Raises:
            Cycle, DependencyRefused: the two could never be finished.
        """
        from beadwork.actions.dependencies import add

        issue_id, depends_on_id = text("issue_id", issue_id), text("depends_on_id", depends_on_id)
        type = text("type", type)
        return self._change(lambda tx: add.add(tx, issue_id, depends_on_id, type))

    def remove_dependency(self, issue_id: str, depends_on_id: str, type: str | None = None) -> None:
        """Remove a dependency. A parent is removed likewise.

        Raises:
            NotFound: there is no such dependency.
        """
        from beadwork.actions.dependencies import remove

        issue_id, depends_on_id = text("issue_id", issue_id), text("depends_on_id", depends_on_id)
        type = text_or_none("type", type)
        self._change(lambda tx: remove.remove(tx, issue_id, depends_on_id, type))

    def comment(self, issue_id: str, text: str) -> types.Comment:
        """Add a comment to an issue."""
        from beadwork.actions.comments import comment

        part = argument_checks.text("issue_id", issue_id)
        checked = comment.check(argument_checks.text("text", text))
        return self._change(lambda tx: comment.comment(tx, part, checked))

    def edit_comment(
        self, issue_id: str, comment_id: str, text: str, *, force: bool = False
    ) -> types.Comment:
        """Change the text of a comment, which a unique beginning of its id names, too. Somebody
        else's is changed only with `force`. History keeps what it said.

        Raises:
            Invalid: the text is none, or somebody else wrote the comment.
            NotFound, Ambiguous: there is no such issue or comment, or there are several.
        """
        from beadwork.actions.comments import change_comment

        part = argument_checks.text("issue_id", issue_id)
        name = argument_checks.text("comment_id", comment_id)
        said, force = argument_checks.text("text", text), flag("force", force)
        return self._change(lambda tx: change_comment.edit(tx, part, name, said, force=force))

    def delete_comment(
        self, issue_id: str, comment_id: str, *, force: bool = False
    ) -> types.Comment:
        """Delete a comment and return it; names and raises as `edit_comment`."""
        from beadwork.actions.comments import change_comment

        part, name = text("issue_id", issue_id), text("comment_id", comment_id)
        force = flag("force", force)
        return self._change(lambda tx: change_comment.delete(tx, part, name, force=force))

    def add_labels(self, ids: Sequence[str], labels: Sequence[str]) -> list[types.Labelled]:
        """Put labels on issues."""
        from beadwork.actions.issues import label

        parts, checked = named(ids), label.check(texts("labels", labels))
        return self._change(lambda tx: label.add(tx, parts, checked))

    def remove_labels(self, ids: Sequence[str], labels: Sequence[str]) -> list[types.Labelled]:
        """Take labels off issues."""
        from beadwork.actions.issues import label

        parts, there = named(ids), texts("labels", labels)
        return self._change(lambda tx: label.remove(tx, parts, there))

    def defer(
        self, *ids: str, until: datetime | None = None, force: bool = False
    ) -> list[types.Issue]:
        """Defer issues until a time (UTC), or until `undefer`."""
        from beadwork.actions.issues import defer

        parts, force = named(ids), flag("force", force)
        until = None if until is None else moment("until", until)
        return self._change(
            lambda tx: defer.defer(tx, parts, until, profile=self.profile, force=force)
        )

    def undefer(self, *ids: str) -> list[types.Issue]:
        """Open deferred issues again."""
        from beadwork.actions.issues import undefer

        parts = named(ids)
        return [
            undeferred.issue for undeferred in self._change(lambda tx: undefer.undefer(tx, parts))
        ]

    def duplicate(self, issue_id: str, of: str, *, force: bool = False) -> types.Replaced:
        """Close an issue as a duplicate of another."""
        from beadwork.actions.issues import replace

        issue_id, of, force = text("issue_id", issue_id), text("of", of), flag("force", force)
        return self._change(
            lambda tx: replace.duplicate(tx, issue_id, of, profile=self.profile, force=force)
        )

    def supersede(self, issue_id: str, by: str, *, force: bool = False) -> types.Replaced:
        """Close an issue because another replaces it."""
        from beadwork.actions.issues import replace

        issue_id, by, force = text("issue_id", issue_id), text("by", by), flag("force", force)
        return self._change(
            lambda tx: replace.supersede(tx, issue_id, by, profile=self.profile, force=force)
        )

    def delete(self, *ids: str) -> types.Deletion:
        """Delete issues with their edges and comments. History keeps them."""
        from beadwork.actions.issues import delete

        parts = named(ids)
        return self._change(lambda tx: delete.delete(tx, parts, self.profile), always_commit=True)

    def remember(self, text: str, key: str | None = None) -> types.Remembered:
        """Remember a text. Without a key one is made of its first words."""
        from beadwork.actions import remember

        checked = remember.check(argument_checks.text("text", text), text_or_none("key", key))
        return self._change(lambda tx: remember.remember(tx, *checked))

    def forget(self, key: str) -> types.Remembered:
        """Forget what is remembered under a key.

        Raises:
            NotFound: nothing is remembered under that key.
        """
        from beadwork.actions import remember

        key = text("key", key)
        return self._change(lambda tx: remember.forget(tx, key))


def _new_fields(given: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of `create` with the types that they must have."""
    checked = argument_checks.fields(given)
    for name in ("labels", "dependencies"):
        if given.get(name) is not None:
            checked[name] = texts(name, given[name])
    checked["id"] = text_or_none("id", given.get("id"))
    return {name: value for name, value in checked.items() if value is not None}


_PARTS: dict[str, Callable[[str, object], object]] = {
    "claim": flag,
    "append_notes": text,
    "set_labels": texts,
    "add_labels": texts,
    "remove_labels": texts,
    "set_metadata": pairs,
    "unset_metadata": texts,
    "reason": text,
    "force": flag,
}
"""The checks of the arguments of `update` that are no fields."""


def _changed_fields(given: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of `update` with the types that they must have."""
    checked = argument_checks.fields(given)
    for name, check in _PARTS.items():
        if given.get(name) is not None:
            checked[name] = check(name, given[name])
    return checked
