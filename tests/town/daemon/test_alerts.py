"""Alerts in their file: one open for each kind, none lost before the mayor has heard of it, and not
without bound.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from beadwork.town import alerts
from beadwork.town.layout import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with the directory for its alerts, and nothing else."""
    (tmp_path / "daemon").mkdir()
    return Town(tmp_path)


def test_one_kind_is_open_once_and_ends(town: Town) -> None:
    assert alerts.open_ones(town) == []
    assert alerts.put(town, "disk-space", "10 MB are free") is True
    assert alerts.put(town, "disk-space", "9 MB are free") is False
    (only,) = alerts.open_ones(town)
    assert (only.kind, only.text, only.until, only.unsent) == (
        "disk-space",
        "9 MB are free",
        "",
        False,
    )
    assert alerts.end(town, ["disk-space", "other"]) == [only]
    assert alerts.end(town, ["disk-space"]) == []
    assert alerts.open_ones(town) == []
    assert alerts.put(town, "disk-space", "again") is True


def test_what_the_mayor_has_to_hear_is_kept_until_it_was_sent(town: Town) -> None:
    alerts.put(town, "server-gave-up", "it failed", mail_mayor=True)
    alerts.end(town, ["server-gave-up"])
    for number in range(alerts.MAXIMUM_ALERTS + 20):
        alerts.put(town, f"kind-{number}", "over")
        alerts.end(town, [f"kind-{number}"])
    (waiting,) = alerts.unsent(town)
    assert waiting.kind == "server-gave-up"
    alerts.mark_sent(town, waiting)
    assert alerts.unsent(town) == []
    assert len(alerts.all_of(town)) == alerts.MAXIMUM_ALERTS


@pytest.mark.parametrize("content", ["", "[", "{}", '[{"kind": "x"}]', "[7]"])
def test_a_file_that_cannot_be_read_is_none(town: Town, content: str) -> None:
    (town.root / "daemon" / "alerts.json").write_text(content)
    assert alerts.open_ones(town) == []
    assert alerts.put(town, "disk-space", "x") is True
    assert len(alerts.open_ones(town)) == 1
