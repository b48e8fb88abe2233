"""A pull or a push that is killed before any of its packets loses nothing, and may be repeated."""

from __future__ import annotations

from collections.abc import Callable

from beadwork.tracker import InternalTracker
from clones import Clones, opened
from harness import Place


class Killed(BaseException):
    """Stands for the death of the process."""


def killed_before_each_packet(place: Place, act: Callable[[InternalTracker], object]) -> int:
    """Run `act`, each time killed one packet later than before, until it comes to its end. Return
    how often it was killed.
    """
    for last in range(1, 200):
        packets = 0

        def count(_: str, last: int = last) -> None:
            nonlocal packets
            packets += 1
            if packets == last:
                raise Killed

        with opened(place, on_packet=count) as tracker:
            try:
                act(tracker)
            except Killed:
                continue
            return last - 1
    raise AssertionError("it never came to its end")


def test_a_killed_pull_loses_nothing(clones: Clones) -> None:
    with opened(clones.ours) as ours:
        ours.create("Ours")
        ours.push()
    with opened(clones.theirs) as theirs:
        theirs.create("Theirs")
    assert killed_before_each_packet(clones.theirs, lambda tracker: tracker.pull()) > 5
    with opened(clones.theirs) as theirs:
        assert {issue.title for issue in theirs.list().issues} == {"Shared", "Ours", "Theirs"}
        assert theirs.ask(lambda reader: reader.rows("SELECT COUNT(*) FROM dolt_status")) == ((0,),)
        assert theirs.ask(lambda reader: reader.rows("SELECT name FROM dolt_branches")) == (
            ("main",),
        )
        pushed = theirs.push()
    with opened(clones.ours) as ours:
        assert ours.pull().after == pushed.local


def test_a_killed_push_loses_nothing(clones: Clones) -> None:
    with opened(clones.ours) as ours:
        ours.create("Ours")
        ours.push()
    with opened(clones.theirs) as theirs:
        theirs.create("Theirs")
    assert killed_before_each_packet(clones.theirs, lambda tracker: tracker.push()) > 5
    with opened(clones.ours) as ours, opened(clones.theirs) as theirs:
        assert ours.pull().after == theirs.remotes()[0].commit
        assert {issue.title for issue in ours.list().issues} == {"Shared", "Ours", "Theirs"}
