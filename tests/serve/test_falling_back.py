"""Where the command server cannot do a command, the command runs in its own process, as before."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import command_servers
from beadwork.serve import client, control, protocol
from command_servers import Home
from harness import Place


@pytest.fixture
def home(served: Place) -> Iterator[Home]:
    with command_servers.home() as directory:
        yield directory


def listed(served: Place, home: Home, **environment: str) -> subprocess.CompletedProcess[str]:
    return served.run("list", **{**home.told, "BEADWORK_SERVE": "1", **environment})


def assert_alone(served: Place, home: Home, **environment: str) -> None:
    """Check that the command works, and that the server in `home` did not do it."""
    done = listed(served, home, **environment)
    assert (done.returncode, done.stdout) == (0, "No issues\n"), done.stderr
    refused = served.run("list", **home.told, **environment)
    assert refused.returncode == 1


def test_no_server(served: Place, home: Home) -> None:
    assert_alone(served, home)
    (home.path / "serve").rmdir()
    assert_alone(served, home)


def test_a_directory_that_others_may_write_to(served: Place, home: Home) -> None:
    with answering(home.socket, b"queued\nready 1\nend 7\n"):
        (home.path / "serve").chmod(0o770)
        assert_alone(served, home)


def test_a_directory_behind_a_link(served: Place, home: Home) -> None:
    with answering(home.socket, b"queued\nready 1\nend 7\n"):
        (home.path / "serve").rename(home.path / "elsewhere")
        (home.path / "serve").symlink_to(home.path / "elsewhere")
        assert_alone(served, home)


@pytest.mark.parametrize(
    "answer", [b"", b"no such protocol\n", b"queued\nrefused so\n", b"\n" * 99]
)
def test_a_server_that_says_something_else(answer: bytes, served: Place, home: Home) -> None:
    with answering(home.socket, answer):
        assert_alone(served, home)


def test_a_server_that_says_nothing(served: Place, home: Home) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(home.socket))
        silent.listen()
        done = listed(served, home)
    assert (done.returncode, done.stdout) == (0, "No issues\n")


def test_a_server_of_another_user(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(home.socket, b"queued\n"):
        connection = client.connect(str(home.path / "serve"))
        assert connection is not None
        connection.close()
        monkeypatch.setattr(client, "_peer", lambda connection: (1, os.geteuid() + 1))
        assert client.connect(str(home.path / "serve")) is None


def test_a_stopped_server(served: Place, home: Home) -> None:
    with home.server() as pid:
        served.run("list", **home.told).check_returncode()
        os.kill(pid, signal.SIGSTOP)
        done = listed(served, home)
        os.kill(pid, signal.SIGCONT)
    assert (done.returncode, done.stdout) == (0, "No issues\n")


def test_an_edited_file_ends_the_server(
    served: Place, home: Home, tmp_path: Path, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    """An edit counts before the next command, and a server of other code is never asked."""
    shutil.copytree(client.package(), tmp_path / "beadwork")
    copied = {"PYTHONPATH": str(tmp_path)}
    with home.server(**copied):
        served.run("list", **home.told, **copied).check_returncode()
        assert_alone(served, home)
        file = tmp_path / "beadwork" / "errors.py"
        file.write_text(file.read_text() + "\n")
        done = served.run("list", **home.told, **copied)
        assert "the code has changed" in done.stderr
        eventually(lambda: not list((home.path / "serve").glob("*-*[0-9a-f]")))
    assert_alone(served, home, **copied)


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONHASHSEED": "7"}, {"PYTHONUTF8": "1"}, {"PYTHONWARNINGS": "error"}],
    ids=str,
)
def test_another_python(environment: dict[str, str], served: Place) -> None:
    done = served.run("list", **environment)
    assert done.returncode == 1
    assert "another environment of Python" in done.stderr
    assert served.run("list", BEADWORK_SERVE="1", **environment).stdout == "No issues\n"


@pytest.mark.parametrize("name", ["CI", "PYTEST_CURRENT_TEST"])
def test_a_machine_runs_by_itself(name: str, served: Place) -> None:
    environment = {
        key: value for key, value in served.environment.items() if key != "BEADWORK_SERVE"
    }
    environment.pop("CI", None)
    environment.pop("PYTEST_CURRENT_TEST", None)
    assert is_served(environment)
    assert not is_served({**environment, name: "true"})
    assert not is_served({**environment, "BEADWORK_SERVE": "0"})


def is_served(environment: dict[str, str]) -> bool:
    script = "from beadwork.serve import client; print(client.is_served('bd', ['list']))"
    words = [sys.executable, "-c", script]
    return subprocess.check_output(words, env=environment, text=True) == "True\n"


@pytest.mark.parametrize(
    "line",
    [
        "create One --body-file /dev/fd/5 5<words",
        "create One --body-file=/dev/fd/5 5<words",
        "-C /proc/self/cwd list",
        "list --help",
        "export",
        "list <&-",
        "list 2>&-",
    ],
)
def test_a_command_that_a_worker_could_not_do_alike(line: str, served: Place) -> None:
    (served.directory / "words").write_text("a description\n")
    done = shell(served, f"bd {line}", BEADWORK_SERVE="1")
    assert done.returncode == 0, done.stderr
    if "create" in line:
        assert "a description" in served.run("list", "--json").stdout


@pytest.mark.parametrize(
    "line",
    [
        "bd list",
        "bd list > /dev/full",
        "bd list --json > /dev/full",
        "bd create Two > /dev/full",
        "bd list >&-",
        "{ bd list; echo $? >&2; } | true",
        "bd list | head -n 1",
        "mkdir gone; cd gone; rmdir ../gone; bd list",
        "mkdir gone; cd gone; rmdir ../gone; bd -C .. list",
        "ulimit -n 64; bd list",
        "ulimit -f 0; bd list > file; wc -c < file",
        "umask 077; bd list; umask",
        "LC_ALL=C bd list",
        "LC_ALL=de_DE.UTF-8 TZ=Europe/Berlin bd show demo-1",
        "echo text | bd create Piped -d - --silent >made; bd show $(cat made) | tail -n 1",
        "bd show $(printf 'demo-\\377')",
        "bd create $(printf '\\377')",
        "nice -n 5 bd list",
        'env -i CI=1 PATH="$PATH" HOME=/ bd list',
    ],
)
def test_as_in_its_own_process(line: str, served: Place) -> None:
    served.run("create", "One", "--id", "demo-1")
    by_server, alone = (shell(served, line, BEADWORK_SERVE=mode) for mode in ("1", "0"))
    assert by_server.returncode == alone.returncode
    assert by_server.stderr == alone.stderr
    assert normal(by_server.stdout) == normal(alone.stdout)


def normal(text: str) -> str:
    return text.replace("2\n", "1\n")


def test_two_hundred_at_once(served: Place) -> None:
    """Each client gets an answer at once, a worker, and the status of its own command."""
    found = control.find()
    assert found is not None
    clients = [socket.socket(socket.AF_UNIX) for _ in range(200)]
    for each in clients:
        each.settimeout(60)
        each.connect(found.socket)
    variables = {name.encode(): text.encode() for name, text in served.environment.items()}
    directory = os.open(served.directory, os.O_RDONLY)
    with open(os.devnull, "r+b") as nowhere:
        for number, each in enumerate(clients):
            words = ["where"] if number % 2 else ["where", "--nonsense"]
            assert until(each, b"ready")
            request = protocol.pack("bd", 0o22, 0, words, variables)
            socket.send_fds(each, [request], [nowhere.fileno()] * 3 + [directory])
    os.close(directory)
    for number, each in enumerate(clients):
        with each:
            assert until(each, b"end 0\n" if number % 2 else b"end 2\n")


def until(connection: socket.socket, words: bytes) -> bool:
    """Read what comes until the words are in it, or nothing comes any more."""
    heard = b""
    while words not in heard:
        data = connection.recv(100)
        if not data:
            return False
        heard += data
    return True


def test_two_homes(served: Place, home: Home) -> None:
    """Each home has a server of its own; neither is asked for the other's."""
    with home.server() as pid:
        found = control.find()
        assert found is not None
        assert found.pid != pid


def shell(served: Place, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", line],
        cwd=served.directory,
        env={**served.environment, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="surrogateescape",
    )


class answering:
    """A listener at a path that gives everybody the same answer, and hangs up."""

    def __init__(self, path: Path, answer: bytes) -> None:
        self.answer = answer
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()
        self.thread = threading.Thread(target=self.run)

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                connection.sendall(self.answer)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()
