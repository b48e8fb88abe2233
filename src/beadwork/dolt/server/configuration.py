"""The configuration file of a managed `dolt sql-server`, and the environment it runs in."""

from __future__ import annotations

import json
import os
from pathlib import Path

from beadwork.dolt.server import git_environment
from beadwork.dolt.server.files import agent_link
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.settings import Settings
from beadwork.files.atomic import replace
from beadwork.model.settings_table import int_setting

IDLE_MILLISECONDS = int_setting("server.idle-timeout")
"""Dolt's own default is 8 hours, which let dead connections pile up. Clients reopen theirs on use.
"""

_PASSED_ON = (
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "TZ",
    "TMPDIR",
    "XDG_RUNTIME_DIR",
)
_PASSED_ON_PREFIXES = (
    *("LC_", "AWS_", "GOOGLE_", "OCI_", "SSL_CERT_"),
    *("HTTP", "NO_PROXY", "ALL_PROXY", "http", "no_proxy", "all_proxy"),
)


def write(home: Home, settings: Settings, port: int) -> None:
    """Write the file for one start. JSON is YAML, so the standard library writes it."""
    document = {
        "log_level": settings.log_level,
        "data_dir": home.data,
        # Without this, Dolt takes the accounts in the directory above, which are those of a server
        # for all rigs, and refuses to choose at the next start.
        **({"cfg_dir": home.accounts} if home.rig else {}),
        "behavior": {
            "autocommit": True,
            "dolt_transaction_commit": False,
            "auto_gc_behavior": {"enable": settings.auto_gc},
        },
        "listener": {
            "host": "127.0.0.1",
            "port": port,
            "socket": home.socket,
            "max_connections": settings.max_connections,
            "read_timeout_millis": IDLE_MILLISECONDS,
            "write_timeout_millis": IDLE_MILLISECONDS,
        },
        "system_variables": {
            "secure_file_priv": str(Path(home.control) / "no-files"),
            "dolt_stats_enabled": 0,
        },
    }
    replace(home.configuration, json.dumps(document, indent=2) + "\n")


def environment(home: Home, password: str) -> dict[str, str]:
    """Return the server's environment: what pushes need, a Dolt root of its own, and nothing that
    could prompt.
    """
    present = os.environ
    kept = {
        name: value
        for name, value in present.items()
        if name in _PASSED_ON or name.startswith(_PASSED_ON_PREFIXES)
    }
    kept.update(git_environment.passed_on(present))
    kept.update(git_environment.quiet(present))
    kept.update(git_environment.OF_NOBODY)
    kept.update(agent_link.environment(home.control, present))
    kept.update(DOLT_ROOT_PATH=home.dolt_root, DOLT_DISABLE_EVENT_FLUSH="1")
    if password:
        kept["DOLT_ROOT_PASSWORD"] = password
    return kept
