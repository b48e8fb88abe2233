"""The numbers of a real tracker add up, however they are grouped."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from beadwork.model.history.flow_metrics import GROUPS
from beadwork.model.times import periods
from beadwork.model.times.date_input import parse_timestamp
from harness import SHARED, Place, assert_done

FILE = SHARED / "data" / "tracker-2317.jsonl"

pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason="the real tracker's export is not beside the project"
)
CREATED = 1975
"""Issues of the tracker, without those that were deleted."""


def ask(place: Place, *words: str) -> Any:
    done = place.run(*words, "--since", "2025-10-01", "--until", "2026-01-31", "--json")
    assert_done(done)
    return json.loads(done.stdout)


def test_the_closed_of_all_weeks_are_the_closed_issues(place: Place) -> None:
    assert_done(place.run("import", FILE))
    rows = [json.loads(line) for line in FILE.read_text().splitlines()]
    closed = Counter(
        periods.name(parse_timestamp(row["closed_at"]), "week")
        for row in rows
        if row["status"] == "closed"
    )
    weeks = ask(place, "throughput")
    assert {
        group["group"]: group["closed"] for group in weeks["groups"] if group["closed"]
    } == closed
    assert (len(weeks["groups"]), weeks["total"]) == (18, {"created": CREATED, "closed": 1856})
    for by in GROUPS:
        found = ask(place, "throughput", "--by", by)
        assert found["total"] == weeks["total"]
        if by != "label":
            assert sum(group["closed"] for group in found["groups"]) == 1856
            assert sum(group["created"] for group in found["groups"]) == CREATED
    times = ask(place, "cycle-time", "--by", "month")
    assert sum(group["closed"] for group in times["groups"]) == times["total"]["closed"] == 1856
    assert times["total"]["lead_seconds"]["count"] + times["total"]["disordered"] == 1856
    assert (times["total"]["cycle_seconds"], times["total"]["not_started"]) == ({"count": 0}, 1856)
