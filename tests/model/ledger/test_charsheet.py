"""What a worker has finished, from the data of ledgers."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from beadwork.model.ledger import additions, charsheet
from beadwork.model.ledger.additions import Present, Tip
from beadwork.model.ledger.charsheet import Source, Wanted
from beadwork.model.ledger.entry import Entry
from beadwork.model.ledger.public_issue import canonical
from beadwork.model.times import periods
from beadwork.model.times.periods import Period

SOURCE = "0123456789abcdefghijklmnopqrstuv"
ANN = "hop://ann.example/tools/api"
BOB = "hop://bob.example/web/audit"


def issue(issue_id: str, closed: str, *labels: str, **more: Any) -> tuple[str, Present]:
    value = {
        "id": issue_id,
        "title": f"Title of {issue_id}",
        "issue_type": "task",
        "assignee": "toast",
        "closed_at": f"{closed}T12:00:00.000000Z",
        **({"labels": list(labels)} if labels else {}),
        **more,
    }
    return issue_id, Present(True, True, canonical(value))


def ledger(*rounds: dict[str, Present]) -> list[Entry]:
    made: list[Entry] = []
    for present in rounds:
        tip = Tip(made[-1].number, made[-1].digest) if made else Tip()
        made += additions.additions(tip, additions.last_of_each(made), present, SOURCE)
    return made


FIRST = dict(
    [
        issue("api-1", "2026-09-30", "skill:go"),
        issue("api-2", "2026-10-01", "skill:go", "lang:SQL", "urgent", issue_type="bug"),
        issue("api-3", "2026-12-31", "lang:python"),
        issue("api-4", "2027-01-01", "skill:go"),
        issue("api-5", "2026-11-01", assignee="nux"),
        issue("api-6", "2026-11-01"),
        issue("api-7", "2026-11-02", "skill:go"),
    ]
)
API = Source(ANN, "git+https://example.org/api.git", ledger(FIRST, {"api-7": Present(True)}))


def ids(wanted: Wanted, *sources: Source) -> list[str]:
    return [line.issue_id for line in charsheet.lines("toast", sources or (API,), wanted)]


def test_what_stands_as_closed_counts_in_the_order_of_closing() -> None:
    assert ids(Wanted()) == ["api-1", "api-2", "api-6", "api-3", "api-4"]  # api-7 is open again


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(periods.parse("2026-Q4")), ["api-2", "api-6", "api-3"]),
        (Wanted(periods.parse("2026-Q4"), skill="go"), ["api-2"]),
        (Wanted(periods.parse("2026-Q4"), skill="Go"), ["api-2"]),
        (Wanted(skill="sql"), ["api-2"]),
        (Wanted(skill="urgent"), []),
        (Wanted(type="bug"), ["api-2"]),
        (Wanted(Period(datetime(2026, 12, 31), None)), ["api-3", "api-4"]),
        (Wanted(Period(None, datetime(2026, 10, 1))), ["api-1"]),
    ],
)
def test_what_is_wanted(wanted: Wanted, found: list[str]) -> None:
    assert ids(wanted) == found


def test_each_line_has_its_proof() -> None:
    line = charsheet.lines("toast", [API], Wanted(skill="sql"))[0]
    entry = API.entries[1]
    assert line.uri == f"{ANN}/api-2"
    assert line.proof == (ANN, API.url, 2, entry.digest, SOURCE)


def test_a_correction_is_the_proof_of_what_it_says() -> None:
    entries = ledger(FIRST, dict([issue("api-1", "2026-09-30", "skill:rust")]))
    (line,) = charsheet.lines("toast", [Source(ANN, "", entries)], Wanted(skill="rust"))
    assert (line.issue_id, line.proof.entry) == ("api-1", 8)


def test_an_issue_in_two_copies_of_a_ledger_counts_once() -> None:
    assert ids(Wanted(), API, API._replace(url="elsewhere")) == ids(Wanted())


def test_skills_and_types_are_counted() -> None:
    counts = charsheet.by_skill(charsheet.lines("toast", [API]))
    assert counts == {
        "go": {"task": 2, "bug": 1},
        "-": {"task": 1},
        "python": {"task": 1},
        "sql": {"bug": 1},
    }
    assert list(counts) == ["go", "-", "python", "sql"]


def vouching(target: str, kind: str = "validates", **more: Any) -> Source:
    edges = [{"target": target, "type": kind}]
    present = dict([issue("audit-1", "2026-11-05", assignee="bob", dependencies=edges, **more)])
    return Source(BOB, "git+https://example.org/audit.git", ledger(present))


def test_a_validation_is_read_from_the_ledger_of_who_validates() -> None:
    audit = vouching(f"{ANN}/api-1")
    line = charsheet.lines("toast", [API, audit, audit], Wanted())[0]
    (validation,) = line.validations
    assert (validation.type, validation.issue, validation.by) == (
        "validates",
        f"{BOB}/audit-1",
        "bob",
    )
    assert validation.proof == (BOB, audit.url, 1, audit.entries[0].digest, SOURCE)


@pytest.mark.parametrize(
    "audit",
    [
        vouching(f"{ANN}/api-9"),
        vouching("hop://eve/tools/api/api-1"),
        vouching(f"{ANN}/api-1", "tracks"),
        vouching(f"{ANN}/api-1")._replace(name=ANN),
    ],
    ids=["another issue", "another town", "no validation", "its own ledger"],
)
def test_what_validates_nothing(audit: Source) -> None:
    lines = charsheet.lines("toast", [API, audit], Wanted())
    assert not any(line.validations for line in lines)


def test_a_claim_of_the_worker_is_no_validation() -> None:
    """An issue may say what it likes of itself."""
    edges = [{"target": f"{BOB}/audit-1", "type": "validates"}]
    claims = dict(
        [issue("api-1", "2026-11-05", "validated", validations=["bob"], dependencies=edges)]
    )
    (line,) = charsheet.lines("toast", [Source(ANN, "", ledger(claims))])
    assert line.validations == ()


def test_a_reopened_validation_counts_no_more() -> None:
    audit = vouching(f"{ANN}/api-1")
    tip = Tip(1, audit.entries[0].digest)
    reopened = additions.additions(
        tip, additions.last_of_each(audit.entries), {"audit-1": Present(True)}, SOURCE
    )
    audit = audit._replace(entries=[*audit.entries, *reopened])
    assert not charsheet.lines("toast", [API, audit], Wanted())[0].validations


@pytest.mark.parametrize("odd", [7, None, ["x"], {"a": 1}, "x"])
@pytest.mark.parametrize("field", ["title", "labels", "dependencies", "closed_at", "issue_type"])
def test_odd_content_of_another_ledger_breaks_nothing(field: str, odd: Any) -> None:
    content = json.loads(issue("api-1", "2026-11-05")[1].content) | {field: odd}
    present = {"api-1": Present(True, True, canonical(content))}
    (line,) = charsheet.lines("toast", [Source(ANN, "", ledger(present))])
    assert line.issue_id == "api-1"
    charsheet.by_skill([line])
