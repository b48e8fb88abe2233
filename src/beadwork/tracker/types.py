"""The types that methods of a tracker take and return, each loaded when it is first asked for.

A method's annotation is `types.Issue`, so `typing.get_type_hints` finds it, and a command that
calls another method does not load it. `import beadwork` hands on the same names.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beadwork.actions.dependencies.add import AddedDependency
    from beadwork.actions.dependencies.graph import DependencyGraph
    from beadwork.actions.dependencies.tree import DependencyTree
    from beadwork.actions.exchange.batch import BatchOutcome
    from beadwork.actions.exchange.export_file import Exported
    from beadwork.actions.exchange.import_issues import ImportReport
    from beadwork.actions.exchange.tracker_snapshot import Snapshot
    from beadwork.actions.history.activity import ActivityPage
    from beadwork.actions.history.commit_uncommitted import Committed
    from beadwork.actions.history.compact import CompactionReport
    from beadwork.actions.history.cycle_time import CycleTime
    from beadwork.actions.history.diff import Differences
    from beadwork.actions.history.history import History
    from beadwork.actions.history.logged import Logged
    from beadwork.actions.history.query import ClosedIssue, InStatus
    from beadwork.actions.history.recoverable import Recoverable
    from beadwork.actions.history.restore import Restored
    from beadwork.actions.history.squash import Squashed
    from beadwork.actions.history.throughput import Throughput
    from beadwork.actions.history.undo import Undone
    from beadwork.actions.history.verify_compaction import VerifiedCompaction
    from beadwork.actions.issues.claim import Claimed
    from beadwork.actions.issues.close_and_claim import Closing
    from beadwork.actions.issues.delete import Deletion
    from beadwork.actions.issues.draft import Draft
    from beadwork.actions.issues.heartbeat import Heartbeat
    from beadwork.actions.issues.label import Labelled
    from beadwork.actions.issues.rename import Renamed
    from beadwork.actions.issues.replace import Replaced
    from beadwork.actions.issues.show import DependencyEnd, Detail
    from beadwork.actions.issues.unclaim import Unclaimed
    from beadwork.actions.issues.update import Updated
    from beadwork.actions.merging.branches import (
        BranchDetail,
        CreatedBranch,
        DeletedBranch,
        ListedBranch,
    )
    from beadwork.actions.merging.conflicts import Undecided
    from beadwork.actions.merging.merge import Merge
    from beadwork.actions.peers.peer_status import PeerState
    from beadwork.actions.peers.pull_peer import PeerPulled
    from beadwork.actions.peers.push_peer import PeerPushed
    from beadwork.actions.remember import Remembered
    from beadwork.actions.remotes.pull import Fetched, Pulled
    from beadwork.actions.remotes.push import Pushed
    from beadwork.actions.remotes.sync import Synced
    from beadwork.actions.search.lint import Incomplete
    from beadwork.actions.workspace.migrate import Migration
    from beadwork.dolt.connection.session import Table
    from beadwork.dolt.server.files.remote_state import RemoteState
    from beadwork.dolt.versions.remote_tracking import Remote
    from beadwork.dolt.versions.revisions import Revision
    from beadwork.dolt.writing.author import Author
    from beadwork.model.dependencies.dependency import Dependency
    from beadwork.model.history.changes import Change
    from beadwork.model.history.committed_change import CommittedChange
    from beadwork.model.issues.comment import Comment
    from beadwork.model.issues.issue import Issue
    from beadwork.model.peers.peer import Peer
    from beadwork.store.dependencies.epics import EpicProgress
    from beadwork.store.dependencies.orphans import Orphan
    from beadwork.store.identity_check import TrackerProfile
    from beadwork.store.issues.children import Children
    from beadwork.store.search.counts import CountByGroup
    from beadwork.store.search.filters import Filter
    from beadwork.store.search.lists import Page
    from beadwork.store.search.overview import Tally
    from beadwork.store.search.readiness import BlockedIssue, Ready
    from beadwork.store.search.statistics import Statistics
    from beadwork.tracker.change_feed import ChangeFeed
    from beadwork.tracker.keywords import Date, FilterWords, IssueChanges, NewIssueFields

__all__ = [
    "ActivityPage", "AddedDependency", "Author", "BatchOutcome", "BlockedIssue", "BranchDetail",
    "Change", "ChangeFeed", "Children", "Claimed", "ClosedIssue", "Closing", "Comment", "Committed",
    "CommittedChange", "CompactionReport", "CountByGroup", "CreatedBranch", "CycleTime", "Date",
    "DeletedBranch", "Deletion", "Dependency", "DependencyEnd", "DependencyGraph", "DependencyTree",
    "Detail", "Differences", "Draft", "EpicProgress", "Exported", "Fetched", "Filter",
    "FilterWords", "Heartbeat", "History", "ImportReport", "InStatus", "Incomplete", "Issue",
    "IssueChanges", "Labelled", "ListedBranch", "Logged", "Merge", "Migration", "NewIssueFields",
    "Orphan", "Page", "Peer", "PeerPulled", "PeerPushed", "PeerState", "Pulled", "Pushed", "Ready",
    "Recoverable", "Remembered", "Remote", "RemoteState", "Renamed", "Replaced", "Restored",
    "Revision", "Snapshot", "Squashed", "Statistics", "Synced", "Table", "Tally", "Throughput",
    "TrackerProfile", "Unclaimed", "Undecided", "Undone", "Updated", "VerifiedCompaction",
]  # fmt: skip

PLACES = {
    "actions.dependencies.add": ("AddedDependency",),
    "actions.dependencies.graph": ("DependencyGraph",),
    "actions.dependencies.tree": ("DependencyTree",),
    "actions.exchange.batch": ("BatchOutcome",),
    "actions.exchange.export_file": ("Exported",),
    "actions.exchange.tracker_snapshot": ("Snapshot",),
    "actions.exchange.import_issues": ("ImportReport",),
    "actions.history.activity": ("ActivityPage",),
    "actions.history.commit_uncommitted": ("Committed",),
    "actions.history.compact": ("CompactionReport",),
    "actions.history.cycle_time": ("CycleTime",),
    "actions.history.diff": ("Differences",),
    "actions.history.history": ("History",),
    "actions.history.logged": ("Logged",),
    "actions.history.query": (
        "ClosedIssue",
        "InStatus",
    ),
    "actions.history.recoverable": ("Recoverable",),
    "actions.history.restore": ("Restored",),
    "actions.history.squash": ("Squashed",),
    "actions.history.throughput": ("Throughput",),
    "actions.history.undo": ("Undone",),
    "actions.history.verify_compaction": ("VerifiedCompaction",),
    "actions.issues.claim": ("Claimed",),
    "actions.issues.close_and_claim": ("Closing",),
    "actions.issues.delete": ("Deletion",),
    "actions.issues.draft": ("Draft",),
    "actions.issues.heartbeat": ("Heartbeat",),
    "actions.issues.label": ("Labelled",),
    "actions.issues.rename": ("Renamed",),
    "actions.issues.replace": ("Replaced",),
    "actions.issues.show": (
        "DependencyEnd",
        "Detail",
    ),
    "actions.issues.unclaim": ("Unclaimed",),
    "actions.issues.update": ("Updated",),
    "actions.merging.branches": (
        "BranchDetail",
        "CreatedBranch",
        "DeletedBranch",
        "ListedBranch",
    ),
    "actions.merging.conflicts": ("Undecided",),
    "actions.merging.merge": ("Merge",),
    "actions.peers.peer_status": ("PeerState",),
    "actions.peers.pull_peer": ("PeerPulled",),
    "actions.peers.push_peer": ("PeerPushed",),
    "actions.remember": ("Remembered",),
    "actions.remotes.pull": (
        "Fetched",
        "Pulled",
    ),
    "actions.remotes.push": ("Pushed",),
    "actions.remotes.sync": ("Synced",),
    "actions.search.lint": ("Incomplete",),
    "actions.workspace.migrate": ("Migration",),
    "dolt.connection.session": ("Table",),
    "dolt.server.files.remote_state": ("RemoteState",),
    "dolt.versions.remote_tracking": ("Remote",),
    "dolt.versions.revisions": ("Revision",),
    "dolt.writing.author": ("Author",),
    "model.dependencies.dependency": ("Dependency",),
    "model.history.changes": ("Change",),
    "model.history.committed_change": ("CommittedChange",),
    "model.issues.comment": ("Comment",),
    "model.issues.issue": ("Issue",),
    "model.peers.peer": ("Peer",),
    "store.dependencies.epics": ("EpicProgress",),
    "store.dependencies.orphans": ("Orphan",),
    "store.identity_check": ("TrackerProfile",),
    "store.issues.children": ("Children",),
    "store.search.counts": ("CountByGroup",),
    "store.search.filters": ("Filter",),
    "store.search.lists": ("Page",),
    "store.search.overview": ("Tally",),
    "store.search.readiness": (
        "BlockedIssue",
        "Ready",
    ),
    "store.search.statistics": ("Statistics",),
    "tracker.change_feed": ("ChangeFeed",),
    "tracker.keywords": (
        "Date",
        "FilterWords",
        "IssueChanges",
        "NewIssueFields",
    ),
}
"""The names of each module. A test compares them with the imports above, which are for type
checkers.
"""


if not TYPE_CHECKING:  # else each name would be one that a type checker knows nothing of

    def __getattr__(name: str) -> Any:
        for module, names in PLACES.items():
            if name in names:
                found = globals()[name] = getattr(import_module(f"beadwork.{module}"), name)
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
