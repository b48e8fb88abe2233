"""Every failure a user can meet, with its stable code and its exit status.

A message states the fact with the name in it; a hint is a command to type. The console turns both
into text or JSON at one place (`console/failures.py`). A hint never names a command that destroys
data.

Exit statuses: 1 failed, 2 usage, 3 no server, 4 lost a race, 10-12 refusals of `bd init`. They and
the codes are promised to programs (docs/cli-contract.md).
"""

from __future__ import annotations


class BeadworkError(Exception):
    """The base of all of them: what happened, what to type next, and how a program sees it."""

    code = "failed"
    exit_status = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Usage(BeadworkError):
    """The words of the command line do not fit: an unknown flag, a priority of 5, a date that is
    none.
    """

    code = "usage"
    exit_status = 2


class Invalid(BeadworkError):
    """A value breaks a rule of the tracker: an empty title, a text over the limit, a NUL byte."""

    code = "invalid"


class NotFound(BeadworkError):
    """Nothing has this name: an issue, a key, a branch, a file."""

    code = "not_found"


class BadFile(BeadworkError):
    """A file cannot be taken as it is: a device, a FIFO or a directory in its place, too large, or
    damaged.
    """

    code = "bad_file"


class NoIssue(NotFound):
    """No issue is called so; `part` is what was typed."""

    def __init__(self, message: str, *, hint: str = "", part: str = "") -> None:
        super().__init__(message, hint=hint)
        self.part = part


class Ambiguous(BeadworkError):
    """A part of an id fits more than one issue."""

    code = "ambiguous_id"


class Exists(BeadworkError):
    """The id or the name is taken."""

    code = "exists"


class Blocked(BeadworkError):
    """Open work stands in the way of closing."""

    code = "blocked"


class Cycle(BeadworkError):
    """The dependency would close a cycle of blocking edges."""

    code = "cycle"


class DependencyRefused(BeadworkError):
    """The dependency cannot be: on itself, on an ancestor, or a second one between the same two
    issues.
    """

    code = "dependency_refused"


class ImportRefused(BeadworkError):
    """The file holds a line that cannot be taken; nothing was written."""

    code = "import_refused"


class MergeRefused(BeadworkError):
    """Two branches cannot be merged: a table that is not ours stands against it, or a
    constraint.
    """

    code = "merge_refused"


class UndoRefused(BeadworkError):
    """A write cannot be reversed: later writes stand on it, or it changed the tables themselves."""

    code = "undo_refused"


class RestoreRefused(BeadworkError):
    """There is nothing to bring back, or later edits would be lost by it."""

    code = "restore_refused"


class SquashRefused(BeadworkError):
    """History cannot be made one commit: somebody depends on the commits."""

    code = "squash_refused"


class NoWorkspace(BeadworkError):
    """No `.beads/` with a `metadata.json` here or above."""

    code = "no_workspace"


class BadWorkspace(BeadworkError):
    """`.beads/metadata.json` (or what it points at) cannot be read or is not ours."""

    code = "bad_workspace"


class NoTracker(BadWorkspace):
    """What answers is no server with a tracker: it speaks another protocol, or has other tables."""

    code = "no_tracker"
    exit_status = 3


class UntrustedServer(BadWorkspace):
    """Only the repository names the server, and the person has not trusted it for this project.

    `server` is what `bd trust` takes: HOST:PORT, or a socket's path.
    """

    code = "untrusted_server"
    exit_status = 3

    def __init__(
        self, message: str, *, hint: str = "", server: str = "", project_id: str = ""
    ) -> None:
        super().__init__(message, hint=hint)
        self.server = server
        self.project_id = project_id


class UntrustedRedirect(BadWorkspace):
    """A redirect leads out of the repository, to a place that the person has not trusted."""

    code = "untrusted_redirect"


class NoTown(BeadworkError):
    """This place is in no town, and there is none where one would be."""

    code = "no_town"


class BadTown(BeadworkError):
    """A file of the town (`town.json`, `rigs.json`, `daemon.json`, `routes.jsonl`) cannot be used
    as it is.
    """

    code = "bad_town"


class DaemonRuns(BeadworkError):
    """The town's daemon would undo at once what was asked for."""

    code = "daemon_runs"


class WrongServer(BeadworkError):
    """The server that answered is not the recorded one, or its database is another project's."""

    code = "wrong_server"


class DatabaseMissing(BeadworkError):
    """The server is right but has no database of that name. It is never created again, empty."""

    code = "database_missing"


class SchemaNewer(BeadworkError):
    """The database was migrated by a newer beadwork."""

    code = "schema_newer"


