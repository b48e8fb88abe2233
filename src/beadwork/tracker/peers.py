"""Other towns and workspaces that issues are exchanged with.

These are functions, and no methods of the tracker: a mixin would be loaded by every command.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.peers import origin, outbound, peer_remote, peer_status, pull_peer, push_peer
from beadwork.actions.peers.outbound import KeptBack, Request
from beadwork.actions.peers.peer_status import PeerState, Standing
from beadwork.actions.remotes.push import commit_first
from beadwork.errors import RemoteEmpty, RemoteFailed, RemoteMoved, SovereigntyRefused
from beadwork.files import json_file
from beadwork.model.hints import command
from beadwork.model.issues import issue
from beadwork.model.peers import peer as peers
from beadwork.model.peers.peer import Peer
from beadwork.model.remotes import endpoint
from beadwork.model.remotes.endpoint import Endpoint
from beadwork.model.settings_table import int_setting
from beadwork.model.sovereignty import organization
from beadwork.model.sovereignty import tier as tiers
from beadwork.model.sovereignty.tier import Tier
from beadwork.workspace import town, town_place
from beadwork.workspace.settings import config_yaml, federation_secret, peer_settings

if TYPE_CHECKING:
    from beadwork.actions.peers.pull_peer import PeerPulled
    from beadwork.actions.peers.push_peer import PeerPushed
    from beadwork.dolt.connection.session import Session
    from beadwork.tracker.core import Core
    from beadwork.tracker.remotes import Remotes

TRIES = int_setting("remotes.push-tries")


def every(tracker: Core) -> list[Peer]:
    """Return the peers by name."""
    return peer_settings.read(_beads(tracker))


def add(tracker: Core, name: str, place: str, *, tier: str = "", directory: str = ".") -> Peer:
    """Add a peer, without contacting it. `tier` is `T1` to `T4`, by default the workspace's.

    Raises:
        Invalid, Exists, Usage: the name, the tier or the endpoint cannot be used.
    """
    beads = _beads(tracker)
    peer_settings.require_federation(beads)
    peers.refuse_taken(every(tracker), peers.check(name))
    chosen = tiers.parse(tier) if tier else peer_settings.of_workspace(beads)
    directory = os.path.abspath(directory)
    found = _endpoint(tracker, place, directory, "later")
    if found.kind != endpoint.AWS or _table(tracker):
        url = _endpoint(tracker, place, directory).url
        tracker._administer(
            lambda writer: peer_remote.ensure(writer.session, name, url), as_root=True
        )
    added = Peer(name, found.shown, chosen, bool(tier))
    peer_settings.add(beads, added)
    return added


def remove(tracker: Core, name: str) -> Peer:
    """Remove a peer. What it sent stays here, and what it received stays there.

    Raises:
        NotFound: there is no such peer.
    """
    gone = peers.with_name(every(tracker), name)
    tracker._administer(lambda writer: peer_remote.remove(writer.session, name), as_root=True)
    peer_settings.remove(_beads(tracker), name)
    return gone


def push(tracker: Remotes, name: str) -> PeerPushed:
    """Push to a peer what its tier lets out. What the peer has is taken in first, where it moved.

    Raises:
        SovereigntyRefused: the tier does not let anything out for this peer.
        RemoteMoved: the peer moved at each try.
        BeadworkError: the peer did not take it; or what it has is refused.
    """
    peer = _ready(tracker, name)
    for _ in range(TRIES - 1):
        try:
            return _push(tracker, peer)
        except RemoteMoved:
            _pull(tracker, peer)
    return _push(tracker, peer)


def pull(tracker: Remotes, name: str) -> PeerPulled:
    """Take in what a peer has. New issues say where they came from.

    Raises:
        RemoteEmpty: the peer has nothing yet.
        BeadworkError: the peer cannot be read, or what it has is refused. Nothing was changed here.
    """
    return _pull(tracker, _ready(tracker, name))


def sync(tracker: Remotes, name: str) -> tuple[PeerPulled | None, PeerPushed]:
    """Pull from a peer and push to it. A peer without anything yet has nothing to pull.

    Raises:
        BeadworkError: as `pull` and `push`.
    """
    peer = _ready(tracker, name)
    _refuse_foreign(tracker, peer)
    try:
        pulled = _pull(tracker, peer)
    except RemoteEmpty:
        pulled = None
    return pulled, push(tracker, name)


def status(tracker: Remotes) -> list[PeerState]:
    """Return how far each peer is, by what is known here: nothing is contacted."""
    of_workspace = peer_settings.of_workspace(_beads(tracker))
    found = []
    for peer in every(tracker):
        tier = peer.effective(of_workspace)

        def standing(session: Session, name: str = peer.name, tier: Tier = tier) -> Standing:
            return peer_status.read(session, name, tier)

        found.append(PeerState(peer, tier, tracker._link.ask_as_root(standing, _seconds(tracker))))
    return found


def _push(tracker: Remotes, peer: Ready) -> PeerPushed:
    _refuse_foreign(tracker, peer)
    name = _own_name(tracker)
    if name:
        tracker._administer(lambda writer: origin.stamp(writer, name))

    def push_as_root(root: Session) -> PeerPushed:
        commit_first(root, lambda: tracker._who.name)
        request, kept_back = _request(tracker, root, peer)
        return push_peer.push(root, request, kept_back, peer.name)

    with _hints_of(peer):
        return tracker._link.ask_as_root(push_as_root, _seconds(tracker))


def _pull(tracker: Remotes, peer: Ready) -> PeerPulled:
    with _hints_of(peer):
        fetched = tracker.fetch(peer.name)

    def take_as_root(root: Session) -> PeerPulled:
        commit_first(root, lambda: tracker._who.name)
        request, kept_back = _request(tracker, root, peer)
        return tracker._administer(
            lambda writer: pull_peer.take(root, writer, fetched, request, kept_back)
        )

    return tracker._link.ask_as_root(take_as_root, _seconds(tracker))


@contextmanager
def _hints_of(peer: Ready) -> Iterator[None]:
    """Give errors of remotes the hints of a peer."""
    try:
        yield
    except (RemoteEmpty, RemoteMoved, RemoteFailed) as error:
        word = {"remote_empty": "push", "remote_moved": "pull"}.get(error.code)
        error.hint = (
            command("bd", "federation", word, peer.name) if word else "bd federation status"
        )
        raise


def _request(tracker: Remotes, root: Session, peer: Ready) -> tuple[Request, KeptBack]:
    """Return what is asked of the outbound branch, and what is kept back by now, which is recorded
    before anything leaves.
    """
    home, database = tracker._link.chosen.home, tracker._link.workspace.database
    known = KeptBack(*federation_secret.kept_back(home, database))
    kept_back = outbound.look(root, known)
    federation_secret.keep_back(home, database, *kept_back)
    branch = push_peer.branch_of(root, peer.tier, peer.name)
    return Request(branch, peer.tier, federation_secret.read(home)), kept_back


class Ready(NamedTuple):
    """A peer with its remote, and the tier that counts for it."""

    name: str
    tier: Tier
    place: Endpoint


def _ready(tracker: Remotes, name: str) -> Ready:
    """Return a peer whose remote leads where it should.

    Raises:
        NotFound: there is no such peer.
    """
    beads = _beads(tracker)
    peer_settings.require_federation(beads)
    peer = peers.with_name(every(tracker), name)
    tier = peer.effective(peer_settings.of_workspace(beads))
    place = _endpoint(tracker, peer.endpoint)
    tracker._link.ask_as_root(
        lambda root: peer_remote.ensure(root, name, place.url), _seconds(tracker)
    )
    return Ready(name, tier, place)


def _refuse_foreign(tracker: Core, peer: Ready) -> None:
    """Raise SovereigntyRefused where T2 counts for a peer of another organization."""
    listed = peer_settings.own_organization(_beads(tracker))
    if peer.tier == Tier.T2 and not organization.has(listed, peer.place):
        raise SovereigntyRefused(
            f"{peer.name} is at {peer.place.shown}, which is not of your organization: "
            "T2 lets nothing out to others",
            hint=command(
                "bd", "config", "set", organization.KEY, peer.place.host or peer.place.shown
            ),
        )


def _own_name(tracker: Core) -> str:
    """Return the name by which peers know the issues that were filed here, "" where there is
    none.
    """
    chosen = peer_settings.own_name(_beads(tracker))
    root = "" if chosen else town.root_above(tracker._link.workspace.root)
    if root:
        chosen = str(json_file.read(os.path.join(root, town_place.MARK)).get("name", ""))
    return issue.name("name", chosen) or ""


def _seconds(tracker: Core) -> int:
    """Return how long a push or a fetch may take."""
    return config_yaml.number(config_yaml.read(_beads(tracker)), "dolt.remote-timeout")


def _endpoint(tracker: Core, text: str, directory: str = "/", table: str = "") -> Endpoint:
    """Return the place that a text names. A path is stored in Dolt's form, as an absolute one.

    The table of an S3 remote may be set later (`table` stands for it): nothing is contacted when a
    peer is added.
    """
    found = endpoint.parse(text, directory, table=_table(tracker) or table)
    is_path = found.kind == endpoint.GIT and not found.host and "://" not in text
    return found._replace(shown=found.url) if is_path else found


def _table(tracker: Core) -> str:
    return config_yaml.read(_beads(tracker)).get(endpoint.TABLE_KEY, "")


def _beads(tracker: Core) -> str:
    return tracker._link.workspace.beads
