"""All bytes of a bare git repository that Dolt pushed to: every object that git has, inflated, and
every chunk of Dolt in them, uncompressed. For searches of what must not be there.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

CHECKSUM = 4
"""Bytes of the checksum behind each chunk."""


def everything(repository: Path) -> Iterator[bytes]:
    """Yield the objects of a bare repository, reachable or not, and the chunks in them."""
    listed = _git(repository, "cat-file", "--batch-all-objects", "--batch-check")
    for line in listed.decode().splitlines():
        name, kind, _ = line.split()
        content = _git(repository, "cat-file", kind, name)
        yield content
        yield from chunks(content)
    yield _git(repository, "for-each-ref")


def chunks(content: bytes) -> Iterator[bytes]:
    """Yield the chunks of a file of Dolt: blocks of Snappy, one after the other, each with a
    checksum. Nothing is yielded from where the file goes on with something else.
    """
    place = 0
    while place < len(content):
        try:
            chunk, place = _block(content, place)
        except (IndexError, ValueError):
            return
        yield chunk
        place += CHECKSUM


def _block(content: bytes, place: int) -> tuple[bytes, int]:
    """Return the block of Snappy that begins at a place, and the place behind it.

    Raises:
        IndexError, ValueError: there is none.
    """
    length, shift = 0, 0
    while True:
        byte = content[place]
        place += 1
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            break
    out = bytearray()
    while len(out) < length:
        tag = content[place]
        place += 1
        kind, size = tag & 3, tag >> 2
        if kind == 0:
            if size >= 60:
                width = size - 59
                size = int.from_bytes(content[place : place + width], "little")
                place += width
            out += content[place : place + size + 1]
            place += size + 1
            continue
        width = (1, 2, 4)[kind - 1]
        offset = int.from_bytes(content[place : place + width], "little")
        place += width
        if kind == 1:
            offset |= (tag >> 5) << 8
            size = size & 7
            count = size + 4
        else:
            count = size + 1
        if not 0 < offset <= len(out):
            raise ValueError(offset)
        for _ in range(count):
            out.append(out[-offset])
    if len(out) != length or place > len(content):
        raise ValueError(length)
    return bytes(out), place


def _git(repository: Path, *words: str) -> bytes:
    return subprocess.run(
        ["git", "-C", repository, *words], check=True, capture_output=True, timeout=60
    ).stdout
