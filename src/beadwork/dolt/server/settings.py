"""The settings of a managed server that a person may change: `bd dolt set KEY VALUE`. The server
reads them at its next start.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.dolt.server.files.home import HQ, Home
from beadwork.errors import BadFile, BadWorkspace, Invalid, Usage
from beadwork.files import json_file
from beadwork.files.atomic import replace
from beadwork.model.settings_table import int_setting, switch_setting, text_setting

DEFAULT_PORT = 3307


class Settings(NamedTuple):
    """What `settings.json` may say; each value's default is what is used without it."""

    port: int = int_setting("server.port")
    """0 means 3307, or the next free port. Any other port is used or refused, never replaced by
    another.
    """
    auth: str = text_setting("server.auth")
    """`password`: a random one, made at the first start. `none`: any local user gets in.
    """
    max_connections: int = int_setting("server.max-connections")
    log_level: str = text_setting("server.log-level")
    auto_gc: bool = switch_setting("server.auto-gc")


NUMBERS = {"port": (0, 65535), "max_connections": (1, 100_000)}
CHOICES = {
    "auth": ("password", "none"),
    "log_level": ("trace", "debug", "info", "warning", "error", "fatal"),
}


def read(home: Home) -> Settings:
    """Return the settings of a server.

    Raises:
        BadWorkspace: the file exists and cannot be read as settings.
    """
    found = named(home).get(home.section, {}) if home.section else named(home)
    if not isinstance(found, dict):
        raise BadWorkspace(
            f"{home.settings}: {home.section} is not a JSON object", hint="correct it"
        )
    known = {field: found[field] for field in Settings._fields if field in found}
    for field, value in known.items():
        if type(value) is not type(Settings._field_defaults[field]):
            raise BadWorkspace(
                f"{_place(home, field)}: {field} cannot be {json.dumps(value)}",
                hint=_way_out(home, field),
            )
        if field in CHOICES and value not in CHOICES[field]:
            words = ", ".join(CHOICES[field])
            raise BadWorkspace(
                f'{_place(home, field)}: {field} cannot be "{value}": one of {words}',
                hint=_way_out(home, field),
            )
        if field in NUMBERS and not NUMBERS[field][0] <= value <= NUMBERS[field][1]:
            least, most = NUMBERS[field]
            raise BadWorkspace(
                f"{_place(home, field)}: {field} cannot be {value}: from {least} to {most}",
                hint=_way_out(home, field),
            )
    if home.rig not in ("", HQ):
        known.pop("port", None)  # that of hq's server; other rigs' servers take the next free ones
    return Settings(**known)


def port_of_hq(home: Home) -> int:
    """Return the port of the server of `hq`, which no other rig's server may take: the one that is
    set, or the default. Return 0 where `home` is that server, or a server of all rigs.
    """
    if home.rig in ("", HQ):
        return 0
    port = named(home).get(home.section, {}).get("port", 0)
    return port if port and isinstance(port, int) else DEFAULT_PORT


def _place(home: Home, field: str) -> str:
    return json_file.place(home.settings, *filter(None, (home.section, field)))


def _way_out(home: Home, field: str) -> str:
    if home.section:
        return f"correct {home.section}.{field} there"
    return f'bd dolt set server.{field.replace("_", "-")} ""   (back to its default)'


def field_of(key: str) -> str:
    """Return the field that a person's word (`max-connections`) means.

    Raises:
        Usage: there is no such setting.
    """
    field = key.replace("-", "_")
    if field not in Settings._fields:
        known = ", ".join(f"server.{name.replace('_', '-')}" for name in Settings._fields)
        raise Usage(f'no server setting "server.{key}"', hint=f"one of {known}")
    return field


def named(home: Home) -> dict[str, Any]:
    """Return the settings that are in the file, without defaults; raises as `read` does."""
    try:
        found: Any = json_file.read(home.settings)
    except FileNotFoundError:
        return {}
    except BadFile as error:
        raise BadWorkspace(
            error.message, hint=f"correct {home.settings}; it is never overwritten"
        ) from None
    if not isinstance(found, dict):
        raise BadWorkspace(
            f"{home.settings} holds no JSON object", hint="correct it, or move it away"
        )
    return found


def change(home: Home, key: str, value: str) -> Settings:
    """Set one setting and return them all. An empty value brings back the default. Unknown keys of
    the file survive.

    Raises:
        Usage: there is no such setting.
        Invalid: the value does not fit it.
    """
    field = field_of(key)
    found = named(home)
    found.pop(field, None)
    if value:
        found[field] = _fit(field, value)
    Path(home.control).mkdir(parents=True, exist_ok=True, mode=0o700)
    replace(home.settings, json.dumps(found, indent=2) + "\n")
    return read(home)


def _fit(field: str, value: str) -> object:
    if field in CHOICES:
        if value not in CHOICES[field]:
            raise Invalid(
                f'server.{field.replace("_", "-")} cannot be "{value}"',
                hint=f"one of {', '.join(CHOICES[field])}",
            )
        return value
    if field == "auto_gc":
        if value.lower() not in ("true", "false"):
            raise Invalid(f'server.auto-gc cannot be "{value}"', hint="true or false")
        return value.lower() == "true"
    least, limit = NUMBERS[field]
    if not (value.isascii() and value.isdigit() and least <= int(value) <= limit):
        raise Invalid(
            f'server.{field.replace("_", "-")} cannot be "{value}"',
            hint=f"a number from {least} to {limit}",
        )
    return int(value)
