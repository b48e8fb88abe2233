"""The journals of the databases are small enough to be read quickly: garbage is being collected."""

from __future__ import annotations

from pathlib import Path

from beadwork.doctor.finding import Finding, verdict
from beadwork.doctor.subject import Place
from beadwork.dolt.versions import gc

WORKSPACE = True

MEGABYTE = 1_000_000


def look(place: Place) -> Finding:
    """Look."""
    limit = place.configuration.daemon.journal_mb
    sizes = _sizes(place)
    return verdict(
        f"the largest has {max(sizes.values(), default=0) // MEGABYTE} MB",
        warnings=[
            f"{path} has {size // MEGABYTE} MB, more than {limit}"
            for path, size in sizes.items()
            if size > limit * MEGABYTE
        ],
        hint="bd gc"
        if not place.is_town
        else "gt daemon start, which collects when the server is idle; or `bd gc` in the rig",
    )


def _sizes(place: Place) -> dict[str, int]:
    data = Path(place.managed.data)
    if place.rig:
        names = ["."]
    elif place.is_town:
        names = ["*"]
    else:
        names = [seat.workspace.database for seat in place.seats if seat.workspace]
    files = [
        file for name in names for file in sorted(data.glob(f"{name}/.dolt/noms/{gc.JOURNAL}"))
    ]
    return {str(file): file.stat().st_size for file in files}
