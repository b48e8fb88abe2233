"""The URL of a remote as Dolt stores it, and as everybody else sees it.

Dolt's server keeps the git repositories that it has open by their URL alone (1.88.1): a second
remote with the same URL and another `--ref` would go to the reference of the first, silently, until
the server starts again. Git remotes ignore the query of a URL, so the reference stands there, too.
"""

from __future__ import annotations

from beadwork.dolt.relays import relay


def with_reference(url: str, ref: str) -> str:
    """Return the URL to store for a remote whose data is in a git reference; "" is the usual one.

    >>> with_reference("git+file:///api.git", "refs/heads/data")
    'git+file:///api.git?refs/heads/data'
    """
    return f"{url}?{ref}" if ref else url


def plain(url: str) -> str:
    """Return the URL of a remote without what only we have put there.

    >>> plain("git+file:///api.git?refs/heads/data")
    'git+file:///api.git'
    """
    return url.partition("?")[0] if url.startswith("git+") else relay.far_url(url)
