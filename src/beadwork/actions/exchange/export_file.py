"""Write the issues of a tracker as JSON lines, for exports and snapshots."""

from __future__ import annotations

import json
from datetime import datetime
from typing import IO, NamedTuple

from beadwork.actions.exchange import export_issues
from beadwork.dolt.writing.transaction import Reader
from beadwork.model.exchange import import_memory
from beadwork.model.issues.kinds import Vocabulary
from beadwork.model.printable import escape
from beadwork.store.search.filters import Filter


class Exported(NamedTuple):
    """The numbers of issues and of memories that were written."""

    issues: int
    memories: int


def write(
    reader: Reader,
    wanted: Filter,
    vocabulary: Vocabulary,
    now: datetime,
    file: IO[bytes],
    *,
    with_memories: bool,
) -> Exported:
    """Write all rows of a filter into a file of bytes."""
    counts = [0, 0]
    rows = export_issues.rows(reader, wanted, vocabulary, now, with_memories=with_memories)
    for row in rows:
        line = escape(json.dumps(row, ensure_ascii=False, check_circular=False))
        file.write(f"{line}\n".encode())
        counts[import_memory.is_memory(row)] += 1
    return Exported(*counts)
