"""Dates that a person types, and times: tables for the forms, properties for every moment
there is.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beadwork.errors import Usage
from beadwork.model.times import date_input, timestamps

NOW = datetime(2026, 2, 11, 13, 14, 15, 123456)  # a Wednesday

PLAIN = {
    "+6h": datetime(2026, 2, 11, 19, 14, 15, 123456),
    "6h": datetime(2026, 2, 11, 19, 14, 15, 123456),
    "-2h": datetime(2026, 2, 11, 11, 14, 15, 123456),
    "30min": datetime(2026, 2, 11, 13, 44, 15, 123456),
    "90s": datetime(2026, 2, 11, 13, 15, 45, 123456),
    "+1d": datetime(2026, 2, 12, 13, 14, 15, 123456),
    "2w": datetime(2026, 2, 25, 13, 14, 15, 123456),
    "2 Weeks": datetime(2026, 2, 25, 13, 14, 15, 123456),
    "3mo": datetime(2026, 5, 11, 13, 14, 15, 123456),
    "-2 months": datetime(2025, 12, 11, 13, 14, 15, 123456),
    "1y": datetime(2027, 2, 11, 13, 14, 15, 123456),
    "0d": NOW,
    "now": NOW,
    "today": datetime(2026, 2, 11),
    "Tomorrow": datetime(2026, 2, 12),
    " yesterday ": datetime(2026, 2, 10),
    "monday": datetime(2026, 2, 16),
    "next monday": datetime(2026, 2, 16),
    "next  Monday": datetime(2026, 2, 16),
    "wednesday": datetime(2026, 2, 18),
    "next thursday": datetime(2026, 2, 12),
    "last wednesday": datetime(2026, 2, 4),
    "last tuesday": datetime(2026, 2, 10),
    "2026-02-01": datetime(2026, 2, 1),
    "20260201": datetime(2026, 2, 1),
    "2026-02-01 10:30": datetime(2026, 2, 1, 10, 30),
    "2026-02-01T10:00:00Z": datetime(2026, 2, 1, 10),
    "2026-02-01t10:00:00z": datetime(2026, 2, 1, 10),
    "2026-02-01T10:00:00+05:30": datetime(2026, 2, 1, 4, 30),
    "2026-02-01T10:00:00.123456789-08:00": datetime(2026, 2, 1, 18, 0, 0, 123456),
}

GUESSED = {
    "in 2 days": datetime(2026, 2, 13, 13, 14, 15, 123456),
    "2 days ago": datetime(2026, 2, 9, 13, 14, 15, 123456),
    "friday 5pm": datetime(2026, 2, 13, 17),
    "tomorrow 5pm EST": datetime(2026, 2, 12, 22),
    "march 3": datetime(2026, 3, 3),
}

NO_DATES = (
    "", " ", "soon", "never ever", "a", "3", "+5", "-1", "+999999999w", "9" * 30 + "d",
    "9" * 90 + "mo", "9999y", "-2026y", "+100000000000000000000y", "2026-13-01", "2026-02-30",
    "2026-02-01T25:00:00Z", "next", "next next monday", "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-01:00", "x" * 5000, "\0", "٣d", "6 bananas",
)  # fmt: skip


@pytest.mark.parametrize(("text", "moment"), [*PLAIN.items(), *GUESSED.items()])
def test_a_date_names_its_moment(text: str, moment: datetime) -> None:
    assert date_input.parse(text, NOW) == moment


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Usage) as refused:
        date_input.parse(text, NOW)
    assert refused.value.message.startswith("not a date: ")
    assert refused.value.hint == 'write +6h, 2w, tomorrow, "next monday" or 2026-02-01'


@pytest.mark.parametrize(
    ("now", "text", "moment"),
    [
        (datetime(2026, 1, 31, 8), "1mo", datetime(2026, 2, 28, 8)),
        (datetime(2028, 1, 31, 8), "1mo", datetime(2028, 2, 29, 8)),
        (datetime(2028, 2, 29, 8), "1y", datetime(2029, 2, 28, 8)),
        (datetime(2026, 12, 15), "1mo", datetime(2027, 1, 15)),
        (datetime(2026, 1, 15), "-1mo", datetime(2025, 12, 15)),
        (datetime(9999, 11, 30), "1mo", datetime(9999, 12, 30)),
        (datetime(1, 2, 28), "-1mo", datetime(1, 1, 28)),
    ],
)
def test_months_keep_the_day_or_take_the_last_one(
    now: datetime, text: str, moment: datetime
) -> None:
    assert date_input.parse(text, now) == moment


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_one_to_seven_days_ahead(now: datetime, index: int) -> None:
    day = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")[index]
    moment = date_input.parse(day, now)
    assert moment.weekday() == index
    assert moment == date_input.parse(f"next {day}", now)
    assert 1 <= (moment.date() - now.date()).days <= 7
    assert 1 <= (now.date() - date_input.parse(f"last {day}", now).date()).days <= 7


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.text(max_size=30),
        st.from_regex(r"[+-]?[0-9]{1,12} ?(s|min|h|d|w|m|y|days|weeks)", fullmatch=True),
        st.lists(
            st.sampled_from(
                ["next", "last", "in", "3", "99999", "week", "5pm", "monday", "jan", "-", "/", ":"]
            ),
            max_size=5,
        ).map(" ".join),
    ),
    st.datetimes(),
)
def test_any_text_is_a_naive_moment_or_a_usage_error(text: str, now: datetime) -> None:
    try:
        assert date_input.parse(text, now).tzinfo is None
    except Usage as refused:
        assert refused.hint.startswith("write ")


@given(st.datetimes())
def test_a_formatted_time_reads_back_as_itself(moment: datetime) -> None:
    text = timestamps.format_timestamp(moment)
    assert date_input.parse_timestamp(text) == moment
    assert date_input.is_exact(text)
    assert date_input.parse(text, NOW) == moment


@given(
    st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)),
    st.integers(-1439, 1439),
)
def test_an_offset_is_taken_off(moment: datetime, minutes: int) -> None:
    zone = timezone(timedelta(minutes=minutes))
    assert date_input.parse_timestamp(
        moment.replace(tzinfo=zone).isoformat()
    ) == moment - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("text", "moment", "exact"),
    [
        ("2025-11-02T21:58:07.295058123-08:00", datetime(2025, 11, 3, 5, 58, 7, 295058), False),
        ("2025-11-02T21:58:07.295058-08:00", datetime(2025, 11, 3, 5, 58, 7, 295058), True),
        ("2025-11-02T21:58:07.295058000Z", datetime(2025, 11, 2, 21, 58, 7, 295058), True),
        ("2025-11-02T21:58:07.999999999Z", datetime(2025, 11, 2, 21, 58, 7, 999999), False),
        ("2025-11-02T21:58:07.5Z", datetime(2025, 11, 2, 21, 58, 7, 500000), True),
        ("2025-11-02t21:58:07z", datetime(2025, 11, 2, 21, 58, 7), True),
        ("2025-11-02 21:58:07+00:00", datetime(2025, 11, 2, 21, 58, 7), True),
        ("2025-11-02", datetime(2025, 11, 2), True),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1), True),
    ],
)
def test_timestamps_of_other_trackers_are_read(text: str, moment: datetime, exact: bool) -> None:
    assert date_input.parse_timestamp(text) == moment
    assert date_input.is_exact(text) is exact


@pytest.mark.parametrize(
    "text",
    [
        "", "2025-11-02T21:58:07", "2025-11-02T21:58Z", "2025-11-02T21:58:07.Z",
        "2025-11-02T24:00:00Z",
        "2025-11-02T21:58:60Z", "2025-02-30", "20251102", "2025-W05-1", "2025-11-02T21:58:07+0100",
        "2025-11-02T21:58:07+24:00", "2025-11-02T21:58:07Z\n", "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+01:00", "9999-12-31T23:00:00-02:00", "٢025-11-02", "tomorrow",
    ],
)  # fmt: skip
def test_other_timestamps_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        date_input.parse_timestamp(text)


@given(st.text(max_size=40))
def test_any_text_is_a_timestamp_or_a_value_error(text: str) -> None:
    try:
        date_input.parse_timestamp(text)
    except ValueError:
        return
    assert date_input.is_exact(text) in (True, False)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 2, 11, 9, 30), "2026-02-11T09:30:00.000000Z"),
        (datetime(2026, 2, 11, 9, 30, 10), "2026-02-11T09:30:10.000000Z"),
        (datetime(2026, 2, 11, 9, 30, 0, 250000), "2026-02-11T09:30:00.250000Z"),
        (datetime(2026, 2, 11, 9, 30, 0, 1), "2026-02-11T09:30:00.000001Z"),
        (datetime(1, 1, 1), "0001-01-01T00:00:00.000000Z"),
    ],
)
def test_times_for_programs_have_six_digits(moment: datetime, text: str) -> None:
    assert timestamps.format_timestamp(moment) == text


@pytest.mark.parametrize(
    ("back", "text"),
    [
        (timedelta(), "just now"),
        (timedelta(seconds=59.9), "just now"),
        (timedelta(seconds=-59), "just now"),
        (timedelta(seconds=60), "1m ago"),
        (timedelta(minutes=59, seconds=59), "59m ago"),
        (timedelta(hours=2, minutes=59), "2h ago"),
        (timedelta(hours=24), "1d ago"),
        (timedelta(days=30), "30d ago"),
        (timedelta(days=30, seconds=1), "2026-01-12"),
        (timedelta(hours=-2, minutes=-5), "in 2h"),
        (timedelta(days=-300), "2026-12-08"),
    ],
)
def test_ago_says_how_far_back(back: timedelta, text: str) -> None:
    assert timestamps.ago(NOW - back, NOW) == text


def test_plain_forms_leave_dateparser_alone() -> None:
    program = (
        "import sys; from datetime import datetime; from beadwork.model.times import date_input\n"
        f"for text in {list(PLAIN)!r}: date_input.parse(text, datetime(2026, 2, 11))\n"
        "sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        ("2m", "can be minutes or months", "write 2min or 2mo"),
        ("-15m", "can be minutes or months", "write -15min or -15mo"),
        ("+3 m", "can be minutes or months", "write +3min or +3mo"),
        ("01/02/2027", "can be read in two ways", "write 2026-02-01: year, month, day"),
        ("1.2.2026", "can be read in two ways", "write 2026-02-01: year, month, day"),
        ("03-04", "can be read in two ways", "write 2026-02-01: year, month, day"),
        ("12/24/27", "can be read in two ways", "write 2026-02-01: year, month, day"),
        ("2026", "names no day", "write 2026-02-01: year, month, day"),
        ("2026-12", "names no day", "write 2026-02-01: year, month, day"),
        ("2026/12", "names no day", "write 2026-02-01: year, month, day"),
        ("march", "names no day", "write 2026-02-01: year, month, day"),
        ("Sept. 2027", "names no day", "write 2026-02-01: year, month, day"),
        ("2027/1/5", "not a date", "write 2027-01-05"),
        ("2027-1-15", "not a date", "write 2027-01-15"),
    ],
)
def test_a_date_is_never_guessed(text: str, says: str, hint: str) -> None:
    with pytest.raises(Usage) as refused:
        date_input.parse(text, NOW)
    assert says in refused.value.message
    assert refused.value.hint == hint


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Put the machine into another time zone."""

    def move(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("name", "text", "moment"),
    [
        ("America/New_York", "today", datetime(2026, 2, 10, 5)),
        ("America/New_York", "2026-07-01", datetime(2026, 7, 1, 4)),
        ("America/New_York", "2026-02-01 10:30", datetime(2026, 2, 1, 15, 30)),
        ("America/New_York", "2026-02-01T10:30:00Z", datetime(2026, 2, 1, 10, 30)),
        ("America/New_York", "friday 5pm", datetime(2026, 2, 13, 22)),
        ("America/New_York", "+6h", datetime(2026, 2, 11, 9)),
        ("Asia/Tokyo", "today", datetime(2026, 2, 10, 15)),
        ("Asia/Tokyo", "next monday", datetime(2026, 2, 15, 15)),
        ("Asia/Kolkata", "tomorrow", datetime(2026, 2, 11, 18, 30)),
        ("America/New_York", "+1mo", datetime(2026, 3, 11, 2)),  # summer began on 8 March
    ],
)
def test_days_are_those_of_the_machine(
    zone: Callable[[str], None], name: str, text: str, moment: datetime
) -> None:
    zone(name)
    assert date_input.parse(text, datetime(2026, 2, 11, 3)) == moment


