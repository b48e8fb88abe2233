"""The daemon publishes ledgers: after a close, or on a schedule, and a failure stops nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from beadwork.errors import BadTown
from beadwork.town import alerts, configuration
from beadwork.town.configuration import Ledger
from beadwork.town.daemon.ledgers import LONGEST_DELAY, POLL_SECONDS, Ledgers
from beadwork.town.daemon.publisher import Publisher
from beadwork.town.layout import Town
from harness import Mayor, assert_done
from ledgers import bare

Eventually = Callable[[Callable[[], bool]], None]


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with a rig and a closed issue."""
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    close(mayor, "wg-1")
    return mayor


def close(mayor: Mayor, issue_id: str) -> None:
    place = mayor.root / "widget"
    assert_done(mayor.person.run("create", "Work", "--id", issue_id, cwd=place))
    assert_done(mayor.person.run("close", issue_id, cwd=place))


def ledgers(mayor: Mayor, clock: Callable[[], float]) -> Ledgers:
    import logging

    town = Town(mayor.root)
    return Ledgers(town, Publisher(town, logging.getLogger("test")), clock)


def entries(mayor: Mayor) -> int:
    return int(mayor.answer("ledger", "status", "widget")[0]["entries"])


@pytest.mark.parametrize("mode", ["on-close", "schedule"])
def test_a_closed_issue_is_published(town: Mayor, tmp_path: Path, mode: str) -> None:
    wanted = Ledger(mode, 60.0, {"widget": str(bare(tmp_path / "ledger.git"))})
    daemon = ledgers(town, Clock())
    assert daemon.publish(wanted) == "published widget"
    assert daemon.publish(wanted) == "nothing new to publish"
    close(town, "wg-2")
    assert daemon.publish(wanted) == "published widget"
    (status,) = town.answer("ledger", "status")
    assert (status["entries"], status["pending"], status["is_pushed"]) == (2, 0, True)


def test_by_hand_means_never(town: Mayor, tmp_path: Path) -> None:
    wanted = Ledger("manual", 60.0, {"widget": str(bare(tmp_path / "ledger.git"))})
    assert ledgers(town, Clock()).publish(wanted) == "published by hand"
    assert entries(town) == 0


def test_each_mode_has_its_interval(mayor: Mayor) -> None:
    daemon = ledgers(mayor, Clock())
    assert daemon.interval(Ledger("on-close", 60.0)) == POLL_SECONDS
    assert daemon.interval(Ledger("schedule", 60.0)) == 60.0


def test_a_failure_opens_an_alert_and_is_tried_again_later(town: Mayor, tmp_path: Path) -> None:
    close_by = tmp_path / "ledger.git"
    wanted = Ledger("on-close", 60.0, {"widget": str(close_by), "gone": "https://example.org/x"})
    clock = Clock()
    daemon = ledgers(town, clock)
    result = daemon.publish(wanted)
    assert result.startswith("failed: gone: no rig")
    assert "widget: the ledger of widget was not pushed" in result
    kinds = {alert.kind for alert in alerts.open_ones(Town(town.root))}
    assert kinds == {"ledger-gone", "ledger-widget"}
    bare(close_by)
    assert "widget: it is tried again later" in daemon.publish(wanted)
    clock.now += LONGEST_DELAY
    assert daemon.publish(wanted).startswith("failed: gone: no rig")
    assert {alert.kind for alert in alerts.open_ones(Town(town.root))} == {"ledger-gone"}
    assert entries(town) == 1


@pytest.mark.parametrize(
    "value",
    [{"publish": "always"}, {"publish": 7}, {"interval_seconds": 0}, {"rigs": []}, "on-close"],
)
def test_a_wrong_value_is_refused(mayor: Mayor, value: Any) -> None:
    path = mayor.root / "mayor" / "daemon.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "ledger": value}))
    with pytest.raises(BadTown, match="ledger"):
        configuration.read(Town(mayor.root))


def test_the_daemon_itself_publishes(town: Mayor, tmp_path: Path, eventually: Eventually) -> None:
    path = town.root / "mayor" / "daemon.json"
    ledger = {
        "publish": "schedule",
        "interval_seconds": 0.3,
        "rigs": {"widget": str(bare(tmp_path / "ledger.git"))},
    }
    path.write_text(json.dumps({**json.loads(path.read_text()), "ledger": ledger}))
    assert_done(town.gt("daemon", "start"))
    try:
        eventually(lambda: entries(town) == 1)
        close(town, "wg-2")
        eventually(lambda: entries(town) == 2)
        eventually(lambda: town.answer("ledger", "status")[0]["is_pushed"])
    finally:
        assert_done(town.gt("daemon", "stop"))
    assert_done(town.gt("dolt", "start"))
    assert town.answer("ledger", "verify", "widget")[0]["verified"]
