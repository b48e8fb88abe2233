"""Which names a peer may have, and the tier that counts for it."""

from __future__ import annotations

import pytest

from beadwork.errors import Exists, Invalid, NotFound
from beadwork.model.peers import peer
from beadwork.model.peers.peer import Peer
from beadwork.model.sovereignty.tier import Tier

STAGING = Peer("Staging", "dolthub://myorg/staging", Tier.T2, is_own_tier=False)


@pytest.mark.parametrize("name", ["a", "Partner", "partner-town", "p_2", "x" * 64])
def test_a_name_of_letters_digits_dashes_and_underscores(name: str) -> None:
    assert peer.check(name) == name


@pytest.mark.parametrize(
    "name",
    [
        *("", "2nd", "-x", "_x", "a b", "a.b", "a/b", "ä", "a\n", "x" * 65),
        *("origin", "main", "master", "HEAD", "Origin", "ledger", "commons"),
    ],
)
def test_any_other_name_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        peer.check(name)


def test_a_taken_name_is_taken_in_any_case() -> None:
    with pytest.raises(Exists, match="peer already exists: Staging"):
        peer.refuse_taken([STAGING], "staging")
    peer.refuse_taken([STAGING], "staging-2")


def test_a_missing_peer_is_named_with_the_peers_that_are_there() -> None:
    assert peer.with_name([STAGING], "Staging") == STAGING
    with pytest.raises(NotFound, match='no peer "other"') as caught:
        peer.with_name([STAGING], "other")
    assert caught.value.hint == "the peers are: Staging"


@pytest.mark.parametrize(
    ("own", "of_workspace", "is_own", "effective"),
    [
        (Tier.T1, Tier.T3, True, Tier.T1),
        (Tier.T4, Tier.T1, True, Tier.T4),
        (Tier.T1, Tier.T3, False, Tier.T3),
        (Tier.T3, Tier.T1, False, Tier.T3),
    ],
)
def test_a_workspace_makes_a_tier_stricter_and_never_laxer(
    own: Tier, of_workspace: Tier, is_own: bool, effective: Tier
) -> None:
    assert Peer("p", "", own, is_own).effective(of_workspace) == effective
