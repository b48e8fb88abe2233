"""The prefixes that ids had before, and the ids that follow from them."""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Reader, Transaction
from beadwork.store import config

FORMER_PREFIXES = "former_prefixes"
"""The setting with the prefixes that were renamed, the last first: `newer:newest,old:newer`."""
STEPS = 20
"""How many renames of prefixes are followed, one after the other."""


def record_prefix(tx: Transaction, old: str, new: str) -> None:
    """Record that a prefix was renamed."""
    before = config.get(tx, FORMER_PREFIXES)
    config.put(tx, FORMER_PREFIXES, ",".join(filter(None, (f"{old}:{new}", before))))


def forms(reader: Reader, former: str) -> list[str]:
    """Return an id with each prefix that its prefix was renamed to, one after the other, the
    present one first.
    """
    return _forms(former, config.get(reader, FORMER_PREFIXES) or "")


def _forms(former: str, renamed: str) -> list[str]:
    """Return the forms of an id, by the value of the setting.

    >>> _forms("a-7.1", "b:c,a:b"), _forms("x-7", "b:c")
    (['c-7.1', 'b-7.1', 'a-7.1'], ['x-7'])
    """
    found = [former]
    prefixes = [entry.partition(":") for entry in reversed(renamed.split(",")) if entry]
    for old, _, new in prefixes[-STEPS:]:
        if found[0].startswith(f"{old}-"):
            found.insert(0, new + found[0][len(old) :])
    return found
