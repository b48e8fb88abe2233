"""Two clones of one project, each with a database of its own on the server that all tests share,
and a bare git repository between them.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

from beadwork.tracker import InternalTracker
from beadwork.tracker import open_internal as open_tracker
from harness import Place, assert_done

DATA = "refs/dolt/data"
"""Where a git remote has the data of Dolt."""
NOBODY = ("-c", "user.name=N", "-c", "user.email=n@example.org")


class Clones(NamedTuple):
    """Two workspaces of one tracker, and the git repository through which they share it."""

    ours: Place
    theirs: Place
    bare: Path
    prefix: str


def git(directory: Path, *words: str | Path) -> str:
    """Run git in a directory, and return what it printed."""
    done = subprocess.run(
        ["git", "-C", directory, *words], capture_output=True, check=True, text=True
    )
    return done.stdout


def bare_repository(directory: Path, name: str = "origin.git") -> Path:
    """Return a new bare git repository with one branch."""
    bare, seed = directory / name, directory / f"{name}-seed"
    git(directory, "init", "-q", "--bare", bare)
    git(directory, "init", "-q", seed)
    git(seed, "commit", "-q", "--allow-empty", "-m", "first")
    git(seed, "push", "-q", bare, "HEAD:main")
    git(bare, "symbolic-ref", "HEAD", "refs/heads/main")
    return bare


def lose_a_file(bare: Path) -> str:
    """Let the newest commit of the data be one without one of its files, and without a past."""
    entries = git(bare, "ls-tree", DATA).splitlines()
    lost = next(entry for entry in entries if not entry.endswith("\tmanifest"))
    kept = bare.parent / "kept"
    kept.mkdir()
    git(kept, "init", "-q")
    (kept / ".git" / "objects" / "info" / "alternates").write_text(f"{bare}/objects\n")
    lines = [entry for entry in entries if entry != lost]
    for entry in lines:
        mode, _, rest = entry.split(" ", 2)
        name, path = rest.split("\t")
        git(kept, "update-index", "--add", "--cacheinfo", f"{mode},{name},{path}")
    tree = git(kept, "write-tree").strip()
    commit = git(kept, *NOBODY, "commit-tree", "-m", "pruned", tree).strip()
    git(kept, "push", "-q", "--force", bare, f"{commit}:{DATA}")
    return lost


def make(directory: Path) -> Clones:
    """Return two clones of a tracker with one issue `…-1`, in sync with their remote `origin`."""
    prefix = f"t{os.urandom(5).hex()}"
    bare = bare_repository(directory)
    ours, theirs = (
        Place(directory / name, "main", dict(os.environ)) for name in ("ours", "theirs")
    )
    git(directory, "clone", "-q", bare, ours.directory)
    assert_done(ours.run("init", "-p", prefix))
    assert_done(ours.run("create", "Shared", "--id", f"{prefix}-1"))
    assert_done(ours.run("dolt", "remote", "add", "origin", bare))
    assert_done(ours.run("dolt", "push"))
    git(directory, "clone", "-q", bare, theirs.directory)
    assert_done(theirs.run("init", "--from-remote", "--database", f"{prefix}_theirs"))
    return Clones(ours, theirs, bare, prefix)


def opened(place: Place, **how: object) -> InternalTracker:
    """Return a tracker of a clone."""
    return open_tracker(str(place.directory), branch="main", idle_seconds=0, **how)  # type: ignore[arg-type]
