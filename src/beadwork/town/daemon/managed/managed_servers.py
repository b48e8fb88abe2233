"""The servers that the daemon manages: the town's server, or that of `hq` and one for each rig."""

from __future__ import annotations

import threading
from collections.abc import Callable
from logging import Logger
from typing import Any

from beadwork.dolt.server.files.home import HQ, TownHome
from beadwork.errors import BeadworkError
from beadwork.town import databases
from beadwork.town.daemon.active_configuration import ActiveConfiguration
from beadwork.town.daemon.managed.managed_server import ManagedServer
from beadwork.town.daemon.publisher import Publisher
from beadwork.town.daemon.schedule import Schedule
from beadwork.town.layout import Town
from beadwork.town.rigs import registry


class ManagedServers:
    """The managed servers, by the rig's name. The server of the whole town has the name `hq`."""

    def __init__(
        self,
        town: Town,
        active: ActiveConfiguration,
        publisher: Publisher,
        log: Logger,
        schedule: Schedule,
        on_change: Callable[[], None],
    ) -> None:
        self._town = town
        self._active = active
        self._publisher = publisher
        self._log = log
        self._schedule = schedule
        self._on_change = on_change
        self._guard = threading.RLock()
        self._has_started = False
        """Whether `start` has put all its servers in `_servers`."""
        self._servers: dict[str, ManagedServer] = {}
        self._stopping: dict[str, threading.Thread] = {}
        """The threads that stop the servers of rigs that have left the town."""

    def start(self) -> None:
        """Manage the servers that the town has now."""
        self._add(self._town.server)
        self.follow_registry()
        self._has_started = True

    def follow_registry(self) -> None:
        """Add the servers of new rigs, and stop those of rigs that have left the town."""
        if not self._town.server.rig:
            return
        try:
            names = {HQ, *registry.names(self._town)}
        except BeadworkError as error:  # the known servers stay meanwhile
            self._log.error("daemon: %s", error)
            return
        with self._guard:
            for name in [name for name in self._servers if name not in names]:
                self._remove(name)
            for name in sorted(names - self._servers.keys() - self._stopping.keys()):
                self._add(TownHome(str(self._town.root), name))

    def all(self) -> list[ManagedServer]:
        """Return the servers, `hq` first."""
        with self._guard:
            return list(self._servers.values())

    def first_starts_done(self) -> bool:
        """Return whether the first start of each server has succeeded or failed."""
        return self._has_started and all(
            server.supervisor.first_start_done.is_set() for server in self.all()
        )

    def apply_enabled(self) -> None:
        """Apply `dolt_server.enabled` of the file: supervise the servers, or release them."""
        active = self._active
        if active.wants_servers is active.current.enabled:
            return
        word = "kept from now on" if active.wants_servers else "left to the person from now on"
        for server in self.all():
            self._log.info("%s: is %s", server.supervisor.name, word)
            server.release()
        active.current = active.current._replace(enabled=active.wants_servers)
        with self._guard:
            for server in self.all():
                self._add(TownHome(str(self._town.root), server.rig))

    def stop(self) -> None:
        """Stop the supervised servers, that of `hq` last."""
        stopping = list(self._stopping.values())
        if self._active.current.enabled:
            for server in reversed(self.all()):
                server.stop()
        for thread in stopping:
            thread.join()

    def stop_moved(self) -> None:
        """End the supervised servers, whose directories are no longer where they were."""
        if self._active.current.enabled:
            for server in self.all():
                server.stop_moved()

    def status_record(self, *, ending: bool) -> dict[str, Any]:
        """Return the part of the daemon's record about servers: `server`, and `servers` where each
        rig has its own.
        """
        if not self._active.current.enabled:
            return {}
        stopping = {"state": "stopping"}
        found = {
            server.rig or HQ: {**server.status_record(), **(stopping if ending else {})}
            for server in self.all()
        }
        removed = dict.fromkeys(sorted(self._stopping.copy()), stopping)
        return {"server": found.pop(HQ, {}), "servers": {**found, **removed}}

    def _add(self, home: TownHome) -> None:
        server = ManagedServer(
            home,
            self._active,
            self._publisher,
            self._log,
            self._schedule,
            self._before_start(home),
            lambda: self._faults(home),
            self._on_change,
        )
        with self._guard:
            self._servers[home.rig or HQ] = server
        home.settings = self._active.settings
        server.start(is_kept=self._active.current.enabled)

    def _before_start(self, home: TownHome) -> Callable[[], object]:
        def reload() -> None:
            self._active.reload()
            home.settings = self._active.settings

        return reload

    def _faults(self, home: TownHome) -> dict[str, str]:
        try:
            return databases.faults(self._town, home)
        except BeadworkError as error:  # of the registry: doctor and `gt status` name it
            self._log.error("daemon: %s", error)
            return {}

    def _remove(self, name: str) -> None:
        server = self._servers.pop(name)

        def stop() -> None:
            try:
                if self._active.current.enabled:
                    server.stop()
                else:
                    server.release()
            finally:
                with self._guard:
                    del self._stopping[name]
                self._on_change()

        self._stopping[name] = thread = threading.Thread(
            target=stop, name=f"end of {name}", daemon=True
        )
        thread.start()
        self._on_change()
