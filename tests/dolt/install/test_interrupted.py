"""Installs at once, installs that are killed: the final path holds a whole program or nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

INSTALL = """
import sys
from beadwork.dolt.install import install
def tell(line):
    print(line, file=sys.stderr, flush=True)
print(install(tell, methods=sys.argv[1:], timeout=60).path)
"""
Child = subprocess.Popen[str]


@pytest.fixture
def start(final: Path) -> Any:
    """Give a function that starts an install in a process of its own; what still runs afterwards is
    ended.
    """
    children: list[Child] = []

    def run(way: str, **environment: str) -> Child:
        child = subprocess.Popen(
            [sys.executable, "-c", INSTALL, way],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        children.append(child)
        return child

    yield run
    for child in children:
        child.kill()
        child.communicate()


def partial(final: Path) -> list[Path]:
    """Return the working directories that are there."""
    return list(final.parent.parent.glob(".partial-*"))


def test_two_at_once_make_one_copy(
    final: Path, host: Any, archive: Callable[..., bytes], start: Callable[..., Child]
) -> None:
    host.files["/dolt.tar.gz"] = archive()
    children = [start("release", BEADWORK_DOLT_URL=f"{host.address}/dolt.tar.gz") for _ in range(4)]
    printed = [child.communicate()[0] for child in children]
    assert printed == [f"{final}\n"] * 4
    assert host.asked.count("/dolt.tar.gz") == 1
    assert partial(final) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_killed_in_the_middle_it_leaves_nothing_at_the_final_path(
    final: Path,
    host: Any,
    archive: Callable[..., bytes],
    start: Callable[..., Child],
    number: signal.Signals,
) -> None:
    host.files["/dolt.tar.gz"] = archive()
    host.cut.add("/dolt.tar.gz")
    host.hold = True
    url = f"{host.address}/dolt.tar.gz"
    child = start("release", BEADWORK_DOLT_URL=url)
    assert host.half_sent.wait(60)
    assert partial(final)
    child.send_signal(number)
    child.communicate(timeout=60)
    assert child.returncode != 0
    assert not final.exists()
    assert bool(partial(final)) == (number == signal.SIGKILL)

    host.cut.clear()
    again = start("release", BEADWORK_DOLT_URL=url)
    assert again.communicate()[0] == f"{final}\n"
    assert partial(final) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_ends_its_tools(
    final: Path,
    tmp_path: Path,
    executable: Callable[[str, str], Path],
    start: Callable[..., Child],
    number: signal.Signals,
) -> None:
    pipe = tmp_path / "pids"
    os.mkfifo(pipe)
    executable("bin/cc", "exit 0")
    tool = (
        "case $1 in version) echo go version go1.26.8 linux/amd64;; env) echo file:///modules;;\n"
        f"*) sleep 600 & echo $$ $! > {pipe}; wait;; esac"
    )
    go = executable("bin/go", tool)
    child = start("go", PATH=f"{go.parent}:/usr/bin:/bin")
    tools = [psutil.Process(int(pid)) for pid in pipe.read_text().split()]
    child.send_signal(number)
    child.communicate(timeout=60)
    assert child.returncode != 0
    gone, alive = psutil.wait_procs(tools, timeout=30)
    assert len(gone) == 2 and not alive
    assert not final.exists() and partial(final) == []
