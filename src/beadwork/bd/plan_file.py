"""`bd create -f FILE.md`: every issue of a Markdown plan, in one commit (model/exchange/plan.py
says what a plan looks like).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from beadwork.actions.exchange import file_plan
from beadwork.actions.exchange.file_plan import Filed
from beadwork.actions.exchange.line_errors import LineErrors
from beadwork.bd import input
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.dependencies import tree
from beadwork.console.console import Console
from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.counted import counted
from beadwork.model.exchange import plan
from beadwork.model.issues.issue import Issue


def run(console: Console, path: str, *, dry_run: bool, silent: bool) -> None:
    """File the plan and print its issues: as a tree, as a JSON array, or with `silent` as ids, one
    a line.

    Raises:
        BeadworkError: the file, or an issue in it, is refused. The message names the line, and
            nothing was filed.
    """
    text, name = input.text(console, path)
    planned = plan.parse(text, name)
    problems = LineErrors(name)
    drafts = file_plan.drafts(planned, datetime.now(UTC).replace(tzinfo=None), problems)
    with open_tracker(console) as tracker:
        profile = tracker.profile

        def file(tx: Transaction) -> Filed:
            return file_plan.file_plan(tx, planned, drafts, profile, problems)

        if dry_run:
            filed = tracker.preview(lambda tx: file_plan.preview(tx, file(tx)), file_plan.QUESTIONS)
        else:
            filed = tracker.change(file, file_plan.QUESTIONS)
    if dry_run:
        _preview(console, filed.issues, [draft.id if draft else None for draft in drafts])
        return
    if silent and not console.json:
        for issue in filed.issues:
            console.line(issue.id)
        return
    console.result([issue.to_dict() for issue in filed.issues], lambda: _text(console, filed))


def _text(console: Console, filed: Filed) -> Iterator[str]:
    yield from tree.lines(console, filed.issues)
    count, ready = len(filed.issues), len(filed.ready)
    yield f"Created {counted(count, 'issue')}, {ready:,} of them ready"


def _preview(console: Console, issues: list[Issue], chosen: list[str | None]) -> None:
    """Print what would be created. An id that would be drawn is `$` and the number of the issue in
    the plan, from 1: another one is drawn when it is created.
    """
    names = {
        issue.id: own_id or f"${number}"
        for number, (issue, own_id) in enumerate(zip(issues, chosen, strict=True), 1)
    }
    shown = [
        issue._replace(id=names[issue.id], parent=names.get(issue.parent or "", issue.parent))
        for issue in issues
    ]
    console.result(
        [{"dry_run": True, **issue.to_dict()} for issue in shown],
        lambda: [f"Would create: P{issue.priority} {issue.type}: {issue.title}" for issue in shown],
    )
