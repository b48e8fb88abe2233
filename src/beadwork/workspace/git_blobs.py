"""Put back the files that a git remote has lost, although its manifest names them.

Two towns that push at the same time can do this to a remote: a push takes away what no manifest
names yet, and Dolt, which remembers that it was there, writes a manifest with it (1.88.1). Nobody
can read the remote from then on. Whoever pushed the file still has it, in Dolt's copy of the
remote beside the database. It is only read there: the work is done in a repository of its own.
"""

from __future__ import annotations

import os
import re
import tempfile

from beadwork.errors import BeadworkError
from beadwork.files.atomic import replace
from beadwork.model.settings_table import float_setting
from beadwork.workspace import git_command
from beadwork.workspace.git_remote import REF, for_git

SECONDS = float_setting("git.repair-timeout")
PREFIX_FIELDS = {"4": 4, "5": 5}
"""The fields of a manifest before its names, by its version: each name has a count behind it."""
NAME = re.compile(r"[0-9a-v]{32}")
OF_NOBODY = ("-c", "user.name=beadwork", "-c", "user.email=beadwork@localhost")


def put_back(url: str, ref: str, database: str) -> bool:
    """Put back what the git remote of a URL in Dolt's form lacks, and tell whether it lacked
    something that was found here. `ref` has its data, "" for the usual one; `database` is the
    directory of the database.
    """
    ref = ref or REF
    copies = _copies(os.path.join(database, ".dolt", "git-remote-cache"))
    if not url.startswith("git+") or not copies:
        return False
    with tempfile.TemporaryDirectory(prefix="beadwork-git-") as place:
        if _git(place, "init", "--quiet", "--bare") is None:
            return False
        alternates = os.path.join(place, "objects", "info", "alternates")
        replace(alternates, "".join(f"{copy}/objects\n" for copy in copies))
        return _put_back(place, for_git(url), ref)


def lost(manifest: str, paths: set[str]) -> list[str]:
    """Return the names of a manifest that none of the paths beside it belongs to.

    >>> name = "5cdmg20t0hhrvj8djag10ge2l4lk7leh"
    >>> lost(f"5:__DOLT__:lock:root:gc:{name}:2", {"manifest"})
    ['5cdmg20t0hhrvj8djag10ge2l4lk7leh']
    >>> lost(f"5:__DOLT__:lock:root:gc:{name}:2", {f"{name}.darc"})
    []
    """
    fields = manifest.split(":")
    names = fields[PREFIX_FIELDS.get(fields[0], len(fields)) :: 2]
    there = {path.partition(".")[0] for path in paths}
    return [name for name in names if NAME.fullmatch(name) and name not in there]


def _put_back(place: str, url: str, ref: str) -> bool:
    if _git(place, "fetch", "--quiet", "--no-tags", "--", url, f"+{ref}:{ref}") is None:
        return False
    head = _git(place, "rev-parse", ref) or ""
    there = _entries(place, head)
    manifest = _git(place, "cat-file", "blob", f"{head}:manifest") or ""
    found = _search(place, lost(manifest, set(there)))
    if not found:
        return False
    lines = "".join(f"{entry}\n" for entry in {**there, **found}.values())
    tree = _git(place, "mktree", stdin=lines) or ""
    words = ("commit-tree", "-p", head, "-m", "beadwork: put back lost files", tree)
    commit = _git(place, *OF_NOBODY, *words)
    lease = f"--force-with-lease={ref}:{head}"
    pushed = commit and _git(place, "push", "--quiet", lease, "--", url, f"{commit}:{ref}")
    return pushed is not None


def _search(place: str, names: list[str]) -> dict[str, str]:
    """Return the entries of lost files, by path, from the newest commits that have them."""
    found: dict[str, str] = {}
    left = set(names)
    for commit in _commits(place) if left else ():
        for path, entry in _entries(place, commit).items():
            if path.partition(".")[0] in left:
                found[path] = entry
        left -= {path.partition(".")[0] for path in found}
        if not left:
            return found
    return {}


def _commits(place: str) -> list[str]:
    """Return all commits, newest first, those that no reference leads to included."""
    form = "--batch-check=%(objecttype) %(objectname)"
    objects = _git(place, "cat-file", "--batch-all-objects", form) or ""
    commits = [line.split()[1] for line in objects.splitlines() if line.startswith("commit ")]
    listed = "".join(f"{commit}\n" for commit in commits)
    return (_git(place, "rev-list", "--no-walk=sorted", "--stdin", stdin=listed) or "").split()


def _entries(place: str, commit: str) -> dict[str, str]:
    """Return the entries of a commit's tree by their paths, as `git mktree` reads them."""
    listed = _git(place, "ls-tree", commit) or ""
    return {line.partition("\t")[2]: line for line in listed.splitlines()}


def _copies(directory: str) -> list[str]:
    try:
        names = sorted(os.listdir(directory))
    except OSError:
        return []
    copies = [os.path.join(directory, name, "repo.git") for name in names]
    return [copy for copy in copies if os.path.isdir(os.path.join(copy, "objects"))]


def _git(place: str, *words: str, stdin: str = "") -> str | None:
    """Run git in our repository, and return its output; None where git fails."""
    try:
        return git_command.change(place, *words, stdin=stdin, seconds=SECONDS)
    except BeadworkError:
        return None
