"""One server that the daemon manages: its supervisor, its jobs and its alerts."""

from __future__ import annotations

from collections.abc import Callable
from logging import Logger
from typing import Any

from beadwork.dolt.server.files import log as server_log
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.machine import disk_space, ports
from beadwork.errors import BeadworkError
from beadwork.model.settings_table import int_setting
from beadwork.model.supervision import Action, Event, State
from beadwork.town.daemon import gc, health
from beadwork.town.daemon.active_configuration import ActiveConfiguration
from beadwork.town.daemon.managed import restart_alerts
from beadwork.town.daemon.managed.supervisor import ServerSupervisor
from beadwork.town.daemon.publisher import Publisher
from beadwork.town.daemon.schedule import Job, Schedule

START_SECONDS = int_setting("daemon.start-limit")
"""The longest time that a stop waits for a running start. A server has a minute to start."""
HEALTH_SECONDS = int_setting("daemon.health-limit")
GARBAGE_SECONDS = int_setting("daemon.gc-limit")
KINDS = (*restart_alerts.KINDS, *health.KINDS)


class ManagedServer:
    """A server. `rig` is empty for the server of the whole town."""

    def __init__(
        self,
        home: TownHome,
        active: ActiveConfiguration,
        publisher: Publisher,
        log: Logger,
        schedule: Schedule,
        before_start: Callable[[], object],
        faults: Callable[[], dict[str, str]],
        on_change: Callable[[], None],
    ) -> None:
        self.rig = home.rig
        self.supervisor = ServerSupervisor(
            home, active.policy, log, before_start, self._state_changed
        )
        self._active = active
        self._publisher = publisher
        self._log = log
        self._schedule = schedule
        self._faults = faults
        """Returns what is wrong with the databases of the server, by name."""
        self._on_change = on_change
        self._was_full = False
        """Whether the server's disk was full at the last check."""
        self._is_released = False
        """Whether the server was released. No alert about it may open then, although a health check
        may end later.
        """

    def start(self, *, is_kept: bool) -> None:
        """Start the jobs of the server, and with `is_kept` its supervisor."""
        if is_kept:
            self.supervisor.start()
        else:
            self.supervisor.first_start_done.set()
        self._schedule.add(
            Job(
                self._job_name("health"),
                lambda: self._active.current.daemon.health_seconds,
                HEALTH_SECONDS,
                self._health,
            ),
            Job(
                self._job_name("garbage"),
                lambda: self._active.current.daemon.gc_seconds,
                GARBAGE_SECONDS,
                self._garbage,
            ),
        )

    def release(self) -> None:
        """Stop managing the server, and leave it as it is."""
        self._remove_jobs()
        self.supervisor.release(START_SECONDS)
        self._publisher.close_alerts([self._alert_kind(kind) for kind in KINDS])

    def stop(self) -> None:
        """Stop the server. One that does not end is left as it is, with a line in the log."""
        self._end(self.supervisor.stop)
        self._publisher.close_alerts([self._alert_kind(kind) for kind in KINDS])

    def stop_moved(self) -> None:
        """End the server, whose directory is no longer where it was. Its alerts stay."""
        self._end(self.supervisor.stop_moved)

    def _end(self, stop: Callable[[float], Record | None]) -> None:
        """End the jobs and the server, and log how it went."""
        self._remove_jobs()
        try:
            stopped = stop(START_SECONDS)
        except BeadworkError as error:
            self._log.error("%s: %s", self.supervisor.name, error)
        else:
            said = f"stopped: pid {stopped.pid}" if stopped else "none was left to stop"
            self._log.info("%s: %s", self.supervisor.name, said)

    def retry_if_given_up(self) -> None:
        """Start the server again where its supervisor gave up."""
        if self.supervisor.state.state is State.GAVE_UP:
            self.supervisor.notify(Event.ASKED)

    def shorten_log(self) -> None:
        """Shorten the server's log; raises OSError on a full disk."""
        server_log.keep_short(self.supervisor.home)

    def status_record(self) -> dict[str, Any]:
        """Return the server's part of the daemon's record."""
        return self.supervisor.status_record()

    def update_alerts(self) -> None:
        """Open and close the alerts about restarts of the server."""
        if self._is_released:
            return
        found = restart_alerts.find(self.supervisor)
        for kind, alert in found.items():
            self._publisher.open_alert(
                self._alert_kind(kind), alert.text, mail_mayor=alert.mail_mayor
            )
        self._publisher.close_alerts(
            [self._alert_kind(kind) for kind in restart_alerts.KINDS if kind not in found]
        )

    def _state_changed(self, action: Action) -> None:
        """React, in the supervisor's thread, to a change of the supervisor's state."""
        self._on_change()
        self.update_alerts()
        self._was_full = self._was_full or disk_space.is_full(self.supervisor.home.data)
        if self.supervisor.state.state is State.RUNNING:
            self._schedule.run_soon(self._job_name("health"))
            self._schedule.run_soon("letters")

    def _health(self) -> str:
        was_full, self._was_full = self._was_full, disk_space.is_full(self.supervisor.home.data)
        runs = self.supervisor.state.state is State.RUNNING
        home, limits = self.supervisor.home, self._active.current.daemon
        found = health.look(home, limits, self._faults, runs=runs)
        if self._is_released:
            return "it is no longer ours"
        for finding in found:
            self._publisher.open_alert(
                self._alert_kind(finding.kind), self._alert_text(finding.text)
            )
        kinds = {finding.kind for finding in found}
        self._publisher.close_alerts(
            [self._alert_kind(kind) for kind in health.KINDS if kind not in kinds]
        )
        self._report_health(kinds, runs=runs, has_room_again=was_full and not self._was_full)
        return ", ".join(sorted(kinds)) or ("well" if runs else self._why_not_running())

    def _why_not_running(self) -> str:
        if not self._active.current.enabled:
            return "the server is not ours"
        state = f"the server does not run: {self.supervisor.state.state.value}"
        return f"{state}: {self.supervisor.error}" if self.supervisor.error else state

    def _report_health(self, kinds: set[str], *, runs: bool, has_room_again: bool) -> None:
        """Notify the supervisor of the health check. Retry a start that failed for want of room on
        the disk, or of a port, once there is one.
        """
        supervisor = self.supervisor
        if runs and health.SILENT in kinds:
            supervisor.notify(Event.SILENT)
        elif runs and (supervisor.state.silences or supervisor.stuck):
            supervisor.notify(Event.ANSWERED)
        if health.WRITE in kinds:
            supervisor.notify(Event.SICK)
        if supervisor.state.state not in (State.WAITING, State.GAVE_UP):
            return
        port = supervisor.taken_port
        if has_room_again:
            self._log.info("%s: there is room on its disk again", supervisor.name)
            supervisor.notify(Event.ASKED)
        elif port and ports.is_free(port):
            self._log.info("%s: port %d is free again", supervisor.name, port)
            supervisor.notify(Event.ASKED)

    def _garbage(self) -> str:
        return gc.collect(self.supervisor.home, self._active.current.daemon)

    def _remove_jobs(self) -> None:
        self._is_released = True
        self._schedule.remove([self._job_name("health"), self._job_name("garbage")])

    def _job_name(self, name: str) -> str:
        return f"{name} {self.rig}".rstrip()

    def _alert_kind(self, kind: str) -> str:
        """Return the kind of an alert about this server; it ends in the rig's name."""
        return f"{kind}-{self.rig}" if self.rig else kind

    def _alert_text(self, text: str) -> str:
        return f"{self.rig}: {text}" if self.rig else text
