"""The daemon's exchange with remotes: a job for each database that `mayor/daemon.json` names.

Each job has its own thread and time limit, so a remote that hangs delays neither the heartbeat nor
the others. A remote that fails is asked less and less often (model/remotes/backoff.py). A failure
that a person has to repair opens an alert. Refused credentials are mailed to the mayor, too, once
until something has succeeded, also when the daemon restarts in between.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from beadwork.dolt.server.files import remote_record
from beadwork.errors import BadTown
from beadwork.model.remotes.backoff import seconds_until_next
from beadwork.model.settings_table import float_setting
from beadwork.town.daemon.active_configuration import ActiveConfiguration
from beadwork.town.daemon.publisher import Publisher
from beadwork.town.daemon.schedule import Job, Schedule
from beadwork.town.layout import Town
from beadwork.town.remotes import configured, exchange
from beadwork.town.remotes.configured import Configured
from beadwork.town.remotes.exchange import Exchanged

JOB = "remote-"
ALERT = "push-"
LIMIT_SECONDS = float_setting("daemon.remote-limit")


class RemoteJobs:
    """The jobs of one daemon, by database."""

    def __init__(
        self, town: Town, active: ActiveConfiguration, publisher: Publisher, schedule: Schedule
    ) -> None:
        self._town = town
        self._active = active
        self._publisher = publisher
        self._schedule = schedule
        self._guard = threading.Lock()
        self._limits: dict[str, float] = {}
        """The limit of each job, by database."""
        self._failures: dict[str, int] = {}
        """The failures in a row, by database."""

    def follow_configuration(self) -> None:
        """Add the jobs of databases that the file names now, and remove those of others."""
        with self._guard:
            wanted = self._wanted()
            for name in [name for name in self._limits if self._limits[name] != wanted.get(name)]:
                self._schedule.remove([f"{JOB}{name}"])
                del self._limits[name]
                if name not in wanted:
                    self._failures.pop(name, None)
                    self._publisher.close_alerts([f"{ALERT}{name}"])
            for name in sorted(wanted.keys() - self._limits.keys()):
                self._limits[name] = wanted[name]
                self._schedule.add(
                    Job(f"{JOB}{name}", self._delay(name), wanted[name], self._work(name))
                )

    def notice_repairs(self) -> None:
        """Ask a remote now that has failed, and that a person has pushed to since."""
        for name in [name for name, count in self._failures.items() if count]:
            home = self._town.server_of(name)
            known = remote_record.read(home.control, name, configured.ORIGIN)
            if known.pushed_at and not known.failures:
                self._failures[name] = 0
                self._schedule.run_soon(f"{JOB}{name}")

    def forget_failures(self) -> None:
        """Let each remote be asked at the next heartbeat: a person may have repaired it."""
        self._failures.clear()

    def _wanted(self) -> dict[str, float]:
        """Return the limit of each job that there should be."""
        remotes = self._active.current.remotes
        found = {}
        for name in remotes.databases if remotes.enabled else ():
            try:
                entry = configured.of(self._town, remotes, name)
            except BadTown:  # its job reports it
                found[name] = LIMIT_SECONDS
                continue
            if entry.is_pushed or entry.is_pulled:
                found[name] = (entry.is_pushed + entry.is_pulled) * entry.seconds + LIMIT_SECONDS
        return found

    def _delay(self, name: str) -> Callable[[], float]:
        def seconds() -> float:
            current = self._active.current
            return seconds_until_next(
                current.daemon.heartbeat_seconds,
                self._failures.get(name, 0),
                current.remotes.backoff_max_seconds,
            )

        return seconds

    def _work(self, name: str) -> Callable[[], str]:
        def exchanged() -> str:
            remotes = self._active.current.remotes
            if name not in remotes.databases:
                return "it is no longer configured"
            try:
                done = self._exchange(configured.of(self._town, remotes, name))
            except BadTown as error:
                done = Exchanged(name, trouble=error.message, alert=error.message)
            self._tell(done)
            return done.sentence()

        return exchanged

    def _exchange(self, entry: Configured) -> Exchanged:
        """Only where a person wants pulls, a push may merge what others have pushed."""
        return exchange.exchange(self._town, entry, merge=entry.is_pulled)

    def _tell(self, done: Exchanged) -> None:
        kind = f"{ALERT}{done.name}"
        self._failures[done.name] = self._failures.get(done.name, 0) + 1 if done.trouble else 0
        if not done.trouble or done.is_refused_anew:  # an open alert is not mailed any more
            self._publisher.close_alerts([kind])
        if done.alert:
            self._publisher.open_alert(kind, done.alert, mail_mayor=done.is_refused_anew)
