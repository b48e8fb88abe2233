"""Change a setting.

    bd config set status.custom "in_review:active,qa:wip,on_hold:frozen"
    bd config set types.custom "experiment,incident"
    bd config set issue_prefix api
    bd config set actor alice

Settings are stored in the database: they are versioned, and the same in every clone. Settings of
one machine (dolt.…, federation.…, sync.…) are stored in `.beads/config.yaml`. Personal settings
(actor, dolt.auto-commit, list.columns and others) are stored in your own directory, and are
ignored in a file of the repository. A custom status has a category, which decides how lists and
`bd ready` treat it: active (can be begun), wip, frozen or done. Any other key is free for your own
tools.
"""

from __future__ import annotations

import argparse

from beadwork.actions import configure
from beadwork.bd import local_settings
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.dolt.server.files import credential_store
from beadwork.workspace.settings.config_yaml import is_local


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")
    parser.add_argument("value", metavar="VALUE")


def run(console: Console, options: argparse.Namespace) -> None:
    key, value = configure.check(options.key, options.value)
    value = credential_store.take_out(value, console.note)
    if is_local(key):
        local_settings.change(console, key, value)
    else:
        with open_tracker(console) as tracker:
            tracker.set_setting(key, value)
    console.result(
        {"key": key, "value": value}, lambda: f"Set {console.style(key, 'bold')} to {value}"
    )
