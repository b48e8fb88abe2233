"""Give the database of a copied workspace a project of its own."""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Transaction
from beadwork.store import config


def give(tx: Transaction, project_id: str) -> None:
    """Write another project id into the database."""
    config.put_fact(tx, "project_id", project_id)
    tx.say(f"bd: a project of its own, {project_id}: the town is a copy")
