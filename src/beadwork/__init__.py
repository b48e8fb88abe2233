"""beadwork: an issue tracker for people and coding agents, versioned in Dolt.

`open` gives the tracker of a workspace, whose methods do what the commands do; `aio.open` gives one
for asyncio:

    import beadwork

    with beadwork.open() as tracker:
        for issue in tracker.ready(label="backend").issues:
            print(issue.id, issue.title)

Every error is a `BeadworkError`. The other names are the types that methods take and return.
"""

# A command pays for each module that is loaded here: `typing` would cost it 3 to 8 ms, and
# `__future__` a file.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from beadwork import aio, errors
    from beadwork.errors import (
        AccessDenied,
        AlreadyClaimed,
        Ambiguous,
        BadFile,
        BadTown,
        BadWorkspace,
        BeadworkError,
        Blocked,
        BranchRefused,
        ConfirmationMissing,
        CursorLost,
        Cycle,
        DaemonRuns,
        DatabaseMissing,
        DependencyRefused,
        DoltMissing,
        DraftsRefused,
        Exists,
        ForeignSchema,
        ImportRefused,
        Invalid,
        LocalDataExists,
        LockTimeout,
        LostRace,
        MergeRefused,
        NoIssue,
        NoRemote,
        NoServer,
        NotFound,
        NoTown,
        NoTracker,
        NoWorkspace,
        OutcomeUnknown,
        OutputFailed,
        PortTaken,
        ReadOnly,
        RemoteDenied,
        RemoteEmpty,
        RemoteFailed,
        RemoteHasData,
        RemoteMoved,
        RemoteUnusable,
        RestoreRefused,
        SchemaNewer,
        SchemaOlder,
        SovereigntyRefused,
        SquashRefused,
        StepFailed,
        StorageFailure,
        TrackerExists,
        UndoRefused,
        UnfinishedWork,
        UnrelatedHistory,
        UntrustedRedirect,
        UntrustedServer,
        Usage,
        WrongServer,
    )
    from beadwork.tracker import Tracker, open
    from beadwork.tracker.types import (
        AddedDependency,
        Author,
        BlockedIssue,
        Change,
        ChangeFeed,
        Claimed,
        Closing,
        Comment,
        CommittedChange,
        CreatedBranch,
        DeletedBranch,
        Deletion,
        Dependency,
        DependencyEnd,
        Detail,
        Differences,
        Draft,
        Fetched,
        Filter,
        FilterWords,
        Heartbeat,
        History,
        Issue,
        IssueChanges,
        Labelled,
        Merge,
        NewIssueFields,
        Page,
        Pulled,
        Pushed,
        Ready,
        Remembered,
        Remote,
        RemoteState,
        Replaced,
        Revision,
        Statistics,
        Synced,
        TrackerProfile,
        Unclaimed,
        Undecided,
        Undone,
        Updated,
    )

__version__ = "1.0.0"

__all__ = [
    "AccessDenied",
    "AddedDependency",
    "AlreadyClaimed",
    "Ambiguous",
    "Author",
    "BadFile",
    "BadTown",
    "BadWorkspace",
    "BeadworkError",
    "Blocked",
    "BlockedIssue",
    "BranchRefused",
    "Change",
    "ChangeFeed",
    "Claimed",
    "Closing",
    "Comment",
    "CommittedChange",
    "ConfirmationMissing",
    "CreatedBranch",
    "CursorLost",
    "Cycle",
    "DaemonRuns",
    "DatabaseMissing",
    "DeletedBranch",
    "Deletion",
    "Dependency",
    "DependencyEnd",
    "DependencyRefused",
    "Detail",
    "Differences",
    "DoltMissing",
    "Draft",
    "DraftsRefused",
    "Exists",
    "Fetched",
    "Filter",
    "FilterWords",
    "ForeignSchema",
    "Heartbeat",
    "History",
    "ImportRefused",
    "Invalid",
    "Issue",
    "IssueChanges",
    "Labelled",
    "LocalDataExists",
    "LockTimeout",
    "LostRace",
    "Merge",
    "MergeRefused",
    "NewIssueFields",
    "NoIssue",
    "NoRemote",
    "NoServer",
    "NoTown",
    "NoTracker",
    "NoWorkspace",
    "NotFound",
    "OutcomeUnknown",
    "OutputFailed",
    "Page",
    "PortTaken",
    "Pulled",
    "Pushed",
    "ReadOnly",
    "Ready",
    "Remembered",
    "Remote",
    "RemoteDenied",
    "RemoteEmpty",
    "RemoteFailed",
    "RemoteHasData",
    "RemoteMoved",
    "RemoteState",
    "RemoteUnusable",
    "Replaced",
    "RestoreRefused",
    "Revision",
    "SchemaNewer",
    "SchemaOlder",
    "SovereigntyRefused",
    "SquashRefused",
    "Statistics",
    "StepFailed",
    "StorageFailure",
    "Synced",
    "Tracker",
    "TrackerExists",
    "TrackerProfile",
    "Unclaimed",
    "Undecided",
    "UndoRefused",
    "Undone",
    "UnfinishedWork",
    "UnrelatedHistory",
    "UntrustedRedirect",
    "UntrustedServer",
    "Updated",
    "Usage",
    "WrongServer",
    "__version__",
    "aio",
    "errors",
    "open",
]  # fmt: skip


if not TYPE_CHECKING:  # else every name would be one that a type checker knows nothing of

    def __getattr__(name: str) -> object:
        """Load what is asked for: a command that needs none of it should not pay for it."""
        if name not in __all__:
            raise AttributeError(f"module 'beadwork' has no attribute {name!r}")
        from importlib import import_module

        if name in ("aio", "errors"):
            return import_module(f"beadwork.{name}")
        errors = import_module("beadwork.errors")
        place = "tracker" if name in ("Tracker", "open") else "tracker.types"
        home = errors if hasattr(errors, name) else import_module(f"beadwork.{place}")
        found = globals()[name] = getattr(home, name)
        return found


def __dir__() -> list[str]:
    return sorted({*__all__, "__all__", "__doc__", "__file__", "__name__", "__path__"})
