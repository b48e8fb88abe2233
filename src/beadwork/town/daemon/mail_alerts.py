"""Tell the mayor by mail what the alerts say, as soon as there is a server again to hold the
letter.
"""

from __future__ import annotations

from beadwork.town import alerts
from beadwork.town.layout import Town
from beadwork.town.mail import hq, messages

SENDER = "daemon/"
MAYOR = "mayor/"


def send(town: Town) -> str:
    """Send what has not been sent, and say how much that was.

    Raises:
        BeadworkError: the server does not take it; the letters stay unsent.
    """
    waiting = alerts.unsent(town)
    if not waiting:
        return "nothing to send"
    with hq.tracker(town, actor="daemon") as tracker:
        for alert in waiting:
            body = f"{alert.text}\n\nSince {alert.since}{f', until {alert.until}' if alert.until else ', still open'}."
            messages.send(tracker, SENDER, [MAYOR], f"Alert: {alert.kind}", body)
            alerts.sent(town, alert)
    return f"sent {len(waiting)} to {MAYOR}"
