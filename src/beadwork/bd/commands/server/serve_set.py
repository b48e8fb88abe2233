"""Change a setting of the command server. An empty value unsets it.

    bd serve set serve off
    bd serve set serve.idle 3600

serve: on, or off. Off: commands neither start a command server nor find one, since it is stopped.
serve.idle: the seconds without a command after which it ends, from its next start on.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.serve import control, settings
from beadwork.serve.place import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")
    parser.add_argument("value", metavar="VALUE")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("serve set writes, and --readonly is given")
    key, value = options.key, options.value
    Place().close()
    settings.change(key, value)
    if not settings.is_on():
        control.stop()
    console.result(
        {"key": key, "value": value, "location": settings.path()},
        lambda: f"{key} = {value}" if value else f"{key} is no longer set",
    )
