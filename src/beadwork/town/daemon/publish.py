"""What the daemon lets others know: alerts as they open and end, and the record of how it is, also
while the disk is full.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from beadwork.dolt.server.files import reserve
from beadwork.town import alerts
from beadwork.town.daemon.daemon_log import Diary
from beadwork.town.layout import Town


class News:
    """The alerts and the record of one daemon. What could not be written all the same is written
    with the next news.
    """

    def __init__(self, town: Town, diary: Diary) -> None:
        self._town = town
        self._diary = diary
        self._guard = threading.Lock()
        self._written = ""
        self._trouble = ""
        with suppress(
            OSError
        ):  # of a disk that is full already: as soon as it takes something, its reserve is made
            alerts.prepare(town)
            reserve.prepare(town.server.keeper)

    def open(self, kind: str, text: str, *, letter: bool = False) -> None:
        """Open an alert, unless one of its kind is open; `letter` for what the mayor has to hear
        of.
        """
        try:
            if alerts.put(self._town, kind, text, letter=letter):
                self._diary.error("alert: %s: %s", kind, text)
        except OSError as error:
            self._fail(f"alert: {kind}: {text}; it cannot be written down: {error}")

    def close(self, kinds: Collection[str]) -> None:
        """Close the open alerts of some kinds."""
        try:
            for over in alerts.end(self._town, kinds):
                self._diary.info("over: %s", over.kind)
        except OSError as error:
            self._fail(f"alerts cannot be written down: {error}")

    def forget(self) -> None:
        """Close every alert: what is still wrong is found again, and nobody looks while no daemon
        runs.
        """
        self.close({alert.kind for alert in alerts.open_ones(self._town)})

    def record(self, facts: dict[str, Any]) -> None:
        """Write down what others may know, where it has changed; without what is empty."""
        with self._guard:
            text = (
                json.dumps(
                    {key: value for key, value in facts.items() if value not in ("", {})}, indent=1
                )
                + "\n"
            )
            if text == self._written:
                return
            try:
                reserve.write(self._town.server.keeper, text)
                self._written = text
            except OSError as error:
                self._fail(f"the record cannot be written: {error}")

    def end(self) -> None:
        """Take the record away: this daemon is no more."""
        reserve.forget(self._town.server.keeper)

    def _fail(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._diary.error("%s", trouble)
            self._trouble = trouble
