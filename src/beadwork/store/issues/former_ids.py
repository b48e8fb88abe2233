"""The prefixes that ids had before, and the ids that follow from them."""

from __future__ import annotations

import json

from beadwork.dolt.writing.transaction import Reader, Transaction
from beadwork.store import config

FORMER_PREFIXES = "former_prefixes"
"""The setting with the prefixes that were renamed, the last first: `newer:newest,old:newer`."""
STEPS = 20
"""How many renames of prefixes are followed, one after the other."""

ALL = """
    SELECT id, JSON_EXTRACT(extra, '$.former_ids') FROM issues
    WHERE JSON_EXTRACT(extra, '$.former_ids') IS NOT NULL
"""


def record_prefix(tx: Transaction, old: str, new: str) -> None:
    """Record that a prefix was renamed."""
    before = config.get(tx, FORMER_PREFIXES)
    config.put(tx, FORMER_PREFIXES, ",".join(filter(None, (f"{old}:{new}", before))))


def prefixes(reader: Reader) -> str:
    """Return the value of the setting, empty where no prefix was renamed."""
    return config.get(reader, FORMER_PREFIXES) or ""


def everything(reader: Reader) -> dict[str, list[str]]:
    """Return the former ids of each issue that was renamed by itself."""
    return {str(issue_id): json.loads(names) for issue_id, names in reader.rows(ALL)}


def forms_of(former: str, renamed: str) -> list[str]:
    """Return an id with each prefix that its prefix was renamed to, one after the other, the
    present one first. `renamed` is the value of the setting.

    >>> forms_of("a-7.1", "b:c,a:b"), forms_of("x-7", "b:c")
    (['c-7.1', 'b-7.1', 'a-7.1'], ['x-7'])
    """
    found = [former]
    prefixes = [entry.partition(":") for entry in reversed(renamed.split(",")) if entry]
    for old, _, new in prefixes[-STEPS:]:
        if found[0].startswith(f"{old}-"):
            found.insert(0, new + found[0][len(old) :])
    return found
