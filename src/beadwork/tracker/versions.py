"""What versions make possible: history, differences, undo, branches and merges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Unpack

from beadwork.errors import Usage
from beadwork.tracker import types
from beadwork.tracker.argument_checks import (
    choice,
    flag,
    named,
    seconds_or_none,
    text,
    text_or_none,
    texts,
)
from beadwork.tracker.core import Core

if TYPE_CHECKING:
    from beadwork.actions.merging.lookahead import Lookahead
    from beadwork.dolt.versions.merging import Divergence
    from beadwork.model.times.periods import Period
    from beadwork.tracker.head_watch import HeadWatch


class Versions(Core):
    """What asks about the past, and works with branches."""

    def turn_to(self, ref: str) -> types.Revision:
        """Answer every question from now on as of `ref`, and refuse to write; return the commit
        that it names.

        `ref` is a commit or a unique part of its hash, `HEAD~3`, a branch, a tag, or a date
        (`yesterday`; `2026-02-01`, which is its first moment, UTC).

        Raises:
            NotFound, Ambiguous: it names no commit, or several.
        """
        from beadwork.dolt.versions import revisions

        ref = text("ref", ref)
        found = self._ask(lambda reader: revisions.resolve(reader, ref, self._now))
        self._link.turn_to(found)
        self._readonly = True
        return found

    def history(self, issue_id: str) -> types.History:
        """Return every change of an issue, the newest first. A deleted issue has a history, too.

        Raises:
            NotFound, Ambiguous: the id names no issue, present or past, or several.
        """
        from beadwork.actions.history import history

        part = text("issue_id", issue_id)
        return self._ask(lambda reader: history.of(reader, part))

    def differences(self, before: str | None = None, after: str | None = None) -> types.Differences:
        """Return what differs between two REFs (as `turn_to` takes them), issue by issue. Without
        `before` it is what changed since yesterday began, or since the tracker did. Without `after`
        it is the newest commit of the branch; uncommitted changes beside it are told of, too.

        Raises:
            NotFound, Ambiguous: a REF names no commit, or several.
        """
        from beadwork.actions.history import diff

        before, after = text_or_none("before", before), text_or_none("after", after)
        return self._ask(lambda reader: diff.differences(reader, before, after, self._now))

    def changes(
        self,
        since: str | None = None,
        wanted: types.Filter | None = None,
        *,
        wait_seconds: float | None = 0.0,
        **words: Unpack[types.FilterWords],
    ) -> types.ChangeFeed:
        """Return the feed of the changes behind a cursor: each commit that became reachable on the
        branch in use, once.

        `since` is the cursor of a change or of a feed, `beginning`, or a REF as `turn_to` takes it;
        None stands for now. With a filter, or with the words of one, only the changes of issues
        come that it selects before or after the change; closed issues count, too. The feed ends
        when nothing new came for `wait_seconds`, which may be None: never.

        Raises:
            CursorLost: the branch does not have the cursor's commits (any more).
            NotFound, Ambiguous: a REF names no commit, or several; an id in the filter likewise.
            Usage: the filter has an order or a limit; or the tracker answers as of a commit.
        """
        from beadwork.tracker import change_feed

        since = text_or_none("since", since)
        seconds = seconds_or_none("wait_seconds", wait_seconds)
        filtered = self._filtered("changes", wanted, words) if wanted is not None or words else None
        return change_feed.opened(self, self._head_watch, since, filtered, seconds)

    @cached_property
    def _head_watch(self) -> HeadWatch:
        """What tells the feeds of this tracker of new commits."""
        from beadwork.tracker.head_watch import PolledHead
        from beadwork.workspace.connection import head_look

        def look() -> str | None:
            with self._in_use():
                return head_look.newest_commit(self._link)

        return PolledHead(look)

    def closed_by(
        self, author: str, wanted: types.Filter | None = None, *,
        since: types.Date | None = None, until: types.Date | None = None,
        **words: Unpack[types.FilterWords],
    ) -> list[types.ClosedIssue]:  # fmt: skip
        """Return the issues that somebody closed, the newest closing first. Deleted ones are among
        them.
        """
        from beadwork.actions.history import query

        author, filtered = text("author", author), self._filtered("closed_by", wanted, words)
        period = self._period(since, until)
        return self._ask(
            lambda reader: query.closed_by(
                reader, author, period, filtered, self.profile.vocabulary, self._now, by_time=True
            )
        )

    def closers(self, *ids: str) -> dict[str, str]:
        """Return who closed each of these issues, by id. An issue that is not closed, or of which
        history does not tell, has no entry.

        Raises:
            NotFound, Ambiguous: an id names no issue, or several.
        """
        from beadwork.actions.history import query

        parts = named(ids)
        return self._ask(lambda reader: query.closers(reader, parts))

    def time_in_status(
        self, *ids: str, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> list[types.InStatus]:
        """Return how long issues were in each status: those of a filter; where ids are given,
        those among them.
        """
        from beadwork.actions.history import query

        parts, filtered = texts("ids", ids), self._filtered("time_in_status", wanted, words)
        return self._ask(
            lambda reader: query.time_in_status(
                reader, parts, filtered, self.profile.vocabulary, self._now
            )
        )[0]

    def throughput(
        self, by: str = "week", wanted: types.Filter | None = None, *,
        since: types.Date = "12w", until: types.Date | None = None,
        **words: Unpack[types.FilterWords],
    ) -> types.Throughput:  # fmt: skip
        """Return how many issues were filed and closed in a time, by a group of `GROUPS`."""
        from beadwork.actions.history import throughput
        from beadwork.model.history.flow_metrics import GROUPS

        by, filtered = choice("by", by, GROUPS), self._filtered("throughput", wanted, words)
        period = self._period(since, until)
        return self._ask(
            lambda reader: throughput.throughput(
                reader, by, period, filtered, self.profile.vocabulary, self._now
            )
        )

    def cycle_time(
        self, by: str | None = None, wanted: types.Filter | None = None, *,
        since: types.Date = "12w", until: types.Date | None = None,
        **words: Unpack[types.FilterWords],
    ) -> types.CycleTime:  # fmt: skip
        """Return how long the issues took that were closed in a time, in all or by a group."""
        from beadwork.actions.history import cycle_time
        from beadwork.model.history.flow_metrics import GROUPS

        by = None if by is None else choice("by", by, GROUPS)
        filtered, period = self._filtered("cycle_time", wanted, words), self._period(since, until)
        return self._ask(
            lambda reader: cycle_time.cycle_time(
                reader, by, period, filtered, self.profile.vocabulary, self._now
            )
        )

    def _period(self, since: types.Date | None, until: types.Date | None) -> Period:
        from beadwork.model.times.periods import Period
        from beadwork.tracker.filter_words import past_or_none

        return Period(
            past_or_none("since", since, self._now), past_or_none("until", until, self._now)
        )

    def undo(self, commit: str | None = None) -> types.Undone:
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
        return self._change(lambda tx: undo.undo_write(tx, commit), always_commit=True)

    def create_branch(self, name: str, source: str = "") -> types.CreatedBranch:
        """Create a branch from the committed state of the branch in use, or from another REF.

        Raises:
            Invalid, Exists, NotFound, Ambiguous: nothing was created.
        """
        from beadwork.actions.merging import branches

        name, source = text("name", name), text("source", source)
        return self._administer(lambda writer: branches.create(writer, name, source, self._now))

    def delete_branch(self, name: str, *, discard: bool = False) -> types.DeletedBranch:
        """Delete a branch whose commits are all in the branch in use, or any branch with `discard`.

        Raises:
            NotFound, BranchRefused: the branch stays.
        """
        from beadwork.actions.merging import branches

        name, discard = text("name", name), flag("discard", discard)
        return self._administer(lambda writer: branches.delete(writer, name, discard=discard))

    def merge(self, branch: str, strategy: str = "newest") -> types.Merge:
        """Merge a branch into the one in use, as one commit. Uncommitted changes that a killed
        writer left on it are committed first.

        Raises:
            NotFound, MergeRefused, SchemaNewer: nothing was merged.
            Usage: a batch is open, or there is no such strategy.
        """
        branch, strategy = _branch_and_strategy(branch, strategy)
        if self._turn.is_in_batch:
            raise Usage("a merge cannot be part of a batch")
        with self._turn.taken():
            return self._merge(branch, strategy)

    def merge_all(self, branches: Sequence[str], strategy: str = "newest") -> Iterator[types.Merge]:
        """Merge branches one after the other, each when the iterator is asked for it, and yield
        each merge. The results are those of `merge`; the branches are looked at together.

        Raises:
            As `merge`: what was yielded is merged, and what comes after it is not.
        """
        from beadwork.model.merging.three_way import STRATEGIES

        names = texts("branches", branches)
        return self._merge_each(names, choice("strategy", strategy, STRATEGIES))

    def _merge_each(self, names: Sequence[str], strategy: str) -> Iterator[types.Merge]:
        from beadwork.actions.merging.lookahead import AT_ONCE

        for start in range(0, len(names), AT_ONCE):
            together = names[start : start + AT_ONCE]
            if not self._readonly and len(together) > 1 and not self._turn.is_in_batch:
                self._ask(partial(self._lookahead.look_at, names=together))
            for name in together:
                yield self.merge(name, strategy)

    def _merge(self, branch: str, strategy: str) -> types.Merge:
        from beadwork.actions.merging import merge

        ahead, found = self._lookahead, None
        if not ahead.is_ready(branch):
            found = self._look(branch)
            if not self._readonly:
                self._ask(partial(ahead.learn, found=[found]))
        if ahead.is_ready(branch):
            done = self._write_at_once(lambda writer: ahead.merge(writer, branch))
            if done is not None:
                return done
            found = None
        answers = ahead.answers if found else []
        ahead.forget()
        look = found or self._look(branch)
        return self._change(
            lambda tx: merge.merge(tx, look, strategy, answers),
            merge.questions(look, answers),
            always_commit=True,
        )

    def _look(self, branch: str) -> Divergence:
        """Return how a branch and the one in use diverge, after what was uncommitted there."""
        from beadwork.actions.merging import merge

        found = self._ask(lambda reader: merge.look(reader, branch))
        if found.is_dirty and not self._readonly:
            found = self._ask(lambda reader: merge.settle_theirs(reader, found, self._who.name))
        return found

    @cached_property
    def _lookahead(self) -> Lookahead:
        """What merges of this session know. It is loaded with the first merge."""
        from beadwork.actions.merging.lookahead import Lookahead

        return Lookahead()

    def preview_merge(self, branch: str, strategy: str = "newest") -> types.Merge:
        """Return what `merge` would do with the committed state. Nothing is locked or written."""
        from beadwork.actions.merging import merge

        branch, strategy = _branch_and_strategy(branch, strategy)
        found = self._ask(lambda reader: merge.look(reader, branch))
        return self._ask(
            lambda reader: merge.preview(reader, found, self._now, self._who.name, strategy)
        )

    def changed_on_main(self, *ids: str) -> list[types.Change]:
        """Return what `main` has changed of these issues, or of all, since the branch in use was
        made or last merged it. Nothing is changed on `main` itself.
        """
        from beadwork.dolt.versions import branches

        whole_ids = texts("ids", ids)
        base, newest = self._ask(
            lambda reader: branches.merge_base_and_newest(reader, "HEAD", "main")
        )
        if base == newest:
            return []
        from beadwork.actions.merging import changed_on_main  # most branches are not behind

        return self._ask(lambda reader: changed_on_main.of(reader, base, newest, whole_ids))

    def conflicts(self, *ids: str) -> list[types.Undecided]:
        """Return the conflicts that merges left open, of these issues or of all.

        Raises:
            NotFound, Ambiguous: an id names no issue, or several.
        """
        from beadwork.actions.merging import conflicts

        parts = texts("ids", ids)
        return self._ask(
            lambda reader: conflicts.of(reader, parts) if parts else conflicts.every(reader)
        )

    def resolve(self, issue_id: str, field: str, take: str) -> types.Issue:
        """Resolve a conflict: `ours`, `theirs`, or a value as `bd update` takes it.

        Raises:
            NotFound, Invalid: there is no such conflict, or the value is not valid.
        """
        from beadwork.actions.merging import conflicts

        issue_id, field, take = text("issue_id", issue_id), text("field", field), text("take", take)
        return self._change(
            lambda tx: conflicts.resolve(tx, issue_id, field, take, self.profile)
        ).issue


def _branch_and_strategy(branch: str, strategy: str) -> tuple[str, str]:
    from beadwork.model.merging.three_way import STRATEGIES

    return text("branch", branch), choice("strategy", strategy, STRATEGIES)
