"""When a supervised process is started again, when not, and when to stop trying: states, legal
moves, one step.

The first restart comes at once, the next after 5 s, then twice as long each time, 5 minutes at
most. A start has failed when the process did not come up, or ended within a minute; five of them
within 10 minutes, and it is given up until a person asks for it. Five healthy minutes and all is
forgotten.

One that runs and does not answer is to be stopped once so many looks in a row found it silent, and
then started as one that ended; whoever stops it asks, and never kills. A hang counts among the
failed starts only where no healthy minute came before it.

One that was restarted again before it was healthy for long enough is unstable. A person is told
then, not only when it is given up.

Invariant: between two starts lies at least the delay that the restarts since the last healthy time
ask for, unless a person asked; and after giving up nothing is started unasked. Time arrives as an
argument, in seconds of a clock that does not jump.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """Where a supervised process is."""

    WAITING = "waiting"
    """It does not run, and is to be started when it is due."""
    STARTING = "starting"
    RUNNING = "running"
    GAVE_UP = "gave up"
    """It failed too often; only a person starts it again."""
    STOPPED = "stopped"
    """It is not wanted."""


class Event(StrEnum):
    """What can happen to it."""

    TICK = "tick"
    """Time passed."""
    UP = "up"
    """It runs: our start succeeded, or it was found running, whoever started it."""
    FAILED = "failed"
    """Our start did not succeed."""
    ENDED = "ended"
    """It ran, and has ended unasked."""
    SICK = "sick"
    """It runs, but a health check failed: healthy time begins anew."""
    SILENT = "silent"
    """It runs, and did not answer a health check."""
    ANSWERED = "answered"
    """It runs, and answered one: after a silence, healthy time begins anew."""
    ASKED = "asked"
    """A person wants it."""
    HALT = "halt"
    """A person does not want it."""


class Action(StrEnum):
    """What the caller has to do now."""

    NONE = "none"
    START = "start"
    STOP = "stop"
    """Ask it to end: it has been silent for too long. It ends (`ENDED`), or goes on as it is."""
    GIVE_UP = "give up"
    """Tell somebody, once."""


class Policy(NamedTuple):
    """The numbers, in seconds but for `failures` and `silences`."""

    first: float = 5.0
    longest: float = 300.0
    failures: int = 5
    window: float = 600.0
    healthy: float = 300.0
    settled: float = 60.0
    """How long a start has to last so that it has not failed."""
    silences: int = 3
    """How many health checks in a row go unanswered before it is stopped."""


class Supervised(NamedTuple):
    """One process as the machine sees it. A new one is due at once."""

    state: State = State.WAITING
    since: float = 0.0
    """While it runs: since when it has been healthy."""
    due: float = float("-inf")
    restarts: int = 0
    """Restarts since it was last healthy for long enough."""
    failures: tuple[float, ...] = ()
    """When starts failed, as far as that still counts."""
    silences: int = 0
    """How many health checks in a row it has not answered."""
    proven: bool = False
    """Whether its start has not failed: it has been healthy for a minute, if not now."""

    @property
    def is_unstable(self) -> bool:
        """Whether it failed or ended twice or more, without long enough a healthy time between."""
        return self.restarts >= UNSTABLE and self.state is not State.STOPPED


UNSTABLE = 2
"""Restarts without a healthy time between, after which it is unstable."""
Step = tuple[Supervised, Action]
Move = Callable[[Supervised, float, Policy], Step]


def step(seen: Supervised, event: Event, now: float, policy: Policy) -> Step:
    """Return what becomes of it, and what to do. An event that has no move in the present state
    changes nothing.
    """
    move = MOVES.get((seen.state, event))
    return move(seen, now, policy) if move else (seen, Action.NONE)


def delay(restarts: int, policy: Policy) -> float:
    """Return how long the next restart waits after `restarts` of them.

    >>> [delay(number, Policy()) for number in (0, 1, 2, 3, 7, 2000)]
    [0.0, 5.0, 10.0, 20.0, 300.0, 300.0]
    """
    if not restarts:
        return 0.0
    return min(policy.first * 2.0 ** min(restarts - 1, 60), policy.longest)


def _start_when_due(seen: Supervised, now: float, policy: Policy) -> Step:
    if now < seen.due:
        return seen, Action.NONE
    return seen._replace(state=State.STARTING), Action.START


def _up(seen: Supervised, now: float, policy: Policy) -> Step:
    return seen._replace(state=State.RUNNING, since=now, proven=False, silences=0), Action.NONE


def _up_by_hand(seen: Supervised, now: float, policy: Policy) -> Step:
    return Supervised(State.RUNNING, since=now), Action.NONE


def _failed(seen: Supervised, now: float, policy: Policy) -> Step:
    failures = (*(moment for moment in seen.failures if now - moment < policy.window), now)
    if len(failures) >= policy.failures:
        return Supervised(State.GAVE_UP, failures=failures), Action.GIVE_UP
    return _wait(seen._replace(failures=failures), now, policy)


def _ended(seen: Supervised, now: float, policy: Policy) -> Step:
    if not seen.silences and now - seen.since >= policy.healthy:
        return _wait(Supervised(), now, policy)
    is_proven = _is_proven(seen, now, policy)
    return _wait(seen, now, policy) if is_proven else _failed(seen, now, policy)


def _wait(seen: Supervised, now: float, policy: Policy) -> Step:
    due = now + delay(seen.restarts, policy)
    return seen._replace(state=State.WAITING, due=due, restarts=seen.restarts + 1), Action.NONE


def _forget_when_proven(seen: Supervised, now: float, policy: Policy) -> Step:
    if seen.silences or now - seen.since < policy.healthy:
        return seen, Action.NONE
    return Supervised(State.RUNNING, since=seen.since), Action.NONE


def _sick(seen: Supervised, now: float, policy: Policy) -> Step:
    return seen._replace(since=now, proven=_is_proven(seen, now, policy)), Action.NONE


def _silent(seen: Supervised, now: float, policy: Policy) -> Step:
    sick, _ = _sick(seen, now, policy)
    silences = seen.silences + 1
    action = Action.NONE if silences % policy.silences else Action.STOP
    return sick._replace(silences=silences), action


def _is_proven(seen: Supervised, now: float, policy: Policy) -> bool:
    """Return whether its start has not failed. The time since a silence proves nothing."""
    return seen.proven or (not seen.silences and now - seen.since >= policy.settled)


def _answered(seen: Supervised, now: float, policy: Policy) -> Step:
    return seen._replace(since=now if seen.silences else seen.since, silences=0), Action.NONE


def _asked(seen: Supervised, now: float, policy: Policy) -> Step:
    return Supervised(), Action.NONE


def _halt(seen: Supervised, now: float, policy: Policy) -> Step:
    return Supervised(State.STOPPED), Action.NONE


MOVES: dict[tuple[State, Event], Move] = {
    (State.WAITING, Event.TICK): _start_when_due,
    (State.WAITING, Event.UP): _up,
    (State.WAITING, Event.ASKED): _asked,
    (State.WAITING, Event.HALT): _halt,
    (State.STARTING, Event.UP): _up,
    (State.STARTING, Event.FAILED): _failed,
    (State.STARTING, Event.HALT): _halt,
    (State.RUNNING, Event.TICK): _forget_when_proven,
    (State.RUNNING, Event.UP): _up,
    (State.RUNNING, Event.SICK): _sick,
    (State.RUNNING, Event.SILENT): _silent,
    (State.RUNNING, Event.ANSWERED): _answered,
    (State.RUNNING, Event.ENDED): _ended,
    (State.RUNNING, Event.HALT): _halt,
    (State.GAVE_UP, Event.UP): _up_by_hand,
    (State.GAVE_UP, Event.ASKED): _asked,
    (State.GAVE_UP, Event.HALT): _halt,
    (State.STOPPED, Event.UP): _up_by_hand,
    (State.STOPPED, Event.ASKED): _asked,
}
"""Every legal move."""
