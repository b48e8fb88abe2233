"""`bd create -f FILE.md`: every issue of a Markdown plan, in one commit (model/exchange/plan.py
says what a plan looks like).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from beadwork.actions.exchange import file_plan
from beadwork.actions.exchange.file_plan import Filed
from beadwork.actions.issues.draft import Draft
from beadwork.bd import input
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.dependencies import tree
from beadwork.console.console import Console
from beadwork.model.counted import counted
from beadwork.model.exchange import plan


def run(console: Console, path: str, *, dry_run: bool, silent: bool) -> None:
    """File the plan and print its issues: as a tree, as a JSON array, or with `silent` as ids, one
    a line.

    Raises:
        BeadworkError: the file, or an issue in it, is refused. The message names the line, and
            nothing was filed.
    """
    text, name = input.text(console, path)
    planned = plan.parse(text, name)
    drafts = file_plan.drafts(planned, name, datetime.now(UTC).replace(tzinfo=None))
    if dry_run:
        _preview(console, drafts)
        return
    with open_tracker(console) as tracker:
        profile = tracker.profile
        filed = tracker.change(
            lambda tx: file_plan.file_plan(tx, planned, drafts, profile, name), file_plan.QUESTIONS
        )
    if silent and not console.json:
        for issue in filed.issues:
            console.line(issue.id)
        return
    console.result([issue.to_dict() for issue in filed.issues], lambda: _text(console, filed))


def _text(console: Console, filed: Filed) -> Iterator[str]:
    yield from tree.lines(console, filed.issues)
    count, ready = len(filed.issues), len(filed.ready)
    yield f"Created {counted(count, 'issue')}, {ready:,} of them ready"


def _preview(console: Console, drafts: list[Draft]) -> None:
    console.result(
        [{"dry_run": True, **draft.given()} for draft in drafts],
        lambda: [f"Would create: {draft}" for draft in drafts],
    )
