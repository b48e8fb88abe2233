"""The questions that a program can ask. None of them takes a lock or writes anything.

A method that takes ids raises `Usage` if there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar, Unpack

from beadwork.errors import BeadworkError, NoIssue
from beadwork.store.identity_check import UNCONFIGURED, TrackerProfile
from beadwork.tracker import argument_checks, types
from beadwork.tracker.core import Core

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.writing.transaction import Transaction

T = TypeVar("T")


class Questions(Core):
    """What asks about issues."""

    def _with_profile(
        self, question: Callable[[Session | Transaction, TrackerProfile], T], *used: str
    ) -> T:
        """Ask a question that depends on these fields of the tracker's profile, which come only
        with the first answer.

        Few trackers set them. So the question is first asked as if they were not set, and asked
        again if they are. To ask for them first would cost every command a round trip.
        """
        if self._link.knows_its_database():
            return self._ask(lambda reader: question(reader, self.profile))
        try:
            found = self._ask(lambda reader: question(reader, UNCONFIGURED))
        except BeadworkError:
            if not self._link.knows_its_database() or self._is_unconfigured(used):
                raise
        else:
            if self._is_unconfigured(used):
                return found
        return self._ask(lambda reader: question(reader, self.profile))

    def _is_unconfigured(self, fields: Sequence[str]) -> bool:
        return all(getattr(self.profile, field) == getattr(UNCONFIGURED, field) for field in fields)

    def show(self, *ids: str) -> list[types.Detail]:
        """Return issues with their dependencies, comments and conflicts.

        Raises:
            NotFound, Ambiguous: an id names no issue, or several.
        """
        from beadwork.actions.issues import show

        parts = argument_checks.named(ids)
        found = self._ask(lambda reader: show.show(reader, parts))
        over = (
            self.profile.vocabulary.over
        )  # known by now: asked for first, it would cost a round trip
        return [detail._replace(over=over) for detail in found]

    def get(self, issue_id: str) -> types.Issue | None:
        """Return the issue that an id, or a unique part of one, names; None where there is none.

        Raises:
            Ambiguous: several issues have it in their ids.
        """
        from beadwork.store.issues import issues

        part = argument_checks.text("issue_id", issue_id)
        try:
            return self._ask(lambda reader: issues.get(reader, part))
        except NoIssue:
            return None

    def list(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Page:
        """Return the issues that a filter, or these words, select, by default those that are not
        over, pinned or machinery.

        Raises:
            TypeError, Usage, NotFound, Ambiguous: a word, a value, or an id in it is refused.
        """
        from beadwork.store.search import lists

        filtered = self._filtered("list", wanted, words)
        return self._with_profile(
            lambda reader, profile: lists.page(reader, filtered, profile.vocabulary, self._now),
            "vocabulary",
        )

    def iterate(
        self,
        wanted: types.Filter | None = None,
        *,
        size: int = 1000,
        **words: Unpack[types.FilterWords],
    ) -> Iterator[types.Issue]:
        """Return an iterator over the issues that `list` returns, in the order of their ids, which
        holds at most `size` of them at a time.

        All are as of the newest commit when the first one is taken, whatever is written meanwhile.
        Within a batch, and where writes wait to be committed (`dolt.auto-commit: off`), each page
        is as the tables are when it is read.

        Raises:
            Usage: the filter has another order than by id; or, with the first issue, a status or a
                type that no issue can have.
        """
        from beadwork.tracker import iteration

        filtered = self._filtered("iterate", wanted, words)
        size = argument_checks.number("size", size)
        iteration.refuse(filtered, size)
        return iteration.issues(self, filtered, size)

    def ready(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Ready:
        """Return the issues that can be begun, in the order of the filter or of `ready.sort`."""
        from beadwork.store.search import readiness

        filtered = self._filtered("ready", wanted, words)

        def question(reader: Session | Transaction, profile: TrackerProfile) -> types.Ready:
            ordered = filtered._replace(sort=filtered.sort or profile.ready_sort)
            return readiness.ready(reader, ordered, profile.vocabulary, self._now)

        used = ("vocabulary",) if filtered.sort else ("vocabulary", "ready_sort")
        return self._with_profile(question, *used)

    def blocked(
        self, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> Sequence[types.BlockedIssue]:
        """Return the issues that open work blocks, with what blocks them."""
        from beadwork.store.search import readiness

        filtered = self._filtered("blocked", wanted, words)
        return self._with_profile(
            lambda reader, profile: readiness.blocked(
                reader, filtered, profile.vocabulary, self._now
            ),
            "vocabulary",
        )

    def search(
        self, text: str, wanted: types.Filter | None = None, **words: Unpack[types.FilterWords]
    ) -> types.Page:
        """Return the issues whose texts contain all words of `text`, closed ones included."""
        from beadwork.store.search import lists

        looked_for = argument_checks.any_text("text", text)
        filled = self._filtered("search", wanted, words)._replace(text=looked_for)
        return self._ask(
            lambda reader: lists.search(reader, filled, self.profile.vocabulary, self._now)
        )

    def statistics(self) -> types.Statistics:
        """Return the numbers of the whole tracker."""
        from beadwork.store.search import statistics

        return self._ask(lambda reader: statistics.read(reader, self.profile.vocabulary, self._now))

    def cycles(self) -> Sequence[Sequence[str]]:
        """Return the cycles of open issues that wait for each other. An import or a merge may
        create them.
        """
        from beadwork.actions.dependencies import cycles

        return self._with_profile(
            lambda reader, profile: cycles.cycles(reader, profile.vocabulary.over), "vocabulary"
        )
