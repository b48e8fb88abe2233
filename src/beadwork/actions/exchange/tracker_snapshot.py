"""Write one commit of a tracker as one JSON document: issues, edges, comments, memories, settings.

A commit does not change, so the pages are of one state however long the reading takes. One page is
in memory at a time: edges and comments wait in files until the issues are written.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import datetime
from typing import IO, Any, NamedTuple

from beadwork.actions.exchange import export_issues
from beadwork.dolt.connection.session import Session
from beadwork.dolt.versions import branches, revisions
from beadwork.dolt.versions.revisions import Revision
from beadwork.model.exchange import import_memory
from beadwork.model.issues import record
from beadwork.model.issues.kinds import Vocabulary
from beadwork.model.printable import escape
from beadwork.model.times.timestamps import format_timestamp
from beadwork.store import bulk, config, memories
from beadwork.store.search.filters import Filter

VERSION = 1


class Snapshot(NamedTuple):
    """The commit that was written, and how many issues it has."""

    commit: str
    issues: int


class _List:
    """A JSON array that is written element by element, one a line."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.count = 0

    def add(self, value: Any) -> None:
        self.file.write(b",\n" if self.count else b"\n")
        self.file.write(_encoded(value))
        self.count += 1


def write(
    session: Session, past: Revision | None, project_id: str, now: datetime, file: IO[bytes]
) -> Snapshot:
    """Write the newest commit of the branch, or the one that `past` names, into a file of bytes.
    What waits to be committed is in no commit, and is not written.
    """
    found = past or revisions.resolve(session, "HEAD", now)
    facts: dict[str, Any] = {
        "schema_version": VERSION,
        "commit": found.commit,
        "committed_at": format_timestamp(found.date),
        "project_id": project_id,
    }
    with branches.session_at(session, found.commit) as reader, bulk.snapshot(reader):
        facts["settings"] = config.with_prefix(reader, "")
        file.write(_encoded(facts)[:-1])
        with tempfile.TemporaryFile() as edges, tempfile.TemporaryFile() as comments:
            written = _List(file)
            file.write(b',\n"issues": [')
            _read(reader, now, written, _List(edges), _List(comments))
            for name, spool in (("dependencies", edges), ("comments", comments)):
                file.write(f'],\n"{name}": ['.encode())
                spool.seek(0)
                shutil.copyfileobj(spool, file)
        file.write(b'],\n"memories": [')
        remembered = _List(file)
        for memory in memories.everything(reader):
            remembered.add(import_memory.exported(*memory))
        file.write(b"]}\n")
    return Snapshot(found.commit, written.count)


def _read(reader: Session, now: datetime, issues: _List, edges: _List, comments: _List) -> None:
    """Write every issue into its list, with the edges that leave it (also that to its parent) and
    its comments in theirs.
    """
    wanted = Filter(sort="id", everything=True)
    # The ids alone are in memory. Their vocabulary does not matter: no filter names a word of it.
    ids = bulk.matching_ids(reader, wanted, Vocabulary(), now)
    for page in bulk.pages(reader, ids):
        for issue_id in sorted(page.issues):
            issue = page.issues[issue_id]
            issues.add(record.exported(issue))
            if issue.parent:
                edges.add(record.parent_edge(issue))
            for edge in page.edges.get(issue_id, ()):
                edges.add(edge.to_dict())
            for remark in page.comments.get(issue_id, ()):
                comments.add(export_issues.comment(remark))


def _encoded(value: Any) -> bytes:
    return escape(json.dumps(value, ensure_ascii=False, check_circular=False)).encode()
