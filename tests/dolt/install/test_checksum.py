"""Checksums: what counts as one, and what the release API states."""

from __future__ import annotations

import json
from typing import Any

import pytest

from beadwork.dolt.install import checksum

DIGEST = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "text",
    [
        DIGEST,
        DIGEST.upper(),
        f"sha256:{DIGEST}",
        f"  {DIGEST}\n",
        f"{DIGEST}  dolt.tar.gz\n",
        f"{DIGEST} *x",
    ],
)
def test_a_checksum_is_recognised(text: str) -> None:
    assert checksum.parsed(text) == DIGEST


@pytest.mark.parametrize(
    "text", ["", DIGEST[1:], f"{DIGEST}0", f"sha512:{DIGEST}", "<html>not found</html>"]
)
def test_anything_else_is_none(text: str) -> None:
    assert checksum.parsed(text) == ""


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"assets": [{"name": "other"}, {"name": "mine", "digest": f"sha256:{DIGEST}"}]}, DIGEST),
        ({"assets": [{"name": "mine", "digest": None}]}, ""),
        ({"assets": [{"name": "other", "digest": f"sha256:{DIGEST}"}]}, ""),
        ({"message": "rate limit exceeded"}, ""),
        (["unexpected"], ""),
    ],
)
def test_the_release_states_the_digest_of_each_asset(
    host: Any, document: object, found: str
) -> None:
    host.files["/release"] = json.dumps(document).encode()
    assert checksum.of_asset(f"{host.address}/release", "mine", 60.0) == found


def test_a_release_that_cannot_be_read_states_nothing(host: Any) -> None:
    host.files["/release"] = b"<html>"
    assert checksum.of_asset(f"{host.address}/release", "mine", 60.0) == ""
    assert checksum.of_asset(f"{host.address}/absent", "mine", 60.0) == ""