class SchemaOlder(BeadworkError):
    """The database needs `bd migrate` before this command can write to it."""

    code = "schema_older"


class ReadOnly(BeadworkError):
    """A write was asked for in `--readonly` mode, or Dolt refuses writes."""

    code = "read_only"


class StorageFailure(BeadworkError):
    """The disk is full, the data directory cannot be written, or Dolt reports damage."""

    code = "storage"


class ForeignSchema(StorageFailure):
    """A database has a trigger, a view, a procedure or a table that no tracker has."""

    code = "foreign_schema"


class DoltMissing(BeadworkError):
    """No usable `dolt` and no way to install one."""

    code = "dolt_missing"


class OutputFailed(BeadworkError):
    """Standard output did not take the result; what the command was to do is done."""

    code = "output_failed"


class NoServer(BeadworkError):
    """No server answers, or none may be started here."""

    code = "no_server"
    exit_status = 3


class PortTaken(NoServer):
    """Another program holds the port that a server is to have."""

    def __init__(self, message: str, *, hint: str, port: int) -> None:
        super().__init__(message, hint=hint)
        self.port = port


class AccessDenied(BeadworkError):
    """The server refused the user name or the password. Never retried."""

    code = "access_denied"
    exit_status = 3


class CursorLost(BeadworkError):
    """A cursor of the feed of changes is not in the history of the branch: that was squashed or
    moved, or the cursor is of another branch.

    `head` is where the branch is. Whoever mirrors the tracker reads all of it anew as of `head`,
    and goes on from there.
    """

    code = "cursor_lost"

    def __init__(self, message: str, *, hint: str = "", cursor: str = "", head: str = "") -> None:
        super().__init__(message, hint=hint)
        self.cursor = cursor
        self.head = head


class BranchRefused(BeadworkError):
    """The branch cannot be deleted: it is `main`, in use, or has commits that are nowhere else."""

    code = "branch_refused"


class SovereigntyRefused(BeadworkError):
    """What was asked for would leave against the peer's sovereignty tier; nothing left."""

    code = "sovereignty_refused"


class LostRace(BeadworkError):
    """Somebody else was first, or holds the writer lock for too long."""

    code = "lost_race"
    exit_status = 4


class OutcomeUnknown(BeadworkError):
    """A write was sent to be committed, and nobody is there to say whether it was. The hint says
    how to find out.
    """

    code = "outcome_unknown"

    def __init__(self, message: str, *, hint: str = "", exit_status: int = 1) -> None:
        super().__init__(message, hint=hint)
        self.exit_status = exit_status


class RemoteFailed(BeadworkError):
    """A remote cannot be reached, does not answer, or is none that Dolt can use."""

    code = "remote_failed"


class RemoteUnusable(RemoteFailed):
    """A remote takes nothing until a person does something about it."""


class NoRemote(NotFound):
    """The tracker has no remote of that name."""


class RemoteEmpty(NotFound):
    """A remote holds no tracker yet."""

    code = "remote_empty"


class RemoteDenied(AccessDenied):
    """A remote refuses the credentials of the server."""

    code = "remote_denied"


class UnrelatedHistory(BeadworkError):
    """A remote holds another tracker: the two have no commit in common. Never forced."""

    code = "unrelated_history"


class RemoteMoved(LostRace):
    """A remote has commits that are not here, and is not merged."""

    code = "remote_moved"


class AlreadyClaimed(LostRace):
    """Another worker has the issue."""

    code = "already_claimed"


class LockTimeout(LostRace):
    """The writer lock was held for longer than one waits."""

    code = "lock_timeout"


class UnfinishedWork(LostRace):
    """A worker has work that is not merged, not pushed, or left to a person. All of it stays."""

    code = "unfinished_work"


class StepFailed(BeadworkError):
    """A step of `gt done` or `gt polecat nuke` failed. What follows it was not begun; the same
    command goes on with it.
    """

    code = "step_failed"


class RemoteHasData(BeadworkError):
    """`bd init` where the git remote already holds a tracker for this project."""

    code = "remote_has_data"
    exit_status = 10


class LocalDataExists(BeadworkError):
    """`bd init` where data of a tracker lies already, but not as a workspace that works."""

    code = "local_data_exists"
    exit_status = 11


class TrackerExists(LocalDataExists):
    """The directory has a tracker on its server, and no metadata.json names it; `database` does."""

    def __init__(self, message: str, *, hint: str = "", database: str = "") -> None:
        super().__init__(message, hint=hint)
        self.database = database


class ConfirmationMissing(BeadworkError):
    """`bd init` was asked to start anew over existing data, without the token that confirms it."""

    code = "confirmation_missing"
    exit_status = 12
