"""A tracker that publishes a ledger, and a git repository for it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

from beadwork.actions.ledger import publish, verify
from beadwork.actions.ledger.publish import Published
from beadwork.actions.ledger.verify import Verified
from beadwork.dolt.connection.session import Session
from beadwork.dolt.versions import branches
from beadwork.tracker import InternalTracker


class Publisher(NamedTuple):
    """A tracker, root's session on its `main`, and a bare git repository for the ledger."""

    tracker: InternalTracker
    session: Session
    repository: Path
    identity: dict[str, str]

    @property
    def url(self) -> str:
        return f"git+file://{self.repository}"

    def publish(self, url: str = "") -> Published:
        return publish.publish(self.session, self.identity, url or self.url)

    def verify(self) -> Verified:
        return verify.against_source(self.session)

    def ledger(self) -> Session:
        """Return a session on the branch, as root."""
        return branches.session_at(self.session, "ledger")


def bare(place: Path) -> Path:
    """Make a bare git repository with one commit, as Dolt wants a branch."""
    made = place.with_suffix(".made")
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org")
    for words in (
        ["init", "-q", "-b", "main", str(made)],
        ["-C", str(made), *identity, "commit", "-q", "--allow-empty", "-m", "first"],
        ["clone", "-q", "--bare", str(made), str(place)],
    ):
        subprocess.run(["git", *words], check=True)
    return place
