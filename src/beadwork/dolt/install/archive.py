"""Take the one program out of a release archive.

Invariant: exactly one member is ever written, to a path that the archive does not choose. An
archive with a member that points outside the archive's own directory is no release, and is refused
whole.
"""

from __future__ import annotations

import gzip
import shutil
import tarfile
import zlib
from pathlib import Path, PurePosixPath

from beadwork.dolt.install.method import MethodFailed


def extract(archive: Path, member: str, target: Path) -> None:
    """Write the regular file `member` of the gzipped tar `archive` to `target`.

    Raises:
        MethodFailed: the archive is damaged, has no such file, or points outside itself.
    """
    try:
        # One pass: a release unpacks to more than 100 MB.
        with gzip.open(archive) as unzipped, tarfile.open(fileobj=unzipped, mode="r|") as stream:
            found = [entry.name for entry in stream if _extracted(stream, entry, member, target)]
            while unzipped.read(1 << 20):  # gzip's own checksum is compared at the very end
                pass
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise MethodFailed(f"the archive is damaged: {error}") from error
    if not found:
        raise MethodFailed(f"the archive holds no {member}")


def _extracted(stream: tarfile.TarFile, entry: tarfile.TarInfo, member: str, target: Path) -> bool:
    name = PurePosixPath(entry.name)
    if name.is_absolute() or ".." in name.parts:
        raise MethodFailed(f"the archive is not a release: it holds {entry.name}")
    if str(name) != member or not entry.isreg():
        return False
    source = stream.extractfile(entry)
    if source is None:  # not for a regular file
        return False
    with source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
    return True
