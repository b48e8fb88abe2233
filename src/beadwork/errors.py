"""Every failure a user can meet, with its stable code and its exit status.

A message states the fact with the name in it; a hint is a command to type. The console turns both
into text or JSON at one place (`console/failures.py`). A hint never names a command that destroys
data.

Exit statuses: 1 failed, 2 usage, 3 no server, 4 lost a race, 10-12 refusals of `bd init`. They and
the codes are promised to programs (docs/cli-contract.md).
"""

from __future__ import annotations


class BeadworkError(Exception):
    """The base of all of them: what happened, what to type next, and how a program sees it.

    `hint` is for a person at a terminal, `advice` for whoever calls the library. The data of a
    class are its attributes; what is not known keeps its default. Errors can be pickled.
    """

    code = "failed"
    exit_status = 1
    advice = "read `message`; it is not known whether the same call would succeed later"
    usual_hint = "{program} doctor"
    """The hint that a command prints where an error has none of its own."""
    details: dict[str, object] = {}  # noqa: RUF012 - each error has its own, or this empty one
    """What the error object of `--json` has beside the message, the code and the hint."""

    def __init__(self, message: str, *, hint: str = "", **data: object) -> None:
        """`data` are attributes that the class declares.

        Raises:
            TypeError: it declares no such attribute.
        """
        super().__init__(message)
        self.message = message
        self.hint = hint
        for name, value in data.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no attribute {name}")
            setattr(self, name, value)


class Usage(BeadworkError):
    """The words of the command line do not fit: an unknown flag, a priority of 5, a date that is
    none.
    """

    code = "usage"
    exit_status = 2
    advice = "correct the argument that `message` names"
    usual_hint = "{command} --help"


class Invalid(BeadworkError):
    """A value breaks a rule of the tracker: an empty title, a text over the limit, a NUL byte."""

    code = "invalid"
    advice = "correct the value that `message` names"
    usual_hint = "{command} --help"


class NotFound(BeadworkError):
    """Nothing has this name: an issue, a key, a branch, a file."""

    code = "not_found"
    advice = "look the name up first: `get` returns None for an issue that does not exist"
    usual_hint = "{command} --help"
    name: str = ""
    """What was named."""


class BadFile(BeadworkError):
    """A file cannot be taken as it is: a device, a FIFO or a directory in its place, too large, or
    damaged.
    """

    code = "bad_file"
    advice = "give another file"


class NoIssue(NotFound):
    """No issue is called so."""

    advice = "`get` returns None instead; `search` finds ids by words"
    part: str = ""
    """What was given as an id."""


class Ambiguous(BeadworkError):
    """A part of an id fits more than one issue."""

    code = "ambiguous_id"
    advice = "call again with one of `candidates`"
    usual_hint = "{command} --help"
    part: str = ""
    """What was given as an id."""
    candidates: tuple[str, ...] = ()
    """The ids that it fits, or many of them."""


class Exists(BeadworkError):
    """The id or the name is taken."""

    code = "exists"
    advice = "take another name, or use what exists"
    usual_hint = "{command} --help"
    name: str = ""
    """The name that is taken."""


class Blocked(BeadworkError):
    """Open work stands in the way of closing."""

    code = "blocked"
    advice = "close `blockers` first, or pass `force=True`"
    usual_hint = "{command} --help"
    issue_id: str = ""
    blockers: tuple[str, ...] = ()
    """The open issues that stand in the way."""


class Cycle(BeadworkError):
    """The dependency would close a cycle of blocking edges."""

    code = "cycle"
    advice = "remove one dependency of `path`, which leads from its first issue back to it"
    usual_hint = "{command} --help"
    path: tuple[str, ...] = ()


class DependencyRefused(BeadworkError):
    """The dependency cannot be: on itself, on an ancestor, or a second one between the same two
    issues.
    """

    code = "dependency_refused"
    advice = "`message` says which dependency stands against it"
    usual_hint = "{command} --help"
    issue_id: str = ""
    depends_on_id: str = ""


class ImportRefused(BeadworkError):
    """The file holds a line that cannot be taken; nothing was written."""

    code = "import_refused"
    advice = "correct the lines that `message` names; nothing was written"
    usual_hint = "{command} --help"


class DraftsRefused(BeadworkError):
    """Some of many new issues cannot be filed; nothing was written.

    `errors` has every refused draft: its index, from 0, and its error.
    """

    code = "drafts_refused"
    advice = "correct the drafts that `errors` names, and pass all of them again"
    usual_hint = "{command} --help"
    errors: tuple[tuple[int, BeadworkError], ...] = ()


class PlanRefused(Invalid):
    """Several lines of a plan are refused; nothing was created.

    `errors` has every refused line with its error.
    """

    code = "plan_refused"
    advice = "correct the lines that `errors` names; nothing was created"
    errors: tuple[tuple[int, BeadworkError], ...] = ()


