"""A stream that is closed leads nowhere; it is no reason to fail, and no file or connection takes
its number.
"""

from __future__ import annotations

import subprocess

import pytest

from harness import BIN, Place


def sh(place: Place, line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("bd", f"{BIN}/bd", 1)],
        cwd=place.directory,
        env=place.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"])
def test_closed_streams(place: Place, closed: str) -> None:
    quiet = ">&-" in closed.replace("2>&-", "")
    for line, status, said in (
        ("bd version", 0, "bd version "),
        ("bd list", 0, "No issues"),
        ("bd nope", 2, ""),
    ):
        done = sh(place, f"{line} {closed}")
        assert (done.returncode, done.stdout.startswith(said) or quiet) == (status, True), line
        assert "Traceback" not in done.stderr
        assert ("no command" in done.stderr) == (line == "bd nope" and "2>&-" not in closed)


def test_standard_input_that_is_closed_is_empty(place: Place) -> None:
    done = sh(place, "bd create One --body-file - <&-")
    assert (done.returncode, done.stdout) == (2, "")
    assert "standard input is empty" in done.stderr


def test_what_cannot_be_written_is_an_error(place: Place) -> None:
    done = sh(place, "bd version > /dev/full")
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
