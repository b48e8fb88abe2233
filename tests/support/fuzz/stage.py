"""The stage of tries: a user with a tracker and a town, each on its own Dolt server.

Every try works on its own branch, with the same files, so no try depends on the tries before it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home, TownHome
from beadwork.dolt.server.lifecycle import stop
from beadwork.errors import BeadworkError
from beadwork.workspace import locate
from beadwork.workspace.connection.server import choose
from harness import BIN

KEPT = ("BEADWORK_DOLT", "BEADWORK_DEBUG", "LC_ALL", "LANG")
OWN = dict(os.environ)
"""The environment of this process before it became that of a stage."""
NOBODY = "http://127.0.0.1:9"
"""A proxy that does not exist, so nothing is fetched from the network."""

BACKUP = Path(__file__).parents[2] / "exchange" / "samples" / "go_backup"
"""A backup of another program, with a JSONL file for each table."""
DAY = "2026-02-1{0}T08:00:00Z"
ROWS = [
    {"id": "fz-1", "issue_type": "epic", "labels": ["backend", "ä b"], "description": "needle"},
    {"id": "fz-1.1", "parent": "fz-1", "assignee": "alice", "status": "in_progress"},
    {"id": "fz-2", "priority": 0, "due_at": "2026-03-01T00:00:00Z", "notes": "- one\n- two"},
    {"id": "fz-3", "status": "closed", "closed_at": DAY.format(5), "close_reason": "done"},
    {"id": "fz-4", "issue_type": "bug", "metadata": {"a": [1, {"b": None}]}},
    {"id": "fz-5", "status": "deferred", "defer_until": "2031-01-01T00:00:00Z"},
]


def _dolt() -> str:
    """Return the path of the Dolt outside the stage, as the stage's home has none."""
    from beadwork.dolt import required_program

    return str(required_program.require(lambda _: None).path)