class MergeRefused(BeadworkError):
    """Two branches cannot be merged: a table that is not ours stands against it, or a
    constraint.
    """

    code = "merge_refused"
    advice = "nothing was merged; `message` says what stands against it"
    branch: str = ""


class UndoRefused(BeadworkError):
    """A write cannot be reversed: later writes stand on it, or it changed the tables themselves."""

    code = "undo_refused"
    advice = "undo the later writes first, or write the former values with `update`"
    usual_hint = "{program} log"
    commit: str = ""
    """The write that stays."""


class RestoreRefused(BeadworkError):
    """There is nothing to bring back, or later edits would be lost by it."""

    code = "restore_refused"
    advice = "pass `force=True` where later edits may be lost"
    usual_hint = "{program} log"


class SquashRefused(BeadworkError):
    """History cannot be made one commit: somebody depends on the commits."""

    code = "squash_refused"
    advice = "keep the history, or let go of what depends on it first"


class NoWorkspace(BeadworkError):
    """No `.beads/` with a `metadata.json` here or above."""

    code = "no_workspace"
    advice = "pass the directory of a workspace to `beadwork.open`"


class BadWorkspace(BeadworkError):
    """`.beads/metadata.json` (or what it points at) cannot be read or is not ours."""

    code = "bad_workspace"
    advice = "repair the file that `message` names"


class NoTracker(BadWorkspace):
    """What answers is no server with a tracker: it speaks another protocol, or has other tables."""

    code = "no_tracker"
    exit_status = 3
    advice = "check the address of the server"


class UntrustedServer(BadWorkspace):
    """Only the repository names the server, and the person has not trusted it for this project."""

    code = "untrusted_server"
    exit_status = 3
    advice = "a person has to trust `server` once, by `bd trust`"
    server: str = ""
    """HOST:PORT, or the path of a socket."""
    project_id: str = ""


class UntrustedRedirect(BadWorkspace):
    """A redirect leads out of the repository, to a place that the person has not trusted."""

    code = "untrusted_redirect"
    advice = "a person has to trust the redirect once, by `bd trust`"


class NoTown(BeadworkError):
    """This place is in no town, and there is none where one would be."""

    code = "no_town"
    advice = "open a workspace of a town"


class BadTown(BeadworkError):
    """A file of the town (`town.json`, `rigs.json`, `daemon.json`, `routes.jsonl`) cannot be used
    as it is.
    """

    code = "bad_town"
    advice = "repair the file that `message` names"


class DaemonRuns(BeadworkError):
    """The town's daemon would undo at once what was asked for."""

    code = "daemon_runs"
    advice = "stop the daemon first"


class WrongServer(BeadworkError):
    """The server that answered is not the recorded one, or its database is another project's."""

    code = "wrong_server"
    advice = "check the address; nothing was read or written there"


class DatabaseMissing(BeadworkError):
    """The server is right but has no database of that name. It is never created again, empty."""

    code = "database_missing"
    advice = "restore the database, or clone the tracker again"


class SchemaNewer(BeadworkError):
    """The database was migrated by a newer beadwork."""

    code = "schema_newer"
    advice = "install a newer beadwork"


class SchemaOlder(BeadworkError):
    """The database needs `bd migrate` before this command can write to it."""

    code = "schema_older"
    advice = "run `bd migrate`"


class ReadOnly(BeadworkError):
    """A write was asked for in `--readonly` mode, or Dolt refuses writes."""

    code = "read_only"
    advice = "open the tracker without `readonly` and `as_of`"
    usual_hint = "the same command without --readonly"


class StorageFailure(BeadworkError):
    """The disk is full, the data directory cannot be written, or Dolt reports damage."""

    code = "storage"
    advice = "see to the disk of the server, and call again"


class ForeignSchema(StorageFailure):
    """A database has a trigger, a view, a procedure or a table that no tracker has."""

    code = "foreign_schema"
    advice = "remove what is not a tracker's from the database that `message` names"


class DoltMissing(BeadworkError):
    """No usable `dolt` and no way to install one."""

    code = "dolt_missing"
    advice = "install Dolt: `bd dolt install`"


class OutputFailed(BeadworkError):
    """Standard output did not take the result; what the command was to do is done."""

    code = "output_failed"
    advice = "only commands raise this"


class NoServer(BeadworkError):
    """No server answers, or none may be started here."""

    code = "no_server"
    exit_status = 3
    advice = "start the server, and call again: nothing was written"


class PortTaken(NoServer):
    """Another program holds the port that a server is to have."""

    advice = "free `port`, or configure another one"
    port: int = 0


