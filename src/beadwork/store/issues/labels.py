"""The labels in use. They are stored in `issues.labels` as JSON lists. The server counts equal
lists, and the lists are split here.
"""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Reader
from beadwork.store import json_columns
from beadwork.store.issues.issues import NOT_DELETED

USES = f"""
    SELECT labels, COUNT(*) FROM issues
    WHERE labels IS NOT NULL AND {NOT_DELETED} GROUP BY labels
"""


def counts(reader: Reader) -> dict[str, int]:
    """Return how many issues, open or closed, have each label, in the order of the labels."""
    found: dict[str, int] = {}
    for labels, count in reader.rows(USES):
        for label in json_columns.texts(labels):
            found[label] = found.get(label, 0) + int(count)
    return dict(sorted(found.items()))
