"""A command does the same by the command server as in its own process."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from harness import BIN, Place


def both(served: Place, *words: str, stdin: str = "", **environment: str) -> list[object]:
    """Return what a command line gives by the server, and in its own process."""
    found = []
    for mode in ("only", "0"):
        done = served.run(*words, stdin=stdin, BEADWORK_SERVE=mode, **environment)
        found.append((done.returncode, done.stdout, done.stderr))
    return found


def shown(served: Place, name: str) -> list[dict[str, object]]:
    """Return the issue of a name, as JSON has it."""
    done = served.run("show", name, "--json")
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


READS = (
    ("list",),
    ("list", "--json"),
    ("ready",),
    ("show", "demo-1"),
    ("show", "demo-1", "--json"),
    ("show", "demo-nothing"),
    ("show",),
    ("list", "--status", "nonsense", "--json"),
    ("count", "-C", "/nowhere"),
    ("search", "Ünï"),
    ("--actor", "Ann", "list"),
    ("close", "demo-nothing", "--json"),
)


@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_what_is_read(words: tuple[str, ...], served: Place) -> None:
    served.run("create", "Ünïcode", "--id", "demo-1", "-d", "two\nlines")
    by_server, alone = both(served, *words)
    assert by_server == alone


def test_what_is_written(served: Place) -> None:
    for mode, name in (("only", "demo-1"), ("0", "demo-2")):
        for words in (
            ["create", "One", "--id", name, "-p", "1"],
            ["update", name, "--status", "in_progress", "--notes", "-"],
            ["close", name, "--reason", "done"],
        ):
            done = served.run(*words, stdin="a note", BEADWORK_SERVE=mode, BEADS_ACTOR="Ann")
            assert done.returncode == 0, done.stderr
    first, second = (shown(served, name) for name in ("demo-1", "demo-2"))
    names = {"id": "", "created_at": "", "updated_at": "", "closed_at": "", "started_at": ""}
    assert [row | names for row in first] == [row | names for row in second]
    log = json.loads(served.run("log", "--json").stdout)
    assert {entry["author"].split(" <")[0] for entry in log[:6]} == {"Ann"}


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Asia/Tokyo"},
        {"TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
        {"BD_JSON_ENVELOPE": "1"},
        {"BEADWORK_DEBUG": "1"},
        {"COLUMNS": "40"},
    ],
    ids=str,
)
def test_the_environment_is_the_clients(environment: dict[str, str], served: Place) -> None:
    served.run("create", "One", "--id", "demo-1", "--due", "2031-05-06 07:08")
    for words in (["show", "demo-1"], ["show", "demo-1", "--json"], ["list"]):
        by_server, alone = both(served, *words, **environment)
        assert by_server == alone


@pytest.mark.parametrize(
    "environment", [{}, {"COLUMNS": "30"}, {"TERM": "dumb"}, {"NO_COLOR": "1"}], ids=str
)
def test_a_terminal_is_the_clients(environment: dict[str, str], served: Place) -> None:
    served.run("create", "A title that is rather long", "--id", "demo-1", "-t", "bug", "-p", "0")
    shown = []
    for mode in ("only", "0"):
        told = {name: value for name, value in served.environment.items() if name != "NO_COLOR"}
        told.update(environment, BEADWORK_SERVE=mode)
        shown.append(on_terminal(served.directory, told, "list"))
    assert shown[0] == shown[1]
    assert (b"\x1b[" in shown[0]) == environment.keys().isdisjoint({"TERM", "NO_COLOR"})


def on_terminal(directory: Path, environment: dict[str, str], *words: str) -> bytes:
    """Run `bd` on a terminal of its own, and return what stands there afterwards."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(directory)
        os.execve(BIN / "bd", ["bd", *words], environment)  # noqa: S606 - the words are ours
    shown = b""
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # the other side is closed
            break
        shown += data
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    assert status == 0, shown
    return shown


def test_files_are_made_with_the_umask_of_the_client(served: Place, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for mode in ("only", "0"):
        for mask in ("077", "022"):
            words = f"umask {mask}; bd list >/dev/null; umask"
            done = subprocess.run(
                ["sh", "-c", words],
                cwd=served.directory,
                env={**served.environment, "BEADWORK_SERVE": mode},
                capture_output=True,
                text=True,
            )
            assert done.stdout.strip().endswith(mask), done.stderr
    assert not home.exists()


def test_a_thin_client_loads_no_module_but_its_own(served: Place) -> None:
    script = (
        "import sys; before = set(sys.modules)\n"
        "import posix\n"
        "sys.argv = ['bd', 'list']\n"
        "def end(status):\n"
        "    sys.stderr.write(' '.join(sorted(set(sys.modules) - before)))\n"
        "    sys.stderr.flush(); real(status)\n"
        "real, posix._exit = posix._exit, end\n"
        "from beadwork.serve.client import hand_over\n"
        "hand_over('bd')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=served.directory, env=served.environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.split()) - set(sys.builtin_module_names)
    assert loaded == {"_socket", "beadwork", "beadwork.serve", "beadwork.serve.client",
                      "beadwork.serve.protocol"}  # fmt: skip