def test_people_read_the_time_zone_of_the_machine(zone: Callable[[str], None]) -> None:
    moment = datetime(2026, 2, 11, 3, 0, 0, 5)
    assert timestamps.local_time(moment) == "2026-02-11 03:00:00Z"
    zone("America/New_York")
    assert timestamps.local_time(moment) == "2026-02-10 22:00:00-05:00"
    assert date_input.parse(timestamps.local_time(moment), NOW) == moment.replace(microsecond=0)
    assert timestamps.local_time(datetime(1, 1, 1)) == "0001-01-01 00:00:00Z"
    assert timestamps.ago(datetime(2026, 1, 1, 2), NOW) == "2025-12-31"


@pytest.mark.parametrize("text", ["2026-02-01", "20260201", "today", "monday", "next  Monday"])
def test_a_day_ends_with_its_last_second(zone: Callable[[str], None], text: str) -> None:
    for name in ("UTC", "America/New_York"):
        zone(name)
        beginning = date_input.parse(text, NOW)
        end = date_input.parse(text, NOW, end_of_day=True)
        assert end - beginning == timedelta(hours=23, minutes=59, seconds=59)
        assert date_input.is_day(text)
    long_day = date_input.parse("2026-11-01", NOW, end_of_day=True)  # summer ends there
    assert long_day - date_input.parse("2026-11-01", NOW) == timedelta(hours=24, seconds=3599)
    for other in ("2026-02-01 10:00", "+2d", "friday 5pm", "now"):
        assert date_input.parse(other, NOW, end_of_day=True) == date_input.parse(other, NOW)
