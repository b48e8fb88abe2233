"""Make many changes in one transaction and one commit: all of them, or none.

    bd batch changes.jsonl
    bd batch changes.jsonl -m "Plan the release"
    some-program | bd batch - --json

FILE holds one operation a line, as a JSON object; lines that begin with # are comments:

    {"op": "create", "ref": "data", "title": "Collect the data", "priority": 1}
    {"op": "create", "title": "Write the report", "deps": ["$data"]}
    {"op": "close", "id": "bd-7", "reason": "not needed"}

create        title, and what `bd create` takes: type, priority, description, labels, parent, deps,
              due, id …
update        id or ids, and the fields to set; add_labels, remove_labels, append_notes,
              set_metadata, claim …
close         id or ids, reason, force               reopen        id or ids, reason
claim         id                                     comment       id, text
dep_add       issue_id, depends_on_id, type          dep_remove    issue_id, depends_on_id, type
label_add     id or ids, labels                      label_remove  id or ids, labels

"$REF" names, in the lines below, the issue that was created with "ref": "REF". An error names its
line, and nothing is written. With --json the result is an array with the result of each operation,
in order.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from beadwork.actions.exchange import batch as action
from beadwork.bd import input
from beadwork.bd.long_texts import line_of
from beadwork.bd.opening import open_tracker
from beadwork.bd.output import comments
from beadwork.console.console import Console
from beadwork.model.exchange import batch_operations
from beadwork.model.issues.comment import Comment
from beadwork.model.issues.issue import Issue


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a file of JSON lines; - for standard input")
    parser.add_argument("-m", "--message", default="", metavar="TEXT", help="the commit message")


def run(console: Console, options: argparse.Namespace) -> None:
    message = line_of(console, options.message) or ""
    content, name = input.text(console, options.file)
    wanted = batch_operations.parse(content, name, datetime.now(UTC).replace(tzinfo=None))
    if not wanted:
        console.result([], lambda: f"{name} holds no operation")
        return
    with open_tracker(console) as tracker:
        profile = tracker.profile
        outcome = tracker.change(
            lambda tx: action.batch(tx, wanted, profile, name=name, message=message)
        )
    results = [
        document(entry.op, result) for entry, result in zip(wanted, outcome.results, strict=True)
    ]
    console.result(results, lambda: outcome.messages or "Nothing to change")


def document(op: str, result: Any) -> Any:
    """Return the result of an operation as the JSON of the command of that name."""
    if isinstance(result, list):
        return [document(op, entry) for entry in result]
    if isinstance(result, Issue):
        return result.to_dict()
    if isinstance(result, Comment):
        return comments.record(result)
    found = result._asdict()
    verb = "removed" if op.endswith("_remove") else "added"
    happened = found.pop("is_new", True) and found.pop(
        "changed", True
    )  # an edge has `is_new`, a label has `changed`
    return {"status": verb if happened else "unchanged", **found}
