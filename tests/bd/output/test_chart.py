"""Bars: as long as what they stand for, in what the output can show."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as some

from beadwork.bd.output.history import chart
from beadwork.console.console import Console
from beadwork.console.terminal import Terminal


def console(encoding: str) -> Console:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    return Console("bd", Terminal(stream, stream, stream))


def test_the_largest_fills_the_room_and_none_but_nothing_is_empty() -> None:
    assert list(chart.bars(console("utf-8"), [8, 4, 0, 1], 4)) == ["████", "██", "", "▌"]
    assert list(chart.bars(console("utf-8"), [1000, 1], 4)) == ["████", "▏"]
    assert list(chart.bars(console("utf-8"), [0, 0], 4)) == ["", ""]
    assert list(chart.bars(console("utf-8"), [], 4)) == []


def test_plain_where_the_output_is_not_in_utf_8() -> None:
    assert list(chart.bars(console("ascii"), [1000, 500, 1, 0], 4)) == ["####", "##", "#", ""]


@given(
    some.lists(some.integers(0, 10**6), max_size=20),
    some.integers(-5, 200),
    some.sampled_from(("utf-8", "latin-1")),
)
def test_bars_keep_the_order_and_the_room(values: list[int], room: int, encoding: str) -> None:
    drawn = list(chart.bars(console(encoding), values, room))
    assert len(drawn) == len(values)
    for value, bar in zip(values, drawn, strict=True):
        assert len(bar) <= max(min(room, chart.LONGEST), 1)
        assert bool(bar) == (value > 0)
        bar.encode(encoding)
    by_value = [
        len(bar) for _, bar in sorted(zip(values, drawn, strict=True), key=lambda pair: pair[0])
    ]
    assert by_value == sorted(by_value)
