"""The paths of one managed server. Only the choice of the socket's path looks at the disk, and only
where its path in `control` is too long.

Paths are plain strings: this module is loaded by every command, and `pathlib` costs 4 ms to import.
"""

from __future__ import annotations

import os

from beadwork.dolt.connection.address import SOCKET_NAME, SOCKET_PATH_BYTES
from beadwork.errors import BadFile, StorageFailure
from beadwork.files import json_file

HQ = "hq"
"""The town's own database."""
PER_RIG = "per-rig"


class Home:
    """The places of one server: `data` for the databases, `control` (0700) for everything around
    them.
    """

    program = "bd"
    """The program whose `dolt` commands start, stop and set this server; hints name it."""
    pid_file = ""
    """A file with the pid for other programs; empty for none. Our own code goes by the record."""
    section = ""
    """The key of the settings file below which the settings are; empty for the whole file."""
    rig = ""
    """The rig (or `hq`) that has this server for itself; empty for a server of all databases."""
    root = ""
    """The root of the town that has the server; empty for the user's own server."""
    daemon_record = ""
    """The record of the daemon that restarts the server; empty where no daemon does."""

    def __init__(self, data: str, control: str) -> None:
        self.data = data
        self.control = control
        self.record = os.path.join(control, "server.json")
        self.lock = os.path.join(control, "server.lock")
        self.configuration = os.path.join(control, "config.yaml")
        self.log = os.path.join(control, "server.log")
        self.password = os.path.join(control, "password")
        self.settings = os.path.join(control, "settings.json")
        self.dolt_root = os.path.join(control, "root")
        self.accounts = os.path.join(data, ".doltcfg")

    @property
    def socket(self) -> str:
        """The path of the socket for a server that is started now. The socket of a server that
        runs already is in its record.
        """
        path = os.path.join(self.control, SOCKET_NAME)
        if len(os.fsencode(path)) <= SOCKET_PATH_BYTES:
            return path
        from beadwork.dolt.server.files import socket_place

        return socket_place.choose(self.control, user_directory()) or path

    def directory_of(self, database: str) -> str:
        """Return the directory of a database of the server."""
        return self.data if self.rig else os.path.join(self.data, database)


class TownHome(Home):
    """The places of a town's server (docs/design/town.md).

    Where each rig has a server of its own (`rig`), `data` is the directory of the rig's database,
    and `control` is `daemon/rigs/<rig>`. The server of `hq` keeps the town's `control`.
    """

    program = "gt"
    section = "dolt_server"

    def __init__(self, root: str, rig: str = "") -> None:
        data, control = os.path.join(root, ".dolt-data"), os.path.join(root, "daemon")
        super().__init__(
            data=os.path.join(data, rig) if rig else data,
            control=os.path.join(control, "rigs", rig) if rig not in ("", HQ) else control,
        )
        self.root = root
        self.rig = rig
        if rig:
            self.accounts = os.path.join(self.control, "accounts")
        self.record = os.path.join(self.control, "dolt-state.json")
        self.log = os.path.join(self.control, "dolt-server.log")
        self.pid_file = os.path.join(self.control, "dolt.pid")
        self.daemon_record = os.path.join(control, "daemon-state.json")
        self.settings = os.path.join(root, "mayor", "daemon.json")


def of_town(root: str, database: str) -> TownHome:
    """Return the home of the server that has a database of a town."""
    return TownHome(root, database if is_per_rig(root) else "")


def is_per_rig(root: str) -> bool:
    """Tell whether each rig of a town has a server of its own: `dolt_server.topology` in
    `mayor/daemon.json`.

    A file that cannot be used counts as no, so that it keeps nobody from their issues. The code
    that starts servers refuses such a file by name.
    """
    try:
        content = json_file.read(os.path.join(root, "mayor", "daemon.json"))
        return bool(content["dolt_server"]["topology"] == PER_RIG)
    except (FileNotFoundError, BadFile, KeyError, TypeError):
        return False


def of_user() -> Home:
    """Return the home of the user's own server: `~/.beads`, or where `BEADWORK_HOME` says."""
    base = user_directory()
    return Home(data=os.path.join(base, "dolt"), control=os.path.join(base, "server"))


def user_directory() -> str:
    """Return `BEADWORK_HOME` or `~/.beads`, absolute; raises as `home_directory`."""
    chosen = os.environ.get("BEADWORK_HOME")
    if chosen:
        return os.path.abspath(chosen)
    return os.path.join(home_directory(), ".beads")


def home_directory() -> str:
    """Return the person's home directory, absolute.

    Raises:
        StorageFailure: HOME is empty, relative or `/`, where nothing of a person belongs.
    """
    home = os.path.expanduser("~") if "HOME" not in os.environ else os.environ["HOME"]
    if not os.path.isabs(home) or os.path.normpath(home) in ("/", "//"):
        raise StorageFailure(
            f'HOME is "{home}", which is not a home directory',
            hint="export HOME=/home/NAME, or BEADWORK_HOME=DIRECTORY for what `bd` keeps",
        )
    return home
