"""Each remote exists and holds this tracker's own history. Without network."""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding, State
from beadwork.doctor.subject import Subject
from beadwork.dolt.versions import remote_tracking
from beadwork.model.urls import without_credentials
from beadwork.workspace.connection.link import Link

WORKSPACE = True


def look(subject: Subject) -> Finding:
    return check_each_tracker(
        subject,
        lambda tracker, link: _wrong(link),
        "as far as is known here, it is ours",
        state=State.ERROR,
        summary=lambda number: f"{number} remotes do not hold what they should",
        hint="bd dolt remote list",
    )


def _wrong(link: Link) -> list[str]:
    found = []
    for remote in remote_tracking.read(link.session):
        directory = _directory(remote.url)
        if directory and not os.path.isdir(directory):
            found.append(
                f"{remote.name}: {without_credentials(remote.url)} "
                "is not a directory of this machine"
            )
        elif not remote.commit:
            found.append(
                f"{remote.name} ({without_credentials(remote.url)}): nothing was ever pushed "
                f"there from "
                "here, or fetched"
            )
        elif not remote_tracking.is_related(link.session, remote.commit):
            found.append(
                f"{remote.name} ({without_credentials(remote.url)}) holds another history: commit "
                f"{remote.commit}"
            )
    return found


def _directory(url: str) -> str:
    """Return the directory of a remote on this machine; empty where the remote is elsewhere."""
    parts = urlsplit(url)
    return unquote(parts.path) if parts.scheme in ("file", "git+file") else ""
