"""What is wrong in a town, kept in a file: the database that is down cannot hold the news that it
is.

`daemon/alerts.json` is a list; one kind is open at most once. The daemon writes it, everybody reads
it. What is over stays for a while, with its end, and what the mayor has to hear of is kept until it
was sent. A full disk does not keep it from being written (dolt/server/files/reserve.py).
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, NamedTuple

from beadwork.dolt.server.files import reserve
from beadwork.model.times.timestamps import format_timestamp
from beadwork.town.layout import Town

KEPT = 100
"""Alerts that are over and were sent, beyond which the oldest go."""

_guard = threading.Lock()


class Alert(NamedTuple):
    """One thing that was or is wrong. Times as text, `until` empty while it is open."""

    kind: str
    text: str
    since: str
    until: str = ""
    unsent: bool = False
    """Whether the mayor still has to get a letter about it."""


def all_of(town: Town) -> list[Alert]:
    """Return every alert that is kept, the oldest first; a file that cannot be read is none."""
    try:
        return [_alert(entry) for entry in json.loads(reserve.read(_path(town)))]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def prepare(town: Town) -> None:
    """Take room on the disk for what is wrong, while there is some.

    Raises:
        OSError: there is none.
    """
    reserve.prepare(_path(town))


def open_ones(town: Town) -> list[Alert]:
    """Return what is wrong now, the oldest first."""
    return [alert for alert in all_of(town) if not alert.until]


def unsent(town: Town) -> list[Alert]:
    """Return what the mayor has not been told yet."""
    return [alert for alert in all_of(town) if alert.unsent]


def put(town: Town, kind: str, text: str, *, letter: bool = False) -> bool:
    """Open an alert and tell whether it is new. One that is open keeps its beginning and gets the
    new text.
    """
    with _guard:
        kept = all_of(town)
        for number, alert in enumerate(kept):
            if alert.kind == kind and not alert.until:
                if alert.text != text:
                    kept[number] = alert._replace(text=text)
                    _write(town, kept)
                return False
        _write(town, [*kept, Alert(kind, text, _now(), unsent=letter)])
        return True


def end(town: Town, kinds: Collection[str]) -> list[Alert]:
    """Close the open alerts of some kinds and return those that were open."""
    with _guard:
        kept = all_of(town)
        ending = [alert for alert in kept if alert.kind in kinds and not alert.until]
        if ending:
            now = _now()
            _write(
                town, [alert._replace(until=now) if alert in ending else alert for alert in kept]
            )
        return ending


def sent(town: Town, told: Alert) -> None:
    """Note that the mayor has the letter."""
    with _guard:
        kept = all_of(town)
        same = [alert for alert in kept if (alert.kind, alert.since) == (told.kind, told.since)]
        _write(town, [alert._replace(unsent=False) if alert in same else alert for alert in kept])


def _write(town: Town, kept: list[Alert]) -> None:
    over = [alert for alert in kept if alert.until and not alert.unsent]
    gone = set(over[: max(0, len(over) - KEPT)])
    entries = [_entry(alert) for alert in kept if alert not in gone]
    reserve.write(_path(town), json.dumps(entries, indent=1, ensure_ascii=False) + "\n")


def _entry(alert: Alert) -> dict[str, Any]:
    return {key: value for key, value in alert._asdict().items() if value}


def _alert(entry: dict[str, Any]) -> Alert:
    return Alert(
        str(entry["kind"]),
        str(entry["text"]),
        str(entry["since"]),
        str(entry.get("until", "")),
        bool(entry.get("unsent")),
    )


def _now() -> str:
    return format_timestamp(datetime.now(UTC).replace(microsecond=0, tzinfo=None))


def _path(town: Town) -> str:
    return os.path.join(town.server.control, "alerts.json")
