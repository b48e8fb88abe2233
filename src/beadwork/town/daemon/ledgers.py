"""Publish the ledgers of rigs, as `ledger` of mayor/daemon.json says: on close, or on a schedule.

Each rig is published by itself, after a look at the newest commit of its `main`: where nothing was
committed since the last publication, nothing is asked of the remote. A failure stops nothing. It
opens an alert, and the rig is tried again after a delay that grows. Refused credentials are mailed
to the mayor, once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.errors import AccessDenied, BeadworkError
from beadwork.model.remotes.backoff import seconds_until_next
from beadwork.model.settings_table import float_setting
from beadwork.model.urls import without_credentials
from beadwork.store.ledger import source
from beadwork.town.ledger import rigs

if TYPE_CHECKING:
    from beadwork.town.configuration import Ledger
    from beadwork.town.daemon.publisher import Publisher
    from beadwork.town.layout import Town

KIND = "ledger-"
POLL_SECONDS = float_setting("daemon.ledger-poll")
"""The interval at which a close is looked for."""
LONGEST_DELAY = float_setting("daemon.ledger-delay")
"""The longest delay after failures in a row."""
ON_CLOSE = "on-close"
SCHEDULE = "schedule"


class Ledgers:
    """The ledgers of one town, and what the daemon knows of each."""

    def __init__(
        self, town: Town, publisher: Publisher, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._town = town
        self._publisher = publisher
        self._clock = clock
        self._level: dict[str, str] = {}
        """By rig, the commit of `main` that the remote is level with."""
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, float] = {}

    def interval(self, wanted: Ledger) -> float:
        """Return the seconds between two rounds."""
        return POLL_SECONDS if wanted.publish == ON_CLOSE else wanted.interval_seconds

    def forget_failures(self) -> None:
        """Let every ledger be tried again at once."""
        self._not_before.clear()

    def publish(self, wanted: Ledger) -> str:
        """Publish what has to be published, and return the result in words."""
        if wanted.publish not in (ON_CLOSE, SCHEDULE) or not wanted.rigs:
            return "published by hand"
        results = {name: self._one(name, url, wanted) for name, url in sorted(wanted.rigs.items())}
        failed = [f"{name}: {why}" for name, why in results.items() if why not in ("", "new")]
        if failed:
            return f"failed: {'; '.join(failed)}"
        new = [name for name, result in results.items() if result == "new"]
        return f"published {', '.join(new)}" if new else "nothing new to publish"

    def _one(self, name: str, url: object, wanted: Ledger) -> str:
        """Return `new`, nothing where there is nothing new, or why the rig failed."""
        if self._clock() < self._not_before.get(name, 0.0):
            return "it is tried again later"
        try:
            if not isinstance(url, str) or not url:
                raise BeadworkError(f"{self._town.daemon_file}: ledger.rigs.{name} is not a URL")
            is_new = self._published(name, url)
        except (BeadworkError, ServerError, OSError) as error:
            return self._failed(name, error, wanted)
        self._failures.pop(name, None)
        self._publisher.close_alerts([f"{KIND}{name}"])
        return "new" if is_new else ""

    def _published(self, name: str, url: str) -> bool:
        with rigs.opened(self._town, name) as rig:
            head = source.head(rig.session)
        if self._level.get(name) == head:
            return False
        published = rigs.publish(self._town, name, url)
        self._level[name] = published.appended.source_commit
        return published.is_new

    def _failed(self, name: str, error: Exception, wanted: Ledger) -> str:
        failures = self._failures[name] = self._failures.get(name, 0) + 1
        delay = seconds_until_next(self.interval(wanted), failures, LONGEST_DELAY)
        self._not_before[name] = self._clock() + delay
        why = without_credentials(error.message if isinstance(error, BeadworkError) else str(error))
        self._publisher.open_alert(
            f"{KIND}{name}",
            f"{why}; see `gt ledger status {name}`",
            mail_mayor=isinstance(error, AccessDenied),
        )
        return why
