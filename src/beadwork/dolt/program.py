"""Which `dolt` this machine has.

Dolt is the only store, and must be there before a server can start.

Invariant: a program counts only after it was run and printed its version. It runs in a throw-away
home with Dolt's look-up of its latest release turned off, so that neither the person's
configuration nor the network is touched. Only the standard library is imported at the top: every
server start imports this module.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from beadwork.errors import DoltMissing
from beadwork.model.settings_table import float_setting

MINIMUM = (1, 81, 8)
"""The oldest version that is used: the first one with git remotes."""

PINNED = "1.88.1"
"""The version that is tested, and installed where there is none."""

HINT = "install Dolt 1.81.8 or newer and put it on PATH, or set BEADWORK_DOLT=/path/to/dolt"

# Dolt's look-up of its latest release has no time limit; only this key of its configuration stops
# it.
QUIET = '{"metrics.disabled":"true","versioncheck.disabled":"true"}'
VERSION_LINE = re.compile(r"^dolt version (\d+)\.(\d+)\.(\d+)", re.MULTILINE)
# `dolt version` takes 0.05 s; a loaded machine that reads 120 MB from a cold disk takes seconds.
VERSION_SECONDS = float_setting("install.version-timeout")


class Program(NamedTuple):
    """A `dolt` that runs: its absolute path, its version, and where it was found."""

    path: Path
    version: tuple[int, int, int]
    source: str
    """"BEADWORK_DOLT", "PATH" or "own copy"."""


class Search(NamedTuple):
    """The result of a search: the first usable program, and why others were passed over before."""

    program: Program | None
    passed_over: list[str]


def own_copy() -> Path:
    """Return where beadwork's own Dolt is, or would be: `<user data>/beadwork/dolt/1.88.1/dolt`."""
    from platformdirs import user_data_path

    return user_data_path("beadwork") / "dolt" / PINNED / "dolt"


def search() -> Search:
    """Look at `BEADWORK_DOLT`, then at `dolt` on PATH, then at the own copy.

    A program on PATH that is too old or does not run is passed over.

    Raises:
        DoltMissing: `BEADWORK_DOLT` names an unusable program; no other takes its place silently.
    """
    named = os.environ.get("BEADWORK_DOLT", "")
    if named:
        return Search(_named(named), [])
    on_path = shutil.which("dolt")
    candidates = [(Path(on_path).absolute(), "PATH")] if on_path else []
    if own_copy().exists():
        candidates.append((own_copy(), "own copy"))
    passed_over: list[str] = []
    for path, source in candidates:
        try:
            return Search(examine(path, source), passed_over)
        except DoltMissing as unusable:
            passed_over.append(unusable.message)
    return Search(None, passed_over)


def find() -> Program | None:
    """Return the Dolt to use, or None; raises `DoltMissing` when `BEADWORK_DOLT` is unusable."""
    return search().program


def examine(path: Path, source: str) -> Program:
    """Run `path version` and return the program.

    Raises:
        DoltMissing: it does not run, or is too old.
    """
    version = version_of(path)
    if version < MINIMUM:
        raise DoltMissing(
            f"{path} is Dolt {_dotted(version)}, older than {_dotted(MINIMUM)}", hint=HINT
        )
    return Program(path, version, source)


def version_of(path: Path) -> tuple[int, int, int]:
    """Return the version that the program at `path` prints.

    Raises:
        DoltMissing: the program does not run, or prints no version.
    """
    with tempfile.TemporaryDirectory(prefix="beadwork-dolt-", ignore_cleanup_errors=True) as home:
        configuration = Path(home, ".dolt", "config_global.json")
        configuration.parent.mkdir()
        configuration.write_text(QUIET)
        try:
            answer = subprocess.run(
                [path, "version"],
                cwd=home,
                env={
                    **os.environ,
                    "HOME": home,
                    "DOLT_ROOT_PATH": home,
                    "DOLT_DISABLE_EVENT_FLUSH": "1",
                },
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=VERSION_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise DoltMissing(
                f"{path} did not print its version in {VERSION_SECONDS:.0f} s", hint=HINT
            ) from None
        except OSError as error:
            raise DoltMissing(f"{path} cannot be run: {error.strerror}", hint=HINT) from error
    line = VERSION_LINE.search(answer.stdout)
    if answer.returncode or not line:
        raise DoltMissing(f"{path} is not a Dolt that runs: {_complaint(answer)}", hint=HINT)
    return int(line[1]), int(line[2]), int(line[3])


def _named(value: str) -> Program:
    path = Path(value).expanduser().absolute()
    if not path.is_file():
        raise DoltMissing(f"BEADWORK_DOLT is {value}, and there is no such file", hint=HINT)
    try:
        return examine(path, "BEADWORK_DOLT")
    except DoltMissing as unusable:
        raise DoltMissing(f"BEADWORK_DOLT: {unusable.message}", hint=HINT) from unusable


def _complaint(answer: subprocess.CompletedProcess[str]) -> str:
    lines = (answer.stderr.strip() or answer.stdout.strip()).splitlines()
    return lines[-1][:200] if lines else f"exit status {answer.returncode}, no output"


def _dotted(version: tuple[int, int, int]) -> str:
    return ".".join(map(str, version))
