"""Directories and files that no other user of the machine can read, replace or put there.

A socket, a password or a token is only as safe as every directory on the way to it. Each of them
has to belong to us or to root, and nobody else may write to it. A sticky directory such as `/tmp`
may be on the way: others add entries there, but cannot replace ours. A secret is a regular file of
ours, closed to others, and no symbolic link: so nobody else chooses what we take for our password,
or where we write it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from beadwork.errors import AccessDenied

MOST_LINKS = 40
"""How many symbolic links are followed in one path, as Linux does (path_resolution(7))."""
SECRET_MODE = 0o600
MOST_CHARACTERS = 1_000_000


def require_trusted(path: str) -> None:
    """Refuse a directory that somebody else could have put there, or could replace.

    Raises:
        AccessDenied: the message names the part of the path that is not ours.
    """
    found = weakness(path)
    if found:
        raise AccessDenied(
            f"{path} is not safe from other users of this machine: {found}",
            hint="make it yours alone (chown, chmod go-w), or name another place: "
            "BEADWORK_HOME=DIRECTORY",
        )


def weakness(path: str) -> str:
    """Return why others could replace what is at an absolute path; empty where nobody can.

    The path is examined up to the first part that does not exist. A last part to which others may
    write is weak even if it is sticky: they could add files to it.
    """
    trusted = {0, os.geteuid(), os.lstat("/").st_uid}
    for entry, found, is_last in _way(path):
        if found is None:
            return f"{entry} cannot be examined"
        if found.st_uid not in trusted:
            return f"{entry} belongs to user {found.st_uid}"
        if stat.S_ISLNK(found.st_mode):
            continue
        if not stat.S_ISDIR(found.st_mode):
            return f"{entry} is not a directory"
        is_sticky = bool(found.st_mode & stat.S_ISVTX) and not is_last
        if _others_write(found) and not is_sticky:
            return f"others may write to {entry} (mode {stat.S_IMODE(found.st_mode):04o})"
        if is_last and found.st_uid != os.geteuid():
            return f"{entry} belongs to user {found.st_uid}"
    return ""


def weakness_of_file(path: str) -> str:
    """Return why others could change what a file says; empty where nobody can, and where there is
    no file.
    """
    try:
        found = os.stat(path)
    except OSError:
        return ""
    if found.st_uid not in (0, os.geteuid()):
        return f"{path} belongs to user {found.st_uid}"
    if _others_write(found):
        return f"others may write to {path} (mode {stat.S_IMODE(found.st_mode):04o})"
    return weakness(os.path.dirname(path))


def opener(path: str, flags: int) -> int:
    """Open a file that is closed to others, for `open`: a new one gets the mode 0600."""
    return os.open(path, flags, SECRET_MODE)


def read_secret(path: str) -> str:
    """Return the text of a secret file.

    Raises:
        FileNotFoundError: there is no such file.
        AccessDenied: the file is not ours, or others may write to it or read it.
        OSError: the file cannot be read.
    """
    descriptor = _open_own(path)
    with os.fdopen(descriptor, encoding="utf-8", errors="replace") as file:
        _refuse_open(path, stat.S_IMODE(os.fstat(descriptor).st_mode))
        content = file.read(MOST_CHARACTERS + 1)
    if len(content) > MOST_CHARACTERS:
        raise _refused(path, f"has more than {MOST_CHARACTERS:,} characters")
    return content


def _refuse_open(path: str, mode: int) -> None:
    """Refuse a file that others can change or read.

    A readable file in a directory that is closed to others passes: nobody else could read it, and
    the doctor repairs its mode.
    """
    directory = stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode)
    is_readable = bool(mode & 0o077) and bool(directory & 0o011)
    if mode & 0o022 or is_readable:
        what = "write to it" if mode & 0o022 else "read it"
        raise AccessDenied(
            f"{path} has the mode {mode:04o}: others may {what}", hint=f"chmod 600 {path}"
        )


def close_to_others(path: str) -> None:
    """Remove the rights of others from a secret file, where there is one.

    Raises:
        AccessDenied: it is not a regular file of ours.
        OSError: its mode cannot be changed.
    """
    try:
        descriptor = _open_own(path)
    except FileNotFoundError:
        return
    try:
        os.fchmod(descriptor, SECRET_MODE)
    finally:
        os.close(descriptor)


def _way(path: str) -> Iterator[tuple[str, os.stat_result | None, bool]]:
    """Yield each directory and link along a path, its status, and whether it is the last one.

    The status is None where the entry cannot be examined.
    """
    reached, parts, links = "/", _parts(path), 0
    yield reached, os.lstat(reached), not parts
    while parts:
        part = parts.pop()
        if part == "..":
            reached = os.path.dirname(reached)
            continue
        entry = os.path.join(reached, part)
        try:
            found = os.lstat(entry)
        except FileNotFoundError:
            return
        except OSError:
            yield entry, None, True
            return
        yield entry, found, not parts
        if not stat.S_ISLNK(found.st_mode):
            reached = entry
            continue
        links += 1
        if links > MOST_LINKS:
            yield entry, None, True
            return
        target = os.readlink(entry)
        reached = "/" if target.startswith("/") else reached
        parts += _parts(target)


def _parts(path: str) -> list[str]:
    """Return the names in a path, the first one last."""
    return [part for part in reversed(path.split("/")) if part not in ("", ".")]


def _others_write(status: os.stat_result) -> bool:
    if status.st_mode & stat.S_IWOTH:
        return True
    return bool(status.st_mode & stat.S_IWGRP) and not _is_private_group(status.st_gid)


def _is_private_group(gid: int) -> bool:
    """Tell whether a group has no member but us: where each user has a group of their own, their
    files are writable for it (umask 002).

    A group of ours that no database knows, as containers make them, counts as private.
    """
    import grp
    import pwd

    try:
        group = grp.getgrgid(gid)
    except KeyError:
        return gid in (os.getegid(), *os.getgroups())
    if gid == 0:
        return set(group.gr_mem) <= {"root"}
    try:
        name = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return False
    return group.gr_name == name and set(group.gr_mem) <= {name}


def _open_own(path: str) -> int:
    """Return a descriptor of a regular file of ours; raises as `read_secret`.

    Opening a FIFO does not wait for a writer.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if os.path.islink(path):
            raise _refused(path, "is a symbolic link") from error
        raise
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
        os.close(descriptor)
        what = (
            f"belongs to user {found.st_uid}"
            if stat.S_ISREG(found.st_mode)
            else "is not a regular file"
        )
        raise _refused(path, what)
    return descriptor


def _refused(path: str, what: str) -> AccessDenied:
    return AccessDenied(
        f"{path} {what}: it was not read", hint=f"ls -l {path}   (put a file of your own there)"
    )
