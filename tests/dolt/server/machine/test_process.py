"""Ending a process: one that did not hear is asked again, and none is killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from beadwork.dolt.server.machine import process

HEARS_THE_SECOND = """
import signal, sys
asked = []
def hear(number, frame):
    asked.append(number)
    if len(asked) == 2:
        sys.exit(0)
signal.signal(signal.SIGTERM, hear)
print("ready", flush=True)
while True:
    signal.pause()
"""
HEARS_NONE = HEARS_THE_SECOND.replace("== 2", "< 0")


@contextmanager
def running(program: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
        yield child
        child.kill()


def test_a_process_that_forgot_the_first_signal_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process, "ASK_SECONDS", 0.05)
    with running(HEARS_THE_SECOND) as child:
        assert process.end(psutil.Process(child.pid), 60)
        assert child.wait() == 0


def test_a_process_that_does_not_end_is_left_running(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "ASK_SECONDS", 0.05)
    with running(HEARS_NONE) as child:
        assert not process.end(psutil.Process(child.pid), 0.3)
        assert child.poll() is None
