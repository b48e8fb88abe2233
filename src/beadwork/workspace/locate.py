"""Find the workspace: the `.beads/` directory that governs a place, and say why it was chosen.

`BEADS_DIR` wins; else the nearest `.beads/` upwards, through `.beads/redirect`, and from a git
worktree into the main one. Only a directory with a `metadata.json` counts, so that a stray
`.beads/` cannot hide the real one. Paths are plain strings: loaded by every command (see
dolt/server/files/home.py).

Invariant: a repository leads to no workspace outside of itself, by a redirect or a symbolic link,
unless that is of the same town or the person trusts it.
"""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from beadwork import errors
from beadwork.files import bounded
from beadwork.model.hints import command
from beadwork.workspace import town
from beadwork.workspace.settings import metadata

REDIRECTS_FOLLOWED = 8


class Workspace(NamedTuple):
    """One workspace."""

    beads: str
    """The `.beads` directory, absolute."""
    metadata: dict[str, Any]
    why: tuple[str, ...]
    """How it was found, one step a line, for `bd where`."""

    @property
    def root(self) -> str:
        """The project's directory: the one that has `.beads`."""
        return os.path.dirname(self.beads)

    @property
    def database(self) -> str:
        return str(self.metadata["dolt_database"])

    @property
    def project_id(self) -> str:
        """Its identity, which the database repeats."""
        return str(self.metadata.get("project_id", ""))


def find(start: str) -> Workspace:
    """Return the workspace that governs the directory `start`.

    Raises:
        NoWorkspace: there is none here or above.
        BadWorkspace: its metadata.json cannot be used, or a redirect leads nowhere.
        UntrustedRedirect: one leads out of the repository.
    """
    chosen = os.environ.get("BEADS_DIR")
    if chosen:
        return _named(os.path.realpath(chosen))
    here = os.path.abspath(start)
    if not os.path.isdir(here):
        raise errors.NoWorkspace(f"{start} is not a directory", hint=f"ls -ld {start}")
    for directory in upwards(here):
        found = _in(
            os.path.join(directory, ".beads"), f"nearest above {here}"
        ) or _in_main_worktree(directory)
        if found:
            return found
    raise errors.NoWorkspace(f"no beadwork workspace in {here} or above", hint="bd init")


def governing(directory: str) -> Workspace | None:
    """Return the workspace of exactly this directory, whatever the environment says; None where it
    has none.

    Raises:
        BadWorkspace: it cannot be used.
    """
    return _in(os.path.join(directory, ".beads"), f"that of {directory}")


def upwards(directory: str) -> list[str]:
    """Return a directory and all above it, the nearest first."""
    found = [directory]
    while os.path.dirname(directory) != directory:
        directory = os.path.dirname(directory)
        found.append(directory)
    return found


def _named(directory: str) -> Workspace:
    for beads in (directory, os.path.join(directory, ".beads")):
        found = _in(beads, f"BEADS_DIR={directory}")
        if found:
            return found
    raise errors.NoWorkspace(
        f"BEADS_DIR={directory} holds no metadata.json", hint="unset BEADS_DIR, or run `bd init`"
    )


def _in(beads: str, why: str) -> Workspace | None:
    """Return the workspace at a `.beads` path, following redirects; None where there is none."""
    steps = [f"{why}: {beads}"]
    for _ in range(REDIRECTS_FOLLOWED):
        target = followed(beads)
        if target is None:
            break
        steps.append(f"redirected by {os.path.join(beads, 'redirect')}: {target}")
        beads = target
    else:
        raise errors.BadWorkspace(
            f"the redirects from {steps[0]} lead in a circle", hint="bd where"
        )
    if not os.path.exists(os.path.join(beads, metadata.NAME)):
        if len(steps) > 1:
            raise errors.BadWorkspace(
                f"{steps[-1]} has no {metadata.NAME}", hint="correct or remove the redirect file"
            )
        return None
    refuse_links(beads)
    return Workspace(beads, metadata.read(beads), tuple(steps))


def refuse_links(beads: str) -> None:
    """Refuse to read or write a `.beads` that a symbolic link makes of another place.

    Raises:
        UntrustedRedirect: it or its metadata.json leads out of the repository, and the person has
            not trusted that.
    """
    link = _link(beads)
    if link:
        _refuse_untrusted(beads, *link)


