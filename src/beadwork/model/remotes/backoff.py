"""When a remote that failed is asked again."""

from __future__ import annotations

DOUBLINGS = 32
"""The interval is doubled so often at most: from there on the longest delay holds anyway."""


def seconds_until_next(interval: float, failures: int, longest: float) -> float:
    """Return the seconds from one exchange with a remote to the next.

    The first failure is tried again after the usual interval. Each further failure in a row doubles
    the delay, up to the longest one. The delay is never shorter than the interval.

    >>> [seconds_until_next(180, failures, 900) for failures in range(5)]
    [180, 180, 360, 720, 900]
    """
    if failures < 2:
        return interval
    return max(interval, min(interval * (1 << min(failures - 1, DOUBLINGS)), longest))
