"""The servers in the daemon's charge: the town's, or those of `hq` and of each rig that the town
has at the moment.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from beadwork.dolt.server.files.home import TownHome
from beadwork.errors import BeadworkError
from beadwork.town.daemon.active_configuration import Standing
from beadwork.town.daemon.daemon_log import Diary
from beadwork.town.daemon.managed_server import Charge
from beadwork.town.daemon.publish import News
from beadwork.town.daemon.schedule import Schedule
from beadwork.town.layout import HQ, Town
from beadwork.town.rigs import registry


class Charges:
    """All of them, by the rig's name; the one of the whole town by `hq`."""

    def __init__(
        self,
        town: Town,
        standing: Standing,
        news: News,
        log: Diary,
        schedule: Schedule,
        told: Callable[[], None],
    ) -> None:
        self._town = town
        self._standing = standing
        self._news = news
        self._log = log
        self._schedule = schedule
        self._told = told
        self._guard = threading.RLock()
        self._has_begun = False
        """Whether all of the beginning have been taken up."""
        self._known: dict[str, Charge] = {}
        self._leaving: dict[str, threading.Thread] = {}
        """The servers of rigs that have left the town, being stopped, each in a thread of its own.
        """

    def begin(self) -> None:
        """Take all of them up."""
        self._take(self._town.server)
        self.follow()
        self._has_begun = True

    def follow(self) -> None:
        """Take up the servers of rigs that are new in the town, and stop those of rigs that have
        left it.
        """
        if not self._town.server.rig:
            return
        try:
            names = {HQ, *(rig.name for rig in registry.all_of(self._town))}
        except BeadworkError as error:  # those that are known are kept meanwhile
            self._log.error("daemon: %s", error)
            return
        with self._guard:
            for name in [name for name in self._known if name not in names]:
                self._let_go(name)
            for name in sorted(names - self._known.keys() - self._leaving.keys()):
                self._take(TownHome(str(self._town.root), name))

    def all(self) -> list[Charge]:
        """Return them, `hq` first."""
        with self._guard:
            return list(self._known.values())

    def are_settled(self) -> bool:
        """Tell whether the first start of each has come to something."""
        return self._has_begun and all(charge.keeper.settled.is_set() for charge in self.all())

    def heed(self) -> None:
        """Keep the servers from now on, or leave them to the person, as the configuration wants it
        now.
        """
        standing = self._standing
        if standing.wanted is standing.chosen.enabled:
            return
        word = "is kept from now on" if standing.wanted else "is left to the person from now on"
        for charge in self.all():
            self._log.info("%s: %s", charge.keeper.name, word)
            charge.leave()
        standing.chosen = standing.chosen._replace(enabled=standing.wanted)
        with self._guard:
            for charge in self.all():
                self._take(TownHome(str(self._town.root), charge.rig))

    def end(self) -> None:
        """Stop them, where they are ours to stop, that of `hq` last."""
        leaving = list(self._leaving.values())
        if self._standing.chosen.enabled:
            for charge in reversed(self.all()):
                charge.end()
        for thread in leaving:
            thread.join()

    def facts(self, *, ending: bool) -> dict[str, Any]:
        """Return what the daemon's record says of them: `server`, and `servers` for the rigs'
        own.
        """
        if not self._standing.chosen.enabled:
            return {}
        now = {"state": "stopping"}
        found = {
            charge.rig or HQ: {**charge.facts(), **(now if ending else {})} for charge in self.all()
        }
        left = dict.fromkeys(sorted(self._leaving.copy()), now)
        return {"server": found.pop(HQ, {}), "servers": {**found, **left}}

    def _take(self, home: TownHome) -> None:
        charge = Charge(
            home,
            self._standing,
            self._news,
            self._log,
            self._schedule,
            self._before_start(home),
            self._told,
        )
        with self._guard:
            self._known[home.rig or HQ] = charge
        home.settings = self._standing.settings
        charge.begin(is_kept=self._standing.chosen.enabled)

    def _before_start(self, home: TownHome) -> Callable[[], object]:
        def read() -> None:
            self._standing.read()
            home.settings = self._standing.settings

        return read

    def _let_go(self, name: str) -> None:
        charge = self._known.pop(name)

        def end() -> None:
            try:
                if self._standing.chosen.enabled:
                    charge.end()
                else:
                    charge.leave()
            finally:
                with self._guard:
                    del self._leaving[name]
                self._told()

        self._leaving[name] = thread = threading.Thread(
            target=end, name=f"end of {name}", daemon=True
        )
        thread.start()
        self._told()
