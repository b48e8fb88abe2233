"""`mayor/daemon.json`: the configuration of a town's daemon and servers.

Every key has a default, so an empty object is a whole configuration. Unknown keys are kept.
docs/settings.md has the table of the keys. Their sections:

    dolt_server   the servers: enabled, port, topology, and the keys of dolt/server/settings.py
    daemon        intervals, the policy of restarts, and the limits at which an alert opens
    sessions      the tmux sessions that the daemon keeps alive
    dolt_remotes  the pushes to remotes, and the pulls from them
    workers       `agent`: the command that `gt sling` starts in a worker's session; `refinery`:
                  whether the daemon merges the workers that wait
    ledger        when the public ledgers of rigs are published, and where to
    doctor        `skip`: the checks that `gt doctor` leaves out (doctor/runner.py reads it)
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple, TypeVar

from beadwork.dolt.server import settings
from beadwork.dolt.server.files import private_files
from beadwork.errors import BadTown, BadWorkspace
from beadwork.files import json_file
from beadwork.model.settings_table import float_setting, int_setting, switch_setting, text_setting
from beadwork.model.supervision import Policy
from beadwork.town import json_files
from beadwork.town.layout import Town

DEACON = "deacon"
"""The session that every town has. It is off until its `command` is named."""
TOPOLOGIES = ("per-town", "per-rig")
PUBLISH = ("on-close", "schedule", "manual")

Values = TypeVar("Values", bound=tuple[Any, ...])


class Daemon(NamedTuple):
    """The key `daemon`: intervals, time limits, and the limits at which an alert opens."""

    heartbeat_seconds: float = float_setting("daemon.heartbeat_seconds")
    health_seconds: float = float_setting("daemon.health_seconds")
    gc_seconds: float = float_setting("daemon.gc_seconds")
    backoff_seconds: float = float_setting("daemon.backoff_seconds")
    backoff_max_seconds: float = float_setting("daemon.backoff_max_seconds")
    failures: int = int_setting("daemon.failures")
    failure_window_seconds: float = float_setting("daemon.failure_window_seconds")
    healthy_seconds: float = float_setting("daemon.healthy_seconds")
    settled_seconds: float = float_setting("daemon.settled_seconds")
    connections_percent: int = int_setting("daemon.connections_percent")
    disk_free_mb: int = int_setting("daemon.disk_free_mb")
    journal_mb: int = int_setting("daemon.journal_mb")
    stop_seconds: float = float_setting("daemon.stop_seconds")
    health_failures: int = int_setting("daemon.health_failures")

    def policy(self) -> Policy:
        """Return the policy of restarts."""
        return Policy(
            self.backoff_seconds,
            self.backoff_max_seconds,
            self.failures,
            self.failure_window_seconds,
            self.healthy_seconds,
            self.settled_seconds,
            self.health_failures,
        )


class Watched(NamedTuple):
    """One tmux session that is kept alive."""

    name: str
    command: tuple[str, ...]
    heartbeat_file: str = ""
    """A path from the town's root. Where it is empty, only the existence of the session is checked.
    """
    stale_seconds: float = float_setting("sessions.stale_seconds")
    poke: str = "Your heartbeat is stale: go on with your patrol."
    directory: str = ""


class Remotes(NamedTuple):
    """The key `dolt_remotes`."""

    enabled: bool = switch_setting("dolt_remotes.enabled")
    push_on_heartbeat: bool = switch_setting("dolt_remotes.push_on_heartbeat")
    pull_on_heartbeat: bool = switch_setting("dolt_remotes.pull_on_heartbeat")
    timeout_seconds: float = float_setting("dolt_remotes.timeout_seconds")
    backoff_max_seconds: float = float_setting("dolt_remotes.backoff_max_seconds")
    databases: dict[str, Any] = {}  # noqa: RUF012 - never changed
    """By database: the URL, or an object. town/remotes/configured.py reads them."""


class Ledger(NamedTuple):
    """The key `ledger`."""

    publish: str = text_setting("ledger.publish")
    interval_seconds: float = float_setting("ledger.interval_seconds")
    rigs: dict[str, Any] = {}  # noqa: RUF012 - never changed
    """The URL of each rig's ledger."""


class Configuration(NamedTuple):
    """The values of the file, with defaults for missing keys."""

    enabled: bool = switch_setting("dolt_server.enabled")
    port: int = int_setting("server.port")
    topology: str = text_setting("dolt_server.topology")
    daemon: Daemon = Daemon()
    sessions: tuple[Watched, ...] = ()
    remotes: Remotes = Remotes()
    ledger: Ledger = Ledger()
    agent: tuple[str, ...] = ()
    """The words of `workers.agent`, the command of a worker's session; none for a shell."""
    refinery: bool = switch_setting("workers.refinery")


def initial(port: int) -> dict[str, Any]:
    """Return the content of a new town's file."""
    return {
        "dolt_server": {"enabled": True, **({"port": port} if port else {})},
        "sessions": {DEACON: {"heartbeat_file": "daemon/deacon.heartbeat"}},
        "dolt_remotes": {"enabled": False, "push_on_heartbeat": True, "databases": {}},
    }


