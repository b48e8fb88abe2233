"""Peers are the person's own: no file of a repository adds one, or makes a tier laxer."""

from __future__ import annotations

from pathlib import Path

import pytest

from beadwork.errors import Usage
from beadwork.model.peers.peer import Peer
from beadwork.model.sovereignty.tier import Tier
from beadwork.workspace.settings import config_yaml, peer_settings

PARTNER = Peer("partner", "dolthub://partner/beads", Tier.T3, is_own_tier=True)


@pytest.fixture
def beads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BEADWORK_HOME", str(tmp_path / "home"))
    found = tmp_path / "project" / ".beads"
    found.mkdir(parents=True)
    return found


def test_a_peer_is_kept_and_removed(beads: Path) -> None:
    peer_settings.add(str(beads), PARTNER)
    hub = Peer("hub", "file:///hub", Tier.T1, is_own_tier=False)
    peer_settings.add(str(beads), hub)
    assert peer_settings.read(str(beads)) == [hub, PARTNER]
    peer_settings.remove(str(beads), "partner")
    assert peer_settings.read(str(beads)) == [hub]
    assert "federation.tiers.partner" not in config_yaml.read(str(beads))


def test_the_repository_adds_no_peer_and_changes_no_endpoint_or_tier(beads: Path) -> None:
    peer_settings.add(str(beads), PARTNER)
    (beads / "config.yaml").write_text(
        "federation:\n"
        "  peers: {partner: 'https://attacker.example/x', other: 'https://attacker.example/y'}\n"
        "  tiers: {partner: T1}\n"
    )
    assert peer_settings.read(str(beads)) == [PARTNER]
    assert "federation.peers.other" in config_yaml.passed_over(str(beads))


def test_the_tier_of_a_workspace_is_that_of_the_variable_then_of_the_file(
    beads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert peer_settings.of_workspace(str(beads)) == Tier.T1
    (beads / "config.yaml").write_text("federation:\n  sovereignty: t2\n")
    assert peer_settings.of_workspace(str(beads)) == Tier.T2
    monkeypatch.setenv("BD_FEDERATION_SOVEREIGNTY", "T4")
    assert peer_settings.of_workspace(str(beads)) == Tier.T4


@pytest.mark.parametrize("mode", ["git-portable", "realtime"])
def test_a_sync_mode_without_peers_is_refused(
    beads: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    (beads / "config.yaml").write_text(f"sync:\n  mode: {mode}\n")
    with pytest.raises(Usage, match=f"the sync mode {mode} has no peers"):
        peer_settings.require_federation(str(beads))
    monkeypatch.setenv("BD_SYNC_MODE", "belt-and-suspenders")
    peer_settings.require_federation(str(beads))
