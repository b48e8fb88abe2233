"""The configuration that the daemon runs by: the last usable `mayor/daemon.json`."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from beadwork.errors import BadFile, BadTown
from beadwork.files import json_file
from beadwork.files.atomic import replace
from beadwork.model.supervision import Policy
from beadwork.model.urls import bare
from beadwork.town import configuration
from beadwork.town.configuration import Configuration
from beadwork.town.daemon import paths
from beadwork.town.daemon.publisher import Publisher
from beadwork.town.layout import Town

CONFIGURATION = "configuration"


class ActiveConfiguration:
    """The active configuration. A file that cannot be used opens an alert and changes nothing."""

    def __init__(self, town: Town, current: Configuration, publisher: Publisher) -> None:
        self.current = current
        self.wants_servers = current.enabled
        """`dolt_server.enabled` of the file. The value becomes current at SIGHUP only, not when a
        server restarts.
        """
        self.error = ""
        """Why the file cannot be used; empty where it can be."""
        self.settings = str(town.daemon_file)
        """The file from which servers read their settings: the town's, or the last usable copy."""
        self._town = town
        self._publisher = publisher

    def policy(self) -> Policy:
        """Return the policy of restarts."""
        return self.current.daemon.policy()

    def reload(self) -> bool:
        """Read the file, and return whether it can be used."""
        self.settings = self._town.server.settings = str(self._town.daemon_file)
        try:
            found = configuration.read(self._town)
        except BadTown as error:
            return self._refuse(error.message, "Mend it, then `gt daemon reload`")
        if found.topology != self.current.topology:
            # The old servers have to release the databases first, so this needs a stop and a start.
            text = (
                f"{self._town.daemon_file}: dolt_server.topology is {found.topology} now, "
                f"and the daemon runs servers {self.current.topology}"
            )
            return self._refuse(text, "To change over: `gt daemon restart`")
        self.wants_servers = found.enabled
        self.current = found._replace(enabled=self.current.enabled)
        self.error = ""
        self._publisher.close_alerts([CONFIGURATION])
        self.save_copy()
        return True

    def save_copy(self) -> None:
        """Save a copy of the usable file, without the passwords in its URLs. The store of tokens
        has these passwords since their first use.
        """
        with suppress(OSError, BadFile):  # of a full disk: the copy before is usable too
            content = _bare(json_file.read(str(self._town.daemon_file)))
            replace(paths.last_good(self._town), json.dumps(content, indent=2) + "\n")

    def _refuse(self, why: str, mend: str) -> bool:
        self.settings = self._town.server.settings = paths.last_good(self._town)
        self.error = why
        self._publisher.open_alert(CONFIGURATION, f"{why}; the one before still holds. {mend}")
        return False


def _bare(value: Any) -> Any:
    """Return a JSON value without the passwords of the URLs in its objects."""
    if isinstance(value, list):
        return [_bare(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    return {
        key: bare(entry) if isinstance(entry, str) else _bare(entry) for key, entry in value.items()
    }
