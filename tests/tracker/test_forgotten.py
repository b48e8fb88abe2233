"""A tracker that is forgotten closes its connection, and warns of it as a file does."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from beadwork.tracker import Tracker, open_internal
from beadwork.tracker import open as open_tracker
from forked import in_child
from harness import Place

pytestmark = [
    pytest.mark.filterwarnings("error::ResourceWarning"),
    pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning"),
]


def opened(place: Place, idle_seconds: float = 0) -> Tracker:
    return open_tracker(str(place.directory), branch=place.branch, idle_seconds=idle_seconds)


def messages(caught: list[warnings.WarningMessage]) -> list[str]:
    return [str(message.message) for message in caught if message.category is ResourceWarning]


@pytest.mark.parametrize("idle_seconds", [0, 60])
def test_it_is_closed_and_told(place: Place, idle_seconds: float) -> None:
    ours = open_internal(str(place.directory), branch=place.branch, idle_seconds=idle_seconds)
    ours.list()
    session = ours.link.session
    words = repr(ours)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        del ours
        assert not session.is_open
    assert messages(caught) == [f"unclosed {words}"]
    assert caught[0].filename == __file__


@pytest.mark.parametrize(
    "use",
    [
        lambda tracker: None,
        lambda tracker: tracker.close(),
        lambda tracker: (tracker.list(), tracker.close()),
    ],
    ids=["never used", "closed unused", "closed"],
)  # fmt: skip
def test_of_a_closed_one_nothing_is_told(place: Place, use: Callable[[Tracker], Any]) -> None:
    tracker = opened(place)
    use(tracker)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        del tracker
    assert messages(caught) == []


def test_one_in_a_cycle_is_closed_by_the_collector_in_whatever_thread(place: Place) -> None:
    tracker = opened(place, idle_seconds=60)
    tracker.list()
    tracker.on_change = lambda: tracker
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tracker = None  # type: ignore[assignment]
        thread = threading.Thread(target=gc.collect)
        thread.start()
        thread.join()
    assert len(messages(caught)) == 1


def test_a_call_that_is_refused_keeps_no_tracker(place: Place) -> None:
    tracker = opened(place)
    gc.collect()
    gc.disable()
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            with pytest.raises(Exception, match="nothing-there"):
                tracker.show("nothing-there")
            with pytest.raises(ZeroDivisionError), tracker.batch():
                tracker.create("One")
                raise ZeroDivisionError
            del tracker
        assert len(messages(caught)) == 1
    finally:
        gc.enable()


def test_a_child_process_that_forgets_its_copy_says_nothing_and_the_parent_goes_on(
    place: Place,
) -> None:
    def work() -> None:
        nonlocal tracker
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            del tracker
            gc.collect()
        assert messages(caught) == []

    tracker = open_internal(str(place.directory), branch=place.branch, idle_seconds=0)
    with tracker:
        connection = tracker.link.session.connection_id
        in_child(work)()
        assert tracker.link.session.connection_id == connection
        assert tracker.list().issues == []


@pytest.mark.parametrize("idle_seconds", [0, 60])
def test_at_the_end_of_a_program(place: Place, idle_seconds: float) -> None:
    program = (
        "import sys, beadwork\n"
        f"tracker = beadwork.open(idle_seconds={idle_seconds})\n"
        "tracker.create('One')\n"
        "keep = [tracker]\n"
    )
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", program],
        cwd=place.directory, env=place.environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0
    assert "ResourceWarning: unclosed <beadwork.Tracker" in done.stderr
    assert len([line for line in done.stderr.splitlines() if "Warning:" in line]) == 1 + (
        "Enable tracemalloc" in done.stderr
    ), done.stderr
    assert os.path.exists(place.directory)
