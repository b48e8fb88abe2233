"""Whether an endpoint belongs to the own organization: tier T2 sends nothing to any other."""

from __future__ import annotations

from collections.abc import Sequence

from beadwork.model.remotes.endpoint import Endpoint

KEY = "federation.organization"
"""The setting with the list: hosts and beginnings of endpoints."""


def entries(listed: str) -> list[str]:
    """Return the entries of the setting, which commas separate."""
    return [entry.strip() for entry in listed.split(",") if entry.strip()]


def has(listed: Sequence[str], endpoint: Endpoint) -> bool:
    """Tell whether the list names the endpoint's host, a domain of it, or a beginning of its path.

    >>> from beadwork.model.remotes.endpoint import parse
    >>> peer = parse("git@git.example.org:team/api.git", "/")
    >>> has(["git.example.org"], peer), has([".example.org"], peer), has(["example.org"], peer)
    (True, True, False)
    >>> hub = parse("dolthub://myorg/api", "/")
    >>> has(["dolthub://myorg"], hub), has(["dolthub://my"], hub)
    (True, False)
    """
    return any(_matches(entry, endpoint) for entry in listed)


def _matches(entry: str, endpoint: Endpoint) -> bool:
    if "/" not in entry:
        host = endpoint.host.rpartition("]")[2] if "[" in endpoint.host else endpoint.host
        names = {endpoint.host, host.partition(":")[0]} - {""}
        wanted = entry.lower()
        if wanted.startswith("."):
            return any(name.endswith(wanted) for name in names)
        return wanted in names
    beginning = entry.rstrip("/")
    return any(
        place == beginning or place.startswith(f"{beginning}/")
        for place in (endpoint.shown, endpoint.url)
    )
