"""Find the workspace: the `.beads/` directory that governs a place, and say why it was chosen.

`BEADS_DIR` wins. Otherwise it is the nearest `.beads/` upwards, through `.beads/redirect`, and from
a linked git worktree in the main one. Only a directory with a `metadata.json` counts, so that a
stray `.beads/` cannot hide the real one. Paths are plain strings, as every command loads this
module (see dolt/server/files/home.py).

Invariant: a repository leads to no workspace outside itself, by a redirect or a symbolic link,
unless that workspace is of the same town or the person trusts it.
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
    """One workspace: its `.beads` directory and the content of its metadata.json."""

    beads: str
    """The absolute path of the `.beads` directory."""
    metadata: dict[str, Any]
    why: tuple[str, ...]
    """How the workspace was found, one text for each step, for `bd where`."""

    @property
    def root(self) -> str:
        """The project's directory, which has `.beads`."""
        return os.path.dirname(self.beads)

    @property
    def database(self) -> str:
        return str(self.metadata["dolt_database"])

    @property
    def project_id(self) -> str:
        """The project's id, which the database has too."""
        return str(self.metadata.get("project_id", ""))


def find(start: str) -> Workspace:
    """Return the workspace that governs the directory `start`.

    Raises:
        NoWorkspace: there is no workspace in that directory or above.
        BadWorkspace: its metadata.json cannot be used, or a redirect leads nowhere.
        UntrustedRedirect: a redirect leads out of the repository, and the person has not trusted
            it.
    """
    chosen = os.environ.get("BEADS_DIR")
    if chosen:
        return _named(os.path.realpath(chosen))
    here = os.path.abspath(start)
    if not os.path.isdir(here):
        raise errors.NoWorkspace(f"{start} is not a directory", hint=f"ls -ld {start}")
    try:
        for directory in upwards(here):
            found = _in(
                os.path.join(directory, ".beads"), f"nearest above {here}"
            ) or _in_main_worktree(directory)
            if found:
                return found
    except errors.BadWorkspace:
        found = on_main_branch(here)
        if found is None:
            raise
        return found
    found = on_main_branch(here)
    if found:
        return found
    from beadwork.workspace import lost

    raise lost.no_workspace(here, project_root(here))


def on_main_branch(here: str) -> Workspace | None:
    """Return the workspace that git's main branch describes, where the commit that is checked out
    is from before: its metadata.json is not here now.
    """
    from beadwork.workspace import lost

    root = project_root(here)
    beads = os.path.join(root, ".beads")
    found = lost.on_main_branch(root)
    if found is None or os.path.islink(beads):
        return None
    why = f"git's branch {found.branch} describes it, the commit that is checked out does not"
    return Workspace(beads, found.content, (f"{why}: {beads}",))


