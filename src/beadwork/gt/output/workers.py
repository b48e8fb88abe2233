"""What the commands that end workers print: for a program, and for a person."""

from __future__ import annotations

from typing import Any

from beadwork.model.counted import counted
from beadwork.town.workers.done import Done
from beadwork.town.workers.record import Worker
from beadwork.town.workers.refinery import Outcome


def queued(worker: Worker) -> dict[str, Any]:
    """Return the object of a worker that waits for the refinery."""
    return {"worker": worker.address, "state": worker.state, "queued_at": worker.queued_at}


def done(found: Done, *, kept: bool) -> dict[str, Any]:
    """Return the object of a worker that was finished."""
    worker, verified = found.worker, found.verified
    return {
        "worker": worker.address,
        "beads": list(worker.beads),
        "branch": worker.branch,
        "commit": verified.commit if verified else "",
        "merged": len(verified.report.entries) if verified else 0,
        "renamed": verified.report.renames if verified else {},
        "closed": found.closed,
        "pushed": found.pushed,
        "kept": kept,
        "git_branch": worker.git_branch if found.git_commit else "",
    }


def lines(found: Done, kept: bool) -> list[str]:
    """Return the lines about a worker that was finished."""
    worker, verified = found.worker, found.verified
    said = [f"{worker.address} is merged and goes on" if kept else f"{worker.address} is done"]
    if verified and verified.commit:
        number = counted(len(verified.report.entries), "row")
        said.append(f"  merged {worker.branch} as {verified.commit[:8]}, verified: {number}")
        said += [f"  {old} is now {new}" for old, new in verified.report.renames.items()]
    elif verified:
        said.append(f"  {worker.branch} has nothing that main has not")
    if found.closed:
        said.append(f"  closed {', '.join(found.closed)}")
    if found.pushed:
        said.append(f"  pushed main to {found.pushed}")
    if found.git_commit:
        said.append(
            f"  the git branch {worker.git_branch} stays: only it has {found.git_commit[:8]}"
        )
    return said


def outcome(found: Outcome) -> dict[str, Any]:
    """Return the object of a worker that waited for the refinery."""
    if found.done:
        return {**done(found.done, kept=False), "trouble": ""}
    return {"worker": found.worker.address, "trouble": found.trouble}


def outcome_lines(found: Outcome) -> list[str]:
    """Return the lines about a worker that waited for the refinery."""
    if found.done:
        return lines(found.done, kept=False)
    return [f"{found.worker.address} waits: {found.trouble}"]
