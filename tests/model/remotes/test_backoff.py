"""A remote that fails is asked less and less often, and never given up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.remotes.backoff import seconds_until_next

DELAYS = st.floats(0.001, 1e6)


@given(DELAYS, DELAYS, st.integers(0, 10_000))
def test_the_delay_grows_and_is_bounded_by_both_sides(
    interval: float, longest: float, failures: int
) -> None:
    delay = seconds_until_next(interval, failures, longest)
    assert interval <= delay <= max(interval, longest)
    assert delay <= seconds_until_next(interval, failures + 1, longest)


@given(DELAYS, DELAYS)
def test_the_first_failure_is_tried_again_at_the_usual_time(
    interval: float, longest: float
) -> None:
    assert seconds_until_next(interval, 1, longest) == interval
