"""Every setting and every number of seconds, tries and bytes of the program, in one table.

A row is a plain tuple, so that the table costs a hot command nothing to load. A module looks its
number up by the key. docs/settings.md is generated from the table.
"""

from __future__ import annotations

from typing import NamedTuple


class Setting(NamedTuple):
    """One setting. `place` is a key of `PLACES`: where the setting is stored, and so who may change
    it.
    """

    key: str
    default: str | int | float | bool
    unit: str
    kind: str
    """The kind of value: `text`, `whole number`, `switch`, or the words that are allowed."""
    place: str
    meaning: str

    @property
    def shown_default(self) -> str:
        """The default with its unit (`60 s`, `true`), "" where there is no default."""
        is_number = isinstance(self.default, int | float) and not isinstance(self.default, bool)
        words = f"{self.default:.10g}" if is_number else str(self.default).lower()
        return f"{words} {self.unit}".rstrip()


PLACES = {
    "database": "`bd config set KEY VALUE`: in the database, the same in every clone",
    "machine": "`bd config set KEY VALUE`: in `.beads/config.yaml`, for this copy of the workspace",
    "person": "`bd config set KEY VALUE`: in your own directory, for you alone in this workspace; "
    "a file of the repository cannot set them",
    "server": "`bd dolt set KEY VALUE`; in a town under `dolt_server` in `mayor/daemon.json`",
    "town": "in `mayor/daemon.json`, read by `gt daemon`",
    "serve": "`bd serve set KEY VALUE`: in your own directory, for all workspaces",
    "fixed": "of the program itself; nobody sets them",
}

