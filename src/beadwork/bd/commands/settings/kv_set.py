"""Store a value under a key, for facts that scripts and agents share between all clones.

    bd kv set deploy.last 2026-02-11
    bd kv set review.turn alice --json

A value is a text of up to 1 MB, versioned like everything else. `bd kv` never changes how the
tracker works; `bd config` does. For text that people and agents should read at the start of a
session, use `bd remember`.
"""

from __future__ import annotations

import argparse

from beadwork.actions import configure
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")
    parser.add_argument("value", metavar="VALUE")


def run(console: Console, options: argparse.Namespace) -> None:
    key, value = configure.check(configure.KV + configure.check_key(options.key), options.value)
    with open_tracker(console) as tracker:
        tracker.set_value(options.key, options.value)
    shown = key.removeprefix(configure.KV)
    console.result(
        {"key": shown, "value": value}, lambda: f"Set {console.style(shown, 'bold')} to {value}"
    )
