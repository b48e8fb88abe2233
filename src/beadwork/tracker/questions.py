"""The questions that a program can ask. None of them takes a lock or writes anything.

A method that takes ids raises `Usage` if there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from beadwork.errors import BeadworkError
from beadwork.model.issues.kinds import Vocabulary
from beadwork.tracker import argument_checks
from beadwork.tracker.core import Core

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from beadwork.actions.issues.show import Detail
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.writing.transaction import Transaction
    from beadwork.store.search.filters import Filter
    from beadwork.store.search.lists import Page
    from beadwork.store.search.readiness import Blocked, Ready
    from beadwork.store.search.statistics import Statistics

T = TypeVar("T")


class Questions(Core):
    """What asks about issues."""

    def _with_vocabulary(self, question: Callable[[Session | Transaction, Vocabulary], T]) -> T:
        """Ask a question that depends on the tracker's own statuses, which come only with the first
        answer.

        Few trackers add statuses. So the question is first asked as if there were none, and asked
        again if there are some. To ask for them first would cost every command a round trip.
        """
        if self.link.knows_its_database():
            return self.ask(lambda reader: question(reader, self.profile.vocabulary))
        try:
            found = self.ask(lambda reader: question(reader, Vocabulary()))
        except BeadworkError:
            if not self.link.knows_its_database() or self.profile.vocabulary == Vocabulary():
                raise
        else:
            if self.profile.vocabulary == Vocabulary():
                return found
        return self.ask(lambda reader: question(reader, self.profile.vocabulary))

    def show(self, *ids: str) -> list[Detail]:
        """Return issues with their dependencies, comments and conflicts.

        Raises:
            NotFound, Ambiguous: an id names no issue, or several.
        """
        from beadwork.actions.issues import show

        named = argument_checks.named(ids)
        found = self.ask(lambda reader: show.show(reader, named))
        over = (
            self.profile.vocabulary.over
        )  # known by now: asked for first, it would cost a round trip
        return [detail._replace(over=over) for detail in found]

    def list(self, wanted: Filter | None = None) -> Page:
        """Return the issues that a filter selects, by default those that are not over, pinned or
        machinery.
        """
        from beadwork.store.search import lists

        filtered = argument_checks.filtered(wanted)
        return self._with_vocabulary(
            lambda reader, words: lists.page(reader, filtered, words, self.now)
        )

    def ready(self, wanted: Filter | None = None) -> Ready:
        """Return the issues that can be begun, the most urgent first."""
        from beadwork.store.search import readiness

        filtered = argument_checks.filtered(wanted)
        return self._with_vocabulary(
            lambda reader, words: readiness.ready(reader, filtered, words, self.now)
        )

    def blocked(self, wanted: Filter | None = None) -> Sequence[Blocked]:
        """Return the issues that open work blocks, with what blocks them."""
        from beadwork.store.search import readiness

        filtered = argument_checks.filtered(wanted)
        return self._with_vocabulary(
            lambda reader, words: readiness.blocked(reader, filtered, words, self.now)
        )

    def search(self, text: str, wanted: Filter | None = None) -> Page:
        """Return the issues whose texts contain all words of `text`, closed ones included."""
        from beadwork.store.search import lists

        filled = argument_checks.filtered(wanted)._replace(text=text)
        return self.ask(
            lambda reader: lists.search(reader, filled, self.profile.vocabulary, self.now)
        )

    def statistics(self) -> Statistics:
        """Return the numbers of the whole tracker."""
        from beadwork.store.search import statistics

        return self.ask(lambda reader: statistics.read(reader, self.profile.vocabulary, self.now))

    def cycles(self) -> Sequence[Sequence[str]]:
        """Return the circles of issues that wait for each other. An import or a merge may create
        them.
        """
        from beadwork.actions.dependencies import cycles

        return self.ask(cycles.cycles)
