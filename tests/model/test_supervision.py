"""The machine of restarts, by a table of what happens when, and by properties over anything that
can happen.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.supervision import MOVES, Action, Event, Policy, State, Supervised, delay, step

POLICY = Policy()

Told = list[tuple[float, Event, State, Action]]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(
            [
                (0, Event.TICK, State.STARTING, Action.START),
                (1, Event.UP, State.RUNNING, Action.NONE),
                (400, Event.ENDED, State.WAITING, Action.NONE),
                (400, Event.TICK, State.STARTING, Action.START),
                (401, Event.UP, State.RUNNING, Action.NONE),
                (500, Event.ENDED, State.WAITING, Action.NONE),
                (504.9, Event.TICK, State.WAITING, Action.NONE),
                (505, Event.TICK, State.STARTING, Action.START),
            ],
            id="the first restart comes at once, the second after 5 s",
        ),
        pytest.param(
            [
                (0, Event.TICK, State.STARTING, Action.START),
                (1, Event.FAILED, State.WAITING, Action.NONE),
                (1, Event.TICK, State.STARTING, Action.START),
                (2, Event.FAILED, State.WAITING, Action.NONE),
                (7, Event.TICK, State.STARTING, Action.START),
                (8, Event.UP, State.RUNNING, Action.NONE),
                (9, Event.ENDED, State.WAITING, Action.NONE),
                (19, Event.TICK, State.STARTING, Action.START),
                (20, Event.FAILED, State.WAITING, Action.NONE),
                (40, Event.TICK, State.STARTING, Action.START),
                (41, Event.FAILED, State.GAVE_UP, Action.GIVE_UP),
                (9999, Event.TICK, State.GAVE_UP, Action.NONE),
                (10000, Event.ASKED, State.WAITING, Action.NONE),
                (10000, Event.TICK, State.STARTING, Action.START),
            ],
            id="five failed starts within ten minutes, one that came up and ended among them",
        ),
        pytest.param(
            [
                (0, Event.TICK, State.STARTING, Action.START),
                (1, Event.FAILED, State.WAITING, Action.NONE),
                (1, Event.TICK, State.STARTING, Action.START),
                (2, Event.UP, State.RUNNING, Action.NONE),
                (301, Event.TICK, State.RUNNING, Action.NONE),
                (301, Event.SICK, State.RUNNING, Action.NONE),
                (600, Event.ENDED, State.WAITING, Action.NONE),
                (604, Event.TICK, State.WAITING, Action.NONE),
                (605, Event.TICK, State.STARTING, Action.START),
            ],
            id="a minute that is not healthy lets the five begin anew",
        ),
        pytest.param(
            [
                (0, Event.UP, State.RUNNING, Action.NONE),
                (30, Event.SILENT, State.RUNNING, Action.NONE),
                (60, Event.SILENT, State.RUNNING, Action.NONE),
                (90, Event.ANSWERED, State.RUNNING, Action.NONE),
                (120, Event.SILENT, State.RUNNING, Action.NONE),
                (150, Event.SILENT, State.RUNNING, Action.NONE),
                (180, Event.SILENT, State.RUNNING, Action.STOP),
                (181, Event.ENDED, State.WAITING, Action.NONE),
                (181, Event.TICK, State.STARTING, Action.START),
                (182, Event.UP, State.RUNNING, Action.NONE),
            ],
            id="one that is silent three times in a row is stopped, and started at once",
        ),
        pytest.param(
            [
                (0, Event.UP, State.RUNNING, Action.NONE),
                (1, Event.SILENT, State.RUNNING, Action.NONE),
                (2, Event.SILENT, State.RUNNING, Action.NONE),
                (3, Event.ENDED, State.WAITING, Action.NONE),
                (3, Event.SILENT, State.WAITING, Action.NONE),
                (3, Event.TICK, State.STARTING, Action.START),
                (4, Event.UP, State.RUNNING, Action.NONE),
                (5, Event.SILENT, State.RUNNING, Action.NONE),
                (6, Event.SILENT, State.RUNNING, Action.NONE),
                (7, Event.SILENT, State.RUNNING, Action.STOP),
                (8, Event.SILENT, State.RUNNING, Action.NONE),
                (9, Event.SILENT, State.RUNNING, Action.NONE),
                (10, Event.SILENT, State.RUNNING, Action.STOP),
            ],
            id="a new one counts anew, and one that does not end is asked again after as many "
            "checks",
        ),
        pytest.param(
            [
                (0, Event.UP, State.RUNNING, Action.NONE),
                (60, Event.SICK, State.RUNNING, Action.NONE),
                (61, Event.ENDED, State.WAITING, Action.NONE),
                (61, Event.TICK, State.STARTING, Action.START),
                (62, Event.UP, State.RUNNING, Action.NONE),
                (182, Event.SILENT, State.RUNNING, Action.NONE),
                (302, Event.SILENT, State.RUNNING, Action.NONE),
                (422, Event.SILENT, State.RUNNING, Action.STOP),
                (482, Event.ENDED, State.WAITING, Action.NONE),
                (486, Event.TICK, State.WAITING, Action.NONE),
                (487, Event.TICK, State.STARTING, Action.START),
            ],
            id="a hang after a healthy minute is a restart, and waits as one",
        ),
        pytest.param(
            [
                (0, Event.UP, State.RUNNING, Action.NONE),
                (5, Event.HALT, State.STOPPED, Action.NONE),
                (6, Event.TICK, State.STOPPED, Action.NONE),
                (6, Event.ENDED, State.STOPPED, Action.NONE),
                (7, Event.UP, State.RUNNING, Action.NONE),
            ],
            id="one that is found running is taken over, one that is not wanted is left alone",
        ),
    ],
)
def test_what_happens_when(told: Told) -> None:
    seen = Supervised()
    for number, (now, event, state, action) in enumerate(told):
        seen, done = step(seen, event, now, POLICY)
        assert (seen.state, done) == (state, action), number


def test_five_healthy_minutes_and_all_is_forgotten() -> None:
    seen = Supervised(State.RUNNING, since=0, restarts=7, failures=(-3.0, -2.0))
    assert step(seen, Event.TICK, 299, POLICY)[0] == seen
    assert step(seen, Event.TICK, 300, POLICY)[0] == Supervised(State.RUNNING, since=0)
    waiting, _ = step(seen, Event.ENDED, 300, POLICY)
    assert (waiting.state, waiting.due, waiting.failures) == (State.WAITING, 300, ())


def test_failures_that_are_ten_minutes_old_do_not_count() -> None:
    seen = Supervised(State.STARTING, failures=(0.0, 1.0, 2.0, 3.0))
    assert step(seen, Event.FAILED, 600, POLICY)[0].state is State.WAITING
    assert step(seen, Event.FAILED, 599, POLICY)[1] is Action.GIVE_UP


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", Event)
def test_an_event_without_a_move_changes_nothing(state: State, event: Event) -> None:
    seen = Supervised(state, since=1, due=2, restarts=3)
    if (state, event) not in MOVES:
        assert step(seen, event, 10, POLICY) == (seen, Action.NONE)


@pytest.mark.parametrize(
    ("healthy", "failures"),
    [pytest.param(59, 1, id="before a healthy minute"), pytest.param(60, 0, id="after one")],
)
def test_a_hang_is_a_failed_start_only_without_a_healthy_minute(
    healthy: float, failures: int
) -> None:
    seen = Supervised(State.RUNNING, since=0)
    for later in (0, 400, 800, 1200, 1600, 2000):  # however long it is silent
        seen, _ = step(seen, Event.SILENT, healthy + later, POLICY)
        seen, _ = step(seen, Event.TICK, healthy + later + 399, POLICY)
    seen, _ = step(seen, Event.ENDED, 2500, POLICY)
    assert (seen.state, seen.restarts, len(seen.failures)) == (State.WAITING, 1, failures)


def test_an_answer_after_a_silence_is_where_healthy_time_begins_anew() -> None:
    seen = Supervised(State.RUNNING, since=0, restarts=1)
    seen, _ = step(seen, Event.SILENT, 10, POLICY)
    assert step(seen, Event.TICK, 1000, POLICY)[0] == seen
    seen, _ = step(seen, Event.ANSWERED, 1000, POLICY)
    assert step(seen, Event.TICK, 1299, POLICY)[0] == seen
    assert step(seen, Event.TICK, 1300, POLICY)[0] == Supervised(State.RUNNING, since=1000)


HAPPENINGS = st.lists(
    st.tuples(
        st.floats(0, 700),
        st.sampled_from([event for event in Event if event not in (Event.ASKED, Event.HALT)]),
    ),
    max_size=60,
)


@given(HAPPENINGS)
def test_no_two_starts_are_closer_than_the_backoff(happenings: list[tuple[float, Event]]) -> None:
    seen, now, asked_for = Supervised(), 0.0, None
    for later, event in happenings:
        now += later
        restarts = seen.restarts
        seen, action = step(seen, event, now, POLICY)
        if seen.state is State.WAITING and seen.restarts != restarts:
            asked_for = now + delay(seen.restarts - 1, POLICY)
        if action is Action.START and asked_for is not None:
            assert now >= asked_for
        assert len(seen.failures) <= POLICY.failures


@given(st.lists(st.floats(0, 30), min_size=5, max_size=5))
def test_five_failed_starts_in_a_row_end_in_giving_up_once(waits: list[float]) -> None:
    seen, now, given_up = Supervised(), 0.0, 0
    for wait in waits:
        now = max(now, seen.due) + wait
        seen, action = step(seen, Event.TICK, now, POLICY)
        assert action is Action.START
        seen, action = step(seen, Event.FAILED, now, POLICY)
        given_up += action is Action.GIVE_UP
    assert (seen.state, given_up) == (State.GAVE_UP, 1)


@given(HAPPENINGS)
def test_what_was_given_up_is_not_started_unasked(happenings: list[tuple[float, Event]]) -> None:
    seen, now = Supervised(State.GAVE_UP), 0.0
    for later, event in happenings:
        now += later
        if event is Event.UP:  # a person started it
            return
        seen, action = step(seen, event, now, POLICY)
        assert action is Action.NONE
        assert seen.state is State.GAVE_UP


@given(HAPPENINGS)
def test_a_start_has_failed_where_no_healthy_minute_came_between(
    happenings: list[tuple[float, Event]],
) -> None:
    """A run without a healthy minute ends as a failed start; one with such a minute never does."""
    seen, now = Supervised(), 0.0
    well_since: float | None = None
    has_been_well = False
    for later, event in happenings:
        now += later
        before = seen
        if well_since is not None and now - well_since >= POLICY.settled:
            has_been_well = True
        seen, _ = step(seen, event, now, POLICY)
        if before.state is State.RUNNING and event is Event.ENDED:
            failed = seen.state is State.GAVE_UP or now in seen.failures
            assert failed is not has_been_well
        if seen.state is not State.RUNNING:
            well_since, has_been_well = None, False
        elif event is Event.UP:
            well_since, has_been_well = now, False
        elif event is Event.SILENT:
            well_since = None
        elif event is Event.SICK or (event is Event.ANSWERED and well_since is None):
            well_since = None if before.silences else now
            if event is Event.ANSWERED:
                well_since = now


@given(HAPPENINGS)
def test_one_that_fails_twice_is_unstable_until_it_is_healthy_again(
    happenings: list[tuple[float, Event]],
) -> None:
    seen, now, ends = Supervised(), 0.0, 0
    for later, event in happenings:
        now += later
        before = seen
        seen, action = step(seen, event, now, POLICY)
        if before.state in (State.STARTING, State.RUNNING) and seen.state is State.WAITING:
            ends = 1 if before.restarts and seen.restarts == 1 else ends + 1
        elif action is Action.GIVE_UP or not seen.restarts:
            ends = 0
        assert seen.is_unstable is (ends >= 2)
        if seen.state is State.RUNNING and not seen.silences:
            well, _ = step(seen, Event.TICK, seen.since + POLICY.healthy, POLICY)
            assert not well.is_unstable
