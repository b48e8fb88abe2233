"""The common part of `bd cycle-time` and `bd throughput`: both ask one question about closed
issues, for a period and a group.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from beadwork.bd.flags import flow_flags
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.dolt.writing.transaction import Reader
from beadwork.model.issues.kinds import Vocabulary
from beadwork.model.times.periods import Period
from beadwork.store.search.filters import Filter

Answer = TypeVar("Answer")


def run(
    console: Console,
    options: argparse.Namespace,
    question: Callable[[Reader, str, Period, Filter, Vocabulary, datetime], Answer],
    document: Callable[[str, Period, Answer], dict[str, Any]],
    lines: Callable[[Console, Answer], Iterable[str]],
) -> None:
    """Ask the question for the period, the group and the issues of the flags, and print the answer.

    Raises:
        Usage: a filter or the period is not valid, or a flag asks for an order.
    """
    with open_tracker(console) as tracker:
        now = tracker.now
        period, wanted = flow_flags.read(console, options, now)
        answer = tracker.ask(
            lambda reader: question(
                reader, options.by, period, wanted, tracker.profile.vocabulary, now
            )
        )
    console.result(document(options.by, period, answer), lambda: lines(console, answer))