def read(town: Town) -> Configuration:
    """Return the configuration.

    Raises:
        BadTown: the file cannot be read, or others may write it, or a value is not valid; the
            message names the key.
    """
    weakness = private_files.weakness_of_file(str(town.daemon_file))
    if weakness:  # the daemon runs the commands that it names
        raise BadTown(
            f"{weakness}: nothing that {town.daemon_file} says is done",
            hint=f"look at {town.daemon_file}, then chmod go-w what others may write",
        )
    reading = _Reading(town, json_files.read(town.daemon_file))
    server = reading.section("dolt_server")
    reading.fit(Configuration(), server, "dolt_server", ("enabled", "port", "topology"))
    if server.get("topology", "per-town") not in TOPOLOGIES:
        raise reading.refuse("dolt_server.topology", server["topology"], " or ".join(TOPOLOGIES))
    if not 0 <= server.get("port", 0) < 65536:
        raise reading.refuse("dolt_server.port", server["port"], "a number from 0 to 65535")
    try:
        settings.read(town.server)
    except BadWorkspace as error:
        raise BadTown(error.message, hint=error.hint) from None
    ledger = reading.fit(Ledger(), reading.section("ledger"), "ledger", Ledger._fields)
    if ledger.publish not in PUBLISH:
        raise reading.refuse("ledger.publish", ledger.publish, " or ".join(PUBLISH))
    if ledger.interval_seconds <= 0:
        raise reading.refuse("ledger.interval_seconds", ledger.interval_seconds, "more than 0")
    daemon = reading.fit(Daemon(), reading.section("daemon"), "daemon", Daemon._fields)
    for field, value in daemon._asdict().items():
        if value <= 0:
            raise reading.refuse(f"daemon.{field}", value, "more than 0")
    remotes = reading.fit(
        Remotes(), reading.section("dolt_remotes"), "dolt_remotes", Remotes._fields
    )
    for field in ("timeout_seconds", "backoff_max_seconds"):
        if getattr(remotes, field) <= 0:
            raise reading.refuse(f"dolt_remotes.{field}", getattr(remotes, field), "more than 0")
    workers = reading.section("workers")
    return Configuration(
        server.get("enabled", True),
        server.get("port", 0),
        server.get("topology", "per-town"),
        daemon,
        tuple(
            reading.watched(name, entry)
            for name, entry in reading.section("sessions").items()
            if not _is_off(name, entry)
        ),
        remotes,
        ledger,
        reading.words("workers.agent", workers.get("agent", [])),
        reading.fit(Configuration(), workers, "workers", ("refinery",)).refinery,
    )


def _is_off(name: str, entry: Any) -> bool:
    return name == DEACON and isinstance(entry, dict) and "command" not in entry


class _Reading:
    """One reading of one file. Every refusal names the file."""

    def __init__(self, town: Town, content: dict[str, Any]) -> None:
        self.path = town.daemon_file
        self.content = content

    def refuse(self, key: str, value: object, wanted: str) -> BadTown:
        where = json_file.place(str(self.path), *key.split("."))
        return BadTown(f"{where}: {key} cannot be {value!r}", hint=f"{wanted}; correct {self.path}")

    def section(self, key: str) -> dict[str, Any]:
        found = self.content.get(key, {})
        if not isinstance(found, dict):
            where = json_file.place(str(self.path), key)
            raise BadTown(f"{where}: {key} is not a JSON object", hint=f"correct {self.path}")
        return found

    def fit(
        self, defaults: Values, given: dict[str, Any], where: str, fields: tuple[str, ...]
    ) -> Values:
        """Return the defaults, replaced by the given values of the same type."""
        known: dict[str, Any] = {}
        for field in fields:
            if field not in given:
                continue
            kind = type(getattr(defaults, field))
            value = (
                float(given[field]) if kind is float and type(given[field]) is int else given[field]
            )
            if type(value) is not kind:
                raise self.refuse(f"{where}.{field}", given[field], _KINDS[kind])
            known[field] = value
        made: Values = defaults._replace(**known)  # type: ignore[attr-defined]
        return made

    def words(self, key: str, value: Any) -> tuple[str, ...]:
        """Return the words of a command, which may be none."""
        if not isinstance(value, list) or not all(type(word) is str and word for word in value):
            raise self.refuse(key, value, "a list of words")
        return tuple(value)

    def watched(self, name: str, entry: Any) -> Watched:
        where = f"sessions.{name}"
        if not re.fullmatch(r"[a-z][a-z0-9_-]{0,47}", name):
            raise self.refuse("sessions", name, "names of small letters, digits, _ and -")
        if not isinstance(entry, dict):
            raise self.refuse(where, entry, "a JSON object")
        command = self.words(f"{where}.command", entry.get("command"))
        if not command:
            raise self.refuse(f"{where}.command", list(command), "a list of words")
        found = self.fit(Watched(name, command), entry, where, Watched._fields[2:])
        if found.stale_seconds <= 0:
            raise self.refuse(f"{where}.stale_seconds", found.stale_seconds, "more than 0")
        return found


_KINDS: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    dict: "a JSON object",
}
