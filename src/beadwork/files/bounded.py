"""Read a file or a pipe that anybody may have made: never more than a limit, and never for ever.

A path of a repository may lead to /dev/zero, to a FIFO that nobody writes to, or to a file of
46 MB. No module outside beadwork.files opens a file for reading (tests/test_architecture.py).
"""

from __future__ import annotations

import errno
import os
import stat
from typing import IO

from beadwork.errors import BadFile
from beadwork.model.hints import command

SMALL = 1_000_000
"""Bytes of a file that describes something: metadata, settings, records, routes."""
LINE = 10_000
"""Bytes of a file with one line: a redirect, a path, a password, the holder of a lock."""
TEXT = 4_000_000
"""Bytes of a text that a person gives, before the limit of its field is checked."""
IMPORT = 500_000_000
"""Bytes of a file with many issues."""
CHUNK = 1 << 20

_KINDS = {
    stat.S_IFDIR: "a directory",
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_HANDED_OVER = ("/dev/fd/", "/proc/self/fd/")


def read(path: str, limit: int = SMALL, *, follow: bool = True, name: str = "") -> bytes:
    """Return the content of a regular file. `follow=False` also refuses a symbolic link. Messages
    call the file `name`, or else its path.

    Raises:
        OSError: the file cannot be opened, or does not exist.
        BadFile: it is no regular file, or has more than `limit` bytes.
    """
    descriptor = open_regular(path, follow=follow, name=name)
    try:
        return _all(descriptor, name or path, limit)
    finally:
        os.close(descriptor)


def read_text(path: str, limit: int = SMALL, *, follow: bool = True) -> str:
    """Return the content of a regular file as text; raises as `read`, and BadFile where the content
    is not UTF-8.
    """
    content = read(path, limit, follow=follow)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadFile(
            f"{path}, line {line}: it is not UTF-8 text", hint=command("file", path)
        ) from None


def read_path(path: str) -> str:
    """Return the path in the first line of a file; empty where that line is empty.

    Raises:
        OSError, BadFile: as `read`; BadFile also where the line has a NUL byte.
    """
    first = read(path, LINE).partition(b"\n")[0].strip()
    if b"\0" in first:
        raise BadFile(f"{path} names no path: it has a NUL byte", hint=command("ls", "-l", path))
    return os.fsdecode(first)


def read_some(path: str, most: int) -> bytes:
    """Return at most the first `most` bytes of a regular file; raises as `open_regular`."""
    return read_range(path, 0, most)


def read_range(path: str, offset: int, most: int) -> bytes:
    """Return at most `most` bytes of a regular file from an offset on. A negative offset counts
    from the end. Raises as `open_regular`.
    """
    descriptor = open_regular(path)
    try:
        if offset < 0:
            offset = max(0, os.fstat(descriptor).st_size + offset)
        os.lseek(descriptor, offset, os.SEEK_SET)
        return _up_to(descriptor, most)
    finally:
        os.close(descriptor)


def read_named(path: str, limit: int, *, directory: str = "") -> bytes:
    """Return the content of a file that the person's command line names, relative to `directory`.

    A descriptor from the shell (`/dev/stdin`, `/dev/fd/63` of `<(…)`) is read too, whatever kind of
    file it is. Raises as `read`.
    """
    number = _handed_over(path)
    if number is None:
        return read(os.path.join(directory, path), limit, name=path)
    descriptor = os.dup(number)
    try:
        return _all(descriptor, path, limit)
    finally:
        os.close(descriptor)


def read_stream(stream: IO[bytes], limit: int, name: str = "standard input") -> bytes:
    """Return the whole content of a stream, such as standard input.

    Raises:
        BadFile: the stream has more than `limit` bytes; messages call it `name`.
    """
    chunks: list[bytes] = []
    left = limit + 1
    while left > 0:
        chunk = stream.read(min(CHUNK, left))
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
        left -= len(chunk)
    raise too_large(name, limit)


def copy(source: str, target: str, limit: int) -> None:
    """Copy a regular file to a path that does not exist yet, block by block.

    Raises:
        OSError, BadFile: as `read`, with symbolic links refused.
        FileExistsError: the target exists.
    """
    with open_file(source, follow=False) as file, open(target, "xb") as written:
        left = limit
        while chunk := file.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise too_large(source, limit)
            written.write(chunk)


def open_file(path: str, *, follow: bool = True) -> IO[bytes]:
    """Return a regular file that is open for reading; raises as `open_regular`."""
    return os.fdopen(open_regular(path, follow=follow), "rb")


def open_regular(path: str, *, follow: bool = True, name: str = "") -> int:
    """Return a descriptor of a regular file, for reading. Opening a FIFO does not wait for a
    writer.

    Raises:
        OSError: the file cannot be opened, or does not exist.
        BadFile: it is no regular file.
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | (0 if follow else os.O_NOFOLLOW)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno == errno.ENXIO:  # open(2) of a socket
            raise _no_file(name or path, "a socket") from None
        if error.errno in (errno.ELOOP, errno.EMLINK) and not follow and os.path.islink(path):
            raise _no_file(name or path, "a symbolic link") from None
        raise
    kind = stat.S_IFMT(os.fstat(descriptor).st_mode)
    if kind != stat.S_IFREG:
        os.close(descriptor)
        raise _no_file(name or path, _KINDS.get(kind, "something else"))
    return descriptor


def too_large(name: str, limit: int) -> BadFile:
    return BadFile(
        f"{name} has more than {limit:,} bytes", hint=f"at most {limit:,} bytes are read"
    )


def _no_file(path: str, what: str) -> BadFile:
    return BadFile(f"{path} is {what}, no regular file", hint=command("ls", "-lL", path))


def _handed_over(path: str) -> int | None:
    """Return the descriptor that a path such as `/dev/fd/63` means; None for any other path."""
    if path == "/dev/stdin":
        return 0
    for prefix in _HANDED_OVER:
        number = path.removeprefix(prefix)
        if number != path and number.isascii() and number.isdigit() and len(number) < 7:
            return int(number)
    return None


def _all(descriptor: int, name: str, limit: int) -> bytes:
    if os.fstat(descriptor).st_size > limit:
        raise too_large(name, limit)
    content = _up_to(descriptor, limit + 1)  # the size may not tell: a pipe, or a growing file
    if len(content) > limit:
        raise too_large(name, limit)
    return content


def _up_to(descriptor: int, most: int) -> bytes:
    chunks = []
    while most > 0:
        chunk = os.read(descriptor, min(CHUNK, most))
        if not chunk:
            break
        chunks.append(chunk)
        most -= len(chunk)
    return b"".join(chunks)
