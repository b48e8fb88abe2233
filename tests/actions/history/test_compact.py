"""Compaction takes what it should and no more, and its proofs notice one byte."""

from __future__ import annotations

from datetime import timedelta

import pytest

from beadwork import errors
from beadwork.actions.history import compact, verify_compaction
from beadwork.actions.history.compact import CompactionReport, Wanted
from beadwork.actions.history.verify_compaction import VerifiedCompaction
from beadwork.store.history import first_parents, log
from beadwork.tracker import InternalTracker

LONG = "The first line\n" + "and many more words " * 40


def shorten(
    tracker: InternalTracker, *ids: str, days: int = 90, summary: str | None = None
) -> CompactionReport:
    over = tracker.profile.vocabulary.over
    wanted = Wanted(ids, tracker.now - timedelta(days=days), summary)
    return tracker.change(lambda tx: compact.compact(tx, wanted, over), always_commit=True)


def verify(tracker: InternalTracker, *ids: str) -> VerifiedCompaction:
    return tracker.ask(lambda reader: verify_compaction.verify(reader, ids))


@pytest.fixture
def filled(tracker: InternalTracker) -> InternalTracker:
    for number in range(1, 5):
        tracker.create(
            f"Number {number}", id=f"demo-{number}", description=LONG, notes=f"{number} {LONG}"
        )
        tracker.comment(f"demo-{number}", f"said of {number}")
    tracker.close_issues("demo-1", "demo-2", "demo-3")
    session = tracker.link.session
    session.run(
        "UPDATE issues SET closed_at = %s WHERE id <> 'demo-3'", tracker.now - timedelta(days=100)
    )
    session.run("UPDATE issues SET pinned = TRUE WHERE id = 'demo-2'")
    return tracker


def test_only_what_is_long_over_and_not_pinned(filled: InternalTracker) -> None:
    report = shorten(filled)
    assert [done.after.id for done in report.compacted] == ["demo-1"]
    assert report.skipped == []
    assert report.before > report.after
    (one,) = filled.show("demo-1")
    assert one.issue.compaction_level == 1
    assert (one.issue.notes, one.issue.design) == (None, None)
    assert [comment.text for comment in one.comments] == ["said of 1"]
    assert shorten(filled).compacted == []


def test_what_is_named_is_compacted_however_new(filled: InternalTracker) -> None:
    head = filled.ask(log.head)
    report = shorten(filled, "demo-3", "demo-2", "demo-4", "demo-1", summary=None)
    assert [done.after.id for done in report.compacted] == ["demo-3", "demo-1"]
    assert [(skipped.id, skipped.reason) for skipped in report.skipped] == [
        ("demo-2", "it is pinned"),
        ("demo-4", "it is open, not closed"),
    ]
    messages = filled.ask(lambda reader: [commit.message for commit in first_parents.walk(reader)])
    assert messages[0].startswith("bd: compact demo-3: Number 3\n\nbd: compact demo-1: Number 1")
    assert filled.ask(log.head) != head


def test_a_preview_writes_nothing(filled: InternalTracker) -> None:
    shorten(filled, "demo-3")
    head = filled.ask(log.head)
    wanted = Wanted((), filled.now - timedelta(days=90))
    over = filled.profile.vocabulary.over
    shown = filled.ask(lambda reader: compact.preview(reader, wanted, over, "ann", filled.now))
    assert [done.after.id for done in shown.compacted] == ["demo-1"]
    assert filled.ask(log.head) == head


def test_what_is_in_no_commit_yet_is_left_alone(filled: InternalTracker) -> None:
    over = filled.profile.vocabulary.over
    with filled.batch("both"):
        filled.update("demo-1", design="new")
        report = filled.change(lambda tx: compact.compact(tx, Wanted(("demo-1",), tx.now), over))
    assert [(skipped.id, skipped.reason) for skipped in report.skipped] == [
        ("demo-1", "what it says now is in no commit yet")
    ]


def test_proofs_hold_whatever_happens_later(filled: InternalTracker) -> None:
    shorten(filled, "demo-1", "demo-3")
    filled.comment("demo-1", "later")
    filled.update("demo-1", title="Renamed", notes=LONG)
    shorten(filled, "demo-1")
    filled.delete("demo-3")
    found = verify(filled)
    assert [checked.proof[:2] for checked in found.checked] == [
        ("demo-1", 1),
        ("demo-1", 2),
        ("demo-3", 1),
    ]
    assert found.failed == []
    assert found.unproven == []


PLANTED = {
    "the digest differs": "UPDATE compactions SET digest = REVERSE(digest)",
    "the commit is gone": "UPDATE compactions SET commit_hash = '00000000000000000000000000000000'",
    "the commit does not have the issue": (
        "UPDATE compactions SET commit_hash = (SELECT commit_hash FROM dolt_log WHERE message "
        "LIKE 'bd: init%%' LIMIT 1)"
    ),
    "the commit cannot be read": (
        "UPDATE compactions SET commit_hash = (SELECT commit_hash FROM dolt_log ORDER BY "
        "commit_order LIMIT 1)"
    ),
}


@pytest.mark.parametrize("wrong", PLANTED)
def test_what_is_planted_is_found(filled: InternalTracker, wrong: str) -> None:
    shorten(filled, "demo-1", "demo-3")
    filled.link.session.run(f"{PLANTED[wrong]} WHERE issue_id = 'demo-1'")
    found = verify(filled)
    assert [(checked.proof.issue_id, checked.wrong[: len(wrong)]) for checked in found.failed] == [
        ("demo-1", wrong)
    ]
    assert [checked.proof.issue_id for checked in found.checked if not checked.wrong] == ["demo-3"]


def test_a_digest_of_other_words_is_found(filled: InternalTracker) -> None:
    """History itself says something else: the proof is of another commit, where one word
    differs.
    """
    shorten(filled, "demo-1")
    (proof,) = verify(filled).checked
    filled.change(
        lambda tx: tx.write(
            "UPDATE issues SET notes = CONCAT(%s, ' ') WHERE id = 'demo-1'", f"1 {LONG}"
        )
    )
    filled.change(
        lambda tx: tx.write(
            "UPDATE issues SET description = %s, compaction_level = 0 WHERE id = 'demo-1'", LONG
        )
    )
    filled.link.session.run("UPDATE compactions SET commit_hash = %s", filled.ask(log.head))
    (failed,) = verify(filled).failed
    assert failed.wrong == "the digest differs"
    assert failed.proof.digest == proof.proof.digest != failed.found


def test_a_compacted_issue_without_a_proof_is_named(filled: InternalTracker) -> None:
    shorten(filled, "demo-1")
    filled.link.session.run("DELETE FROM compactions")
    found = verify(filled)
    assert (found.checked, found.unproven) == ([], ["demo-1"])
    assert verify(filled, "demo-1").unproven == ["demo-1"]
    assert verify(filled, "demo-2").unproven == []
    with pytest.raises(errors.NotFound):
        verify(filled, "demo-nope")


def test_many_proofs_take_few_round_trips(filled: InternalTracker) -> None:
    over = filled.profile.vocabulary.over
    for number in range(30):
        with filled.batch():
            filled.create(f"More {number}", id=f"demo-m{number}", description=LONG)
            filled.close_issues(f"demo-m{number}")
        wanted = Wanted((f"demo-m{number}",), filled.now)
        filled.change(lambda tx, wanted=wanted: compact.compact(tx, wanted, over))  # type: ignore[misc]
    packets: list[str] = []
    filled.link.session.on_packet = packets.append
    found = verify(filled)
    assert (len(found.checked), found.failed) == (30, [])
    assert len(packets) <= 4
