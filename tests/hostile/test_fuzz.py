"""500 tries of the fuzzer (`tests/support/fuzz/`): no traceback, no "in a way that it should not",
no command that hangs, and no exit status but those of docs/cli-contract.md. `make fuzz` has more.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from harness import ROOT

TRIES = 500
SHARES = 2
"""Tests that run at the same time, each with so many-th of the tries."""


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_goes_wrong(share: int) -> None:
    words = ["--tries", TRIES // SHARES, "--first", share, "--step", SHARES]
    done = subprocess.run(
        [sys.executable, "-m", "fuzz", *map(str, words)],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "tests" / "support"),
            "FUZZ_HANG_SECONDS": "120",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
