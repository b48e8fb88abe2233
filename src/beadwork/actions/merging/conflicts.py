"""Show the conflicts that merges left to a person, and resolve them. A resolution is an update of
the field, with the same rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from beadwork.actions.issues import update
from beadwork.errors import NotFound, Usage
from beadwork.model.exchange import batch_operations, json_reader
from beadwork.model.exchange.json_reader import BadRow
from beadwork.model.hints import command
from beadwork.model.issues import field_table
from beadwork.model.issues.issue import Issue
from beadwork.model.merging import conflict
from beadwork.model.merging.conflict import Candidate
from beadwork.store import conflicts
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beadwork.dolt.writing.transaction import Reader, Transaction
    from beadwork.store.identity_check import TrackerProfile

OURS, THEIRS = "ours", "theirs"
_KINDS = batch_operations.OPERATIONS["update"]


class Undecided(NamedTuple):
    """One field of one issue that a merge left open."""

    issue: Issue
    field: str
    candidates: list[Candidate]

    @property
    def current(self) -> Any:
        """The present value of the field, as in JSON; None where it is unset."""
        return self.issue.to_dict().get(self.field)

    @property
    def others(self) -> list[Candidate]:
        """The candidates that differ from the present value."""
        return [
            candidate
            for candidate in self.candidates
            if candidate.digest != conflict.digest(self.current)
        ]


class Resolved(NamedTuple):
    """An issue, and the value that its field was resolved to."""

    issue: Issue
    field: str
    value: Any


def grouped(candidates: Iterable[Candidate]) -> dict[tuple[str, str], list[Candidate]]:
    """Return the candidates by issue and field."""
    found: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in candidates:
        found.setdefault((candidate.issue_id, candidate.field), []).append(candidate)
    return found


def every(reader: Reader) -> list[Undecided]:
    """Return every undecided field, by issue and field."""
    candidates = conflicts.everything(reader)
    about = issues.in_order(
        reader, list(dict.fromkeys(candidate.issue_id for candidate in candidates))
    )
    return _undecided(about, candidates)


def of(reader: Reader, parts: Sequence[str]) -> list[Undecided]:
    """Return the undecided fields of these issues.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
    """
    about = issues.get_all(reader, parts)
    return _undecided(about, conflicts.of(reader, [issue.id for issue in about]))


def _undecided(about: Sequence[Issue], candidates: Iterable[Candidate]) -> list[Undecided]:
    by_id = {issue.id: issue for issue in about}
    return [
        Undecided(by_id[issue_id], field, found)
        for (issue_id, field), found in grouped(candidates).items()
        if issue_id in by_id
    ]


def resolve(tx: Transaction, part: str, field: str, take: str, profile: TrackerProfile) -> Resolved:
    """Resolve the conflict of a field. `take` is `ours` (the present value), `theirs` (the value of
    the other side), or a value as `bd update` takes it.

    Raises:
        NotFound, Ambiguous: `part` names no issue, or several; or the field has no conflict.
        Usage: there is no such field or value, or `theirs` could be one of several values.
        BeadworkError: what an update of the field raises.
    """
    issue = issues.get(tx, part)
    candidates = [
        candidate
        for candidate in conflicts.of(tx, [issue.id])
        if _own(candidate.field) == _own(field)
    ]
    if not candidates:
        raise _nothing(issue.id, field)
    undecided = Undecided(issue, candidates[0].field, candidates)
    if take != OURS:
        issue = _set(tx, undecided, _value(undecided, take), profile)
    conflicts.remove(tx, issue.id, undecided.field)
    value = issue.to_dict().get(undecided.field)
    tx.say(f"bd: resolve {issue.id}: {undecided.field} = {'unset' if value is None else value}")
    return Resolved(issue, undecided.field, value)


def _value(undecided: Undecided, take: str) -> Any:
    """Return the value that `take` names, as in JSON or as a person types it."""
    if take != THEIRS:
        return _typed(undecided.field, take)
    if len(undecided.others) > 1:
        values = ", ".join(
            "unset" if candidate.value is None else str(candidate.value)
            for candidate in undecided.others
        )
        raise Usage(
            f"{undecided.field} of {undecided.issue.id} has several other values: {values}",
            hint=command("bd", "conflicts", "show", undecided.issue.id),
        )
    return undecided.others[0].value if undecided.others else undecided.current


def _set(tx: Transaction, undecided: Undecided, value: Any, profile: TrackerProfile) -> Issue:
    """Set the field by an update. The commit message has no line for the update, as the line about
    the resolution says more.
    """
    field, issue_id = undecided.field, undecided.issue.id
    try:
        wanted: Any = "" if value is None else _KINDS[_own(field)](value, tx.now)
    except KeyError:
        raise Usage(f"{field} cannot be set") from None
    except BadRow as error:
        raise Usage(
            f"{field}: {error}", hint=command("bd", "conflicts", "show", issue_id)
        ) from None
    messages = len(tx.messages)
    tx.answers = tx.read(*update.questions([issue_id]))
    # To decide a conflict is no change of what somebody else has in progress.
    unguarded = profile._replace(claim_guard="off")
    (issue,) = update.update(tx, [issue_id], update.changes(**{_own(field): wanted}), unguarded)
    del tx.messages[messages:]
    return issue


def _typed(field: str, text: str) -> Any:
    """Return a typed value as in JSON: None for an empty text, a number for a field of numbers."""
    if not text:
        return None
    if field_table.BY_COLUMN[_own(field)].kind not in ("minutes", "priority", "object"):
        return text
    try:
        return json_reader.parse(text)
    except (json_reader.NotJson, BadRow):
        return text


def _own(field: str) -> str:
    """Return the name of a field in an update."""
    return batch_operations.OTHER_NAMES.get(field, field)


def _nothing(issue_id: str, field: str) -> NotFound | Usage:
    if _own(field) not in field_table.BY_COLUMN:
        return Usage(
            f'an issue has no field "{field}"', hint=command("bd", "conflicts", "show", issue_id)
        )
    return NotFound(
        f"nothing is undecided about {field} of {issue_id}",
        hint=command("bd", "conflicts", "show", issue_id),
    )
