"""An issue by its `hop://` URI: from a ledger of this town, or from one that is fetched.

What is returned was proven: the ledger's chain is whole, it continues the copy from before, and it
says of itself that it is the one that the URI names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from beadwork import errors
from beadwork.actions.ledger import verify
from beadwork.actions.ledger.verify import Ledger
from beadwork.model.hop.uri import SCHEME, Hop
from beadwork.model.ledger import verification
from beadwork.model.ledger.entry import CLOSED, DELETED, REOPENED, Entry
from beadwork.model.urls import bare
from beadwork.town.layout import Town
from beadwork.town.ledger import copies, rigs

_STATUS = {REOPENED: "reopened", DELETED: "deleted"}


class Elsewhere(NamedTuple):
    """An issue as a ledger has it."""

    hop: Hop
    url: str
    """The remote of the ledger; empty where it is of this town and has none."""
    entry: Entry
    """The newest entry of the issue."""
    content: dict[str, Any]
    """The issue as it was published last."""
    published_at: str
    """When the ledger was last written."""
    fetched_at: str
    """When the ledger was fetched; empty where it is of this town."""
    trouble: str
    """Why it could not be fetched just now; empty where it is fresh."""

    @property
    def status(self) -> str:
        """What became of the issue: closed, reopened or deleted."""
        return _STATUS.get(self.entry.kind, CLOSED)


def find(town: Town, hop: Hop, say: Callable[[str], None]) -> Elsewhere:
    """Return the issue that a URI names.

    Raises:
        NotFound: the town does not know the chain, or the ledger has no such issue.
        WrongServer: the ledger is another one than the URI names.
        BranchRefused, ForeignSchema: the ledger was altered, or is none.
        BeadworkError: it cannot be reached, and there is no copy.
    """
    known = rigs.known_chains(town)
    if known.is_own(hop):
        ledger, url = _own(town, hop)
        return _found(hop, ledger, url, "", "")
    copy = copies.fetch(town, known.remote(hop), say)
    refuse_other(copy.ledger, f"{SCHEME}{'/'.join(hop[:3])}", copy.url)
    return _found(hop, copy.ledger, copy.url, copy.fetched_at, copy.trouble)


def refuse_other(ledger: Ledger, wanted: str, url: str) -> None:
    """Refuse a ledger that is not `wanted`, such as `hop://bob.example/web/shop`.

    Raises:
        WrongServer: it names itself otherwise, or not at all.
    """
    named = ledger.facts.get("hop", "")
    if named != wanted:
        raise errors.WrongServer(
            f"{bare(url)} is the ledger of {named or 'no chain'!a}, not of {wanted}",
            hint="correct known_chains in mayor/town.json",
        )


def _own(town: Town, hop: Hop) -> tuple[Ledger, str]:
    with rigs.opened(town, hop.rig) as rig:
        verified = verify.by_itself(verify.read(rig.session))
        if verified.faults:
            raise errors.BranchRefused(
                f"the ledger of {hop.rig} was altered: {verified.faults[0]}",
                hint=f"gt ledger verify {hop.rig}",
            )
        return verified.ledger, rigs.remote(rig.session)


def _found(hop: Hop, ledger: Ledger, url: str, fetched_at: str, trouble: str) -> Elsewhere:
    of_issue = [entry for entry in ledger.entries if entry.issue_id == hop.issue_id]
    if not of_issue:
        raise errors.NotFound(
            f"the ledger of {hop.rig}, of {ledger.published_at}, has no issue {hop.issue_id}: it "
            "is not closed, not public, or there is none",
            hint=f"gt ledger show --from {bare(url)}" if url else f"bd show {hop.issue_id}",
        )
    published = next(entry for entry in reversed(of_issue) if not entry.is_note)
    content = verification.parsed(published) or {}
    return Elsewhere(hop, url, of_issue[-1], content, ledger.published_at, fetched_at, trouble)
