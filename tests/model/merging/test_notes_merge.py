"""Notes to which both sides added."""

from __future__ import annotations

from datetime import timedelta

import pytest

from beadwork.model.merging import notes_merge
from beadwork.model.merging.field_times import Addition, FieldTimes, SetTime
from beadwork.model.merging.side import Sides
from issue_histories import BEGINNING

Side = tuple[str | None, FieldTimes]


def side(text: str | None, *pieces: tuple[int, str], rewritten: int | None = None) -> Side:
    moments = [*(at for at, _ in pieces), *([rewritten] if rewritten is not None else []), 0]
    found = {Addition(BEGINNING + timedelta(minutes=at), words) for at, words in pieces}
    times = FieldTimes(
        {"notes": SetTime(False, BEGINNING + timedelta(minutes=max(moments)))}, frozenset(found)
    )
    if rewritten is not None:
        times = times._replace(rewritten=BEGINNING + timedelta(minutes=rewritten))
    return text, times


@pytest.mark.parametrize(
    ("base", "one", "other", "result"),
    [
        ("x", side("x\na", (1, "a")), side("x\nb", (2, "b")), "x\na\nb"),
        ("x", side("x\na", (3, "a")), side("x\nb", (2, "b")), "x\nb\na"),
        ("x", side("x\na\nc", (1, "a"), (3, "c")), side("x\nb\nB", (2, "b\nB")), "x\na\nb\nB\nc"),
        ("x", side("x\na", (1, "a")), side("x\na", (1, "a")), "x\na"),
        ("x", side("x\ndone", (1, "done")), side("x\ndone", (2, "done")), "x\ndone\ndone"),
        (None, side("a", (1, "a")), side("b", (2, "b")), "a\nb"),
        ("x", side("new", rewritten=1), side("x\nb", (2, "b")), "new\nb"),
        ("x", side("new\na", (3, "a"), rewritten=1), side("x\nb", (2, "b")), "new\nb\na"),
        ("x", side("old", rewritten=1), side("new", rewritten=2), "new"),
        ("x", side("old\na", (3, "a"), rewritten=1), side("new", rewritten=2), "new\na"),
        ("x", side(None, rewritten=1), side("x\nb", (2, "b")), "b"),
        ("x", side(None, rewritten=1), side(None, rewritten=2), None),
        ("x\ny", side("x\na\ny"), side("x\ny\nb", (1, "b")), "x\na\ny\nb"),
        ("x\ny", side("X\ny", rewritten=1), side("x\na\ny\nb", (2, "b"), (1, "a")), "X\na\ny\nb"),
        ("", side("\na", (1, "a")), side("\nb", (2, "b")), "\na\nb"),
    ],
)
def test_both_sides_stay(base: str | None, one: Side, other: Side, result: str | None) -> None:
    assert notes_merge.merge(base, one[0], other[0], Sides(one[1], other[1])) == result
    assert notes_merge.merge(base, other[0], one[0], Sides(other[1], one[1])) == result
