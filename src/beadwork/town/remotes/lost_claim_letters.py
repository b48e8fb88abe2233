"""Mail to the workers whose claims a pull gave to workers of other towns.

Two towns that are apart may claim one issue. When they meet, the rule of merging leaves one owner
on both sides. The town of the other one tells them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.errors import BeadworkError
from beadwork.model.mail import DAEMON
from beadwork.town.mail import hq, messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beadwork.store.history.taken_claims import TakenClaim
    from beadwork.town.layout import Town

MAYOR = "mayor/"


def send(town: Town, taken: Sequence[TakenClaim]) -> None:
    """Tell each worker of a lost claim. Who has no address in the town is told through the mayor.

    Raises:
        BeadworkError: `hq` takes no mail.
    """
    if not taken:
        return
    with hq.tracker(town, actor=DAEMON.rstrip("/")) as opened:
        for claim in taken:
            subject = f"{claim.issue_id} is claimed by {claim.winner}"
            body = (
                f"{claim.loser} had claimed {claim.issue_id}, and {claim.winner} claimed it in "
                f"another town. The claim of {claim.winner} counts on both sides; what else "
                f"{claim.loser} changed is kept.\nNext: gt ready"
            )
            try:
                messages.send(opened, DAEMON, [claim.loser], subject, body)
            except BeadworkError:  # a person, who has no inbox
                messages.send(opened, DAEMON, [MAYOR], subject, body)