def governing(directory: str) -> Workspace | None:
    """Return the workspace of exactly this directory, whatever the environment says; None where
    there is none.

    Raises:
        BadWorkspace: the workspace cannot be used.
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
        raise errors.BadWorkspace(f"the redirects from {steps[0]} lead in a loop", hint="bd where")
    if not os.path.exists(os.path.join(beads, metadata.NAME)):
        if len(steps) > 1:
            raise errors.BadWorkspace(
                f"{steps[-1]} has no {metadata.NAME}", hint=_mend_redirect(beads)
            )
        return None
    refuse_links(beads)
    return Workspace(beads, metadata.read(beads), tuple(steps))


def refuse_links(beads: str) -> None:
    """Refuse to read or write a `.beads` that a symbolic link leads to.

    Raises:
        UntrustedRedirect: `.beads` or its metadata.json is a link out of the repository, and the
            person has not trusted it.
    """
    link = _link(beads)
    if link:
        _refuse_untrusted(beads, *link)


def _link(beads: str) -> tuple[str, str] | None:
    """Return the path of `.beads` or of its metadata.json, whichever is a symbolic link, and the
    `.beads` that the link leads to. None where neither is a link.
    """
    file = os.path.join(beads, metadata.NAME)
    if os.path.islink(beads):
        return beads, os.path.realpath(beads)
    return (file, os.path.dirname(os.path.realpath(file))) if os.path.islink(file) else None


def leads_to(beads: str) -> str:
    """Return the `.beads` that a redirect or a symbolic link leads to, trusted or not; empty where
    there is neither.

    Raises:
        BadWorkspace: the redirect leads to no directory.
    """
    target, link = redirect(beads), _link(beads)
    if target is None and link is None:
        return ""
    return os.path.realpath(target or (link[1] if link else ""))


def followed(beads: str) -> str | None:
    """Return the directory to which `.beads/redirect` points; None where there is no redirect.

    Raises:
        UntrustedRedirect: the redirect leads out of the repository, and the person has not trusted
            it.
        BadWorkspace: the redirect points at no directory.
    """
    target = redirect(beads)
    if target is not None:
        _refuse_untrusted(beads, os.path.join(beads, "redirect"), target)
    return target


def _refuse_untrusted(beads: str, link: str, target: str) -> None:
    """Raise UntrustedRedirect unless both `.beads` are of one repository or one town, or the person
    trusts the way from one to the other. `link` is the file that leads there.

    A worktree in a copied town is of the first town's repository, and leads to no other town.
    """
    directory, target_directory = (
        os.path.realpath(os.path.dirname(path)) for path in (beads, target)
    )
    root, target_root = town.root_above(directory), town.root_above(target_directory)
    if root and root == target_root:
        return
    repository = git_directory(directory)
    is_same = bool(repository) and repository == git_directory(target_directory)
    if is_same and "" in (root, target_root):
        return
    from beadwork.workspace.trust import places

    if not places.is_redirect(beads, target):
        raise errors.UntrustedRedirect(
            f"{link} leads out of this repository to {target}, which you have not trusted; nothing "
            "was read there",
            hint=f"{command('bd', 'trust', '--redirect', target)}   (if it is yours)",
        )


def git_directory(start: str) -> str:
    """Return the git directory that all worktrees of a repository share, for a directory in one of
    them; empty outside any repository.
    """
    for directory in upwards(os.path.realpath(start)):
        path = os.path.join(directory, ".git")
        if os.path.isdir(path):
            return path
        if os.path.exists(path):
            return _shared(directory) or path
    return ""


def redirect(beads: str) -> str | None:
    """Return the directory to which `.beads/redirect` points, trusted or not; None where there is
    no redirect. A relative path counts from the project's directory, or else from `.beads`.

    Raises:
        BadWorkspace: the redirect points at no directory, or cannot be read.
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
        hint=_mend_redirect(beads),
    )


def _mend_redirect(beads: str) -> str:
    """Return the hint for a redirect that leads to no workspace; a town makes the file again."""
    if town.root_above(beads):
        return "gt dolt fix-metadata"
    return "correct or remove the redirect file"


def _in_main_worktree(directory: str) -> Workspace | None:
    main = main_worktree(directory)
    if main is None:
        return None
    root = town.root_above(directory)
    if root and root != town.root_above(main):
        return None  # in a copied town git still leads to the first town's clone
    return _in(os.path.join(main, ".beads"), f"main worktree of {directory}")


def main_worktree(directory: str) -> str | None:
    """Return the main worktree of the linked git worktree whose root is `directory`; None where
    `directory` is no linked worktree.
    """
    common = _shared(directory)
    return os.path.dirname(common) if os.path.basename(common) == ".git" else None


def _shared(directory: str) -> str:
    """Return the git directory that the linked worktree at `directory` shares; empty where
    `directory` is no linked worktree.
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
    """Return the directory where `bd init` puts `.beads/`: the root of the git project's main
    worktree, or `start` outside git.
    """
    here = os.path.abspath(start)
    for directory in upwards(here):
        if os.path.exists(os.path.join(directory, ".git")):
            return main_worktree(directory) or directory
    return here
