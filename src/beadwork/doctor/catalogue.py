"""The checks in the order in which they run, by group; `checks/GROUP/` has their modules."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, NamedTuple

from beadwork.errors import Usage

GROUPS: dict[str, tuple[str, ...]] = {
    "town": (
        "town-place", "town-config", "rigs-registry", "rigs-on-disk", "mayor-files",
        "daemon-config",
    ),
    "programs": (
        "dolt-version", "git-version", "tmux-present", "disk-space", "clock-skew", "python-version",
    ),
    "server": (
        "server-reachable", "server-identity", "server-databases", "port-conflict",
        "foreign-server", "stale-lock", "stale-records", "server-config", "credentials-mode",
        "connections", "journal-size", "read-only-store",
    ),
    "routes": (
        "routes-valid", "routes-duplicate", "redirect-target", "redirect-chain", "prefix-mismatch",
        "metadata-files", "project-identity", "passed-over-settings",
    ),
    "data": (
        "schema-version", "foreign-objects", "dangling-parents", "deep-parents",
        "dangling-dependencies", "dependency-cycles", "orphan-comments", "unknown-types",
        "uncommitted-changes", "pending-conflicts", "orphan-databases",
    ),
    "remotes": (
        "remote-configured", "remote-data", "remote-behind", "remote-failing", "push-failing",
    ),
    "workers": (
        "stale-polecat-branches", "worker-branches", "worker-records", "dead-sessions",
        "expired-claims", "daemon-running", "alerts-open",
    ),
}  # fmt: skip


class Check(NamedTuple):
    """One check; `module` follows the contract in `checks/__init__.py`."""

    name: str
    group: str
    module: Any

    @property
    def is_of_workspace(self) -> bool:
        """Whether `bd doctor` runs the check, for one workspace."""
        return bool(self.module.WORKSPACE)

    @property
    def is_of_server(self) -> bool:
        """Whether the check examines one server, and so runs for each server of a town."""
        return self.group == "server" and self.name != "server-databases"

    @property
    def fix(self) -> str:
        """What the check's repairs do; empty where a person has to act."""
        return str(getattr(self.module, "FIX", ""))


def all_checks() -> list[Check]:
    """Return the checks, in order."""
    return [_load(name, group) for group, names in GROUPS.items() for name in names]


def named(names: Iterable[str], program: str = "gt") -> list[Check]:
    """Return the checks of these names, in the order in which they run. A hint names `program`.

    Raises:
        Usage: no check has such a name.
    """
    wanted = set(names)
    known = {name: group for group, checks in GROUPS.items() for name in checks}
    for name in sorted(wanted - known.keys()):
        near = get_close_matches(name, known, 3, 0.7)
        raise Usage(
            f'no check "{name}"',
            hint=f"is it {' or '.join(near)}?" if near else f"{program} doctor --verbose",
        )
    return [_load(name, group) for name, group in known.items() if name in wanted]


def _load(name: str, group: str) -> Check:
    return Check(
        name,
        group,
        importlib.import_module(f"{__package__}.checks.{group}.{name.replace('-', '_')}"),
    )
