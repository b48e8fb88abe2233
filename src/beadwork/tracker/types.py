"""The types that methods of a tracker take and return, each loaded when it is first asked for.

A method's annotation is `types.Issue`, so `typing.get_type_hints` finds it, and a command that
calls another method does not load it. `import beadwork` hands on the same names.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beadwork.actions.dependencies.add import AddedDependency
    from beadwork.actions.history.diff import Differences
    from beadwork.actions.history.history import History
    from beadwork.actions.history.undo import Undone
    from beadwork.actions.issues.claim import Claimed
    from beadwork.actions.issues.close_and_claim import Closing
    from beadwork.actions.issues.delete import Deletion
    from beadwork.actions.issues.draft import Draft
    from beadwork.actions.issues.heartbeat import Heartbeat
    from beadwork.actions.issues.label import Labelled
    from beadwork.actions.issues.replace import Replaced
    from beadwork.actions.issues.show import DependencyEnd, Detail
    from beadwork.actions.issues.unclaim import Unclaimed
    from beadwork.actions.issues.update import Updated
    from beadwork.actions.merging.branches import CreatedBranch, DeletedBranch
    from beadwork.actions.merging.conflicts import Undecided
    from beadwork.actions.merging.merge import Merge
    from beadwork.actions.remember import Remembered
    from beadwork.actions.remotes.pull import Fetched, Pulled
    from beadwork.actions.remotes.push import Pushed
    from beadwork.actions.remotes.sync import Synced
    from beadwork.dolt.server.files.remote_state import RemoteState
    from beadwork.dolt.versions.remote_tracking import Remote
    from beadwork.dolt.versions.revisions import Revision
    from beadwork.dolt.writing.author import Author
    from beadwork.model.dependencies.dependency import Dependency
    from beadwork.model.history.changes import Change
    from beadwork.model.history.committed_change import CommittedChange
    from beadwork.model.issues.comment import Comment
    from beadwork.model.issues.issue import Issue
    from beadwork.store.identity_check import TrackerProfile
    from beadwork.store.search.filters import Filter
    from beadwork.store.search.lists import Page
    from beadwork.store.search.readiness import BlockedIssue, Ready
    from beadwork.store.search.statistics import Statistics
    from beadwork.tracker.change_feed import ChangeFeed
    from beadwork.tracker.keywords import FilterWords, IssueChanges, NewIssueFields

__all__ = [
    "AddedDependency", "Author", "BlockedIssue", "Change", "ChangeFeed", "Claimed", "Closing",
    "Comment", "CommittedChange", "CreatedBranch", "DeletedBranch", "Deletion", "Dependency",
    "DependencyEnd", "Detail", "Differences", "Draft", "Fetched", "Filter", "FilterWords",
    "Heartbeat", "History", "Issue", "IssueChanges", "Labelled", "Merge", "NewIssueFields", "Page",
    "Pulled", "Pushed", "Ready", "Remembered", "Remote", "RemoteState", "Replaced", "Revision",
    "Statistics", "Synced", "TrackerProfile", "Unclaimed", "Undecided", "Undone", "Updated",
]  # fmt: skip

PLACES = {
    "actions.dependencies.add": ("AddedDependency",),
    "actions.history.diff": ("Differences",),
    "actions.history.history": ("History",),
    "actions.history.undo": ("Undone",),
    "actions.issues.claim": ("Claimed",),
    "actions.issues.close_and_claim": ("Closing",),
    "actions.issues.delete": ("Deletion",),
    "actions.issues.draft": ("Draft",),
    "actions.issues.heartbeat": ("Heartbeat",),
    "actions.issues.label": ("Labelled",),
    "actions.issues.replace": ("Replaced",),
    "actions.issues.show": (
        "DependencyEnd",
        "Detail",
    ),
    "actions.issues.unclaim": ("Unclaimed",),
    "actions.issues.update": ("Updated",),
    "actions.merging.branches": (
        "CreatedBranch",
        "DeletedBranch",
    ),
    "actions.merging.conflicts": ("Undecided",),
    "actions.merging.merge": ("Merge",),
    "actions.remember": ("Remembered",),
    "actions.remotes.pull": (
        "Fetched",
        "Pulled",
    ),
    "actions.remotes.push": ("Pushed",),
    "actions.remotes.sync": ("Synced",),
    "dolt.server.files.remote_state": ("RemoteState",),
    "dolt.versions.remote_tracking": ("Remote",),
    "dolt.versions.revisions": ("Revision",),
    "dolt.writing.author": ("Author",),
    "model.dependencies.dependency": ("Dependency",),
    "model.history.changes": ("Change",),
    "model.history.committed_change": ("CommittedChange",),
    "model.issues.comment": ("Comment",),
    "model.issues.issue": ("Issue",),
    "store.identity_check": ("TrackerProfile",),
    "store.search.filters": ("Filter",),
    "store.search.lists": ("Page",),
    "store.search.readiness": (
        "BlockedIssue",
        "Ready",
    ),
    "store.search.statistics": ("Statistics",),
    "tracker.change_feed": ("ChangeFeed",),
    "tracker.keywords": (
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
