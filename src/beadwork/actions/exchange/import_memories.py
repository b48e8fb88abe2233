"""Import the memories of an export. The newer one wins; one without a time, or with the time of the
one here, never replaces it unless that is forced.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from beadwork.dolt.writing.transaction import Reader, Transaction
from beadwork.model.exchange.import_file import Source
from beadwork.model.exchange.import_memory import ImportMemory
from beadwork.model.exchange.warnings import Warnings
from beadwork.store import memories
from beadwork.store.memories import Memory


class MemoryCounts(NamedTuple):
    """How many memories of a file are new here, replace one, or change nothing."""

    created: int
    updated: int
    unchanged: int


class MemoryPlan(NamedTuple):
    """The memories to write, and the counts of all."""

    written: list[ImportMemory]
    counts: MemoryCounts


def plan(reader: Reader, source: Source, odd: Warnings, *, force: bool) -> MemoryPlan:
    """Compare the memories of a file with those here. Whatever does not come in is a warning."""
    stored = {kept.key: kept for kept in memories.everything(reader)} if source.memories else {}
    for key in source.repeated_memories:
        odd.add("same memory", key)
    created, updated = [], []
    for memory in source.memories.values():
        for name in memory.unknown:
            odd.add("memory field", memory.key, name)
        here = stored.get(memory.key)
        if here is None:
            created.append(memory)
        elif _is_taken(memory, here, force=force):
            updated.append(memory)
        elif memory.value != here.value:
            odd.add("other memory", memory.key)
    written = [*created, *updated]
    unchanged = len(source.memories) - len(written)
    return MemoryPlan(written, MemoryCounts(len(created), len(updated), unchanged))


def _is_taken(memory: ImportMemory, here: Memory, *, force: bool) -> bool:
    if force and memory.value != here.value:
        return True
    return memory.updated_at is not None and memory.updated_at > here.updated_at


def write(tx: Transaction, planned: Sequence[ImportMemory]) -> None:
    """Write the memories with their own times."""
    for memory in planned:
        memories.put(tx, memory.key, memory.value, memory.updated_at)
