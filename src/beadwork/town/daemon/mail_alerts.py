"""Mail alerts to the mayor. They wait until a server runs that accepts the mail."""

from __future__ import annotations

from beadwork.town import alerts
from beadwork.town.layout import Town
from beadwork.town.mail import hq, messages

SENDER = "daemon/"
MAYOR = "mayor/"


def send(town: Town) -> str:
    """Mail the unsent alerts, and return the result in words.

    Raises:
        BeadworkError: the server does not accept a mail. Its alert stays unsent.
    """
    waiting = alerts.unsent(town)
    if not waiting:
        return "nothing to send"
    with hq.tracker(town, actor="daemon") as tracker:
        for alert in waiting:
            end = f", until {alert.until}" if alert.until else ", still open"
            body = f"{alert.text}\n\nSince {alert.since}{end}."
            messages.send(tracker, SENDER, [MAYOR], f"Alert: {alert.kind}", body)
            alerts.mark_sent(town, alert)
    return f"sent {len(waiting)} to {MAYOR}"
