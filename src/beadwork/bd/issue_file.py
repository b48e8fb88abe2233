"""Write the issues of a tracker as JSON lines, for exports and snapshots."""

from __future__ import annotations

from typing import IO

from beadwork.actions.exchange import export_issues
from beadwork.console.console import encode
from beadwork.dolt.writing.transaction import Reader
from beadwork.model.exchange import import_memory
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker


def write(
    tracker: InternalTracker, wanted: Filter, file: IO[bytes], *, with_memories: bool
) -> tuple[int, int]:
    """Write all rows and return the number of issues and of memories. After a broken connection the
    file is written again from the start.
    """

    def write_rows(reader: Reader) -> tuple[int, int]:
        file.seek(0)
        file.truncate()
        counts = [0, 0]
        vocabulary, now = tracker.profile.vocabulary, tracker.now
        rows = export_issues.rows(reader, wanted, vocabulary, now, with_memories=with_memories)
        for row in rows:
            file.write(f"{encode(row)}\n".encode())
            counts[import_memory.is_memory(row)] += 1
        return counts[0], counts[1]

    return tracker.ask(write_rows)
