"""A note about deferred writes, for the commands that show commits.

The database is asked only where this machine's copy defers writes (`dolt.auto-commit: off`).
Otherwise the note costs nothing.
"""

from __future__ import annotations

from beadwork.bd import local_settings
from beadwork.console.console import Console
from beadwork.tracker import InternalTracker
from beadwork.workspace.settings import config_yaml


def number(console: Console, tracker: InternalTracker) -> int:
    """Return how many writes are deferred."""
    if config_yaml.switch(local_settings.read(console), "dolt.auto-commit"):
        return 0
    from beadwork.actions.history import commit_uncommitted

    return tracker.ask(commit_uncommitted.deferred_writes)


def note(console: Console, number: int) -> None:
    """Say on standard error how many writes are deferred, if any."""
    if number:
        wait = "1 write waits" if number == 1 else f"{number} writes wait"
        console.note(
            f"{wait} to be committed and {'is' if number == 1 else 'are'} not shown: bd dolt commit"
        )
