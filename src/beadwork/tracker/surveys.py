"""What asks about many issues at once, and about what is stored beside them.

None of it takes a lock or writes anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Unpack

from beadwork.tracker import types
from beadwork.tracker.argument_checks import (
    any_text,
    choice,
    flag,
    issues_of,
    named,
    number,
    number_or_none,
    text,
    text_or_none,
    texts,
)
from beadwork.tracker.core import Core

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader


class Surveys(Core):
    """Counts, groups and reports."""

    def count(self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]) -> int:
        """Return the number of issues for which a filter holds, closed ones included."""
        from beadwork.store.search import counts

        filtered = self._filtered("count", wanted, words)
        return self._ask(
            lambda reader: counts.total(reader, filtered, self.profile.vocabulary, self._now)
        )

    def count_by(
        self, group: str, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.CountByGroup:
        """Return the numbers of issues by `status`, `priority`, `type`, `assignee` or `label`."""
        from beadwork.store.search import counts

        filtered = self._filtered("count_by", wanted, words)
        group = choice("group", group, (*counts.GROUPS, "label"))

        return self._ask(
            lambda reader: counts.of_groups(
                reader, filtered, self.profile.vocabulary, self._now, group
            )
        )

    def stale(
        self,
        days: int = 30,
        wanted: types.Filter | None = None,
        **words: Unpack[types.FilterWords],
    ) -> types.Page:
        """Return the issues that nobody has touched for so many days."""
        from beadwork.store.search import lists

        edge = self._now - timedelta(days=number("days", days))
        filtered = self._filtered("stale", wanted, words)
        return self._ask(
            lambda reader: lists.stale(reader, filtered, self.profile.vocabulary, self._now, edge)
        )

    def children(
        self,
        issue_id: str,
        wanted: types.Filter | None = None,
        **words: Unpack[types.FilterWords],
    ) -> types.Children:
        """Return the direct children of an issue.

        Raises:
            NotFound, Ambiguous: the id names no issue, or several.
        """
        from beadwork.store.issues import children, issues

        part, filtered = text("issue_id", issue_id), self._filtered("children", wanted, words)

        def question(reader: Reader) -> types.Children:
            (parent,) = issues.resolve(reader, [part])
            known = self.profile.vocabulary
            page = children.page(reader, parent, filtered, known, self._now)
            return children.Children(parent, page)

        return self._ask(question)

    def comments(self, *ids: str) -> list[types.Comment]:
        """Return the comments on issues, in the order of time.

        Raises:
            NotFound, Ambiguous: an id names no issue, or several.
        """
        from beadwork.store.issues import comments, issues

        parts = named(ids)
        return self._ask(lambda reader: comments.of(reader, issues.resolve(reader, parts)))

    def labels(self) -> dict[str, int]:
        """Return every label of the tracker, and how many issues have it."""
        from beadwork.store.issues import labels

        return self._ask(labels.counts)

    def tallies(self, issues: Iterable[types.Issue]) -> dict[str, types.Tally]:
        """Return by id how many dependencies, dependents and comments issues have."""
        from beadwork.store.search import lists

        listed = issues_of("issues", issues)
        return self._ask(lambda reader: lists.tallies(reader, listed))

    def dependency_tree(
        self, issue_id: str, *, type: str | None = None, reverse: bool = False, depth: int = 50
    ) -> types.DependencyTree:
        """Return what an issue waits for, directly or not; with `reverse` what waits for it.

        Raises:
            NotFound, Ambiguous, Invalid: the id names no issue, or several; or there is no such
                type.
        """
        from beadwork.actions.dependencies import tree
        from beadwork.model.dependencies.dependency import check_type
        from beadwork.model.dependencies.graph import HOLDING

        part, kind = text("issue_id", issue_id), text_or_none("type", type)
        reverse, depth = flag("reverse", reverse), number("depth", depth)
        kinds = (check_type(kind),) if kind else HOLDING
        return self._ask(
            lambda reader: tree.tree(reader, part, kinds=kinds, reverse=reverse, depth=depth)
        )

    def graph(
        self, issue_id: str | None = None, *, everything: bool = False
    ) -> types.DependencyGraph:
        """Return issues in the order of their dependencies: those around one, or all open ones;
        with `everything` also those that are over.
        """
        from beadwork.actions.dependencies import graph

        part, everything = text_or_none("issue_id", issue_id), flag("everything", everything)
        return self._ask(
            lambda reader: graph.graph(
                reader, part, self.profile.vocabulary, self._now, everything=everything
            )
        )

    def epics(self) -> list[types.EpicProgress]:
        """Return the open epics with the progress of their children."""
        from beadwork.store.dependencies import epics

        return self._ask(lambda reader: epics.progress(reader, self.profile.vocabulary.over))

    def duplicates(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> list[list[types.Issue]]:
        """Return groups of open issues with the same text, the oldest first in each."""
        from beadwork.actions.search import duplicates

        filtered = self._filtered("duplicates", wanted, words)
        return self._ask(
            lambda reader: duplicates.duplicates(
                reader, filtered, self.profile.vocabulary, self._now
            )
        )

    def lint(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> list[types.Incomplete]:
        """Return the issues that lack information, with what they lack."""
        from beadwork.actions.search import lint

        filtered = self._filtered("lint", wanted, words)
        return self._ask(
            lambda reader: lint.lint(reader, filtered, self.profile.vocabulary, self._now)
        )

    def orphans(self) -> Sequence[types.Orphan]:
        """Return the issues whose parent or blocker is missing, closed ones included."""
        from beadwork.store.dependencies import orphans

        return self._ask(orphans.find)

    def memories(self, words: str = "") -> dict[str, str]:
        """Return what is remembered, by key: all of it, or what has the words."""
        from beadwork.store import memories

        looked_for = any_text("words", words)
        return self._ask(lambda reader: memories.matching(reader, looked_for))

    def recall(self, key: str) -> str | None:
        """Return what is remembered under a key, None where nothing is."""
        from beadwork.store import memories

        key = text("key", key)
        return self._ask(lambda reader: memories.get(reader, key))

    def settings(self) -> dict[str, str]:
        """Return the settings of the tracker, which all clones share."""
        from beadwork.actions import configure

        return self._ask(configure.settings)

    def setting(self, key: str) -> str:
        """Return a setting that all clones share.

        Raises:
            NotFound: it is not set.
        """
        from beadwork.actions import configure

        key = configure.check_key(text("key", key))
        return self._ask(lambda reader: configure.get(reader, key))

    def values(self) -> dict[str, str]:
        """Return the values that programs have stored in the tracker, by key."""
        from beadwork.actions import configure

        return self._ask(configure.pairs)

    def value(self, key: str) -> str:
        """Return a value that a program has stored.

        Raises:
            NotFound: nothing is stored under the key.
        """
        from beadwork.actions import configure

        key = configure.KV + configure.check_key(text("key", key))
        return self._ask(lambda reader: configure.get(reader, key))

    def log(
        self,
        *,
        words: str = "",
        author: str = "",
        since: types.Date | None = None,
        until: types.Date | None = None,
        issue_id: str | None = None,
        limit: int | None = None,
    ) -> list[types.Logged]:
        """Return the writes of the branch in use, the newest first, with the issues that each
        touched.

        Raises:
            NotFound, Ambiguous: the id names no issue, present or past, or several.
        """
        from beadwork.actions.history import logged
        from beadwork.store.history.log import Wanted
        from beadwork.tracker.filter_words import past_or_none

        wanted = Wanted(
            text=text("words", words), author=text("author", author),
            since=past_or_none("since", since, self._now),
            until=past_or_none("until", until, self._now),
        )  # fmt: skip
        part, limit = text_or_none("issue_id", issue_id), number_or_none("limit", limit)
        return self._ask(lambda reader: logged.commits(reader, wanted, part, limit))

    def activity(
        self,
        issue_id: str | None = None,
        *,
        actor: str = "",
        since: types.Date | None = None,
        limit: int | None = None,
    ) -> types.ActivityPage:
        """Return what happened to issues, the newest first: to all, or to one.

        Raises:
            NotFound, Ambiguous: the id names no issue, present or past, or several.
        """
        from beadwork.actions.history import activity
        from beadwork.store.history.log import Wanted
        from beadwork.tracker.filter_words import past_or_none

        moment = past_or_none("since", since, self._now)
        wanted = Wanted(actor=text("actor", actor), since=moment)
        part, limit = text_or_none("issue_id", issue_id), number_or_none("limit", limit)

        def question(reader: Reader) -> types.ActivityPage:
            over = self.profile.vocabulary.over
            if part is None:
                return activity.page(reader, wanted, limit, over)
            return activity.of_issue(reader, part, wanted, limit, over)

        return self._ask(question)

    def branches(self) -> list[types.ListedBranch]:
        """Return the branches of the tracker, with how far each is from the one in use."""
        from beadwork.actions.merging import branches

        return self._ask(lambda reader: branches.every(reader, self.branch))

    def show_branch(self, name: str) -> types.BranchDetail:
        """Return what only a branch has.

        Raises:
            NotFound: there is no such branch.
        """
        from beadwork.actions.merging import branches

        name = text("name", name)
        return self._ask(lambda reader: branches.show(reader, self.branch, name))

    def recoverable(self, *ids: str, as_of: str | None = None) -> list[types.Recoverable]:
        """Return the commits at which deleted or compacted issues are whole, which `restore` brings
        back.

        Raises:
            NotFound, RestoreRefused: an issue never was, or there is nothing to bring back.
        """
        from beadwork.actions.history import recoverable

        parts, as_of = named(ids), text_or_none("as_of", as_of)
        return self._ask(lambda reader: recoverable.find(reader, parts, as_of, self._now))

    def verify_compaction(self, *ids: str) -> types.VerifiedCompaction:
        """Return the proof that history has the texts of compacted issues: of these, or of all."""
        from beadwork.actions.history import verify_compaction

        parts = texts("ids", ids)
        return self._ask(lambda reader: verify_compaction.verify(reader, parts))