# fmt: off
ROWS: tuple[tuple[str, str | int | float | bool, str, str, str, str], ...] = (
    ("issue_prefix", "bd", "", "text", "database",
     "What the ids of new issues begin with; bd init sets it."),
    ("status.custom", "", "", "list", "database",
     "Statuses of your own, each with its category: in_review:active,on_hold:frozen."),
    ("types.custom", "", "", "list", "database",
     "Types of issue of your own: experiment,incident."),
    ("ready.sort", "priority", "",
     "priority, created, updated, closed, title, id, oldest, hybrid", "database",
     "The order of bd ready, and so what bd ready --claim takes first, unless --sort is given."),
    ("claim.guard", "warn", "", "warn, refuse, off", "database",
     "Closing, editing or reassigning what somebody else has in progress: --force passes refuse."),
    ("claim.lease", 30, "min", "whole number", "database",
     "What a worker has claimed may be taken after so long without a sign of life; 0: never."),
    ("actor", "", "", "text", "person",
     "Your name in this copy; git's user.name where it is empty."),
    ("dolt.auto-commit", True, "", "switch", "person",
     "Each write is a commit. Off: writes wait for bd dolt commit."),
    ("dolt.server-socket", "", "", "path", "person",
     "The Unix socket of the server that has this workspace, where that is not your own server."),
    ("dolt.lock-timeout", 60, "s", "whole number", "machine",
     "A write waits so long for the writer lock of its branch."),
    ("dolt.lock-retries", 30, "tries", "whole number", "machine",
     "A write that lost a race is tried again so often."),
    ("dolt.lock-retry-delay", 100, "ms", "whole number", "machine",
     "First delay between two such tries; each further one is twice as long."),
    ("dolt.remote-timeout", 300, "s", "whole number", "machine",
     "A push to a remote, or a fetch from it, that takes longer is given up."),
    ("federation.sovereignty", "T1", "", "T1, T2, T3, T4", "machine",
     "What leaves for a peer that was added without a tier of its own."),
    ("federation.organization", "", "", "list", "person",
     "Hosts and beginnings of endpoints of your organization: T2 sends to no other."),
    ("federation.name", "", "", "text", "person",
     "The name that peers see on issues that were filed here; in a town, the town's."),
    ("list.columns", "", "", "list", "person",
     "Columns that lists have, too: some of age, assignee, due, overdue, labels; -v shows all."),
    ("core.pager", "less", "", "text", "person",
     "The program that shows a text longer than the screen; BD_PAGER comes first. cat: none."),
    ("sync.mode", "dolt-native", "",
     "dolt-native, git-portable, belt-and-suspenders, realtime", "machine",
     "How copies are kept; BD_SYNC_MODE comes first. git-portable: git's origin is the remote."
     " belt-and-suspenders: a snapshot as JSON lines at each push. realtime: after each write."),
    ("doctor.skip", "", "", "list", "machine",
     "Checks that bd doctor leaves out."),
    ("server.port", 0, "", "whole number", "server",
     "0: 3307, or the next free one. A port set by name is used or refused."),
    ("server.auth", "password", "", "password, none", "server",
     "none: every user of the machine gets in."),
    ("server.max-connections", 512, "", "whole number", "server",
     "Connections that the server takes at once."),
    ("server.log-level", "warning", "", "trace to fatal", "server",
     "How much the server writes to its log."),
    ("server.auto-gc", True, "", "switch", "server",
     "The server collects garbage by itself."),
    ("dolt_server.enabled", True, "", "switch", "town",
     "The daemon runs the server."),
    ("dolt_server.topology", "per-town", "", "per-town, per-rig", "town",
     "One server for the town, or one for each rig."),
    ("daemon.heartbeat_seconds", 180.0, "s", "number", "town",
     "Interval of heartbeats: letters are sent, remotes pushed and pulled."),
    ("daemon.health_seconds", 30.0, "s", "number", "town",
     "Interval of health checks of a server."),
    ("daemon.gc_seconds", 600.0, "s", "number", "town",
     "Interval at which it is looked whether garbage is to be collected."),
    ("daemon.backoff_seconds", 5.0, "s", "number", "town",
     "Delay before the second restart in a row; each further one is twice as long."),
    ("daemon.backoff_max_seconds", 300.0, "s", "number", "town",
     "Longest delay between two restarts."),
    ("daemon.failures", 5, "tries", "whole number", "town",
     "So many failed starts within failure_window_seconds: it is given up."),
    ("daemon.failure_window_seconds", 600.0, "s", "number", "town",
     "The time in which failed starts are counted."),
    ("daemon.healthy_seconds", 300.0, "s", "number", "town",
     "After so long without a fault all failures are forgotten."),
    ("daemon.settled_seconds", 60.0, "s", "number", "town",
     "A start that ends within it has failed."),
    ("daemon.connections_percent", 80, "%", "whole number", "town",
     "More connections in use than this are an alert."),
    ("daemon.disk_free_mb", 500, "MB", "whole number", "town",
     "Less room on the disk than this is an alert."),
    ("daemon.journal_mb", 50, "MB", "whole number", "town",
     "A journal larger than this is collected."),
    ("daemon.stop_seconds", 60.0, "s", "number", "town",
     "A running push has so long at the end of the daemon."),
    ("daemon.health_failures", 3, "tries", "whole number", "town",
     "So many health checks in a row without an answer: the server is restarted."),
    ("sessions.stale_seconds", 600.0, "s", "number", "town",
     "A session whose heartbeat file is older is poked."),
    ("dolt_remotes.enabled", False, "", "switch", "town",
     "The daemon pushes databases to their remotes, and pulls from them."),
    ("dolt_remotes.push_on_heartbeat", True, "", "switch", "town",
     "They are pushed with every heartbeat."),
    ("dolt_remotes.pull_on_heartbeat", False, "", "switch", "town",
     "They are pulled with every heartbeat; `pull` of one database says otherwise for it."),
    ("dolt_remotes.timeout_seconds", 600.0, "s", "number", "town",
     "A push or pull that takes longer is given up; `timeout_seconds` of one database says "
     "otherwise for it."),
    ("dolt_remotes.backoff_max_seconds", 900.0, "s", "number", "town",
     "Longest delay until a remote that fails again and again is tried again."),
    ("ledger.publish", "manual", "", "text", "town",
     "When ledgers are published: on-close, schedule or manual."),
    ("ledger.interval_seconds", 3600.0, "s", "number", "town",
     "Interval of the publications, with schedule."),
    ("workers.refinery", False, "", "switch", "town",
     "The daemon merges the workers that wait, as `gt refinery` does, with every heartbeat."),
    ("connection.login-timeout", 5, "s", "whole number", "fixed",
     "A server that has not let one in by then is given up."),
    ("connection.kill-timeout", 5.0, "s", "number", "fixed",
     "A server that is asked to end a statement has so long to answer."),
    ("connection.silence-limit", 30, "s", "whole number", "fixed",
     "A server that neither answers for so long, nor on a second connection, hangs. "
     "BEADWORK_SILENCE_SECONDS sets another time."),
    ("connection.read-timeout", 300, "s", "whole number", "fixed",
     "A statement that takes longer is given up, though the server lives."),
    ("connection.external-wait", 30.0, "s", "number", "fixed",
     "An external server is tried again for so long. BEADWORK_CONNECT_SECONDS sets another time."),
    ("connection.read-tries", 10, "tries", "whole number", "fixed",
     "A read whose connection breaks is asked so often."),
    ("connection.restart-wait", 10.0, "s", "number", "fixed",
     "A command waits so long for a server that the daemon is starting."),
    ("connection.restart-notice", 0.7, "s", "number", "fixed",
     "A command waits so long for the daemon to begin a start."),
    ("connection.restart-poll", 0.05, "s", "number", "fixed",
     "Interval at which it looks for that server."),
    ("connection.external-delay", 0.1, "s", "number", "fixed",
     "First delay between two tries of an external server."),
    ("connection.external-longest-delay", 5.0, "s", "number", "fixed",
     "Longest delay between two tries of an external server."),
    ("write.longest-retry-delay", 0.25, "s", "number", "fixed",
     "Longest delay between two tries of a write that lost a race."),
    ("write.noted-wait", 1.0, "s", "number", "fixed",
     "A write that waits longer for a lock, or for other threads, logs it."),
    ("write.longest-lock-timeout", 240, "s", "whole number", "fixed",
     "Limit of dolt.lock-timeout: less than connection.read-timeout."),
    ("write.lost-connections", 5, "tries", "whole number", "fixed",
     "Connections that one write may lose before its commit."),
    ("aio.trackers", 4, "calls", "whole number", "fixed",
     "Calls of one asyncio tracker that run at the same time, unless `trackers` says otherwise."),
    ("aio.feeds", 32, "feeds", "whole number", "fixed",
     "Feeds of one asyncio tracker that wait for changes at the same time; more take turns."),
    ("aio.feed-wait", 1.0, "s", "number", "fixed",
     "A feed that is cancelled while it waits is free after so long."),
    ("aio.most-items", 100, "items", "whole number", "fixed",
     "What an asyncio iterator takes from its thread at once, at most."),
    ("aio.pull-time", 0.01, "s", "number", "fixed",
     "What it has after so long, it takes."),
    ("claim.longest-lease", 525_600, "min", "whole number", "fixed",
     "Limit of claim.lease: a year."),
    ("init.tries", 3, "tries", "whole number", "fixed",
     "An init whose connection breaks goes on so often."),
    ("git.remote-timeout", 5.0, "s", "number", "fixed",
     "A git remote that does not answer is given up."),
    ("remotes.at-once", 8, "databases", "whole number", "fixed",
     "gt dolt push and pull work on so many databases at the same time."),
    ("hooks.timeout", 60, "s", "whole number", "fixed",
     "The hook of git gives up a push of the tracker that takes longer."),
    ("sync.snapshot-timeout", 60, "s", "whole number", "fixed",
     "A snapshot that has not begun by then is wanted again."),
    ("remotes.confirm-tries", 10, "tries", "whole number", "fixed",
     "A claim that is to be confirmed is pushed so often to a remote that keeps moving."),
    ("remotes.push-tries", 3, "tries", "whole number", "fixed",
     "A push to a remote that keeps moving is merged and tried again so often."),
    ("remotes.progress-poll", 0.5, "s", "number", "fixed",
     "Interval at which the elapsed time of a push or a pull is shown."),
    ("git.connect-timeout", 10, "s", "whole number", "fixed",
     "ssh waits so long for a connection, and for its greeting."),
    ("git.alive-interval", 15, "s", "whole number", "fixed",
     "ssh asks a silent host so often whether it lives."),
    ("git.alive-tries", 3, "tries", "whole number", "fixed",
     "A host that answers none of so many of these questions is given up."),
    ("git.stall-limit", 60, "s", "whole number", "fixed",
     "A transfer by HTTP in which nothing moves is given up."),
    ("git.config-timeout", 5, "s", "whole number", "fixed",
     "git config that does not answer is given up."),
    ("git.repair-timeout", 120.0, "s", "number", "fixed",
     "A step of putting lost files back into a git remote that takes longer is given up."),
    ("git.clone-timeout", 900, "s", "whole number", "fixed",
     "A clone of a rig that takes longer is given up."),
    ("git.version-timeout", 20, "s", "whole number", "fixed",
     "git --version that takes longer is given up."),
    ("server.start-lock-timeout", 600, "s", "whole number", "fixed",
     "One waits so long for another start or stop of the same server."),
    ("server.ready-timeout", 60, "s", "whole number", "fixed",
     "A server that has not answered by then has not come up."),
    ("server.ready-poll", 0.02, "s", "number", "fixed",
     "Interval at which a starter asks whether the server answers."),
    ("server.drain-timeout", 10, "s", "whole number", "fixed",
     "A stop waits so long for writers to finish."),
    ("server.drain-poll", 0.02, "s", "number", "fixed",
     "Interval at which a stop looks for writers."),
    ("server.exit-timeout", 60, "s", "whole number", "fixed",
     "A server that was asked to end has so long."),
    ("server.exit-ask", 2, "s", "number", "fixed",
     "Interval at which a server that still runs is asked to end again."),
    ("server.exit-poll", 0.05, "s", "number", "fixed",
     "Interval at which a process is looked at until it has ended."),
    ("server.foreground-poll", 0.5, "s", "number", "fixed",
     "Interval at which bd dolt start --foreground looks at its server."),
    ("server.idle-timeout", 600_000, "ms", "whole number", "fixed",
     "The server closes a connection that nobody uses."),
    ("server.systemctl-timeout", 120, "s", "whole number", "fixed",
     "systemctl that takes longer is given up."),
    ("server.log-size", 10_000_000, "bytes", "whole number", "fixed",
     "The log is rotated at this size."),
    ("server.log-poll", 0.2, "s", "number", "fixed",
     "Interval at which dolt logs --follow looks for new lines."),
    ("server.offline-timeout", 3600, "s", "whole number", "fixed",
     "A dolt command beside the server that takes longer is given up."),
    ("install.version-timeout", 60.0, "s", "number", "fixed",
     "dolt version that takes longer is given up."),
    ("install.silence-timeout", 5.0, "s", "number", "fixed",
     "A download whose bytes stop for so long is given up."),
    ("install.build-timeout", 3600.0, "s", "number", "fixed",
     "A build of Dolt that takes longer is given up."),
    ("install.go-timeout", 20.0, "s", "number", "fixed",
     "A question to go that takes longer is given up."),
    ("install.wheels-timeout", 1200.0, "s", "number", "fixed",
     "A download of wheels that takes longer is given up."),
    ("install.venv-timeout", 120.0, "s", "number", "fixed",
     "Making a virtual environment may take so long."),
    ("install.pip-start", 3.0, "s", "number", "fixed",
     "pip needs so long to start on a busy machine."),
    ("rigs.lock-timeout", 120.0, "s", "number", "fixed",
     "One waits so long for another change of the rigs."),
    ("rigs.lock-poll", 0.05, "s", "number", "fixed",
     "Interval at which it is tried again."),
    ("git.change-timeout", 600.0, "s", "number", "fixed",
     "A command of git that changes a repository, such as making a worktree, may take so long."),
    ("workers.lock-timeout", 60.0, "s", "number", "fixed",
     "One waits so long for another command that changes the same worker."),
    ("workers.lock-poll", 0.05, "s", "number", "fixed",
     "Interval at which it is tried again."),
    ("daemon.refinery-limit", 600, "s", "whole number", "fixed",
     "A round of the refinery that takes longer is overdue."),
    ("workers.status-timeout", 30.0, "s", "number", "fixed",
     "The session of a worker waits so long for the parent of `gt done` to take its exit status."),
    ("workers.session-grace", 5.0, "s", "number", "fixed",
     "Then the session has so long to end by itself."),
    ("daemon.overdue-poll", 1.0, "s", "number", "fixed",
     "Interval at which the daemon looks for jobs that take too long."),
    ("daemon.write-poll", 2.0, "s", "number", "fixed",
     "The daemon writes its record no more often; a look at it allows for that."),
    ("serve", True, "", "switch", "serve",
     "A short command that misses the command server starts it. BEADWORK_SERVE=0 goes first."),
    ("serve.idle", 900, "s", "whole number", "serve",
     "A command server that nobody has used for so long ends."),
    ("serve.answer-timeout", 2.0, "s", "number", "fixed",
     "bd serve waits so long for an answer."),
    ("serve.client-wait", 0.05, "s", "number", "fixed",
     "A command waits so long for the command server, and then runs by itself."),
    ("serve.client-tries", 20, "tries", "whole number", "fixed",
     "It waits so often where the server waits for a processor, too."),
    ("serve.worker-wait", 2.0, "s", "number", "fixed",
     "It waits so long for a worker that is free."),
    ("serve.patience", 60.0, "s", "number", "fixed",
     "With BEADWORK_SERVE=only it waits so long for the server; that is for tests."),
    ("serve.request-timeout", 10.0, "s", "number", "fixed",
     "A worker waits so long for the request of its client."),
    ("serve.start-interval", 30, "s", "whole number", "fixed",
     "A command starts no server so soon after another start."),
    ("serve.start-timeout", 20.0, "s", "number", "fixed",
     "bd serve start waits so long for the server to answer."),
    ("serve.stop-timeout", 10.0, "s", "number", "fixed",
     "bd serve stop waits so long for the server to take no more commands."),
    ("serve.poll", 0.02, "s", "number", "fixed",
     "Interval at which they look."),
    ("serve.workers", 4, "", "whole number", "fixed",
     "Workers that a command server has forked ahead."),
    ("serve.most-workers", 200, "", "whole number", "fixed",
     "Commands that it runs at once; further clients wait, and then run by themselves."),
    ("serve.login-timeout", 1.0, "s", "number", "fixed",
     "A Dolt server that takes longer for a login has no connection opened ahead."),
    ("serve.connection-idle", 30.0, "s", "number", "fixed",
     "A connection that was opened ahead, and that no command took by then, is closed."),
    ("serve.feed-answer", 10.0, "s", "number", "fixed",
     "A Dolt server that takes longer for a look is given up by the feed."),
    ("serve.feed-retry", 5.0, "s", "number", "fixed",
     "Who listens to commits looks for them so long before the feed is tried again."),
    ("workspace.record-interval", 86_400, "s", "whole number", "fixed",
     "How long the record of a workspace's directory is left as it is."),
    ("daemon.heartbeat-limit", 120, "s", "whole number", "fixed",
     "A heartbeat that takes longer is overdue."),
    ("daemon.letters-limit", 120, "s", "whole number", "fixed",
     "Sending letters that takes longer is overdue."),
    ("daemon.convoys-limit", 120, "s", "whole number", "fixed",
     "A look at the convoys that takes longer is overdue."),
    ("daemon.remote-limit", 60.0, "s", "number", "fixed",
     "A pull and push that takes so much longer than its own time limits is overdue."),
    ("daemon.ledger-poll", 10.0, "s", "number", "fixed",
     "Interval at which closed issues are looked for, with ledger.publish: on-close."),
    ("daemon.ledger-delay", 3600.0, "s", "number", "fixed",
     "A ledger whose publication fails again and again is tried at least so often."),
    ("daemon.ledger-limit", 900, "s", "whole number", "fixed",
     "A round of publications that takes longer is overdue."),
    ("ledger.fetch-timeout", 120.0, "s", "number", "fixed",
     "A remote from which a ledger could not be fetched by then is given up."),
    ("ledger.push-tries", 3, "", "whole number", "fixed",
     "A push of a ledger to a remote that another clone moves meanwhile is tried so often."),
    ("daemon.start-limit", 75, "s", "whole number", "fixed",
     "A stop waits so long for a start that runs."),
    ("daemon.health-limit", 60, "s", "whole number", "fixed",
     "A health check that takes longer is overdue."),
    ("recovery.fsck-share", 0.25, "", "number", "fixed",
     "gt dolt recover lets dolt fsck have this share of the free memory, and twice as much at "
     "most."),
    ("server.idle-after", 3600, "s", "whole number", "fixed",
     "A database is idle if nobody has written to it for so long."),
    ("server.most-idle", 16, "databases", "whole number", "fixed",
     "From more idle databases on, a start of your server or bd init lets it let go of their "
     "memory."),
    ("daemon.idle-collections", 8, "databases", "whole number", "fixed",
     "The daemon lets go of the memory of so many idle databases in one round."),
    ("daemon.gc-limit", 900, "s", "whole number", "fixed",
     "A garbage collection that takes longer is overdue."),
    ("daemon.health-timeout", 10, "s", "whole number", "fixed",
     "A server that does not answer a health check for so long is silent."),
    ("daemon.adopt-poll", 0.5, "s", "number", "fixed",
     "Interval of looks for a server that a person has started."),
    ("daemon.process-poll", 0.1, "s", "number", "fixed",
     "Interval of looks at a process where the system has no pidfd."),
    ("daemon.ready-timeout", 120, "s", "whole number", "fixed",
     "gt daemon start waits so long."),
    ("daemon.exit-timeout", 60, "s", "whole number", "fixed",
     "gt daemon stop waits so long, beyond daemon.stop_seconds."),
    ("daemon.control-poll", 0.05, "s", "number", "fixed",
     "Interval at which they look."),
    ("daemon.tmux-timeout", 20, "s", "whole number", "fixed",
     "tmux that does not answer is given up."),
    ("daemon.log-size", 10_000_000, "bytes", "whole number", "fixed",
     "The log is rotated at this size."),
    ("doctor.read-timeout", 20.0, "s", "number", "fixed",
     "An answer of the server that takes longer is no answer."),
    ("doctor.tmux-timeout", 20, "s", "whole number", "fixed",
     "tmux -V that takes longer is given up."),
    ("doctor.lock-timeout", 10, "s", "whole number", "fixed",
     "A repair waits so long for the writer lock."),
    ("doctor.long-write", 60, "s", "whole number", "fixed",
     "A writer that holds its lock for longer is named."),
    ("status.watch-interval", 2, "s", "whole number", "fixed",
     "Interval of gt status --watch."),
    ("activity.follow-interval", 1.0, "s", "number", "fixed",
     "Interval of looks at the newest commit, while somebody follows the changes of a branch."),
)
# fmt: on