def _link(beads: str) -> tuple[str, str] | None:
    """Return the symbolic link that a `.beads` or its metadata.json is, and the `.beads` that it
    leads to; None where neither is one.
    """
    file = os.path.join(beads, metadata.NAME)
    if os.path.islink(beads):
        return beads, os.path.realpath(beads)
    return (file, os.path.dirname(os.path.realpath(file))) if os.path.islink(file) else None


def leads_to(beads: str) -> str:
    """Return the `.beads` that a redirect or a symbolic link leads to, trusted or not; empty where
    nothing leads away.

    Raises:
        BadWorkspace: it leads to no directory.
    """
    target, link = redirect(beads), _link(beads)
    if target is None and link is None:
        return ""
    return os.path.realpath(target or (link[1] if link else ""))


def followed(beads: str) -> str | None:
    """Return where `.beads/redirect` points, or None.

    Raises:
        UntrustedRedirect: it leads out of the repository, and the person has not trusted it.
        BadWorkspace: it points at no directory.
    """
    target = redirect(beads)
    if target is not None:
        _refuse_untrusted(beads, os.path.join(beads, "redirect"), target)
    return target


def _refuse_untrusted(beads: str, link: str, target: str) -> None:
    """Raise UntrustedRedirect where what leads from one `.beads` to another was made by a stranger,
    as far as we know.
    """
    directory, target_directory = (
        os.path.realpath(os.path.dirname(path)) for path in (beads, target)
    )
    repository = git_directory(directory)
    if repository and repository == git_directory(target_directory):
        return
    root = town.root_above(directory)
    if root and root == town.root_above(target_directory):
        return
    from beadwork.workspace.trust import places

    if not places.is_redirect(beads, target):
        raise errors.UntrustedRedirect(
            f"{link} leads out of this repository to {target}, which you have not trusted; nothing "
            "was read there",
            hint=f"{command('bd', 'trust', '--redirect', target)}   (if it is yours)",
        )


def git_directory(start: str) -> str:
    """Return the directory that all worktrees of a git repository share, for a place in one of
    them; empty outside any.
    """
    for directory in upwards(os.path.realpath(start)):
        path = os.path.join(directory, ".git")
        if os.path.isdir(path):
            return path
        if os.path.exists(path):
            return _shared(directory) or path
    return ""


def redirect(beads: str) -> str | None:
    """Return where `.beads/redirect` points, or None. A relative path counts from the project, else
    from `.beads`.
    """
    try:
        target = bounded.read_path(os.path.join(beads, "redirect"))
    except OSError:
        return None
    except errors.BadFile as error:
        raise errors.BadWorkspace(error.message, hint=error.hint) from None
    if not target:
        return None
    for base in (os.path.dirname(beads), beads):
        path = os.path.normpath(os.path.join(base, target))
        if os.path.isdir(path):
            return path
    raise errors.BadWorkspace(
        f"{os.path.join(beads, 'redirect')} points at {target}, which is not a directory",
        hint="correct or remove the redirect file",
    )


def _in_main_worktree(directory: str) -> Workspace | None:
    main = main_worktree(directory)
    if main is None:
        return None
    return _in(os.path.join(main, ".beads"), f"main worktree of {directory}")


def main_worktree(directory: str) -> str | None:
    """Return the main worktree of the linked git worktree whose root is `directory`; None where it
    is none.
    """
    common = _shared(directory)
    return os.path.dirname(common) if os.path.basename(common) == ".git" else None


def _shared(directory: str) -> str:
    """Return the git directory that the linked worktree at `directory` shares; empty where it is
    none.
    """
    try:
        said = bounded.read_path(os.path.join(directory, ".git"))
        own = os.path.join(directory, said.removeprefix("gitdir:").strip())
        common = bounded.read_path(os.path.join(own, "commondir"))
        return os.path.normpath(os.path.join(own, common))
    except (
        OSError,
        errors.BadFile,
    ):  # `.git` is a directory, or there is none: not a linked worktree
        return ""


def project_root(start: str) -> str:
    """Return where `bd init` puts `.beads/`: the root of the git project (of its main worktree),
    else `start`.
    """
    here = os.path.abspath(start)
    for directory in upwards(here):
        if os.path.exists(os.path.join(directory, ".git")):
            return main_worktree(directory) or directory
    return here
