"""What changes a tracker as a whole: imports and exports, names, settings, history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from os import PathLike
from typing import IO, TYPE_CHECKING, Any, Unpack

from beadwork.errors import Invalid, Usage
from beadwork.model.times.timestamps import format_timestamp
from beadwork.tracker import types
from beadwork.tracker.argument_checks import content, flag, moment, named, text, text_or_none, texts
from beadwork.tracker.remotes import Remotes
from beadwork.workspace.settings.config_yaml import is_local

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.writing.transaction import Reader


class Upkeep(Remotes):
    """Imports, names, settings, history, peers."""

    def import_issues(
        self, source: bytes | str | PathLike[str], *, name: str = "", force: bool = False,
        skip_bad: bool = False, dry_run: bool = False,
    ) -> types.ImportReport:  # fmt: skip
        """Import an export: JSON lines as bytes, or the path of a file with them. Issues that are
        known are updated where the file's are newer; with `force` also where they are older.

        Raises:
            ImportRefused: a line cannot be taken, and `skip_bad` is not given. Nothing was written.
            BadFile, OSError: the file cannot be read.
        """
        from beadwork.actions.exchange import import_issues
        from beadwork.model.exchange import import_file

        name, dry_run = text("name", name), flag("dry_run", dry_run)
        force, skip_bad = flag("force", force), flag("skip_bad", skip_bad)
        data, place = content("source", source)
        name = name or place
        rows = import_file.read(data, self._now)
        if not skip_bad:
            import_issues.refuse_bad(rows, name, "correct the lines, or pass skip_bad=True")
        if dry_run:
            return self._ask(
                lambda reader: import_issues.plan(reader, rows, self.profile, force=force)
            ).report
        return self._change(
            lambda tx: import_issues.import_rows(tx, rows, self.profile, name, force=force)
        )

    def export(
        self, file: IO[bytes], wanted: types.Filter | None = None, *, memories: bool = True,
        **words: Unpack[types.FilterWords],
    ) -> types.Exported:  # fmt: skip
        """Write issues as JSON lines into an open file of bytes, as `bd export` does: all, or those
        of a filter. What is remembered goes along where all issues do.

        The file has to be seekable: after a broken connection it is written again from where it
        was.
        """
        from beadwork.actions.exchange import export_file, export_issues
        from beadwork.tracker.argument_checks import writable

        file, memories = writable("file", file), flag("memories", memories)
        filtered = self._filtered("export", wanted, words)
        with_memories = memories and export_issues.is_whole(filtered)
        start = file.tell()

        def question(reader: Reader) -> types.Exported:
            file.seek(start)
            file.truncate()
            known = self.profile.vocabulary
            return export_file.write(
                reader, filtered, known, self._now, file, with_memories=with_memories
            )

        return self._ask(question)

    def snapshot(self, file: IO[bytes]) -> types.Snapshot:
        """Write one commit of the tracker as one JSON document into an open, seekable file of
        bytes: `commit`, `settings`, `issues`, `dependencies`, `comments`, `memories`. It is the
        newest commit of the branch, or the one that the tracker was opened `as_of`. A page of
        issues is in memory at a time.

        Raises:
            Usage: a batch is open, whose writes are in no commit.
        """
        from beadwork.actions.exchange import tracker_snapshot
        from beadwork.tracker.argument_checks import writable

        file = writable("file", file)
        if self._turn.is_in_batch:
            raise Usage("a snapshot is of a commit, and a batch is none yet", hint="end the batch")
        start = file.tell()

        def question(reader: Session) -> types.Snapshot:
            file.seek(start)
            file.truncate()
            past, project = self._link.revision, self.profile.project_id
            return tracker_snapshot.write(reader, past, project, self._now, file)

        return self._link.ask(question)

    def apply(
        self, operations: Iterable[Mapping[str, Any]], message: str = ""
    ) -> types.BatchOutcome:
        """Apply operations as `bd batch` takes them, all in one commit or none:
        `{"op": "create", "title": "…", "ref": "a"}`, then `{"op": "close", "id": "$a"}`.

        Raises:
            BeadworkError: an operation is refused; the message has its number. Nothing was written.
        """
        from beadwork.actions.exchange import batch
        from beadwork.model.exchange import batch_operations
        from beadwork.tracker.argument_checks import mappings

        given, message = mappings("operations", operations), text("message", message)
        lines = "\n".join(json.dumps(operation, default=_plain) for operation in given)
        wanted = batch_operations.parse(lines, "operations", self._now)
        if not wanted:
            return batch.BatchOutcome([], [])
        return self._change(
            lambda tx: batch.batch(tx, wanted, self.profile, name="operations", message=message)
        )

    def rename(self, issue_id: str, new_id: str) -> types.Renamed:
        """Give an issue another id. References to it follow.

        Raises:
            NotFound, Ambiguous, Exists, Invalid: nothing was renamed.
        """
        from beadwork.actions.issues import rename

        part, new = text("issue_id", issue_id), text("new_id", new_id)
        return self._change(lambda tx: rename.rename(tx, part, new))

    def rename_prefix(self, old: str, new: str, *, dry_run: bool = False) -> types.Renamed:
        """Give all issues of a prefix another one.

        Raises:
            NotFound, Exists, Invalid: nothing was renamed. In a town the routes lead to a prefix,
                which stays.
        """
        from beadwork.actions.issues import rename
        from beadwork.workspace import town

        old, new = text("old", old), text("new", new)
        root = town.root_above(self._link.workspace.root)
        if root:
            raise Invalid(
                f"the town {root} leads ids to this rig by their prefix", hint="gt rig list"
            )
        if flag("dry_run", dry_run):
            head = rename.prefix_head(old, new)
            return rename.Renamed(self._ask(lambda reader: rename.preview(reader, head)), 0, [])
        return self._change(lambda tx: rename.rename_prefix(tx, old, new, self.profile))

    def restore(self, *ids: str, as_of: str | None = None) -> types.Restored:
        """Bring deleted or compacted issues back, from the newest commit at which they are whole,
        or as they were at a REF.

        Raises:
            NotFound, Exists, RestoreRefused: nothing was restored.
        """
        from beadwork.actions.history import recoverable, restore

        parts, as_of = named(ids), text_or_none("as_of", as_of)
        found = self._ask(lambda reader: recoverable.find(reader, parts, as_of, self._now))
        return self._change(lambda tx: restore.restore(tx, found), always_commit=True)

    def close_eligible_epics(self, *, force: bool = False) -> list[types.Issue]:
        """Close the epics whose children are all closed, and return them."""
        from beadwork.actions.dependencies import close_eligible

        force = flag("force", force)
        return self._change(lambda tx: close_eligible.close_eligible(tx, self.profile, force=force))

    def set_setting(self, key: str, value: str) -> None:
        """Change a setting that all clones share. A password in a URL is kept by this machine
        instead.

        Raises:
            Invalid, Usage: there is no such setting, it is one of a single copy of the workspace
                (`.beads/config.yaml`), or it cannot have that value.
        """
        from beadwork.actions import configure
        from beadwork.dolt.server.files import credential_store

        key, value = configure.check(text("key", key), text("value", value))
        if is_local(key):
            raise Usage(f"{key} is a setting of one copy of a workspace", hint="bd config set")
        value = credential_store.take_out(value, self._say)
        self._change(lambda tx: configure.put(tx, key, value))

    def unset_setting(self, key: str) -> str:
        """Unset a setting that all clones share, and return what it was.

        Raises:
            NotFound: it is not set.
        """
        from beadwork.actions import configure

        key = configure.check_key(text("key", key))
        return self._change(lambda tx: configure.remove(tx, key))

    def set_value(self, key: str, value: str) -> None:
        """Store a value for programs in the tracker."""
        from beadwork.actions import configure

        key = configure.KV + configure.check_key(text("key", key))
        key, value = configure.check(key, text("value", value))
        self._change(lambda tx: configure.put(tx, key, value))

    def unset_value(self, key: str) -> str:
        """Remove a value that a program has stored, and return it.

        Raises:
            NotFound: nothing is stored under the key.
        """
        from beadwork.actions import configure

        key = configure.KV + configure.check_key(text("key", key))
        return self._change(lambda tx: configure.remove(tx, key))

    def compact(
        self, *ids: str, closed_before: types.Date | None = None, summary: str | None = None,
        dry_run: bool = False,
    ) -> types.CompactionReport:  # fmt: skip
        """Compact issues: their long texts stay in history only. Those named, or without ids all
        that were closed before a time.

        Raises:
            Usage: neither ids nor `closed_before` are given, or a summary for several issues.
        """
        from beadwork.actions.history import compact
        from beadwork.model.history import compaction
        from beadwork.tracker.filter_words import past_or_none

        parts, line = texts("ids", ids), compaction.checked(text_or_none("summary", summary))
        edge = past_or_none("closed_before", closed_before, self._now)
        if bool(parts) == bool(edge):
            raise Usage("either ids or closed_before say what is compacted")
        if line is not None and len(parts) != 1:
            raise Usage("a summary is of one issue")
        wanted, dry_run = compact.Wanted(parts, edge or self._now, line), flag("dry_run", dry_run)
        over = self.profile.vocabulary.over
        if dry_run:
            return self._ask(
                lambda reader: compact.preview(reader, wanted, over, self._who.name, self._now)
            )
        return self._change(lambda tx: compact.compact(tx, wanted, over), always_commit=True)

    def commit_deferred(self, message: str = "") -> types.Committed:
        """Commit the writes that `dolt.auto-commit: off` left uncommitted."""
        from beadwork.actions.history import commit_uncommitted

        checked = commit_uncommitted.check(text("message", message))
        return self._administer(lambda writer: commit_uncommitted.commit(writer, checked))

    def collect_garbage(self, *, full: bool = False) -> None:
        """Collect Dolt's garbage in the database; with `full` also what is old."""
        from beadwork.dolt.versions import gc

        full = flag("full", full)
        self._administer(lambda writer: gc.collect(writer.session, full=full), as_root=True)

    def squash(self, *, confirm: str = "") -> types.Squashed:
        """Return what a squash of the branch's history into one commit would do; with `confirm`
        (`SQUASH-` and the prefix of the tracker) do it. A tag keeps the old history.

        Raises:
            ConfirmationMissing: `confirm` is another word.
            SquashRefused: somebody depends on the commits.
        """
        from beadwork.actions.history import squash
        from beadwork.errors import ConfirmationMissing

        given = text("confirm", confirm)
        if not given:
            return self._ask(lambda reader: squash.preview(reader, self.branch))
        word = f"SQUASH-{self.profile.prefix}"
        if given != word:
            raise ConfirmationMissing(
                f'"{given}" does not confirm it; the word is {word}', hint="bd squash"
            )
        return self._administer(squash.make_one)

    def migrate(self, *, dry_run: bool = False) -> types.Migration:
        """Migrate the database to this version, with one commit for each step."""
        from beadwork.actions.workspace import migrate

        if flag("dry_run", dry_run):
            return migrate.pending(self._link)
        if self._readonly:
            raise self._read_only()
        with self._in_use():
            return migrate.migrate(self._link, self._who)

    def query(self, sql: str) -> types.Table:
        """Return the rows that a SQL statement selects.

        Raises:
            Usage: the statement changes rows, or is several.
        """
        from beadwork.dolt import statement
        from beadwork.store.search import raw_sql

        checked = statement.check(text("sql", sql))
        if statement.writes(checked):
            raise Usage("the statement changes rows", hint="`execute` runs it")
        with self._in_use() as batch:
            if batch is not None:
                raise Usage("a statement is not read within a batch")
            return self._link.ask(lambda session: raw_sql.read(session, checked))

    def execute(self, sql: str) -> int:
        """Run a SQL statement that changes rows, as one commit, and return how many it changed."""
        from beadwork.actions.search import sql as action
        from beadwork.dolt import statement

        checked = statement.check(text("sql", sql))
        return self._change(lambda tx: action.change(tx, checked))

    def peers(self) -> list[types.Peer]:
        """Return the peers that issues are exchanged with, by name."""
        from beadwork.tracker import peers

        return peers.every(self)

    def add_peer(self, name: str, place: str, *, tier: str = "") -> types.Peer:
        """Add a peer, without contacting it. `tier` is `T1` to `T4`, by default the workspace's.

        Raises:
            Invalid, Exists, Usage: the name, the tier or the place cannot be used.
        """
        from beadwork.tracker import peers

        name, place, tier = text("name", name), text("place", place), text("tier", tier)
        return peers.add(self, name, place, tier=tier, directory=self._link.workspace.root)

    def remove_peer(self, name: str) -> types.Peer:
        """Remove a peer. What it sent stays here, and what it received stays there.

        Raises:
            NotFound: there is no such peer.
        """
        from beadwork.tracker import peers

        return peers.remove(self, text("name", name))

    def push_peer(self, name: str) -> types.PeerPushed:
        """Push to a peer what its tier lets out. What the peer has is taken in first, where it
        moved.

        Raises:
            SovereigntyRefused: the tier does not let anything out for this peer.
            BeadworkError: the peer did not take it; or what it has is refused.
        """
        from beadwork.tracker import peers

        return peers.push(self, text("name", name))

    def pull_peer(self, name: str) -> types.PeerPulled:
        """Take in what a peer has. New issues say where they came from.

        Raises:
            BeadworkError: the peer cannot be read, or what it has is refused. Nothing was changed.
        """
        from beadwork.tracker import peers

        return peers.pull(self, text("name", name))

    def sync_peer(self, name: str) -> tuple[types.PeerPulled | None, types.PeerPushed]:
        """Pull from a peer and push to it. A peer without anything yet has nothing to pull.

        Raises:
            BeadworkError: as `pull_peer` and `push_peer`.
        """
        from beadwork.tracker import peers

        return peers.sync(self, text("name", name))

    def peer_states(self) -> list[types.PeerState]:
        """Return how far each peer is, by what is known here: nothing is contacted."""
        from beadwork.tracker import peers

        return peers.status(self)


def _plain(value: object) -> str:
    """Return a time within an operation as the text that a file of operations has."""
    if isinstance(value, datetime):
        return format_timestamp(moment("time", value))
    raise TypeError(f"an operation cannot hold a {type(value).__name__}: {value!r:.80}")
