"""What a program passes is checked at the call, before anything is connected."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from beadwork import errors
from beadwork.model.issues.field_table import SETTABLE
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker, Tracker, argument_checks
from beadwork.tracker import open_internal as open_tracker
from harness import Place

PUBLIC = sorted(
    name
    for name, method in inspect.getmembers(Tracker, inspect.isfunction)
    if not name.startswith("_") and method.__module__ != "beadwork.tracker.core"
)
REQUIRED = (inspect.Parameter.empty, inspect.Parameter.POSITIONAL_OR_KEYWORD)
PAST_THE_END = datetime.max.replace(tzinfo=timezone(timedelta(hours=-1)))
NO_ARGUMENTS = {
    "labels",
    "epics",
    "orphans",
    "settings",
    "values",
    "branches",
    "peers",
    "peer_states",
    "statistics",
    "cycles",
    "heartbeat",
    "remotes",
    "remote_states",
}


@pytest.fixture
def unconnected(place: Place) -> Iterator[InternalTracker]:
    """Yield a tracker that fails a test in which something is sent."""

    def refuse(packet: str) -> None:
        raise AssertionError(f"sent: {packet}")

    with open_tracker(str(place.directory), on_packet=refuse, idle_seconds=0) as tracker:
        yield tracker


def wrong_calls() -> Iterator[Any]:
    """Yield each argument of each public method, with calls that give it a wrong type."""
    for method in PUBLIC:
        parameters = list(inspect.signature(getattr(Tracker, method)).parameters.values())[1:]
        usual = {
            parameter.name: "x"
            for parameter in parameters
            if (parameter.default, parameter.kind) == REQUIRED
        }  # fmt: skip
        for parameter in parameters:
            if parameter.kind is parameter.VAR_KEYWORD:
                continue
            if parameter.kind is parameter.VAR_POSITIONAL:
                yield pytest.param(method, (object(),), {}, id=f"{method}-{parameter.name}")
            else:
                needs_id = parameters[0].kind is parameter.VAR_POSITIONAL
                yield pytest.param(
                    method,
                    ("x",) if needs_id else (),
                    {**usual, parameter.name: object()},
                    id=f"{method}-{parameter.name}",
                )


@pytest.mark.parametrize(("method", "arguments", "named"), list(wrong_calls()))
def test_every_argument_of_every_method_is_checked(
    unconnected: InternalTracker,
    method: str,
    arguments: tuple[object, ...],
    named: dict[str, object],
) -> None:
    with pytest.raises(TypeError, match="must be"):
        getattr(unconnected, method)(*arguments, **named)


def test_every_method_that_takes_something_is_called_above() -> None:
    called = {str(parameter.values[0]) for parameter in wrong_calls()}
    assert set(PUBLIC) - called == NO_ARGUMENTS


@pytest.mark.parametrize("call", ["create", "update"])
@pytest.mark.parametrize("field", [field.column for field in SETTABLE if field.column != "title"])
def test_a_field_of_a_wrong_type_is_refused(
    unconnected: InternalTracker, call: str, field: str
) -> None:
    for wrong in (object(), 1.5, b"x", ["x"], True):
        with pytest.raises(TypeError, match=field):
            getattr(unconnected, call)("x", **{field: wrong})


@pytest.mark.parametrize("name", ["labels", "dependencies"])
@pytest.mark.parametrize("value", ["abc", b"abc", {"a": 1}, 5, ["a", 5]])
def test_a_text_is_no_list_of_its_letters(
    unconnected: InternalTracker, name: str, value: object
) -> None:
    with pytest.raises(TypeError, match=name):
        unconnected.create("x", **{name: value})


@pytest.mark.parametrize("name", ["set_labels", "add_labels", "remove_labels", "unset_metadata"])
def test_an_update_takes_no_text_for_several(unconnected: InternalTracker, name: str) -> None:
    with pytest.raises(TypeError, match=name):
        unconnected.update("x", **{name: "abc"})


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda tracker: tracker.merge("side", strategy="mine"), "strategy"),
        (lambda tracker: tracker.preview_merge("side", strategy=""), "strategy"),
        (lambda tracker: tracker.undo(""), "no commit"),
        (lambda tracker: tracker.undo("  "), "no commit"),
        (lambda tracker: tracker.list(Filter(sort="nosuch")), "sort"),
        (lambda tracker: tracker.list(Filter(limit=-1)), "limit"),
        (lambda tracker: tracker.ready(Filter(priorities=(7,))), "priority"),
        (lambda tracker: tracker.ready(Filter(priority_min=9)), "priority"),
        (lambda tracker: tracker.close_issues(), "no issue"),
        (lambda tracker: tracker.add_labels([], ["x"]), "no issue"),
        (lambda tracker: tracker.list(Filter(due_before=PAST_THE_END)), "range"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused(
    unconnected: InternalTracker, call: Callable[[InternalTracker], object], words: str
) -> None:
    with pytest.raises(errors.Usage, match=words):
        call(unconnected)


def test_an_unknown_name_is_refused(unconnected: InternalTracker) -> None:
    for call in (unconnected.create, unconnected.update):
        with pytest.raises(TypeError, match="staus"):
            call("x", staus="open")


@pytest.mark.parametrize("field", Filter._fields)
def test_a_filter_with_a_wrong_type_is_refused(unconnected: InternalTracker, field: str) -> None:
    for wrong in (object(), b"x"):
        with pytest.raises(TypeError, match=f"filter by {field}"):
            unconnected.list(Filter(**{field: wrong}))  # type: ignore[arg-type]


def test_every_annotation_of_a_filter_has_its_check() -> None:
    for field, value in typing.get_type_hints(Filter).items():
        assert argument_checks.filtered(Filter(**{field: Filter._field_defaults[field]}))
        assert str(value).removesuffix(" | None").removeprefix("<class '").removesuffix("'>") in {
            *argument_checks._BY_ANNOTATION,
            "datetime.datetime",
        }


def test_iterators_are_used_up_once(place: Place) -> None:
    with place.tracker() as tracker:
        issue = tracker.create("One", labels=(label for label in ("a", "b")))
        tracker.add_labels(iter([issue.id]), iter(["c"]))
        tracker.update(issue.id, set_metadata={"sha": "1e5"}, add_labels=iter("d"))
        wanted = Filter(labels=iter(["a"]), ids=iter([issue.id]), priorities=iter([2]))  # type: ignore[arg-type]
        (found,) = tracker.list(wanted).issues
        assert (found.labels, found.metadata) == (("a", "b", "c", "d"), {"sha": "1e5"})


def test_a_time_with_an_offset_is_the_same_time_in_utc(place: Place) -> None:
    east = timezone(timedelta(hours=5, minutes=30))
    due = datetime(2031, 5, 1, 3, 0, tzinfo=east)
    with place.tracker() as tracker:
        issue = tracker.create("One", due_at=due)
        assert issue.due_at == datetime(2031, 4, 30, 21, 30)
        (moved,) = tracker.update(issue.id, due_at=datetime(2031, 5, 1, tzinfo=UTC))
        assert moved.due_at == datetime(2031, 5, 1)
        (deferred,) = tracker.defer(issue.id, until=due)
        assert deferred.defer_until == datetime(2031, 4, 30, 21, 30)
        for end, number in ((datetime(2031, 5, 1, 1), 1), (datetime(2031, 4, 30, 23), 0)):
            wanted = Filter(due_before=end.replace(tzinfo=UTC).astimezone(east), everything=True)
            assert len(tracker.list(wanted).issues) == number


def test_in_a_batch_a_wrong_argument_is_refused_at_the_call(place: Place) -> None:
    with place.tracker() as tracker:
        with tracker.batch():
            tracker.create("One")
            with pytest.raises(TypeError, match="labels"):
                tracker.create("Two", labels="abc")
            tracker.create("Three")
        assert sorted(issue.title for issue in tracker.list().issues) == ["One", "Three"]


def test_open_takes_a_path(place: Place) -> None:
    with open_tracker(Path(place.directory), branch=place.branch) as tracker:
        assert len(tracker.list().issues) == 0
    with pytest.raises(TypeError, match="directory"):
        open_tracker(5)  # type: ignore[arg-type]