class AccessDenied(BeadworkError):
    """The server refused the user name or the password. Never retried."""

    code = "access_denied"
    exit_status = 3
    advice = "check user name and password"


class CursorLost(BeadworkError):
    """A cursor of the feed of changes is not in the history of the branch: that was squashed or
    moved, or the cursor is of another branch.

    `head` is where the branch is. Whoever mirrors the tracker reads all of it anew as of `head`,
    and goes on from there.
    """

    code = "cursor_lost"
    advice = "read the whole tracker as of `head`, and go on from there"
    cursor: str = ""
    head: str = ""


class BranchRefused(BeadworkError):
    """The branch cannot be deleted: it is `main`, in use, or has commits that are nowhere else."""

    code = "branch_refused"
    advice = "merge the branch first, or pass `discard=True`"
    branch: str = ""


class SovereigntyRefused(BeadworkError):
    """What was asked for would leave against the peer's sovereignty tier; nothing left."""

    code = "sovereignty_refused"
    advice = "choose another tier for the peer; nothing left"


class LostRace(BeadworkError):
    """Somebody else was first, or holds the writer lock for too long."""

    code = "lost_race"
    exit_status = 4
    advice = "look again, and decide anew"


class OutcomeUnknown(BeadworkError):
    """A write was sent to be committed, and nobody is there to say whether it was. The hint says
    how to find out.
    """

    code = "outcome_unknown"
    advice = "look for `operation` in the messages of `log` before you write again"
    operation: str = ""
    """What marks the commit of the write."""


class RemoteFailed(BeadworkError):
    """A remote cannot be reached, does not answer, or is none that Dolt can use."""

    code = "remote_failed"
    advice = "call again later; nothing was changed here"
    remote: str = ""


class RemoteUnusable(RemoteFailed):
    """A remote takes nothing until a person does something about it."""

    advice = "a person has to see to the remote"


class NoRemote(NotFound):
    """The tracker has no remote of that name."""

    advice = "add it by `add_remote`"


class RemoteEmpty(NotFound):
    """A remote holds no tracker yet."""

    code = "remote_empty"
    advice = "`push` first"


class RemoteDenied(AccessDenied):
    """A remote refuses the credentials of the server."""

    code = "remote_denied"
    advice = "give the remote other credentials, by `login_remote`"


class UnrelatedHistory(BeadworkError):
    """A remote holds another tracker: the two have no commit in common. Never forced."""

    code = "unrelated_history"
    advice = "use another remote, or clone that tracker"


class RemoteMoved(LostRace):
    """A remote has commits that are not here, and is not merged."""

    code = "remote_moved"
    advice = "`pull`, and push again"


class AlreadyClaimed(LostRace):
    """Another worker has the issue."""

    code = "already_claimed"
    advice = "claim another issue: `claim_next` takes the next one that is free"
    issue_id: str = ""
    holder: str = ""
    """Who has it; empty where nobody has, and its status stands against it."""


class Changed(LostRace):
    """An issue is not as the writer saw it: somebody has changed it since. Nothing was written.

    `current` has the changed issues as they are now, as JSON objects.
    """

    code = "changed"
    advice = "look at `current`, and decide anew"
    current: tuple[dict[str, object], ...] = ()


class LockTimeout(LostRace):
    """The writer lock was held for longer than one waits."""

    code = "lock_timeout"
    advice = "call again; a batch should be short"
    holder: str = ""
    """Who holds the lock."""
    seconds: float = 0.0
    """How long it was waited for."""


class UnfinishedWork(LostRace):
    """A worker has work that is not merged, not pushed, or left to a person. All of it stays."""

    code = "unfinished_work"
    advice = "finish what `message` names"


class StepFailed(BeadworkError):
    """A step of `gt done` or `gt polecat nuke` failed. What follows it was not begun; the same
    command goes on with it.
    """

    code = "step_failed"
    advice = "call the same again: it goes on where it stopped"


class RemoteHasData(BeadworkError):
    """`bd init` where the git remote already holds a tracker for this project."""

    code = "remote_has_data"
    exit_status = 10
    advice = "clone the tracker from the remote"


class LocalDataExists(BeadworkError):
    """`bd init` where data of a tracker lies already, but not as a workspace that works."""

    code = "local_data_exists"
    exit_status = 11
    advice = "use the data that exists"


class TrackerExists(LocalDataExists):
    """The directory has a tracker on its server, and no metadata.json names it; `database` does."""

    advice = "open `database`, or name another"
    database: str = ""


class ConfirmationMissing(BeadworkError):
    """`bd init` was asked to start anew over existing data, without the token that confirms it."""

    code = "confirmation_missing"
    exit_status = 12
    advice = "pass the token that `hint` has"
    usual_hint = "{command} --help"
