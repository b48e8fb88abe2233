"""The configuration that the daemon goes by: the last good `mayor/daemon.json`. One that cannot be
used changes nothing.
"""

from __future__ import annotations

import os
from contextlib import suppress

from beadwork.dolt.server.files.record import replace
from beadwork.errors import BadTown
from beadwork.model.supervision import Policy
from beadwork.town import configuration
from beadwork.town.configuration import Configuration
from beadwork.town.daemon import paths
from beadwork.town.daemon.publish import News
from beadwork.town.layout import Town

CONFIGURATION = "configuration"


class Standing:
    """What holds: `chosen`. `broken` says why the file cannot be used as it is now, `settings` is
    where servers find theirs.
    """

    def __init__(self, town: Town, chosen: Configuration, news: News) -> None:
        self.chosen = chosen
        self.wanted = chosen.enabled
        """Whether the servers are to be kept; heeded where a person asks for it, not when one is
        started again.
        """
        self.broken = ""
        self.settings = str(town.daemon_file)
        self._town = town
        self._news = news

    def policy(self) -> Policy:
        """Return the numbers of the restarts."""
        return self.chosen.daemon.policy()

    def read(self) -> bool:
        """Read the file and tell whether it can be used. While it cannot, the last good one holds,
        and an alert is open.
        """
        self.settings = self._town.server.settings = str(self._town.daemon_file)
        try:
            found = configuration.read(self._town)
        except BadTown as error:
            return self._refuse(error.message, f"Mend it, then `kill -HUP {os.getpid()}`")
        if (
            found.topology != self.chosen.topology
        ):  # for that, servers have to let go of what others are to serve
            was, now = self.chosen.topology, found.topology
            text = f"{self._town.daemon_file}: dolt_server.topology is {now} now, and the daemon runs servers {was}"
            return self._refuse(text, "To change over: `gt daemon stop`, then `gt daemon start`")
        self.wanted = found.enabled
        self.chosen = found._replace(enabled=self.chosen.enabled)
        self.broken = ""
        self._news.close([CONFIGURATION])
        self.keep()
        return True

    def keep(self) -> None:
        """Keep a copy of the file, which is good."""
        with suppress(OSError):  # of a full disk: the copy before is good too
            replace(paths.last_good(self._town), self._town.daemon_file.read_text(encoding="utf-8"))

    def _refuse(self, why: str, mend: str) -> bool:
        self.settings = self._town.server.settings = paths.last_good(self._town)
        self.broken = why
        self._news.open(CONFIGURATION, f"{why}; the one before still holds. {mend}")
        return False
