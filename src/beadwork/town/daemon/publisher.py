"""What the daemon publishes in files: its alerts and its status record, on a full disk too."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from logging import Logger
from typing import Any

from beadwork.dolt.server.files import preallocated
from beadwork.town import alerts
from beadwork.town.layout import Town


class Publisher:
    """The alerts and the record of one daemon. The next write makes good for a failed one."""

    def __init__(self, town: Town, log: Logger) -> None:
        self._town = town
        self._log = log
        self._guard = threading.Lock()
        self._written = ""
        self._written_at = 0.0
        self._trouble = ""
        with suppress(OSError):  # on a disk that is full already, the first write preallocates it
            alerts.prepare(town)
            preallocated.prepare(town.server.daemon_record)

    def open_alert(self, kind: str, text: str, *, mail_mayor: bool = False) -> None:
        """Open an alert, or change the text of the open one of its kind."""
        try:
            if alerts.put(self._town, kind, text, mail_mayor=mail_mayor):
                self._log.error("alert: %s: %s", kind, text)
        except OSError as error:
            self._fail(f"alert: {kind}: {text}; it cannot be written down: {error}")

    def close_alerts(self, kinds: Collection[str]) -> None:
        """Close the open alerts of these kinds."""
        try:
            for alert in alerts.end(self._town, kinds):
                self._log.info("over: %s", alert.kind)
        except OSError as error:
            self._fail(f"alerts cannot be written down: {error}")

    def close_all_alerts(self) -> None:
        """Close every alert. A daemon that starts opens an alert again for what is still wrong."""
        self.close_alerts({alert.kind for alert in alerts.open_ones(self._town)})

    def write_record(self, status_record: dict[str, Any], at_least_every: float) -> None:
        """Write the status record, without empty values, where it has changed or was written longer
        ago than so many seconds: others tell by its time that the daemon is not stalled.
        """
        with self._guard:
            text = (
                json.dumps(
                    {key: value for key, value in status_record.items() if value not in ("", {})},
                    indent=1,
                )
                + "\n"
            )
            now = time.monotonic()
            if text == self._written and now - self._written_at < at_least_every:
                return
            try:
                preallocated.write(self._town.server.daemon_record, text)
                self._written, self._written_at = text, now
            except OSError as error:
                self._fail(f"the record cannot be written: {error}")

    def remove_record(self) -> None:
        """Remove the record: this daemon ends."""
        preallocated.forget(self._town.server.daemon_record)

    def _fail(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._log.error("%s", trouble)
            self._trouble = trouble
