"""The short form of `make chaos`: a fixed seed, few kills, and the same comparison at the end."""

from __future__ import annotations

import os
import subprocess
import sys

from harness import ROOT

KILLS = 20


def test_nothing_acknowledged_is_lost_in_chaos() -> None:
    words = ["--seed", "15", "--minutes", "0", "--kills", str(KILLS), "--workers", "4"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'support'}"}
    done = subprocess.run(
        [sys.executable, "-m", "chaos", *words], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-4000:]
