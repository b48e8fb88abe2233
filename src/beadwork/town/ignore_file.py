"""`.gitignore` in the town's root: no repository around it gets its data and secrets."""

from __future__ import annotations

from beadwork.errors import BadFile
from beadwork.files import bounded
from beadwork.files.atomic import replace
from beadwork.town.layout import Town

NAME = ".gitignore"
TITLE = "# Databases, passwords, logs and backups of the town."
LINES = ("/.dolt-data/", "/daemon/", "/backups/")


def missing(town: Town) -> list[str]:
    """Return the lines that the file lacks; none where it cannot be read, as it is a person's."""
    try:
        present = bounded.read_text(str(town.root / NAME)).splitlines()
    except FileNotFoundError:
        return list(LINES)
    except (OSError, BadFile):
        return []
    return [line for line in LINES if line not in map(str.strip, present)]


def complete(town: Town) -> bool:
    """Add the lines that the file lacks, and return whether any was missing."""
    wanted = missing(town)
    if not wanted:
        return False
    path = str(town.root / NAME)
    try:
        before = bounded.read_text(path).rstrip("\n")
    except FileNotFoundError:
        before = ""
    lines = [*([before, ""] if before else []), TITLE, *wanted]
    replace(path, "\n".join(lines) + "\n", mode=0o644)
    return True