class Stage:
    """Home, tracker and town, in a directory that is removed at the end."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="bw-"))
        self.project = self.home / "code" / "fz"
        self.town = self.home / "gt"
        self.rig = self.town / "widget" / "mayor" / "rig"
        self.environment = self._environment()
        os.environ.clear()  # the environment chooses the server, in this process too
        os.environ.update(self.environment)
        self._make_tracker()
        self._make_town()
        self._kept = self._files()
        with self.session(self.town) as session:
            self.hq_commit = str(session.rows("SELECT HASHOF('main')")[0][0])

    def _environment(self) -> dict[str, str]:
        programs = self.home / "programs"
        programs.mkdir()
        for program in ("git", "sh", "tar", "ps"):
            found = shutil.which(program, path=OWN["PATH"])
            if found:
                (programs / program).symlink_to(found)
        config = self.home / ".gitconfig"
        config.write_text("[user]\n\tname = Fuzz\n\temail = fuzz@example.org\n")
        return {
            **{name: OWN[name] for name in KEPT if name in OWN},
            "BEADWORK_DOLT": OWN.get("BEADWORK_DOLT") or _dolt(),
            "HOME": str(self.home),
            "PATH": f"{BIN}{os.pathsep}{programs}",
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_TERMINAL_PROMPT": "0",
            "HTTPS_PROXY": NOBODY,
            "HTTP_PROXY": NOBODY,
            "NO_COLOR": "1",
            "TZ": "UTC",
            "BEADWORK_CONNECT_SECONDS": "2",
        }

    def _make_tracker(self) -> None:
        self.project.mkdir(parents=True)
        (self.project / "sub").mkdir()
        self.run("git", "init", "-q", "-b", "main")
        self.run("git", "commit", "-q", "--allow-empty", "-m", "first")
        self.run("bd", "init", "-p", "fz", "--database", "fz")
        self._write_inputs()
        self.run("bd", "import", "issues.jsonl")
        self.run("bd", "dep", "add", "fz-2", "fz-4")
        self.run("bd", "comment", "fz-1", "a comment")
        self.run("bd", "remember", "the key is under the mat")
        self.run("bd", "kv", "set", "a.b", "c")
        self.run("bd", "branch", "create", "side")
        self.run("bd", "update", "fz-4", "--title", "On the side", BD_BRANCH="side")
        self.run("bd", "config", "set", "doctor.skip", "clock-skew")

    def _write_inputs(self) -> None:
        rows = [
            {
                "title": f"Issue {row['id']}",
                "status": "open",
                "priority": 2,
                "issue_type": "task",
                "created_at": DAY.format(1),
                "updated_at": DAY.format(2),
                **row,
            }
            for row in ROWS
        ]
        lines = "".join(f"{json.dumps(row)}\n" for row in rows)
        (self.project / "issues.jsonl").write_text(lines)
        shutil.copytree(BACKUP, self.project / "saved")
        plan = {"nodes": [{"key": "a", "title": "A"}, {"key": "b", "title": "B"}], "edges": []}
        (self.project / "plan.json").write_text(json.dumps(plan))
        (self.project / "batch.jsonl").write_text("create task 2 A title\nclose fz-2 done\n")

    def _make_town(self) -> None:
        self.run("gt", "install", "--name", "T", "--owner", "me@example.org", cwd=self.home)
        upstream = self.home / "code" / "widget"
        upstream.mkdir()
        self.run("git", "init", "-q", "-b", "main", cwd=upstream)
        self.run("git", "commit", "-q", "--allow-empty", "-m", "first", cwd=upstream)
        self.run("gt", "rig", "add", "widget", str(upstream), cwd=self.town)
        self.run("bd", "create", "In the rig", cwd=self.rig)
        self.run("gt", "mail", "send", "mayor/", "-s", "Hello", "-m", "words", cwd=self.town)

    def run(self, *words: str, cwd: Path | None = None, **environment: str) -> None:
        """Run a program. It has to succeed."""
        done = subprocess.run(
            words,
            cwd=cwd or self.project,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{words}: {done.stderr}{done.stdout}"

    def session(self, directory: Path, branch: str | None = None) -> Session:
        """Return a session of the server's owner on the database of a directory."""
        workspace = locate.find(str(directory))
        address = choose(workspace.metadata, place=workspace.root).address
        return Session(address, workspace.database, branch=branch, read_seconds=20)

    def begin(self, branch: str) -> None:
        """Create a branch for a try.

        Raises:
            ServerError: the server does not answer.
        """
        with self.session(self.project) as session:
            session.rows("CALL DOLT_BRANCH(%s, 'main')", branch)
        with self.session(self.town) as session:
            session.rows("SELECT COUNT(*) FROM issues")

    def end(self, branch: str) -> None:
        """Delete the branch, restore every file, and remove new files.

        Raises:
            ServerError: the server does not answer.
        """
        self._restore()
        with self.session(self.project) as session:
            session.rows("CALL DOLT_BRANCH('-D', '--force', %s)", branch)

    def is_whole(self) -> bool:
        """Start what was stopped, and return whether the stage is complete for the next try."""
        return self._answers() or (self._is_started() and self._answers())

    def _is_started(self) -> bool:
        try:
            self.run("bd", "dolt", "start")
            self.run("gt", "dolt", "start", cwd=self.town)
        except AssertionError:
            return False
        return True

    def _answers(self) -> bool:
        try:
            self._restore()
            for place, count in ((self.project, "fz"), (self.rig, "widget"), (self.town, "hq")):
                with self.session(place) as session:
                    session.rows(f"SELECT COUNT(*) FROM `{count}`.issues")
        except (ServerError, BeadworkError):
            return False
        return True

    def close(self) -> None:
        """Stop the servers and remove everything."""
        own = Home(str(self.home / ".beads" / "dolt"), str(self.home / ".beads" / "server"))
        for server in (TownHome(str(self.town)), own):
            known = record.read(server)
            try:
                stop.stop(server)
            except BeadworkError:  # a try has left the server with a statement that does not end
                if known:
                    os.kill(known.pid, signal.SIGKILL)
        shutil.rmtree(self.home, ignore_errors=True)

    def _watched(self) -> list[Path]:
        """Return the files that a try may change. They are restored after it."""
        places = [
            *self.project.glob("*"),
            *self.project.glob(".beads/*"),
            *self.home.glob(".beads/*"),
            *self.home.glob(".beads/workspaces/*"),
            *self.home.glob(".beads/server/settings.json"),
            *self.town.glob("mayor/*"),
            *self.town.glob(".beads/*"),
            *self.rig.glob(".beads/*"),
        ]
        return [place for place in places if place.is_symlink() or not place.is_dir()]

    def _files(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self._watched()}

    def _restore(self) -> None:
        for path in self._watched():
            if path not in self._kept:
                path.unlink()
        for path, content in self._kept.items():
            if path.is_symlink() or not path.is_file():
                _take_away(path)
            if not path.exists() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


def _take_away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
