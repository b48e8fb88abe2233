"""One real Dolt server for the whole run, shared by all workers; a branch of its own for each test.

Every test runs with an environment of its own making: nothing of the person's git, tracker or
server is seen.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from beadwork.dolt.connection.session import Session
from beadwork.dolt.server.files import home as homes
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from beadwork.serve import control as command_server
from beadwork.tracker import InternalTracker
from beadwork.tracker import open_internal as open_tracker
from beadwork.workspace.settings import metadata
from beadwork.workspace.trust import places
from harness import BIN, Mayor, Person, Place, assert_done

# Slow examples are a busy machine's, and no fault of a test.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

DATABASE = "shared_by_tests"
RUN = "BEADWORK_TEST_RUN"
"""Environment variable with the directory of this run, made by the controller and seen by its
workers.
"""

IDENTITY = ("-c", "user.name=T", "-c", "user.email=t@example.org")
"""Options of git that name an author, for a repository of a test."""

KEPT = (
    *(RUN, "BEADWORK_DOLT", "BEADWORK_DEBUG", "BEADWORK_WRITE_TRANSCRIPTS", "BEADWORK_PUSHES"),
    *("BEADWORK_WORKERS", "BEADWORK_SEED", "BEADWORK_KILLS", "BEADWORK_SERVED"),
)


def pytest_configure(config: pytest.Config) -> None:
    # A shell starts what runs in the background with Ctrl-C ignored, and children inherit that:
    # some tests send it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(config, "workerinput"):
        return
    directory = tempfile.mkdtemp(prefix="bw-")  # short: a Unix socket lies below it
    os.environ[RUN] = directory
    _make_environment(Path(directory))


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    directory = os.environ.pop(RUN, None)
    if directory:
        command_server.stop()
        stop.stop(homes.Home(data=f"{directory}/home/dolt", control=f"{directory}/home/server"))
        shutil.rmtree(directory, ignore_errors=True)


def _make_environment(directory: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("BEADS_", "BD_", "GIT_", "BEADWORK_")) and name not in KEPT:
            del os.environ[name]
    (directory / "person").mkdir()
    (directory / "person" / ".gitconfig").write_text(
        "[user]\n\tname = Test Person\n\temail = test@example.org\n"
    )
    os.environ["BEADWORK_DOLT"] = os.environ.get("BEADWORK_DOLT") or str(
        _dolt()
    )  # set, but empty, is as good as not
    os.environ.update(
        BEADWORK_HOME=str(directory / "home"),
        GIT_CONFIG_GLOBAL=str(directory / "person" / ".gitconfig"),
        GIT_CONFIG_SYSTEM=os.devnull,
        NO_COLOR="1",
        PAGER="cat",  # a pager waits for a person
        TZ="UTC",
        LC_ALL="C.UTF-8",
    )


@pytest.fixture(scope="session")
def shared_workspace() -> Path:
    """A workspace on the server that all tests share. Its `main` stays empty: every test forks its
    own branch.
    """
    from filelock import FileLock

    directory = Path(os.environ[RUN]) / "shared"
    with FileLock(f"{directory}.lock"):
        if not (directory / ".beads" / metadata.NAME).exists():
            directory.mkdir(exist_ok=True)
            subprocess.run(
                [BIN / "bd", "-C", directory, "init", "-p", "demo", "--database", DATABASE],
                check=True,
                stdout=-3,
            )
    return directory


@pytest.fixture
def place(shared_workspace: Path, tmp_path: Path) -> Iterator[Place]:
    """A directory with a workspace on a fresh, empty branch of the shared database."""
    branch = f"test-{os.urandom(6).hex()}"
    with open_tracker(str(shared_workspace), branch="main", idle_seconds=0) as tracker:
        tracker.ask(lambda session: session.rows("CALL DOLT_BRANCH(%s)", branch))
    directory = tmp_path / "project"
    directory.mkdir()
    shutil.copytree(shared_workspace / ".beads", directory / ".beads")
    environment = {
        **os.environ,
        "BD_BRANCH": branch,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
    }
    yield Place(directory, branch, environment)
    with open_tracker(str(shared_workspace), branch="main", idle_seconds=0) as tracker:
        tracker.ask(lambda session: session.rows("CALL DOLT_BRANCH('-D', '--force', %s)", branch))


@pytest.fixture(scope="session")
def command_server_runs() -> None:
    """Let a command server run, the same for all tests and workers."""
    command_server.start()


@pytest.fixture
def served(place: Place, command_server_runs: None) -> Place:
    """A place whose short commands are all done by the command server."""
    return place._replace(environment={**place.environment, "BEADWORK_SERVE": "only"})


@pytest.fixture
def tracker(place: Place) -> Iterator[InternalTracker]:
    """A tracker on a fresh, empty branch."""
    with place.tracker() as opened:
        yield opened


@pytest.fixture
def session(tracker: InternalTracker) -> Session:
    """The session of `tracker`, open and proven, with the rights of the server's administrator."""
    assert tracker.profile
    tracker.link.become_root()
    return tracker.link.session


@pytest.fixture
def person() -> Iterator[Person]:
    """A person with an own, empty HOME; their server is stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="bw-", ignore_cleanup_errors=True) as directory:
        home = Path(directory)
        environment = {name: value for name, value in os.environ.items() if name != "BEADWORK_HOME"}
        environment.update(HOME=directory, PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}")
        someone = Person(home, environment)
        yield someone
        stop.stop(someone.server)


@pytest.fixture
def mayor(person: Person) -> Iterator[Mayor]:
    """A person who has made a town in ~/gt."""
    someone = Mayor(person)
    assert_done(someone.gt("install", "--name", "Test town", "--owner", "me@example.org"))
    places.trust_town(str(someone.root))  # by this process too, whose home is another
    yield someone
    stop.stop(TownHome(str(someone.root)))


@pytest.fixture
def project(person: Person) -> Path:
    """A git repository with one commit."""
    directory = person.home / "code" / "widget"
    directory.mkdir(parents=True)
    for words in (
        ["init", "-q", "-b", "main"],
        [*IDENTITY, "commit", "-q", "--allow-empty", "-m", "first"],
        ["branch", "develop"],
    ):
        subprocess.run(["git", "-C", directory, *words], check=True, env=person.environment)
    return directory


def _dolt() -> Path:
    from beadwork.dolt import required_program

    return required_program.require(lambda line: sys.stderr.write(f"{line}\n")).path


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], None]:
    """Wait for what another process does, a minute at most: for tests of processes only."""
    import time

    def wait(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not condition():
            assert time.monotonic() < deadline, "it did not come to pass within a minute"
            time.sleep(0.01)

    return wait


@pytest.fixture(autouse=True)
def workspace_of_a_doctest(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the examples of the Python API in a workspace on a branch of their own."""
    if isinstance(request.node, pytest.DoctestItem) and request.node.name.startswith(
        "beadwork.tracker"
    ):
        place: Place = request.getfixturevalue("place")
        monkeypatch.chdir(place.directory)
        monkeypatch.setenv("BD_BRANCH", place.branch)
