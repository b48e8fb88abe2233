"""The alerts of a town. They are in a file, since a database that is down could not hold its alert.

`daemon/alerts.json` is a list, in which at most one alert of a kind is open. The daemon writes it.
The newest ended alerts are kept, and unsent ones until they are mailed to the mayor. The file can
be written on a full disk, too (dolt/server/files/preallocated.py).
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, NamedTuple

from beadwork.dolt.server.files import preallocated
from beadwork.errors import BadFile
from beadwork.files import json_file
from beadwork.model.times.timestamps import format_timestamp
from beadwork.model.urls import without_credentials
from beadwork.town.layout import Town

MAXIMUM_ALERTS = 100
"""The number of ended and sent alerts that are kept. Older ones are dropped."""

_guard = threading.Lock()


class Alert(NamedTuple):
    """One thing that was or is wrong. `until` is empty while the alert is open."""

    kind: str
    text: str
    since: str
    until: str = ""
    unsent: bool = False
    """Whether the alert still has to be mailed to the mayor."""


def all_of(town: Town) -> list[Alert]:
    """Return the kept alerts, the oldest first; none where the file cannot be read."""
    try:
        return [_alert(entry) for entry in json_file.parse(preallocated.read(path(town)).encode())]
    except (OSError, BadFile, ValueError, KeyError, TypeError, AttributeError):
        return []


def prepare(town: Town) -> None:
    """Reserve room on the disk for later alerts.

    Raises:
        OSError: the disk has no room.
    """
    preallocated.prepare(path(town))


def open_ones(town: Town) -> list[Alert]:
    """Return the open alerts, the oldest first."""
    return [alert for alert in all_of(town) if not alert.until]


def unsent(town: Town) -> list[Alert]:
    """Return the alerts that still have to be mailed to the mayor."""
    return [alert for alert in all_of(town) if alert.unsent]


def put(town: Town, kind: str, text: str, *, mail_mayor: bool = False) -> bool:
    """Open an alert, and return whether it is new. An open alert of its kind gets the new text."""
    text = without_credentials(text)
    with _guard:
        kept = all_of(town)
        for number, alert in enumerate(kept):
            if alert.kind == kind and not alert.until:
                if alert.text != text:
                    kept[number] = alert._replace(text=text)
                    _write(town, kept)
                return False
        _write(town, [*kept, Alert(kind, text, _now(), unsent=mail_mayor)])
        return True


def end(town: Town, kinds: Collection[str]) -> list[Alert]:
    """Close the open alerts of these kinds, and return them."""
    with _guard:
        kept = all_of(town)
        ending = [alert for alert in kept if alert.kind in kinds and not alert.until]
        if ending:
            now = _now()
            _write(
                town, [alert._replace(until=now) if alert in ending else alert for alert in kept]
            )
        return ending


def mark_sent(town: Town, sent: Alert) -> None:
    """Record that an alert was mailed to the mayor."""
    with _guard:
        kept = all_of(town)
        same = [alert for alert in kept if (alert.kind, alert.since) == (sent.kind, sent.since)]
        _write(town, [alert._replace(unsent=False) if alert in same else alert for alert in kept])


def _write(town: Town, alerts: list[Alert]) -> None:
    ended = [alert for alert in alerts if alert.until and not alert.unsent]
    oldest = set(ended[: max(0, len(ended) - MAXIMUM_ALERTS)])
    entries = [_entry(alert) for alert in alerts if alert not in oldest]
    preallocated.write(path(town), json.dumps(entries, indent=1, ensure_ascii=False) + "\n")


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


def path(town: Town) -> str:
    """Return the file of the alerts."""
    return os.path.join(town.server.control, "alerts.json")