_DEFAULTS = {row[0]: row[1] for row in ROWS}


def settings() -> list[Setting]:
    """Return the rows, in the order of the table."""
    return [Setting(*row) for row in ROWS]


def default_to_show(key: str) -> str:
    """Return the default of a setting that a person may make by `bd config`, as one would write it.
    "" for any other key.
    """
    places = ("database", "machine", "person")
    found = [setting for setting in settings() if setting.key == key and setting.place in places]
    return _written(found[0].default) if found else ""


def _written(default: str | float) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default)


def float_setting(key: str) -> float:
    """Return the default of a key whose value is a number, in the unit of the table."""
    value = _DEFAULTS[key]
    assert isinstance(value, int | float)  # noqa: S101 - a row of this file
    return value


def int_setting(key: str) -> int:
    """Return the default of a key whose value is a whole number, in the unit of the table."""
    value = _DEFAULTS[key]
    assert isinstance(value, int)  # noqa: S101 - a row of this file
    return value


def text_setting(key: str) -> str:
    """Return the default of a key whose value is a text."""
    return str(_DEFAULTS[key])


def words_setting(key: str) -> tuple[str, ...]:
    """Return the words that a key allows."""
    return tuple(next(row[3] for row in ROWS if row[0] == key).split(", "))


def switch_setting(key: str) -> bool:
    """Return the default of a key whose value is a switch."""
    return bool(_DEFAULTS[key])
