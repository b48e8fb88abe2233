"""The settings of the command server: `bd serve set KEY VALUE`, for all workspaces."""

from __future__ import annotations

import json
import os

from beadwork.dolt.server.files.home import user_directory
from beadwork.errors import BadFile, BadWorkspace, Invalid, Usage
from beadwork.files import json_file
from beadwork.model.hints import command
from beadwork.model.settings_table import int_setting, switch_setting
from beadwork.serve import protocol

SWITCH, IDLE = "serve", "serve.idle"
NAME = "settings.json"
WORDS = {"on": True, "true": True, "off": False, "false": False}


def path() -> str:
    """Return the path of the file, whether it exists or not."""
    return os.path.join(user_directory(), protocol.DIRECTORY, NAME)


def is_on() -> bool:
    """Tell whether commands may start a server, and use it; raises as `_read`."""
    found = _read().get(SWITCH, switch_setting("serve"))
    return found if isinstance(found, bool) else False


def idle_seconds() -> int:
    """Return after how many seconds without a client the server ends; raises as `_read`."""
    found = _read().get(IDLE, int_setting("serve.idle"))
    return found if isinstance(found, int) and found > 0 else int_setting("serve.idle")


def change(key: str, value: str) -> None:
    """Set a setting; an empty value brings its default back.

    Raises:
        Usage: there is no such setting.
        Invalid: the value does not fit it.
        BadWorkspace: the file is damaged.
        OSError: it cannot be written.
    """
    from beadwork.files.atomic import replace

    if key not in (SWITCH, IDLE):
        raise Usage(f'no setting "{key}" of the command server', hint=f"{SWITCH} or {IDLE}")
    found = _read()
    found.pop(key, None)
    if value:
        found[key] = _switch(value) if key == SWITCH else _seconds(value)
    replace(path(), json.dumps(found, indent=2) + "\n")


def _switch(value: str) -> bool:
    if value not in WORDS:
        raise Invalid(f'{SWITCH} cannot be "{value}"', hint="on or off")
    return WORDS[value]


def _seconds(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 1_000_000):
        raise Invalid(f'{IDLE} cannot be "{value}"', hint="a number of seconds, such as 900")
    return int(value)


def _read() -> dict[str, object]:
    """Return what is set.

    Raises:
        BadWorkspace: the file is damaged.
    """
    try:
        found = json_file.read(path())
    except FileNotFoundError:
        return {}
    except BadFile as error:
        raise BadWorkspace(error.message, hint=command("ls", "-l", path())) from None
    if not isinstance(found, dict):
        raise BadWorkspace(f"{path()} holds no settings", hint=command("cat", path()))
    return found
