"""What is wrong with a database, in words for a person: with its files on disk, or with what the
server answers about it.

A running server goes on for a while without its files: it lists the database, and answers from
memory. So the files are looked at, too. Only the manifest is read, and whether the tables that it
names are there: that takes 0.05 ms.
"""

from __future__ import annotations

import os

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.server.files.home import Home
from beadwork.errors import BadFile
from beadwork.files import bounded

GENERATIONS = ("", "oldgen")
HASH_LENGTH = 32
HASH_DIGITS = frozenset("0123456789abcdefghijklmnopqrstuv")
FIRST_HASH = 2
"""A manifest is `5:__DOLT__:lock:root:generation`, then `:table:chunks` for each table."""
FIRST_TABLE = 5


def fault(directory: str) -> str:
    """Return what is wrong with the files of a database in `directory`; empty where nothing is
    seen.
    """
    store = os.path.join(directory, ".dolt", "noms")
    if not os.path.isdir(directory):
        return f"there is no {directory}"
    if not os.path.isdir(store):
        return f"{os.path.join(directory, '.dolt')} holds no data"
    for generation in GENERATIONS:
        found = _fault_of(store, generation)
        # A collection of garbage changes the manifest before it removes the tables of the old one.
        if found and found == _fault_of(store, generation):
            return found
    return ""


def faults(home: Home) -> dict[str, str]:
    """Return, by name, what is wrong with the files of the databases on disk of a server."""
    if home.rig:
        places = {home.rig: home.data}
    else:
        places = {entry.name: entry.path for entry in os.scandir(home.data)
                  if os.path.isdir(os.path.join(entry.path, ".dolt"))}  # fmt: skip
    found = {name: fault(place) for name, place in sorted(places.items())}
    return {name: why for name, why in found.items() if why}


def answer(directory: str, error: ServerError) -> str:
    """Return why a server cannot read the database in `directory`: the fault of its files, or else
    the server's `error`.
    """
    if error.fault in (Fault.LOST, Fault.REFUSED):
        return "its server does not answer"
    found = fault(directory)
    if found:
        return found
    if error.fault is Fault.DAMAGED:
        return f"its data is damaged ({error.text})"
    if error.fault is Fault.NO_DATABASE:
        return "the server does not have it open"
    if error.fault is Fault.LOST_FILES:
        return "a database of this server has lost its files"
    return error.text


def _fault_of(store: str, generation: str) -> str:
    """Return what is wrong with the tables of one generation; the old one may be empty."""
    path = os.path.join(store, generation, "manifest")
    try:
        manifest = bounded.read_text(path).strip()
    except FileNotFoundError:
        return "" if generation else f"there is no {path}"
    except (OSError, BadFile):
        return f"{path} is damaged"
    parts = manifest.split(":")
    hashes, tables = parts[FIRST_HASH:FIRST_TABLE], parts[FIRST_TABLE::2]
    if len(hashes) < FIRST_TABLE - FIRST_HASH or not all(map(_is_hash, (*hashes, *tables))):
        return f"{path} is damaged"
    return next((f"there is no {os.path.join(store, generation, table)}, which {path} names"
                 for table in tables if not _has_table(store, table)), "")  # fmt: skip


def _is_hash(text: str) -> bool:
    return len(text) == HASH_LENGTH and HASH_DIGITS.issuperset(text)


def _has_table(store: str, table: str) -> bool:
    """Tell whether a table of the manifest is there, as a file of tables or as an archive."""
    return any(
        os.path.exists(os.path.join(store, generation, f"{table}{ending}"))
        for generation in GENERATIONS
        for ending in ("", ".darc")
    )
