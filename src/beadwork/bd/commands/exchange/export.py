"""Write issues as JSON lines, one issue a line, ordered by id, and the memories after them.

    bd export -o issues.jsonl
    bd export | ssh host bd import -
    bd export -s open,in_progress -l auth
    bd export --as-of yesterday -o yesterday.jsonl
    bd export --no-memories
    bd export -o issues.jsonl --json

All issues are exported, closed ones and machinery included, unless a filter leaves them out. Fields
that bd does not know, and that an import brought, are exported as well. What `bd remember` keeps
follows, one memory a line (`"_type": "memory"`), unless a filter chooses issues. `bd import` reads
the file.

An export is no backup: it has the issues as they are now, without their history. Back up the
database instead.

The file is written completely or not at all. Without -o the lines are the result, also with --json.
With -o and --json the result is {"exported": N, "memories": M, "file": FILE}.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from beadwork import errors
from beadwork.actions.exchange import export_issues
from beadwork.bd.flags import as_of
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.files import atomic, symlinks
from beadwork.model.counted import counted
from beadwork.ui import filter_flags

MODE = 0o644


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write to FILE (- or none: standard output)"
    )
    parser.add_argument("--no-memories", action="store_true", help="leave the memories out")
    filter_flags.add(parser)
    as_of.add(parser)
    parser.set_defaults(sort="id")


def run(console: Console, options: argparse.Namespace) -> None:
    wanted = filter_flags.read(console, options, page=None)
    with_memories = export_issues.is_whole(wanted) and not options.no_memories
    if options.output in (None, "", "-"):
        with open_tracker(console, options.as_of) as tracker, tempfile.TemporaryFile() as spool:
            tracker.export(spool, wanted, memories=with_memories)
            console.copy(spool)
        return
    try:
        with (
            open_tracker(console, options.as_of) as tracker,
            _replacing(os.path.join(console.directory, options.output)) as file,
        ):
            count, memories = tracker.export(file, wanted, memories=with_memories)
    except OSError as error:
        reason = error.strerror or str(error)
        raise errors.NotFound(
            f"{options.output} cannot be written: {reason}", hint="bd export -o FILE"
        ) from None
    exported = counted(count, "issue") + (
        f" and {counted(memories, 'memory', 'memories')}" if memories else ""
    )
    console.result(
        {"exported": count, "memories": memories, "file": options.output},
        lambda: f"Exported {exported} to {options.output}",
    )


@contextmanager
def _replacing(path: str) -> Iterator[IO[bytes]]:
    """Yield a new file that replaces `path` once it is complete. A path that is no regular file,
    such as a FIFO, is written to directly.
    """
    symlinks.refuse_led_out(path, done="written", hint="bd export -o {target}   (if it is yours)")
    if not os.path.exists(path) or os.path.isfile(path):
        with atomic.replacing(os.path.realpath(path), mode=MODE) as file:
            yield file
        return
    # The system refuses a FIFO without a reader, instead of waiting for one.
    descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    os.set_blocking(descriptor, True)
    with tempfile.TemporaryFile() as spool, os.fdopen(descriptor, "wb") as device:
        yield spool
        spool.seek(0)
        shutil.copyfileobj(spool, device)
