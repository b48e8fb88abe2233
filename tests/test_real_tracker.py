"""A real tracker comes in, and the numbers are those that the README shows."""

from __future__ import annotations

import json

import pytest

from harness import ROOT, SHARED, Place

FILE = SHARED / "data" / "tracker-2317.jsonl"

pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason="the real tracker's export is not beside the project"
)


def test_the_numbers_of_the_readme(place: Place) -> None:
    report = json.loads(place.run("import", FILE, "--json").stdout)
    assert (report["created"], report["updated"], report["kept_with_warning"]) == (2317, 0, 17)
    summary = json.loads(place.run("stats", "--json").stdout)["summary"]
    assert summary["total_issues"] == 1975  # without what was deleted at its source
    assert summary["open_issues"] == 104
    assert summary["closed_issues"] == 1856
    assert summary["ready_issues"] == len(json.loads(place.run("ready", "--json").stdout)) == 62
    assert summary["blocked_issues"] == len(json.loads(place.run("blocked", "--json").stdout)) == 11
    again = json.loads(place.run("import", FILE, "--json").stdout)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2317)
    readme = (ROOT / "README.md").read_text()
    for line in place.run("stats").stdout.splitlines()[:11]:
        assert line in readme
    for line in place.run("ready", "-n", "3").stdout.splitlines():
        assert line in readme
