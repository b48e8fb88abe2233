"""Which remote has the ledger of an issue of another town."""

from __future__ import annotations

from typing import Any

import pytest

from beadwork.errors import Invalid, NotFound
from beadwork.model.hop import chains, uri

CONTENT: dict[str, Any] = {
    "type": "town",
    "entity": "ann.example",
    "chains": ["tools", "toys"],
    "known_chains": {
        "bob.example/web": {
            "shop": "https://example.org/bob/shop.git",
            "*": "https://example.org/{rig}-ledger.git",
        },
        "eve/x": {"shop": "git@example.org:eve/shop.git"},
    },
}


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("hop://bob.example/web/shop/shop-1", "https://example.org/bob/shop.git"),
        ("hop://bob.example/web/blog/blog-1", "https://example.org/blog-ledger.git"),
        ("hop://eve/x/shop/shop-1", "git@example.org:eve/shop.git"),
    ],
)
def test_a_known_chain_has_a_remote(text: str, url: str) -> None:
    assert chains.read(CONTENT).remote(uri.parse(text)) == url


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("hop://bob.example/toys/shop/shop-1", "no chain bob.example/toys"),
        ("hop://eve/web/shop/shop-1", "no chain eve/web"),
        ("hop://eve/x/blog/blog-1", "no rig blog in the chain eve/x"),
    ],
)
def test_an_unknown_chain_is_refused_by_name(text: str, why: str) -> None:
    with pytest.raises(NotFound, match=why):
        chains.read(CONTENT).remote(uri.parse(text))


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        ("hop://ann.example/tools/api/api-1", True),
        ("hop://ann.example/toys/api/api-1", True),
        ("hop://ann.example/web/api/api-1", False),
        ("hop://bob.example/tools/api/api-1", False),
    ],
)
def test_own_chains(text: str, is_own: bool) -> None:
    assert chains.read(CONTENT).is_own(uri.parse(text)) is is_own


def test_a_town_without_chains_knows_none() -> None:
    assert chains.read({"type": "town"}) == chains.Chains()


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("entity", 7, "entity cannot be 7"),
        ("entity", "Ann", "entity cannot be 'Ann'"),
        ("chains", "tools", "chains cannot be 'tools'"),
        ("chains", ["a/b"], "chains cannot be"),
        ("known_chains", [], "known_chains is not a JSON object"),
        ("known_chains", {"bob": {}}, "'bob' is no chain"),
        ("known_chains", {"bob/../x": {}}, "is no chain"),
        ("known_chains", {"bob/x": "URL"}, "bob/x is not a JSON object"),
        ("known_chains", {"bob/x": {"-a": "URL"}}, "'-a' is no rig"),
        ("known_chains", {"bob/x": {"a": 3}}, "a has no URL"),
        ("known_chains", {"bob/x": {"a": ""}}, "a has no URL"),
    ],
)
def test_a_wrong_value_is_refused_by_its_key(key: str, value: object, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        chains.read({**CONTENT, key: value})
