"""The message of an undo's commit, from which a later undo finds what is undone already.

Pure. Its lines have the form of all messages (`model/history/commit_message.py`), so their issues
are found like those of any write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

MOST_LINES = 100
"""The most issues that the message of an undo names one by one."""

_UNDO = re.compile(r"bd: undo (?:.*? )?of (?P<commit>[0-9a-v]{32})(?:: |$)")
_CHAINED = re.compile(r"^undo (?:\S+ )?of [0-9a-v]{32}: ")
_OF_IMPORT = re.compile(r"bd: (?:undo (?:[^:]*? )?of [0-9a-v]{32}: (?:undo of )*)?import\b")
_NOT_ONES_OWN = re.compile(r"bd: (init|migrate|squash|undo|keep tables)\b")
_OTHERS = re.compile(r" \(by [^()]+\)$", re.MULTILINE)
"""How a commit of several deferred writes (dolt/writing/deferred_message.py) names the author of a
write, where that is not the committer.
"""


def lines(commit: str, subject: str, ids: Sequence[str]) -> list[str]:
    """Return the lines of an undo's commit message, from which its target and its issues can be
    read.

    >>> lines("h" * 32, "bd: close bd-7: done", ["bd-7"])
    ['bd: undo bd-7 of hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh: close bd-7: done']
    """
    subject = _CHAINED.sub("undo of ", subject.removeprefix("bd: "))
    shown = ids[:MOST_LINES]
    said = [f"bd: undo {issue_id} of {commit}" for issue_id in shown] or [f"bd: undo of {commit}"]
    said[0] += f": {subject}"
    return [*said, f"and {len(ids) - len(shown)} more"] if len(ids) > len(shown) else said


def is_of_import(message: str) -> bool:
    """Tell whether a message is of an import, of the undo of one, or of the undo of such an undo.

    >>> is_of_import("bd: import a.jsonl: 1 created"), is_of_import("bd: close bd-7: import")
    (True, False)
    >>> is_of_import("bd: undo of " + "h" * 32 + ": undo of import a.jsonl: 1 created")
    True
    """
    return bool(_OF_IMPORT.match(message))


def undone_by(message: str) -> str | None:
    """Return the commit that a commit with this message undid, None where it undid none."""
    found = _UNDO.match(message)
    return found["commit"] if found else None


def own(chain: Iterable[tuple[str, str, str]], actor: str) -> Iterator[str]:
    """Yield the commits of an actor that `bd undo` without a commit may choose, the newest first.

    `chain` is the history of a branch, the newest first: commit, author and message. These commits
    do not count: an undo, an undone commit (unless its undo was undone), a commit with writes of
    several people, and a commit that creates or maintains the tracker.
    """
    undone: set[str] = set()
    for commit, author, message in chain:
        target = undone_by(message)
        if target and commit not in undone:
            undone.add(target)
        is_own = (
            author == actor and not _NOT_ONES_OWN.match(message) and not _OTHERS.search(message)
        )
        if is_own and commit not in undone:
            yield commit


def effective_undoings(chain: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the undos that are not undone themselves, each as (its commit, the commit it undid).

    `chain` is the history of a branch, the newest first: commit and message.
    """
    undone: set[str] = set()
    for commit, message in chain:
        target = undone_by(message)
        if target and commit not in undone:
            undone.add(target)
            yield commit, target
