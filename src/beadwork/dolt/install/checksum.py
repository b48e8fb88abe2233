"""Find the SHA-256 that a release archive must have.

Invariant: where a person gave a checksum, only that one counts. Otherwise the published one is
used. Where neither exists, the caller is told so: no archive is called verified that is not.
"""

from __future__ import annotations

import json
import re

from beadwork.dolt.install import fetch
from beadwork.dolt.install.method import MethodFailed

HEX = re.compile(r"\A\s*(?:sha256:)?([0-9a-fA-F]{64})\b")


def parsed(text: str) -> str:
    """Return the checksum that `text` starts with, in lower case, or `""`.

    >>> parsed(f"sha256:{'AB' * 32}") == parsed(f"{'ab' * 32}  dolt.tar.gz") == "ab" * 32
    True
    """
    match = HEX.match(text)
    return match[1].lower() if match else ""


def published_beside(url: str, timeout: float) -> str:
    """Return the checksum published at `url` + `.sha256`, or an empty string."""
    try:
        return parsed(fetch.text(f"{url}.sha256", timeout, limit=4096))
    except MethodFailed:
        return ""


def of_asset(release: str, asset: str, timeout: float) -> str:
    """Return the digest that the release API at `release` states for `asset`, or `""`."""
    try:
        document = json.loads(fetch.text(release, timeout))
        digests = {entry["name"]: entry.get("digest") or "" for entry in document["assets"]}
    except (MethodFailed, ValueError, KeyError, TypeError):
        return ""
    return parsed(digests.get(asset, ""))
