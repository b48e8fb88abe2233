"""What a REF names: hashes and parts of them, steps back, branches, tags, dates; and what is
refused.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from beadwork import errors
from beadwork.dolt.connection.session import Session
from beadwork.dolt.versions import revisions
from beadwork.tracker import InternalTracker
from harness import Place

NOW = datetime(2026, 6, 1, 12)


def commit(session: Session, day: int, text: str) -> str:
    """Make a commit that is dated to a day of May 2026, and return its hash."""
    session.run(
        "REPLACE INTO memories (`key`, value, updated_at) VALUES ('one', %s, %s)",
        text,
        datetime(2026, 5, day),
    )
    rows = session.rows(
        "CALL DOLT_COMMIT('-Am', %s, '--date', %s)", text, f"2026-05-{day:02}T12:00:00"
    )
    return str(rows[0][0])


@pytest.fixture
def side(place: Place, tracker: InternalTracker) -> Iterator[str]:
    """The name for a branch of this test, which is deleted after it."""
    name = f"side-{os.urandom(4).hex()}"
    yield name
    tracker.link.session.rows("CALL DOLT_BRANCH('-D', '--force', %s)", name)


def test_every_way_to_name_a_commit(session: Session, side: str) -> None:
    # The fixture's own commits are of today, so everything before the first of these is not looked
    # at by date.
    first, second = commit(session, 3, "first"), commit(session, 4, "second")
    session.rows("CALL DOLT_BRANCH(%s, %s)", side, first)
    session.rows("CALL DOLT_TAG(%s, %s)", f"tag-{side}", first)
    for text, expected in {
        "HEAD": second,
        "head": second,
        "HEAD~1": first,
        "HEAD^": first,
        second: second,
        second[:12]: second,
        f"{second}~1": first,
        f"{second[:12]}^": first,
        side: first,
        f"tag-{side}": first,
        "2026-05-04T12:00:00Z": second,
        "2026-05-04T11:59:59Z": first,
        "2026-05-10": second,
        "-20d": second,
    }.items():
        assert revisions.resolve(session, text, NOW).commit == expected, text
    session.rows("CALL DOLT_TAG('-d', %s)", f"tag-{side}")


def test_now_is_that_of_the_date_or_of_the_commit_but_a_branch_stands_for_the_present(
    session: Session,
) -> None:
    first = commit(session, 3, "first")
    assert revisions.resolve(session, "HEAD", NOW).moment is None
    assert revisions.resolve(session, first, NOW).moment == datetime(2026, 5, 3, 12)
    assert revisions.resolve(session, "2026-05-20", NOW).moment == datetime(2026, 5, 20)
    assert revisions.resolve(session, "2026-05-20", NOW).date == datetime(2026, 5, 3, 12)


def test_what_a_merge_brought_in_later_was_not_there_before(
    session: Session, place: Place, side: str
) -> None:
    base = commit(session, 1, "base")
    session.rows("CALL DOLT_BRANCH(%s)", side)
    session.run("REPLACE INTO memories (`key`, value, updated_at) VALUES ('two', 'main', NOW(6))")
    ours = str(
        session.rows("CALL DOLT_COMMIT('-Am', 'ours', '--date', '2026-05-02T00:00:00')")[0][0]
    )
    with place._replace(branch=side).tracker() as there:
        assert there.profile
        commit(there.link.session, 3, "theirs, before the merge")
    session.rows("CALL DOLT_MERGE('--no-ff', '-m', 'merged', %s)", side)
    assert revisions.commit_at(session, datetime(2026, 5, 3, 12)) == (ours, datetime(2026, 5, 2))
    assert revisions.commit_at(session, datetime(2026, 5, 1, 12)) == (
        base,
        datetime(2026, 5, 1, 12),
    )


def test_a_date_is_found_beyond_the_first_page(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisions, "FIRST_PAGE", 2)
    made = [commit(session, day, f"day {day}") for day in range(1, 29)]
    for day in (1, 2, 3, 14, 27, 28):
        found = revisions.commit_at(session, datetime(2026, 5, day, 12) + timedelta(hours=1))
        assert found
        assert found[0] == made[day - 1]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("nothing-like-it", errors.NotFound),
        ("", errors.NotFound),
        ("~3", errors.NotFound),
        ("v" * 32, errors.NotFound),
        ("HEAD~9999", errors.NotFound),
        ("HEAD~99999999999", errors.NotFound),
        ("HEAD" + "~1" * 5000, errors.NotFound),
        ("HEAD^9", errors.NotFound),
        ("HEAD~x", errors.NotFound),
        ("tomorrow", errors.NotFound),
        ("1999-01-01", errors.NotFound),
        ("2026-13-01", errors.NotFound),
        ("'; DROP TABLE issues", errors.NotFound),
        ("a`b", errors.NotFound),
    ],
)
def test_what_names_nothing_is_refused(session: Session, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        revisions.resolve(session, text, NOW)


def test_a_part_that_several_commits_have_is_refused(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(33):  # a hash has 32 letters to begin with
        commit(session, 3, f"number {number}")
    monkeypatch.setattr(revisions, "_HASH", revisions.re.compile("[0-9a-v]"))
    counted: dict[str, int] = {}
    for (found,) in session.rows("SELECT commit_hash FROM dolt_commits"):
        counted[found[0]] = counted.get(found[0], 0) + 1
    twice = max(counted, key=lambda letter: counted[letter])
    with pytest.raises(errors.Ambiguous, match=f'ambiguous commit "{twice}"'):
        revisions.resolve(session, twice, NOW)
