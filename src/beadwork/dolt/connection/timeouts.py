"""How long a client waits for a server: to be let in, and for one answer."""

from __future__ import annotations

import os

from beadwork.errors import Usage
from beadwork.model.settings_table import int_setting

CONNECT_SECONDS = int_setting("connection.login-timeout")
"""A server that has not let one in by then is given up."""
READ_SECONDS = int_setting("connection.read-timeout")
"""A statement that takes longer is given up: the server hangs. Imports of 100,000 issues stay well
below.
"""


def connect_seconds(default: float) -> float:
    """Return how long to wait for a server: `BEADWORK_CONNECT_SECONDS`, or the default.

    Raises:
        Usage: the variable holds no number of seconds.
    """
    text = os.environ.get("BEADWORK_CONNECT_SECONDS", "")
    if not text:
        return default
    try:
        return max(float(text), 0.0)
    except ValueError:
        raise Usage(
            f'BEADWORK_CONNECT_SECONDS is "{text}", not a number',
            hint="unset BEADWORK_CONNECT_SECONDS",
        ) from None
